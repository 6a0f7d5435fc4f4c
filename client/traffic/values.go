package traffic

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// BillZone is where ENS's metering begins a day: DescribeEpnMeasurementData begins 2019-07-30 at 16:00Z of the 29th.
var BillZone = time.FixedZone("+08:00", 8*3600)

const (
	epoch  = "epoch" // the layout of seconds since 1970, or of thousandths of them and less
	none   = -1      // the rate of a cell that says that there was none
	second = `(?i:\s*/\s*s(?:ec(?:ond)?)?|ps|\s*per\s+sec(?:ond)?)`
)

// dates are the ways to write one. Where a text fits several as well, the first one is meant.
var dates = []string{
	"2006-01-02", "2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2006年1月2日", "2.1.2006", "2-1-2006", "1/2/2006",
	"2/1/2006", "2.1.06", "1/2/06", "2/1/06", "2 Jan 2006", "2-Jan-2006", "Jan 2, 2006", "Mon, 2 Jan 2006",
}

var (
	// A time is a date, a joint, hours and minutes, seconds, half of the day, and an offset.
	timeForm = compileLater(
		`^(.+?)(T|,? )\d\d?:\d\d(:\d\d)?(?:[.,]\d+)?( ?[AP]M| ?[ap]m)?( ?)(Z|[-+]\d\d(?::?\d\d)?| UTC| GMT)?$`)
	moreThanNote = compileLater(`^\d|\n`)
	decimalComma = compileLater(`^[\d.' ]+,\d+( ?[a-zA-Z].*)?$`)
	thousands    = compileLater(`^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$`)
	swapMarks    = strings.NewReplacer(".", ",", ",", ".")
	spaces       = strings.NewReplacer(" ", "", "\u00A0", "", "\u202F", "", "'", "", "<", "", ">", "")
	// A unit is a prefix, perhaps one that counts by 1024, and bits, or else bytes a second.
	unitPattern = compileLater(`(?:^|[^a-zA-Z]|(?i:in|out|rx|tx))(?i:([kmgt])(?:ilo|ega|iga)?(i)?)?` +
		`(?:(BPS|b` + second + `|(?i:bits?)(?:` + second + `)?)|(?:B|(?i:bytes?|octets?))` + second + `)(?:[^a-zA-Z]|$)`)
)

func listLayouts(text string) (list []string) {
	begin, _, _ := strings.Cut(text, " - ")
	parts := timeForm().FindStringSubmatch(begin)
	if parts == nil {
		return []string{epoch}
	}
	clock := "15:04" + strings.Repeat(":05", min(len(parts[3]), 1))
	if half := parts[4]; half != "" {
		clock = "3" + clock[2:] + strings.NewReplacer("A", "P", "a", "p").Replace(half)
	}
	clock += parts[5] + map[int]string{1: "Z07:00", 3: "Z07", 4: " MST", 5: "Z0700", 6: "Z07:00"}[len(parts[6])]
	for _, date := range dates {
		list = append(list, date+parts[2]+clock)
	}
	return list
}

// parseTime reads the time of a row, of the years 2000 to 2099, in milliseconds since 1970. 24:00 is the end of a day;
// a time without an offset is of the zone.
func (rec *recording) parseTime(r row) (at int64, ok bool) {
	text := rec.cellText(r, rec.time, rec.timeCells)
	if rec.layout == epoch {
		const since, before = 946_684_800_000, 4_102_444_800_000
		v, err := strconv.ParseFloat(text, 64)
		for v *= 1000; err == nil && v >= before && v < 1e23; v /= 1000 { // It is of less than seconds.
		}
		return int64(v), err == nil && v >= since && v < before
	}
	text, _, _ = strings.Cut(text, " - ") // PRTG writes the end behind the begin.
	t, err := time.ParseInLocation(rec.layout, text, rec.options.Zone)
	if err != nil && strings.Contains(text, " 24:00") {
		t, err = time.ParseInLocation(rec.layout, strings.Replace(text, " 24:00", " 00:00", 1), rec.options.Zone)
		t = t.AddDate(0, 0, 1)
	}
	if n := len(rec.points); n > 0 && !strings.Contains(rec.layout, "07") {
		// Where clocks are set back, they show an hour twice: the first one after the last sample is meant.
		for _, other := range []time.Time{t.Add(time.Hour), t, t.Add(-time.Hour)} {
			if other.UnixMilli() > rec.points[n-1].at && other.Hour() == t.Hour() {
				t = other
			}
		}
	}
	return t.UnixMilli(), err == nil && t.Year()/100 == 20
}

// findTime finds the column and the layout of the most times in some rows. Of several, as where 1/10 and 2/10 are days
// or months, the right one has them closest together.
func (rec *recording) findTime(rows []row) {
	best, most, closest := *rec, 0, int64(0)
	for _, r := range rows {
		for i := range 2 * len(r.cells) {
			rec.time, rec.timeCells = i/2, i%2+1
			for _, rec.layout = range listLayouts(rec.cellText(r, rec.time, rec.timeCells)) {
				times := []int64{}
				for _, other := range rows {
					if at, ok := rec.parseTime(other); ok {
						times = append(times, at)
					}
				}
				slices.Sort(times)
				n, span := len(slices.Compact(times)), int64(math.MaxInt64)
				if n > 0 && rec.layout != epoch { // Mere numbers may be none.
					span = times[n-1] - times[0]
				}
				if n > most || n == most && span < closest {
					best, most, closest = *rec, n, span
				}
			}
		}
	}
	*rec = best
}

// Unit is one of rates.
type Unit struct {
	Name string
	mbps float64 // one of it in Mbit/s
}

var megabits, bits = Unit{"Mbit/s", 1}, Unit{"bit/s", 1e-6}

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

// parseRate reads a number with or without a unit, in Mbit/s. A unit of its own beats the column's, unless that was
// given. Marks that are none of the recording's make none.
func (rec *recording) parseRate(text string, unit Unit) (mbps float64, kind Kind) {
	switch strings.ToLower(text) {
	case "", "-", "nan", "-nan", "null", "n/a", "#n/a", "u", "none", "no data":
		return none, ""
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || rec.commas {
		own := strings.TrimLeft(text, "0123456789.+-,eE' <>\u00A0\u202F")
		if own != rec.unitText {
			rec.unitText = own
			rec.ownUnit, _ = ParseUnit(own)
		}
		unit = cmp.Or(rec.options.Unit, rec.ownUnit, unit)
		text = spaces.Replace(text[:len(text)-len(own)])
		if rec.commas {
			text = swapMarks.Replace(text)
		}
		if own != "" && rec.ownUnit == (Unit{}) || strings.Contains(text, ",") && !thousands().MatchString(text) {
			return 0, NotNumber
		}
		v, err = strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	}
	switch v *= cmp.Or(unit, megabits).mbps; {
	case err != nil, math.IsInf(v, 0):
		return 0, NotNumber
	case v < 0:
		return v, Negative
	case v > MaxMbps:
		return v, Absurd
	}
	// To the bit, as it was before its unit was taken in; a negative zero, as rounding programs write it, is a zero.
	return math.Round(v*1e6)/1e6 + 0, ""
}
