package traffic

import (
	"cmp"
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

// recording is what is known of one while its rows are read.
type recording struct {
	options   Options
	format    rune     // what parts the cells
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
	points    []point
}

// cellText is that of a cell, or of several, as a date and a clock may be. Objects may lack or reorder them.
func (rec *recording) cellText(r row, from, cells int) string {
	if r.names != nil && from < len(rec.names) {
		if from = slices.Index(r.names, rec.names[from]); from < 0 {
			return ""
		}
	}
	n := len(r.cells)
	return strings.TrimSpace(strings.Join(r.cells[min(from, n):min(from+cells, n)], " "))
}

func (rec *recording) findColumns(rows []row) error {
	rec.inObjects = len(rows) > 0 && rows[len(rows)/2].names != nil // Those around samples are few.
	rows = slices.DeleteFunc(rows, func(r row) bool { return (r.names != nil) != rec.inObjects })
	var some []row
	for part := range slices.Chunk(rows, 1+len(rows)/30) {
		some = append(some, part[0])
	}
	rec.findTime(some)
	first := slices.IndexFunc(rows, func(r row) bool { _, ok := rec.parseTime(r); return ok })
	if first < 0 {
		return nil // Whatever is read next says why.
	}
	names, above := rows[first].names, rows[:first]
	if first > 0 && names == nil {
		names, above = rows[first-1].cells, rows[:first-1]
	}
	general := map[bool]Unit{true: bits}[rec.format == '{'] // ENS's are bits.
	for _, r := range above {
		unit, _ := ParseUnit(strings.Join(r.cells, " "))
		general = cmp.Or(unit, general)
	}
	switch width := len(rows[first].cells); {
	case rec.format == '{' && len(names) == width-1: // RRDtool's name no times.
		names = slices.Insert(slices.Clone(names), rec.time, "")
	case len(names) < 2: // It is a note, or nothing.
		names = make([]string, width)
	}
	for i, name := range names {
		name = cmp.Or(strings.TrimSpace(name), strconv.Itoa(i+1))
		unit, _ := ParseUnit(name)
		rec.names, rec.units = append(rec.names, name), append(rec.units, cmp.Or(rec.options.Unit, unit, general))
	}
	rec.commas = rec.format != ',' && slices.ContainsFunc(rows, func(r row) bool {
		return slices.ContainsFunc(r.cells, decimalComma().MatchString)
	})
	return rec.findRates(rows[first:])
}

func (rec *recording) findRates(rows []row) error {
	var all []string
	var in, out, other []int
	given, missing := len(rec.options.Columns) > 0, slices.Clone(rec.options.Columns)
	for i, name := range rec.names {
		words := strings.ToLower(wordEnd().ReplaceAllString(name, "$1$3 $2$4")) // as in UpBandWidth or in_bps
		if i >= rec.time && i < rec.time+rec.timeCells || ensBytes().MatchString(words) {
			continue
		}
		all = append(all, name)
		before := len(missing)
		missing = slices.DeleteFunc(missing, func(column string) bool {
			return strings.EqualFold(column, name) || column == strconv.Itoa(i+1)
		})
		_, isUnit := ParseUnit(name)
		isVolume := volume().MatchString(words) && !isUnit && rec.options.Unit == (Unit{})
		holdsRates := slices.ContainsFunc(rows, func(r row) bool {
			mbps, kind := rec.parseRate(rec.cellText(r, i, 1), bits)
			return mbps != none && kind != NotNumber
		})
		into, outOf := inbound().MatchString(words), outbound().MatchString(words)
		switch {
		case given && len(missing) == before:
		case !given && (isVolume || noRate().MatchString(words) || !holdsRates):
		case into == outOf:
			other = append(other, i)
		case into:
			in = append(in, i)
		default:
			out = append(out, i)
		}
	}
	rec.rates = slices.Concat(in, out)
	if given || len(rec.rates) == 0 {
		rec.rates = append(rec.rates, other...)
	}
	p := &Problem{Line: rows[0].line, Value: strings.Join(all, ", "), Missing: missing}
	switch {
	case len(missing) > 0:
		p.Kind = NoColumn
	case len(rec.rates) == 0:
		p.Kind, p.Value = NoRate, strings.Join(rows[0].cells, ",")
	case !given && max(len(in), len(out), len(rec.rates)-len(in)-len(out)) > 1:
		p.Kind = WhichColumn
	case rec.options.Direction != Out, len(in)+len(out) == 0:
		return nil
	case len(out) == 0:
		p.Kind, p.Value = NoOutbound, cmp.Or(strings.Join(rec.options.Columns, ", "), p.Value)
	default:
		rec.rates = out
		return nil
	}
	return p
}

func (rec *recording) gatherSample(r row) error {
	if (r.names != nil) != rec.inObjects {
		return nil // It stands around samples.
	}
	at, ok := rec.parseTime(r)
	text := rec.cellText(r, rec.time, 1)
	switch {
	case ok && r.names == nil && rec.cellText(r, len(rec.names), 1) != "":
		return &Problem{Line: r.line, Kind: ExtraCells, Value: strings.Join(r.cells, ",")}
	case !ok && moreThanNote().MatchString(text):
		return &Problem{Line: r.line, Kind: NotTime, Value: text}
	case !ok:
		return nil // a note
	case len(rec.points) == maxRows:
		return &Problem{Line: r.line, Kind: TooMany}
	}
	sample := point{at: at, mbps: none, line: int32(r.line)}
	for _, i := range rec.rates {
		mbps, kind := rec.parseRate(rec.cellText(r, i, 1), rec.units[i])
		switch {
		case kind != "":
			return &Problem{Line: r.line, Kind: kind, Value: rec.cellText(r, i, 1)}
		case rec.options.Direction == Sum && mbps != none:
			sample.mbps = max(sample.mbps, 0) + mbps
		default:
			sample.mbps = max(sample.mbps, mbps)
		}
	}
	if sample.mbps != none {
		rec.points = append(rec.points, sample)
	}
	return nil
}
