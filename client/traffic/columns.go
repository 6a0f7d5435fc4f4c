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

// What the words of a column's name say.
var (
	inbound = compileLater(`\b(in|inbound|incoming|ingress|input|rx|recv|received?|download|down|inoctets|inbits|` +
		`eingehend|ankommend)\b|下行|入`)
	outbound = compileLater(`\b(out|outbound|outgoing|egress|output|tx|sent|transmit(ted)?|upload|up|outoctets|outbits|` +
		`ausgehend|abgehend)\b|上行|出`)
	noRate = compileLater(`\b(raw|volume|packets?|pps|coverage|downtime|errors?|discards?|drops?|cpu|memory|percent|` +
		`utili[sz]ation|id|itemid|num|count|ns|min|max|minimum|maximum|last|total|date|time|timestamp|clock|epoch)\b|%`)
	volume   = compileLater(`bytes|octets`)
	ensBytes = compileLater(`^(internet|intranet|eip) (rx|tx|flow)$`)
	wordEnd  = compileLater(`([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])|_`)
)

// splitWords parts the words of a name, as in UpBandWidth or in_bps, in small letters.
func splitWords(name string) string {
	return strings.ToLower(wordEnd().ReplaceAllString(name, "$1$3 $2$4"))
}

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
	commas    bool     // decimals are behind commas, and thousands behind points
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
	var some []row
	for i := 0; i < len(rows); i += 1 + len(rows)/30 {
		some = append(some, rows[i])
	}
	rec.findTime(some)
	first := slices.IndexFunc(rows, func(r row) bool { _, ok := rec.parseRowTime(r); return ok })
	if first < 0 {
		first = slices.IndexFunc(rows, func(r row) bool { return startsWithDigit(r.cellText(0, 1)) })
		if first < 0 {
			return &Problem{Kind: NoSamples}
		}
		return &Problem{Line: rows[first].line, Kind: NotTime, Value: rows[first].cellText(0, 1)}
	}
	rec.commas = slices.ContainsFunc(rows, func(r row) bool {
		return slices.ContainsFunc(r.cells, longDecimals().MatchString)
	})
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
	general := megabits // of what says nothing; JSON is ENS's
	if rec.format == '{' {
		general = bits
	}
	for _, r := range rows[:above] {
		if u, ok := ParseUnit(strings.Join(r.cells, " ")); ok {
			general = u
		}
	}
	for i := range width {
		name := cmp.Or(row{cells: names}.cellText(i, 1), strconv.Itoa(i+1))
		unit, _ := ParseUnit(name)
		rec.names, rec.units = append(rec.names, name), append(rec.units, cmp.Or(rec.options.Unit, unit, general))
	}
	return rec.findRates(rows[first:])
}

// findRates finds the columns whose values count.
func (rec *recording) findRates(rows []row) error {
	var all []string
	var in, out, other []int
	missing := slices.Clone(rec.options.Columns)
	for i, name := range rec.names {
		words := splitWords(name)
		if i >= rec.time && i < rec.time+rec.timeCells || ensBytes().MatchString(words) {
			continue
		}
		all = append(all, name)
		given := len(missing)
		missing = slices.DeleteFunc(missing, func(column string) bool {
			return strings.EqualFold(column, name) || column == strconv.Itoa(i+1)
		})
		into, outOf := inbound().MatchString(words), outbound().MatchString(words)
		switch {
		case len(missing) == given && (len(rec.options.Columns) > 0 || !rec.holdsRates(rows, i)):
		case into == outOf:
			other = append(other, i)
		case into:
			in = append(in, i)
		default:
			out = append(out, i)
		}
	}
	rec.rates = slices.Concat(in, out)
	given, flows := len(rec.options.Columns) > 0, len(rec.rates)
	if given || flows == 0 {
		rec.rates = append(rec.rates, other...)
	}
	p := &Problem{Line: rows[0].line, Value: strings.Join(all, ", "), Missing: missing}
	switch onlyOut := rec.options.Direction == Out; {
	case len(missing) > 0:
		p.Kind = NoColumn
	case len(rec.rates) == 0:
		p.Kind, p.Value = NoRate, strings.Join(rows[0].cells, ",")
	case !given && (len(in) > 1 || len(out) > 1 || flows == 0 && len(other) > 1):
		p.Kind = WhichColumn
	case onlyOut && len(out) == 0 && len(in) > 0:
		p.Kind, p.Value = NoOutbound, strings.Join(rec.listRates(), ", ")
	default:
		if onlyOut && len(out) > 0 {
			rec.rates = out
		}
		return nil
	}
	return p
}

// listRates names the columns that count.
func (rec *recording) listRates() (names []string) {
	for _, i := range rec.rates {
		names = append(names, rec.names[i])
	}
	return names
}

// holdsRates reports whether a column seems to hold rates.
func (rec *recording) holdsRates(rows []row, column int) bool {
	words := splitWords(rec.names[column])
	_, isUnit := ParseUnit(rec.names[column])
	if noRate().MatchString(words) || volume().MatchString(words) && !isUnit && rec.options.Unit == (Unit{}) {
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
