package traffic

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Read reads a recording: CSV, ENS's JSON, or what RRDtool exports. The error
// is of type *Problem, or the one that r gave.
func Read(r io.Reader, o Options) (s Series, err error) {
	o.Zone, o.Direction = cmp.Or(o.Zone, BillZone), cmp.Or(o.Direction, Max)
	in := bufio.NewReaderSize(r, 64<<10)
	head, _ := in.Peek(in.Size()) // its error comes again
	if bytes.HasPrefix(head, []byte("\uFEFF")) {
		_, _ = in.Discard(3) // they are there
		head = head[3:]
	}
	begin := bytes.TrimSpace(head)
	g := gatherer{columns: columns{options: o, json: bytes.HasPrefix(begin, []byte("{")) || bytes.HasPrefix(begin, []byte("["))}}
	lines := &lineReader{in: in}
	switch {
	case bytes.IndexByte(head, 0) >= 0:
		err = &Problem{Line: 1, Kind: NotText}
	case g.json:
		err = g.readJSON(lines)
	default:
		err = g.readCSV(lines, findSeparator(head))
	}
	if err == nil {
		s, err = g.finish()
	}
	var p *Problem
	if errors.As(err, &p) {
		p.JSON = g.json
		return Series{}, p
	} else if err != nil {
		return Series{}, fmt.Errorf("read samples: %w", err)
	}
	return s, nil
}

// lineReader hands on a text line by line, so that it is known which one is read.
type lineReader struct {
	in         *bufio.Reader
	line, size int
	within     bool // the line that was begun
	rest       []byte
}

func (l *lineReader) Read(p []byte) (int, error) {
	if len(l.rest) == 0 {
		line, err := l.in.ReadSlice('\n')
		if l.rest = line; len(line) == 0 {
			return 0, err
		}
		if !l.within {
			l.line++
		}
		l.within = err != nil
		if l.size += len(line); l.size > maxBytes {
			return 0, &Problem{Line: l.line, Kind: TooMany}
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// findSeparator gives what parts the lines of a text, or else the comma.
func findSeparator(head []byte) rune {
	lines := bytes.Count(head, []byte("\n")) * 9 / 10 // some of which may be above the header
	for _, separator := range "\t;" {
		if bytes.Count(head, []byte(string(separator))) > lines {
			return separator
		}
	}
	return ','
}

func (g *gatherer) readCSV(lines *lineReader, separator rune) error {
	g.commas = separator == ','
	r := csv.NewReader(lines)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator, true, -1, true
	for cells, err := r.Read(); !errors.Is(err, io.EOF); cells, err = r.Read() {
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		if err := g.take(cells, line); err != nil {
			return err
		}
	}
	return nil
}

// readJSON takes a row of each object in a list, as in the replies of ENS's
// monitoring, one after the other, and of each list of values, as RRDtool
// exports them. The names in the first object are the header.
func (g *gatherer) readJSON(lines *lineReader) error {
	d := json.NewDecoder(lines)
	d.UseNumber()
	for depth := 0; ; {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && depth == 0:
			return nil
		case errors.Is(err, io.EOF):
			err = io.ErrUnexpectedEOF
		case token == json.Delim('[') || token == json.Delim('{'):
			depth++
		case token == json.Delim(']') || token == json.Delim('}'):
			depth--
		}
		var list []any
		for err == nil && token == json.Delim('[') && d.More() {
			var v any
			if err = d.Decode(&v); err == nil {
				switch v := v.(type) {
				case map[string]any:
					err = g.takeObject(v, lines.line)
				case []any:
					err = g.takeList(v, lines.line)
				default:
					list = append(list, v)
				}
			}
		}
		if err == nil && list != nil {
			err = g.takeList(list, lines.line)
		}
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) {
			return &Problem{Line: lines.line, Kind: Broken}
		} else if err != nil {
			return err
		}
	}
}

func (g *gatherer) takeObject(object map[string]any, line int) error {
	if g.keys == nil {
		g.keys = slices.Sorted(maps.Keys(object))
		if err := g.take(g.keys, line); err != nil {
			return err
		}
	}
	values := make([]any, len(g.keys))
	for i, key := range g.keys {
		values[i] = object[key]
	}
	return g.takeList(values, line)
}

func (g *gatherer) takeList(values []any, line int) error {
	cells := make([]string, len(values))
	for i, v := range values {
		if v != nil {
			cells[i] = fmt.Sprint(v)
		}
	}
	return g.take(cells, line)
}
