package traffic

import (
	"math"
	"slices"
	"strings"
)

// recording is what is known of one while its rows are read.
type recording struct {
	options Options
	format  rune // what parts the cells of CSV, or begins JSON or XML

	header    []string
	names     []string // of the columns
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

// gatherSample takes a sample of a row.
func (rec *recording) gatherSample(r row) error {
	at, ok := rec.parseRowTime(r)
	if !ok {
		switch text := r.cellText(rec.time); {
		case slices.Equal(r.cells, rec.header):
			rec.stray = nil // as what stands above a header
		case startsWithDigit(text), strings.Contains(text, "\n"): // more than a note
			return &Problem{Line: r.line, Kind: NotTime, Value: text}
		case rec.stray == nil && strings.Join(r.cells, "") != "":
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

// finishSeries makes a series of what was gathered.
func (rec *recording) finishSeries() (s Series, err error) {
	points, err := sortPoints(rec.points)
	if err != nil {
		return s, err
	}
	if s = makeSeries(points, rec.options.Zone); len(s.Samples) > MaxSamples {
		return Series{}, &Problem{Line: int(points[len(points)-1].line), Kind: TooMany}
	}
	s.Reading.Duplicates, s.Reading.Unit = len(rec.points)-len(points), rec.units[rec.rates[0]].Name
	for _, i := range rec.rates {
		s.Reading.Columns = append(s.Reading.Columns, rec.names[i])
	}
	if len(rec.rates) > 1 || rec.options.Direction == Out {
		s.Reading.Direction = rec.options.Direction
	}
	s.Reading.UpIsOut = slices.Contains(rec.names, "UpBandWidth")
	return s, nil
}
