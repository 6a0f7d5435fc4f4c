package traffic

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Direction says how inbound and outbound count.
type Direction string

// How inbound and outbound count.
const (
	Max Direction = "max" // the larger, as Alibaba Cloud documents it for edge EIPs
	Sum Direction = "sum"
	Out Direction = "out" // outbound alone
)

// Options say how a recording is to be read where it does not say so itself.
type Options struct {
	Zone      *time.Location // of days and months, and of times without an offset; nil is the bill's
	Columns   []string       // names, or numbers from 1; none is to find them
	Direction Direction      // "" is Max
	Unit      Unit           // of all values; none is to find it
}

// The names of columns: words, or parts of a name in camel case, as ENS has them.
var (
	inbound = regexp.MustCompile(`(?i:(?:^|[^a-z])(?:in|inbound|incoming|ingress|input|rx|recv|received?|download|down)` +
		`(?:[^a-z]|$)|inoctets|inbits)|Down[A-Z]|Rx[A-Z]|下行|入`)
	outbound = regexp.MustCompile(`(?i:(?:^|[^a-z])(?:out|outbound|outgoing|egress|output|tx|sent|transmit(?:ted)?|upload|up)` +
		`(?:[^a-z]|$)|outoctets|outbits)|Up[A-Z]|Tx[A-Z]|上行|出`)
	noRate = regexp.MustCompile(`(?i:(?:^|[^a-z])(?:raw|volume|packets?|pps|coverage|downtime|errors?|discards?|drops?|cpu|` +
		`memory|percent|utili[sz]ation|id|itemid|num|count|ns|min|max|minimum|maximum|last|total|` +
		`date|time|timestamp|clock|epoch)(?:[^a-z]|$)|%)`)
	volume   = regexp.MustCompile(`(?i)bytes|octets`)
	ensBytes = regexp.MustCompile(`^(?:Internet|Intranet|Eip)(?:RX|TX|Flow)$`)
)

// row is a line of a recording.
type row struct {
	cells []string
	line  int
}

func (r row) cell(i int) string {
	if i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// columns is where a recording has its times and rates, and how it writes them.
type columns struct {
	options Options
	json    bool
	commas  bool // separate its cells
	header  row
	names   []string
	time    int
	layout  string
	rates   []int
	units   []Unit // of each rate

	unitText string // as the last cell had it
	ownUnit  Unit
}

// findColumns looks at the first rows of a recording.
func (c *columns) findColumns(rows []row) *Problem {
	c.findTime(spreadRows(rows))
	first := slices.IndexFunc(rows, func(r row) bool { _, ok := c.timeOf(r); return ok })
	if first < 0 {
		if at := slices.IndexFunc(rows, func(r row) bool { return startsWithDigit(r.cell(0)) }); at >= 0 {
			return &Problem{Line: rows[at].line, Kind: NotTime, Value: rows[at].cell(0)}
		}
		return &Problem{Kind: NoSamples}
	}
	if first > 0 && !startsWithDigit(rows[first-1].cell(c.time)) {
		c.header = rows[first-1]
		if len(c.header.cells) == len(rows[first].cells)-1 { // a legend, which names no times
			c.header.cells = slices.Insert(c.header.cells, c.time, "")
		}
	}
	for i := range rows[first].cells {
		c.names = append(c.names, cmp.Or(c.header.cell(i), strconv.Itoa(i+1)))
	}
	if p := c.findRates(rows[first:]); p != nil {
		p.Line = rows[first].line
		return p
	}
	c.findUnits(rows[:max(first-1, 0)])
	return nil
}

func startsWithDigit(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

// findTime finds the column with the most times, and the layout that most of
// them have. Where several do, as 1/10 and 2/10 are days or months, the times
// are closest together in the right one; a mere number is one only where no
// column holds more.
func (c *columns) findTime(rows []row) {
	times, span := 0, int64(0)
	for column := range 32 {
		for _, layout := range layouts() {
			n, wide, last := 0, int64(0), int64(0)
			for _, r := range rows {
				if at, ok := parseTime(layout, r.cell(column), c.options.Zone); ok {
					if n > 0 {
						wide += max(at-last, last-at)
					}
					if at != last {
						n, last = n+1, at
					}
				}
			}
			better := wide < span
			if (layout == epoch) != (c.layout == epoch) {
				better = c.layout == epoch
			}
			if n > times || n > 0 && n == times && better {
				c.time, c.layout, times, span = column, layout, n, wide
			}
		}
	}
}

// spreadRows gives some of many rows, the last one included.
func spreadRows(rows []row) (some []row) {
	for i := len(rows) - 1; i >= 0; i -= (len(rows) + 29) / 30 {
		some = append(some, rows[i])
	}
	return some
}

func (c *columns) timeOf(r row) (at int64, ok bool) {
	return parseTime(c.layout, r.cell(c.time), c.options.Zone)
}

// findRates finds the columns whose values count.
func (c *columns) findRates(rows []row) *Problem {
	var in, out, other []int
	given, direction := len(c.options.Columns), c.options.Direction
	for i, name := range c.names {
		into, outOf := inbound.MatchString(name), outbound.MatchString(name)
		_, isUnit := ParseUnit(name)
		isUnit = isUnit || c.options.Unit != Unit{}
		isRate := !noRate.MatchString(name) && (isUnit || !volume.MatchString(name)) && c.holdsRates(rows, i)
		if given > 0 {
			isRate = slices.ContainsFunc(c.options.Columns, func(s string) bool {
				return strings.EqualFold(s, name) || s == strconv.Itoa(i+1)
			})
		}
		switch {
		case i == c.time || !isRate || ensBytes.MatchString(name):
		case into && !outOf:
			in = append(in, i)
		case outOf && !into:
			out = append(out, i)
		default:
			other = append(other, i)
		}
	}
	switch found := len(in) + len(out) + len(other); {
	case found == 0 && given == 0:
		return &Problem{Kind: NoRate, Value: strings.Join(rows[0].cells, ",")}
	case found < given, direction == Out && len(in) > 0 && len(out) == 0,
		given == 0 && (len(in) > 1 || len(out) > 1 || len(in)+len(out) == 0 && found > 1):
		return &Problem{Kind: WhichColumn, Value: strings.Join(slices.Delete(slices.Clone(c.names), c.time, c.time+1), ", ")}
	case direction == Out && len(out) > 0:
		c.rates = out
	case given > 0 || len(in)+len(out) == 0:
		c.rates = slices.Concat(in, out, other)
	default:
		c.rates = slices.Concat(in, out)
	}
	return nil
}

// holdsRates reports whether a column's cells are rates rather than something else.
func (c *columns) holdsRates(rows []row, column int) bool {
	rates, others := 0, 0
	for _, r := range spreadRows(rows) {
		switch v, kind := c.parseRate(r.cell(column), bits); {
		case kind == NotNumber:
			others++
		case !math.IsNaN(v):
			rates++
		}
	}
	return rates > 0 && rates >= others
}

// findUnits takes the unit of a column from its name, or from what stands above
// the header. JSON is ENS's, in bit/s, and what says nothing is in Mbit/s.
func (c *columns) findUnits(above []row) {
	general := megabits
	if c.json {
		general = bits
	}
	for _, r := range above {
		if u, ok := ParseUnit(strings.Join(r.cells, " ")); ok {
			general = u
		}
	}
	for _, i := range c.rates {
		unit, ok := ParseUnit(c.names[i])
		if !ok {
			unit = general
		}
		c.units = append(c.units, cmp.Or(c.options.Unit, unit))
	}
}

// rateOf gives what counts of a row, in Mbit/s, or NaN where nothing was recorded.
func (c *columns) rateOf(r row) (float64, *Problem) {
	counted := math.NaN()
	for n, i := range c.rates {
		v, kind := c.parseRate(r.cell(i), c.units[n])
		switch {
		case kind != "":
			return 0, &Problem{Line: r.line, Kind: kind, Value: r.cell(i)}
		case math.IsNaN(counted):
			counted = v
		case c.options.Direction == Sum && !math.IsNaN(v):
			counted += v
		case !math.IsNaN(v):
			counted = max(counted, v)
		}
	}
	return counted, nil
}
