package traffic

import (
	"math"
	"slices"
	"strings"
)

// sniffed is how many rows tell how a recording is written.
const sniffed = 4000

// gatherer gathers the samples of rows.
type gatherer struct {
	columns
	keys   []string // of JSON's objects
	begin  []row    // what stands before it is known which columns count
	points []point
	stray  *Problem // a row without a time, which is a note where no sample follows
}

// take takes in a row. Its cells are the caller's.
func (g *gatherer) take(cells []string, line int) error {
	if g.begin == nil && g.layout != "" {
		return g.gather(row{cells, line})
	}
	g.begin = append(g.begin, row{slices.Clone(cells), line})
	if len(g.begin) < sniffed {
		return nil
	}
	return g.start()
}

// start finds the columns, and gathers the rows that told them.
func (g *gatherer) start() error {
	if p := g.findColumns(g.begin); p != nil {
		return p
	}
	for _, r := range g.begin {
		if err := g.gather(r); err != nil {
			return err
		}
	}
	g.begin = nil
	return nil
}

// gather takes a sample of a row.
func (g *gatherer) gather(r row) error {
	at, ok := g.timeOf(r)
	if !ok {
		switch text := r.cell(g.time); {
		case r.line == g.header.line, slices.Equal(r.cells, g.header.cells):
			g.stray = nil // as what stands above a header
		case g.stray == nil && strings.Join(r.cells, "") != "":
			if g.stray = (&Problem{Line: r.line, Kind: NotTime, Value: text}); startsWithDigit(text) {
				return g.stray
			}
		}
		return nil
	}
	mbps, p := g.rateOf(r)
	switch {
	case p != nil:
		return p
	case g.stray != nil:
		return g.stray
	case math.IsNaN(mbps):
		return nil
	case len(g.points) == maxRows:
		return &Problem{Line: r.line, Kind: TooMany}
	}
	g.points = append(g.points, point{at: at, mbps: mbps, line: int32(r.line)})
	return nil
}

// finish makes a series of what was gathered.
func (g *gatherer) finish() (s Series, err error) {
	if g.layout == "" {
		err = g.start()
	}
	if err != nil {
		return Series{}, err
	}
	if len(g.points) == 0 {
		return Series{}, &Problem{Kind: NoSamples}
	}
	points, duplicates, p := sortPoints(g.points)
	if p != nil {
		return Series{}, p
	}
	s = makeSeries(points, g.options.Zone)
	if len(s.Samples) > MaxSamples {
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
