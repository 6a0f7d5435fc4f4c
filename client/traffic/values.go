package traffic

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// BillZone is where ENS's metering begins a day: DescribeEpnMeasurementData
// shows the cycle of 2019-07-30 from 2019-07-29T16:00:00Z.
var BillZone = time.FixedZone("+08:00", 8*3600)

// epoch is the layout of seconds since 1970, or of thousandths of them and less.
const epoch = "epoch"

// dates are the ways to write one, as package time has them. Where a text fits
// several as well, the first one is meant.
var dates = []string{
	"2006-01-02", "2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2006年1月2日", "2.1.2006", "2-1-2006", "1/2/2006",
	"2/1/2006", "2.1.06", "1/2/06", "2/1/06", "2 Jan 2006", "2-Jan-2006", "Jan 2, 2006", "Mon, 2 Jan 2006",
}

// timeForm parts a time into its date, a joint, seconds, half of the day, and offset.
var timeForm = compileLater(
	`^(.+?)(T|,? )\d\d?:\d\d(:\d\d)?(?:[.,]\d+)?( ?[AP]M| ?[ap]m)?( ?)(Z|[-+]\d\d(?::?\d\d)?)?$`)

// listLayouts gives the layouts that a text may have if it is a time.
func listLayouts(text string) (list []string) {
	parts := timeForm().FindStringSubmatch(trimTime(text))
	if parts == nil {
		return []string{epoch}
	}
	clock := "15:04" + strings.Repeat(":05", min(len(parts[3]), 1))
	if half := parts[4]; half != "" {
		clock = "3" + clock[2:] + strings.NewReplacer("A", "P", "a", "p").Replace(half)
	}
	clock += parts[5] + map[int]string{1: "Z07:00", 3: "Z07", 5: "Z0700", 6: "Z07:00"}[len(parts[6])]
	for _, date := range dates {
		if _, err := time.Parse(date, parts[1]); err == nil {
			list = append(list, date+parts[2]+clock)
		}
	}
	return list
}

// trimTime gives the beginning of a span, as PRTG writes it.
func trimTime(text string) string {
	text, _, _ = strings.Cut(text, " - ")
	return strings.Replace(strings.Replace(text, " UTC", "Z", 1), " GMT", "Z", 1)
}

// parseTime reads a time of the years 2000 to 2099 in a layout, in milliseconds
// since 1970. 24:00 is the end of a day; a time without an offset is of the zone.
func parseTime(layout, text string, zone *time.Location) (at int64, ok bool) {
	const since, before = 946_684_800_000, 4_102_444_800_000
	if layout == epoch {
		v, err := strconv.ParseFloat(text, 64)
		for v *= 1000; err == nil && v >= before && v < 1e23; v /= 1000 { // it is of less than seconds
		}
		return int64(v), err == nil && v >= since && v < before
	}
	text = trimTime(text)
	t, err := time.ParseInLocation(layout, text, zone)
	if err != nil && strings.Contains(text, " 24:00") {
		t, err = time.ParseInLocation(layout, strings.Replace(text, " 24:00", " 00:00", 1), zone)
		t = t.AddDate(0, 0, 1)
	}
	at = t.UnixMilli()
	return at, err == nil && at >= since && at < before
}

func (rec *recording) parseRowTime(r row) (at int64, ok bool) {
	return parseTime(rec.layout, r.cellText(rec.time, rec.timeCells), rec.options.Zone)
}

// findTime finds the column with the most times in some rows, and the layout
// that most of them have. Where several do, as 1/10 and 2/10 are days or months,
// the times are closest together in the right one, and mere numbers are none.
func (rec *recording) findTime(rows []row) {
	most, closest := 0, int64(0)
	for _, r := range rows {
		for i := range 2 * len(r.cells) {
			for _, layout := range listLayouts(r.cellText(i/2, i%2+1)) {
				times := []int64{}
				for _, other := range rows {
					if at, ok := parseTime(layout, other.cellText(i/2, i%2+1), rec.options.Zone); ok {
						times = append(times, at)
					}
				}
				slices.Sort(times)
				n, span := len(slices.Compact(times)), int64(math.MaxInt64)
				if n > 0 && layout != epoch {
					span = times[n-1] - times[0]
				}
				if n > most || n == most && span < closest {
					rec.time, rec.timeCells, rec.layout, most, closest = i/2, i%2+1, layout, n, span
				}
			}
		}
	}
}

// Unit is one of rates.
type Unit struct {
	Name string
	mbps float64 // one of it in Mbit/s
}

var megabits, bits = Unit{"Mbit/s", 1}, Unit{"bit/s", 1e-6}

// unitPattern finds a unit: its prefix, whether that counts by 1024, and bits or
// else bytes. Those are volumes unless they are a second's.
var unitPattern = compileLater(`(?:^|[^a-zA-Z]|(?i:in|out|rx|tx))(?i:([kmgt])(?:ilo|ega|iga)?(i)?)?` +
	`(?:(BPS|b` + second + `|(?i:bits?)(?:` + second + `)?)|(?:B|(?i:bytes?|octets?))` + second + `)(?:[^a-zA-Z]|$)`)

const second = `(?i:\s*/\s*s(?:ec(?:ond)?)?|ps|\s*per\s+sec(?:ond)?)`

// ParseUnit finds a unit in a text.
func ParseUnit(text string) (u Unit, ok bool) {
	m := unitPattern().FindStringSubmatch(text)
	if m == nil {
		return Unit{}, false
	}
	u, base, prefix := Unit{"B/s", 8e-6}, 1000.0, strings.ToLower(m[1])
	if m[3] != "" {
		u = bits
	}
	if m[2] != "" {
		base = 1024
	}
	name := strings.Replace(strings.ToUpper(prefix), "K", "k", 1) + m[2] + u.Name
	return Unit{name, u.mbps * math.Pow(base, float64(strings.Index(" kmgt", prefix)))}, true
}

// none is the rate of a cell that says that there was none.
const none = -1

// parseRate reads a number with or without a unit, in Mbit/s. A unit of its own beats the column's, unless
// that was given.
func (rec *recording) parseRate(text string, unit Unit) (mbps float64, kind Kind) {
	switch strings.ToLower(text) {
	case "", "-", "nan", "-nan", "null", "n/a", "#n/a", "u", "none", "no data":
		return none, ""
	}
	text = strings.TrimLeft(text, "<> ")
	if end := strings.IndexFunc(text, endsNumber); end >= 0 {
		if text[end:] != rec.unitText {
			rec.unitText = text[end:]
			rec.ownUnit, _ = ParseUnit(rec.unitText)
		}
		if rec.ownUnit == (Unit{}) {
			return 0, NotNumber
		}
		text, unit = strings.TrimSpace(text[:end]), cmp.Or(rec.options.Unit, rec.ownUnit)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || rec.commas {
		v, err = strconv.ParseFloat(rec.stripThousands(text), 64)
	}
	switch v *= unit.mbps; {
	case err != nil:
		return 0, NotNumber
	case v < 0:
		return v, Negative
	case v > MaxMbps:
		return v, Absurd
	}
	return v + 0, "" // a negative zero, as rounding programs write it, is a zero
}

func endsNumber(r rune) bool {
	return (r < '0' || r > '9') && r != '.' && !strings.ContainsRune("+-,eE' \u00A0\u202F", r)
}

var (
	decimalComma = compileLater(`^[\d.' ]+,\d+( ?[a-zA-Z].*)?$`)
	thousands    = compileLater(`^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$`)
	swapMarks    = strings.NewReplacer(".", ",", ",", ".")
	spaces       = strings.NewReplacer(" ", "", "\u00A0", "", "\u202F", "", "'", "")
)

// stripThousands writes a number as Go does, or gives "" where its marks are none of
// the recording's.
func (rec *recording) stripThousands(text string) string {
	text = spaces.Replace(text)
	if rec.commas {
		text = swapMarks.Replace(text)
	}
	if strings.Contains(text, ",") && !thousands().MatchString(text) {
		return ""
	}
	return strings.ReplaceAll(text, ",", "")
}
