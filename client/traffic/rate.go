package traffic

import (
	"cmp"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Unit is one of rates.
type Unit struct {
	Name string
	mbps float64 // one of it in Mbit/s
}

var megabits, bits = Unit{"Mbit/s", 1}, Unit{"bit/s", 1e-6}

// unitPattern finds a unit: its prefix, whether that counts by 1024, what is
// counted, and that it is so a second.
var unitPattern = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:([kmgt])(?:ilo|ega|iga)?)?(i)?(b|bits?|bytes?|octets?)` +
	`(\s*/\s*s(?:ec(?:ond)?)?|ps|\s*per\s+sec(?:ond)?)?(?:[^a-z]|$)`)

// ParseUnit finds a unit in a text. Bytes are none unless they are a second's:
// they are volumes.
func ParseUnit(text string) (u Unit, ok bool) {
	m := unitPattern.FindStringSubmatch(text)
	if m == nil {
		return Unit{}, false
	}
	u = Unit{"bit/s", 1e-6}
	counted := strings.ToLower(m[3])
	if counted[0] == 'o' || strings.HasPrefix(counted, "by") || m[3] == "B" && m[4] != "PS" {
		u = Unit{"B/s", 8e-6}
	}
	if m[4] == "" && (u.Name == "B/s" || len(m[3]) == 1) {
		return Unit{}, false
	}
	base, prefix := 1000.0, strings.ToLower(m[1])
	if m[2] != "" {
		base = 1024
	}
	if prefix != "" {
		u.mbps *= math.Pow(base, float64(strings.Index(" kmgt", prefix)))
	}
	if prefix != "k" {
		prefix = strings.ToUpper(prefix)
	}
	return Unit{prefix + m[2] + u.Name, u.mbps}, true
}

// parseRate reads a number with or without a unit, in Mbit/s, or NaN where the
// cell says that there was none. A unit of its own beats the column's, unless
// that was given.
func (c *columns) parseRate(text string, unit Unit) (mbps float64, kind Kind) {
	switch text {
	case "", "-", "NaN", "nan", "-nan", "null", "NULL", "N/A", "n/a", "U", "None", "No data":
		return math.NaN(), ""
	}
	text = strings.TrimLeft(text, "<> ")
	if end := strings.IndexFunc(text, isNoNumber); end > 0 {
		if text[end:] != c.unitText {
			c.unitText = text[end:]
			c.ownUnit, _ = ParseUnit(c.unitText)
		}
		if c.ownUnit == (Unit{}) {
			return 0, NotNumber
		}
		text, unit = strings.TrimSpace(text[:end]), cmp.Or(c.options.Unit, c.ownUnit)
	}
	if strings.ContainsAny(text, ", '\u00A0\u202F") {
		text = c.plainNumber(text)
	}
	v, err := strconv.ParseFloat(text, 64)
	switch v *= unit.mbps; {
	case err != nil, strings.ContainsAny(text, "iIxX_"): // which are numbers of Go's
		return 0, NotNumber
	case v < 0:
		return v, Negative
	case v > MaxMbps:
		return v, Absurd
	}
	return v + 0, "" // a negative zero, as rounding programs write it, is a zero
}

func isNoNumber(r rune) bool {
	return (r < '0' || r > '9') && r != '.' && !strings.ContainsRune("+-,eE' \u00A0\u202F", r)
}

var spaces = strings.NewReplacer(" ", "", "\u00A0", "", "\u202F", "", "'", "")

// plainNumber takes the marks of thousands out of a number. The last mark is
// that of decimals, unless it stands twice, or is a comma before three digits
// in a file that commas separate.
func (c *columns) plainNumber(text string) string {
	text = spaces.Replace(text)
	mark, thousands := ".", ","
	at := strings.LastIndex(text, ",")
	if at > strings.LastIndex(text, ".") && !(c.commas && len(text)-at == 4 && !strings.Contains(text, ".")) {
		mark, thousands = ",", "."
	}
	if strings.Count(text, mark) > 1 {
		thousands = mark
	}
	return strings.Replace(strings.ReplaceAll(text, thousands, ""), mark, ".", 1)
}
