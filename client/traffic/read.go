package traffic

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"time"

	jsoniter "github.com/json-iterator/go"
)

// row is a line of CSV, or an object or a list of JSON.
type row struct {
	cells []string // until the next row is read
	names []string // of the cells, in an object
	line  int
}

// ReadRecording reads CSV, or JSON such as ENS's, whose first rows tell how it is written. The error is of type
// *Problem, or r's own.
func ReadRecording(r io.Reader, o Options) (s Series, err error) {
	o.Zone, o.Direction = cmp.Or(o.Zone, BillZone), cmp.Or(o.Direction, Max)
	limited := &io.LimitedReader{R: r, N: maxBytes}
	in := bufio.NewReaderSize(limited, 256<<10)
	if mark, _ := in.Peek(3); string(mark) == "\uFEFF" {
		_, _ = in.Discard(3) // they are there
	}
	head, _ := in.Peek(in.Size())
	rec := recording{options: o, format: findFormat(head)}
	if rec.format == 0 {
		return s, &Problem{Line: 1, Kind: NotTable}
	}
	var first []row
	_ = rec.readRows(bufio.NewReader(bytes.NewReader(head)), func(r row) error { // It may be cut off.
		first = append(first, row{slices.Clone(r.cells), slices.Clone(r.names), r.line})
		return nil
	})
	rec.points = make([]point, 0, maxRows/2)
	if err = rec.findColumns(first); err == nil {
		err = rec.readRows(in, rec.gatherSample)
	}
	if limited.N == 0 {
		err = &Problem{Kind: TooMany}
	}
	if errors.Is(err, io.EOF) {
		s, err = rec.makeSeries()
	}
	if p := new(Problem); errors.As(err, &p) {
		p.JSON, p.Value = rec.format == '{', p.Value[:min(len(p.Value), 100)]
	}
	return s, err
}

// findFormat gives the sign that begins JSON, or what parts the cells of nearly all lines, of which some may be above
// the header, or 0 where there are none.
func findFormat(head []byte) rune {
	switch begin := bytes.TrimSpace(head); {
	case bytes.IndexByte(head, 0) >= 0, bytes.HasPrefix(begin, []byte("<")):
		return 0
	case bytes.HasPrefix(begin, []byte("{")), bytes.HasPrefix(begin, []byte("[")):
		return '{'
	}
	for _, separator := range "\t;|, " {
		if bytes.Count(head, []byte{byte(separator)}) > bytes.Count(head, []byte("\n"))*9/10 {
			return separator
		}
	}
	return ','
}

func (rec *recording) readRows(in *bufio.Reader, take func(row) error) error {
	if rec.format == '{' {
		return readJSONRows(in, take)
	}
	reader := csv.NewReader(in)
	reader.Comma = rec.format
	reader.LazyQuotes, reader.FieldsPerRecord, reader.ReuseRecord = true, -1, true
	for {
		cells, err := reader.Read()
		if err != nil {
			return err
		}
		line, _ := reader.FieldPos(0)
		if err = take(row{cells: cells, line: line}); err != nil {
			return err
		}
	}
}

// lineReader gives a line at a time, and so tells in which one its reader is.
type lineReader struct {
	*bufio.Reader
	line, ended int
}

func (l *lineReader) Read(p []byte) (n int, err error) {
	l.line += l.ended
	part, err := l.ReadSlice('\n')
	l.ended = bytes.Count(part, []byte{'\n'})
	return copy(p, part), err
}

// readJSONRows takes a row of each object and each list that holds values.
func readJSONRows(in *bufio.Reader, take func(row) error) (err error) {
	lines := &lineReader{Reader: in, line: 1}
	texts := jsoniter.Parse(jsoniter.ConfigDefault, lines, in.Size())
	var names, cells []string // of the values in all open brackets
	var readValue func(*jsoniter.Iterator, string) bool
	readItem := func(*jsoniter.Iterator) bool { return readValue(texts, "") }
	readValue = func(_ *jsoniter.Iterator, name string) bool {
		r, from, text := row{}, len(cells), ""
		kind := texts.WhatIsNext()
		switch kind {
		case jsoniter.ObjectValue:
			texts.ReadMapCB(readValue)
			r.names = names[from:]
		case jsoniter.ArrayValue:
			texts.ReadArrayCB(readItem)
		case jsoniter.StringValue:
			text = texts.ReadString()
		default:
			text = string(texts.SkipAndReturnBytes())
		}
		if kind != jsoniter.ObjectValue && kind != jsoniter.ArrayValue {
			names, cells = append(names, name), append(cells, text)
			return (texts.Error == nil || errors.Is(texts.Error, io.EOF)) && len(cells) < 10_000
		}
		if r.cells, r.line = cells[from:], lines.line; len(r.cells) > 0 && texts.Error == nil {
			err = take(r)
		}
		names, cells = names[:from], cells[:from]
		return texts.Error == nil && err == nil
	}
	for texts.WhatIsNext() != jsoniter.InvalidValue && readItem(texts) {
	}
	_, end := in.Peek(1)
	if err == nil && !errors.Is(texts.Error, io.EOF) && (end == nil || errors.Is(end, io.EOF)) {
		err = &Problem{Line: lines.line, Kind: Broken}
	}
	return cmp.Or(err, end)
}

// point is a sample as it was recorded.
type point struct {
	at     int64 // milliseconds since 1970
	mbps   float64
	line   int32
	begins bool // another export
}

const every = int64(Every / time.Millisecond)

// sortPoints brings recorded samples into order, and drops those that stand twice, as where exports overlap. Samples
// may run backwards as a whole; where they go back once, another export begins, with a sample that was there before.
func sortPoints(points []point) (sorted []point, err error) {
	if len(points) == 0 {
		return nil, &Problem{Kind: NoSamples}
	}
	if points[0].at > points[len(points)-1].at {
		slices.Reverse(points)
	}
	for i := 1; i < len(points); i++ {
		points[i].begins = points[i].at < points[i-1].at
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Compare(a.at, b.at) })
	sorted = slices.CompactFunc(points, func(a, b point) bool { return a.at == b.at && a.mbps == b.mbps })
	for i, next := range sorted[1:] {
		switch last := sorted[i]; {
		case next.at == last.at:
			return nil, &Problem{Line: int(max(next.line, last.line)), Kind: Contradicting}
		case next.begins:
			return nil, &Problem{Line: int(next.line), Kind: Unordered}
		}
	}
	return sorted, nil
}

// shiftEnds tells whether each time is the end of its sample, as RRDtool writes it: from the first step of a day to the
// end of one. Then it makes them begins.
func shiftEnds(points []point, zone *time.Location) bool {
	isMidnight := func(at int64) bool { return time.UnixMilli(at).In(zone).Format(time.TimeOnly) == "00:00:00" }
	first, last := points[0].at, points[len(points)-1].at
	step := points[min(1, len(points)-1)].at - first
	if isMidnight(first) || !isMidnight(first-step) || !isMidnight(last) {
		return false
	}
	for i := range points {
		points[i].at -= step
	}
	return true
}

// makeSeries makes a sample of each five minutes: the mean of what was recorded in them, or else what lasts until then.
// Polls that come early or late belong to the five minutes that the first one begins.
func (rec *recording) makeSeries() (s Series, err error) {
	points, err := sortPoints(rec.points)
	if err != nil {
		return s, err
	}
	unit := rec.units[rec.rates[0]]
	s.Reading.Assumed = unit == (Unit{}) && rec.ownUnit == (Unit{})
	s.Reading.Unit, s.Reading.UpIsOut = cmp.Or(unit, megabits).Name, slices.Contains(rec.names, "UpBandWidth")
	for _, i := range rec.rates {
		s.Reading.Columns = append(s.Reading.Columns, rec.names[i])
	}
	if len(rec.rates) > 1 || rec.options.Direction == Out {
		s.Reading.Direction = rec.options.Direction
	}
	s.Reading.Duplicates, s.Reading.EndStamped = len(rec.points)-len(points), shiftEnds(points, rec.options.Zone)
	late := points[0].at%every - every/2
	length := every        // of the last sample
	var next int64         // the five minutes that have no sample yet, counted from 1970
	var sum, count float64 // of what the last sample is the mean of
	for i, p := range points {
		// It lasts until the next one, unless that step is longer than those before and after it: a gap.
		if i+1 < len(points) {
			step, after := points[i+1].at-p.at, points[min(i+2, len(points)-1)].at-points[i+1].at
			if step <= min(max(length, after)*3/2, 48*every) { // ENS's coarsest period is four hours.
				length = step
			}
		}
		begin := p.at - late
		if length < every*5/6 { // It is no poll that came late.
			begin = p.at
			s.Reading.Averaged++
		} else if length > every*3/2 {
			s.Reading.Coarser++
		}
		from := begin / every
		if i > 0 && from > next {
			s.Reading.Gaps++
			s.Reading.Missing += int(from - next)
			s.Reading.FirstGap = cmp.Or(s.Reading.FirstGap, int(p.line))
		}
		if i > 0 && from < next {
			sum, count = sum+p.mbps, count+1
			s.Samples[len(s.Samples)-1].Mbps = sum / count
		} else {
			next = from
		}
		for ; next < max(from+1, (begin+length)/every); next++ {
			s.Samples = append(s.Samples, Sample{time.UnixMilli(next * every).In(rec.options.Zone), p.mbps})
			sum, count = p.mbps, 1
		}
	}
	if len(s.Samples) > MaxSamples {
		return s, &Problem{Line: int(points[len(points)-1].line), Kind: TooMany}
	}
	return s, nil
}
