package traffic

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// sniffed is how many rows tell how a recording is written.
const sniffed = 4000

// gatherer gathers the samples of rows, up to the first problem.
type gatherer struct {
	columns
	keys    []string // of JSON's objects
	begin   []row    // what stands before it is known which columns count
	points  []point
	stray   *Problem // a row without a time, which is a note where no sample follows
	problem *Problem
}

// take takes in a row, whose cells are the caller's, and reports whether to go on.
func (g *gatherer) take(cells []string, line int) bool {
	switch {
	case g.begin == nil && g.layout != "":
		g.gather(row{cells, line})
	default:
		if g.begin = append(g.begin, row{slices.Clone(cells), line}); len(g.begin) == sniffed {
			g.start()
		}
	}
	return g.problem == nil
}

// start finds the columns, and gathers the rows that told them.
func (g *gatherer) start() {
	g.problem = g.findColumns(g.begin)
	for i := 0; i < len(g.begin) && g.problem == nil; i++ {
		g.gather(g.begin[i])
	}
	g.begin = nil
}

// gather takes a sample of a row.
func (g *gatherer) gather(r row) {
	at, ok := g.timeOf(r)
	if !ok {
		switch text := r.cell(g.time); {
		case r.line == g.header.line, slices.Equal(r.cells, g.header.cells):
			g.stray = nil // as what stands above a header
		case g.stray == nil && strings.Join(r.cells, "") != "":
			g.stray = &Problem{Line: r.line, Kind: NotTime, Value: text}
			if startsWithDigit(text) || strings.Contains(text, "\n") { // more than a note
				g.problem = g.stray
			}
		}
		return
	}
	mbps, p := g.rateOf(r)
	switch g.problem = cmp.Or(p, g.stray); {
	case g.problem != nil || math.IsNaN(mbps):
	case len(g.points) == maxRows:
		g.problem = &Problem{Line: r.line, Kind: TooMany}
	default:
		if n := len(g.points); n > 0 && !strings.Contains(g.layout, "07") && g.layout != epoch {
			at = resolveClock(at, g.points[n-1].at, g.options.Zone)
		}
		g.points = append(g.points, point{at: at, mbps: mbps, line: int32(r.line)})
	}
}

// finish makes a series of what was gathered.
func (g *gatherer) finish() (s Series, p *Problem) {
	if g.layout == "" && g.problem == nil {
		g.start()
	}
	if g.problem == nil && len(g.points) == 0 {
		g.problem = &Problem{Kind: NoSamples}
	}
	if g.problem != nil {
		return Series{}, g.problem
	}
	points, duplicates, p := sortPoints(g.points)
	if p != nil {
		return Series{}, p
	}
	if s = makeSeries(points, g.options.Zone); len(s.Samples) > MaxSamples {
		return Series{}, &Problem{Line: int(points[len(points)-1].line), Kind: TooMany}
	}
	s.Reading.Duplicates, s.Reading.Unit = duplicates, g.units[0].Name
	for _, i := range g.rates {
		s.Reading.Columns = append(s.Reading.Columns, g.names[i])
	}
	if len(g.rates) > 1 || g.options.Direction == Out {
		s.Reading.Direction = g.options.Direction
	}
	s.Reading.UpIsOut = slices.Contains(g.names, "UpBandWidth")
	return s, nil
}
