package traffic

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"slices"

	jsoniter "github.com/json-iterator/go"
)

// row is a line of CSV, or an object or a list of JSON.
type row struct {
	cells []string // until the next row is read
	names []string // of the cells, in an object
	line  int
}

// ReadRecording reads CSV, or JSON such as ENS's, whose first rows tell how it is
// written. The error is of type *Problem, or r's own.
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

// findFormat gives the sign that begins JSON, or what parts the cells of nearly all
// lines, of which some may be above the header, or 0 where there are none.
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
