package traffic

import (
	"cmp"
	"math"
	"strconv"
	"strings"
)

// Unit is one of rates.
type Unit struct {
	Name string
	mbps float64 // one of it in Mbit/s
}

var megabits, bits = Unit{"Mbit/s", 1}, Unit{"bit/s", 1e-6}

// unitPattern finds a unit: its prefix, whether that counts by 1024, and bits or
// else bytes. Those are volumes unless they are a second's.
var unitPattern = compileLater(`(?:^|[^a-zA-Z])(?i:([kmgt])(?:ilo|ega|iga)?(i)?)?` +
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

// parseRate reads a number with or without a unit, in Mbit/s, or NaN where the
// cell says that there was none. A unit of its own beats the column's, unless
// that was given.
func (rec *recording) parseRate(text string, unit Unit) (mbps float64, kind Kind) {
	switch text {
	case "", "-", "NaN", "nan", "-nan", "null", "NULL", "N/A", "n/a", "U", "None", "No data":
		return math.NaN(), ""
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
	if strings.ContainsAny(text, ", '\u00A0\u202F") {
		text = rec.stripThousands(text)
	}
	v, err := strconv.ParseFloat(text, 64)
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

var spaces = strings.NewReplacer(" ", "", "\u00A0", "", "\u202F", "", "'", "")

// stripThousands takes the marks of thousands out of a number. The last mark is
// that of decimals, unless it stands twice, or is a comma before three digits
// in a file that commas separate.
func (rec *recording) stripThousands(text string) string {
	text = spaces.Replace(text)
	mark, thousands := ".", ","
	at := strings.LastIndex(text, ",")
	if at > strings.LastIndex(text, ".") && !(rec.format == ',' && len(text)-at == 4 && !strings.Contains(text, ".")) {
		mark, thousands = ",", "."
	}
	if strings.Count(text, mark) > 1 {
		thousands = mark
	}
	return strings.Replace(strings.ReplaceAll(text, thousands, ""), mark, ".", 1)
}
