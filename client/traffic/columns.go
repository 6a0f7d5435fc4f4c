package traffic

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

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

// recording is what is known of one while its rows are read.
type recording struct {
	options Options
	format  rune // what parts the cells

	header    []string // as it stands there
	names     []string // of the columns
	inObjects bool     // samples are objects of JSON
	time      int      // the column of times
	timeCells int      // 2 where the clock has a column of its own
	layout    string   // of times
	rates     []int    // the columns that count
	units     []Unit   // of each column
	unitText  string   // as the last cell had it
	ownUnit   Unit     // which that names

	points []point
	stray  *Problem // a row without a time, which is a note where no sample follows
}

// cellText is that of a cell, or of several, as a date and a clock may be.
func (r row) cellText(from, cells int) string {
	n := len(r.cells)
	return strings.TrimSpace(strings.Join(r.cells[min(from, n):min(from+cells, n)], " "))
}

func startsWithDigit(text string) bool { return text != "" && text[0] >= '0' && text[0] <= '9' }

// findColumns looks at the first rows of a recording.
func (rec *recording) findColumns(rows []row) error {
	objects := 0
	for _, r := range rows {
		objects += min(len(r.names), 1)
	}
	rec.inObjects = objects > len(rows)/2
	rows = slices.DeleteFunc(rows, func(r row) bool { return (len(r.names) > 0) != rec.inObjects })
	rec.findTime(rows)
	first := slices.IndexFunc(rows, func(r row) bool { _, ok := rec.parseRowTime(r); return ok })
	if first < 0 {
		first = slices.IndexFunc(rows, func(r row) bool { return startsWithDigit(r.cellText(0, 1)) })
		if first < 0 {
			return &Problem{Kind: NoSamples}
		}
		return &Problem{Line: rows[first].line, Kind: NotTime, Value: rows[first].cellText(0, 1)}
	}
	above, names, width := first, rows[first].names, len(rows[first].cells)
	for ; above > 0 && len(names) == 0; above-- {
		if r := rows[above-1]; !startsWithDigit(r.cellText(rec.time, 2)) {
			rec.header, names = r.cells, r.cells
		}
	}
	if rec.format == '{' && len(names) == width-1 { // RRDtool's name no times
		names = slices.Insert(slices.Clone(names), rec.time, "")
	}
	if len(names) > 1 { // otherwise it is a note
		width = len(names)
	}
	for i := range width {
		rec.names = append(rec.names, cmp.Or(row{cells: names}.cellText(i, 1), strconv.Itoa(i+1)))
	}
	rec.findUnits(rows[:above])
	return rec.findRates(rows[first:])
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

// findRates finds the columns whose values count.
func (rec *recording) findRates(rows []row) error {
	var all []string
	var in, out, other []int
	for i, name := range rec.names {
		if i >= rec.time && i < rec.time+rec.timeCells || ensBytes().MatchString(name) {
			continue
		}
		all = append(all, name)
		into, outOf := inbound().MatchString(name), outbound().MatchString(name)
		switch {
		case !rec.isChosen(rows, i):
		case into == outOf:
			other = append(other, i)
		case into:
			in = append(in, i)
		default:
			out = append(out, i)
		}
	}
	given, onlyOut := len(rec.options.Columns), rec.options.Direction == Out
	if rec.rates = slices.Concat(in, out); given > 0 || len(rec.rates) == 0 {
		rec.rates = append(rec.rates, other...)
	}
	p := &Problem{Line: rows[0].line, Value: strings.Join(all, ", ")}
	switch {
	case len(rec.rates) < given:
		p.Kind = NoColumn
	case len(rec.rates) == 0:
		p.Kind, p.Value = NoRate, strings.Join(rows[0].cells, ",")
	case given == 0 && (len(in) > 1 || len(out) > 1 || len(in)+len(out) == 0 && len(other) > 1):
		p.Kind = WhichColumn
	case onlyOut && len(in) > 0 && len(out) == 0:
		p.Kind = NoOutbound
	default:
		if onlyOut && len(out) > 0 {
			rec.rates = out
		}
		return nil
	}
	return p
}

// isChosen reports whether a column was given, or none was and it seems to hold rates.
func (rec *recording) isChosen(rows []row, column int) bool {
	name, given := rec.names[column], rec.options.Columns
	if len(given) > 0 {
		return slices.ContainsFunc(given, func(g string) bool {
			return strings.EqualFold(g, name) || g == strconv.Itoa(column+1)
		})
	}
	_, isUnit := ParseUnit(name)
	if noRate().MatchString(name) || volume().MatchString(name) && !isUnit && rec.options.Unit == (Unit{}) {
		return false
	}
	return slices.ContainsFunc(rows, func(r row) bool {
		v, kind := rec.parseRate(r.cellText(column, 1), bits)
		return kind != NotNumber && !math.IsNaN(v)
	})
}

// gatherSample takes a sample of a row.
func (rec *recording) gatherSample(r row) error {
	if (len(r.names) > 0) != rec.inObjects {
		return nil // what stands around samples in JSON
	}
	if rec.inObjects && !slices.Equal(r.names, rec.names) {
		r = r.sortCells(rec.names)
	}
	at, ok := rec.parseRowTime(r)
	if !ok {
		switch text := r.cellText(rec.time, 1); {
		case rec.inObjects && text == "":
		case slices.Equal(r.cells, rec.header):
			rec.stray = nil // as what stands above a header
		case startsWithDigit(text), strings.Contains(text, "\n"): // more than a note
			return &Problem{Line: r.line, Kind: NotTime, Value: text}
		case rec.stray == nil:
			rec.stray = &Problem{Line: r.line, Kind: NotTime, Value: text}
		}
		return nil
	}
	mbps, p := rec.parseRowRate(r)
	switch {
	case p != nil:
		return p
	case rec.stray != nil:
		return rec.stray
	case math.IsNaN(mbps):
	case len(rec.points) == maxRows:
		return &Problem{Line: r.line, Kind: TooMany}
	default:
		rec.points = append(rec.points, point{at: rec.resolveClock(at), mbps: mbps, line: int32(r.line)})
	}
	return nil
}

// sortCells brings the cells of an object into the order of names.
func (r row) sortCells(names []string) row {
	cells := make([]string, len(names))
	for i, name := range names {
		if at := slices.Index(r.names, name); at >= 0 {
			cells[i] = r.cells[at]
		}
	}
	return row{cells, names, r.line}
}

// parseRowRate gives what counts of a row, in Mbit/s, or NaN where nothing was recorded.
func (rec *recording) parseRowRate(r row) (float64, *Problem) {
	if r.cellText(len(rec.names), 1) != "" {
		return 0, &Problem{Line: r.line, Kind: ExtraCells, Value: strings.Join(r.cells, ",")}
	}
	counted := math.NaN()
	for _, i := range rec.rates {
		v, kind := rec.parseRate(r.cellText(i, 1), rec.units[i])
		switch {
		case kind != "":
			return 0, &Problem{Line: r.line, Kind: kind, Value: r.cellText(i, 1)}
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
