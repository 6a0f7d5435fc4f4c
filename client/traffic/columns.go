package traffic

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
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

// compileLater compiles a pattern when it is first used: most runs read no traffic.
func compileLater(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// The names of columns: words, or parts of a name in camel case, as ENS has them.
var (
	inbound = compileLater(`(?i:(?:^|[^a-z])(?:in|inbound|incoming|ingress|input|rx|recv|received?|download|down)` +
		`(?:[^a-z]|$)|inoctets|inbits)|Down[A-Z]|Rx[A-Z]|下行|入`)
	outbound = compileLater(`(?i:(?:^|[^a-z])(?:out|outbound|outgoing|egress|output|tx|sent|transmit(?:ted)?|upload|up)` +
		`(?:[^a-z]|$)|outoctets|outbits)|Up[A-Z]|Tx[A-Z]|上行|出`)
	noRate = compileLater(`(?i:(?:^|[^a-z])(?:raw|volume|packets?|pps|coverage|downtime|errors?|discards?|drops?|cpu|` +
		`memory|percent|utili[sz]ation|id|itemid|num|count|ns|min|max|minimum|maximum|last|total|` +
		`date|time|timestamp|clock|epoch)(?:[^a-z]|$)|%)`)
	volume   = compileLater(`(?i)bytes|octets`)
	ensBytes = compileLater(`^(?:Internet|Intranet|Eip)(?:RX|TX|Flow)$`)
)

func (r row) cellText(i int) string { return r.joinCells(i, 1) }

// joinCells is that of a cell, or of several in a row: a date and a clock may be in two.
func (r row) joinCells(from, cells int) string {
	n := len(r.cells)
	return strings.TrimSpace(strings.Join(r.cells[min(from, n):min(from+cells, n)], " "))
}

// findColumns looks at the first rows of a recording.
func (rec *recording) findColumns(rows []row) error {
	rec.findTime(spreadRows(rows))
	first := slices.IndexFunc(rows, func(r row) bool { _, ok := rec.parseRowTime(r); return ok })
	if first < 0 {
		if at := slices.IndexFunc(rows, func(r row) bool { return startsWithDigit(r.cellText(0)) }); at >= 0 {
			return &Problem{Line: rows[at].line, Kind: NotTime, Value: rows[at].cellText(0)}
		}
		return &Problem{Kind: NoSamples}
	}
	width := len(rows[first].cells)
	if first > 0 && !startsWithDigit(rows[first-1].cellText(rec.time)) {
		rec.header = rows[first-1].cells
	}
	names := row{cells: rec.header}
	if (rec.format == '{' || rec.format == '<') && len(names.cells) == width-1 { // which names no times
		names.cells = slices.Insert(slices.Clone(names.cells), rec.time, "")
	}
	if len(names.cells) > 1 { // otherwise it is a note
		width = len(names.cells)
	}
	for i := range width {
		rec.names = append(rec.names, cmp.Or(names.cellText(i), strconv.Itoa(i+1)))
	}
	rec.findUnits(rows[:max(first-1, 0)])
	return rec.findRates(rows[first:])
}

func startsWithDigit(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

// findTime finds the column with the most times, and the layout that most of
// them have. Where several do, as 1/10 and 2/10 are days or months, the times
// are closest together in the right one; a mere number, the last layout, is one
// only where no column holds more.
func (rec *recording) findTime(rows []row) {
	var times []int64
	for _, layout := range layouts() {
		for i := range 64 {
			column, cells := i/2, i%2+1
			var found []int64
			for _, r := range rows {
				if at, ok := parseTime(layout, r.joinCells(column, cells), rec.options.Zone); ok {
					found = append(found, at)
				}
			}
			slices.Sort(found)
			found = slices.Compact(found)
			n := len(found)
			closer := n > 0 && n == len(times) && found[n-1]-found[0] < times[n-1]-times[0]
			if n > len(times) || closer && (layout == epoch) == (rec.layout == epoch) {
				rec.time, rec.timeCells, rec.layout, times = column, cells, layout, found
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

func (rec *recording) parseRowTime(r row) (at int64, ok bool) {
	return parseTime(rec.layout, r.joinCells(rec.time, rec.timeCells), rec.options.Zone)
}

// findRates finds the columns whose values count.
func (rec *recording) findRates(rows []row) error {
	var in, out, other []int
	var names []string
	given, direction := len(rec.options.Columns), rec.options.Direction
	for i, name := range rec.names {
		if i >= rec.time && i < rec.time+rec.timeCells {
			continue
		}
		names = append(names, name)
		into, outOf := inbound().MatchString(name), outbound().MatchString(name)
		_, isUnit := ParseUnit(name)
		isRate := !noRate().MatchString(name) && rec.holdsRates(rows, i) &&
			(isUnit || rec.options.Unit != Unit{} || !volume().MatchString(name))
		if given > 0 {
			isRate = slices.ContainsFunc(rec.options.Columns, func(s string) bool {
				return strings.EqualFold(s, name) || s == strconv.Itoa(i+1)
			})
		}
		switch {
		case !isRate || ensBytes().MatchString(name):
		case into && !outOf:
			in = append(in, i)
		case outOf && !into:
			out = append(out, i)
		default:
			other = append(other, i)
		}
	}
	if rec.rates = slices.Concat(in, out); given > 0 || len(rec.rates) == 0 {
		rec.rates = slices.Concat(in, out, other)
	}
	switch found := len(rec.rates); {
	case found == 0 && given == 0:
		return &Problem{Line: rows[0].line, Kind: NoRate, Value: strings.Join(rows[0].cells, ",")}
	case found < given, direction == Out && len(in) > 0 && len(out) == 0,
		given == 0 && (len(in) > 1 || len(out) > 1 || len(in)+len(out) == 0 && found > 1):
		return &Problem{Line: rows[0].line, Kind: WhichColumn, Value: strings.Join(names, ", ")}
	case direction == Out && len(out) > 0:
		rec.rates = out
	}
	return nil
}

// holdsRates reports whether the cells of a column are rates rather than something else.
func (rec *recording) holdsRates(rows []row, column int) bool {
	rates, others := 0, 0
	for _, r := range spreadRows(rows) {
		if v, kind := rec.parseRate(r.cellText(column), bits); kind == NotNumber {
			others++
		} else if !math.IsNaN(v) {
			rates++
		}
	}
	return rates > 0 && rates >= others
}

// findUnits takes the unit of a column from its name, or from what stands above
// the header. JSON is ENS's, in bit/s, and what says nothing is in Mbit/s.
func (rec *recording) findUnits(above []row) {
	general := megabits
	if rec.format == '{' {
		general = bits
	}
	for _, r := range above {
		if u, ok := ParseUnit(strings.Join(r.cells, " ")); ok {
			general = u
		}
	}
	for _, name := range rec.names {
		unit, _ := ParseUnit(name)
		rec.units = append(rec.units, cmp.Or(rec.options.Unit, unit, general))
	}
}

// parseRowRate gives what counts of a row, in Mbit/s, or NaN where nothing was recorded.
func (rec *recording) parseRowRate(r row) (float64, *Problem) {
	if r.cellText(len(rec.names)) != "" {
		return 0, &Problem{Line: r.line, Kind: ExtraCells, Value: strings.Join(r.cells, ",")}
	}
	counted := math.NaN()
	for _, i := range rec.rates {
		v, kind := rec.parseRate(r.cellText(i), rec.units[i])
		switch {
		case kind != "":
			return 0, &Problem{Line: r.line, Kind: kind, Value: r.cellText(i)}
		case math.IsNaN(v):
		case math.IsNaN(counted):
			counted = v
		case rec.options.Direction == Sum:
			counted += v
		default:
			counted = max(counted, v)
		}
	}
	return counted, nil
}
