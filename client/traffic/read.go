package traffic

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Read reads a recording: CSV, JSON such as ENS's, or the XML of RRDtool. The
// error is of type *Problem, or the one that r gave.
func Read(r io.Reader, o Options) (Series, error) {
	o.Zone, o.Direction = cmp.Or(o.Zone, BillZone), cmp.Or(o.Direction, Max)
	limited := &io.LimitedReader{R: r, N: maxBytes}
	in := bufio.NewReaderSize(limited, 64<<10)
	head, _ := in.Peek(in.Size()) // its error comes again
	if bytes.HasPrefix(head, []byte("\uFEFF")) {
		_, _ = in.Discard(3) // they are there
		head = head[3:]
	}
	g := gatherer{points: make([]point, 0, maxRows/2), columns: columns{options: o}}
	var err error
	if begin := bytes.TrimSpace(head); bytes.IndexByte(head, 0) >= 0 {
		g.problem = &Problem{Line: 1, Kind: NotText}
	} else if g.json = len(begin) > 0 && (begin[0] == '{' || begin[0] == '['); g.json {
		err = g.readJSON(in)
	} else if bytes.HasPrefix(begin, []byte("<")) {
		err = g.readXML(in)
	} else {
		err = g.readCSV(in, findSeparator(head))
	}
	if err != nil {
		return Series{}, fmt.Errorf("read samples: %w", err)
	}
	if limited.N == 0 {
		g.problem = &Problem{Kind: TooMany}
	}
	s, p := g.finish()
	if p != nil {
		p.JSON, p.Value = g.json, p.Value[:min(len(p.Value), 100)]
		return Series{}, p
	}
	return s, nil
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

func (g *gatherer) readCSV(in io.Reader, separator rune) error {
	g.commas = separator == ','
	r := csv.NewReader(in)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator, true, -1, true
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if line, _ := r.FieldPos(0); !g.take(cells, line) {
			return nil
		}
	}
}

// readXML takes the rows of rrdtool xport, and its legend as the header.
func (g *gatherer) readXML(in io.Reader) error {
	d := xml.NewDecoder(in)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var cells []string
	text := ""
	for g.problem == nil {
		token, err := d.Token()
		line, _ := d.InputPos()
		var syntax *xml.SyntaxError
		if errors.Is(err, io.EOF) {
			return nil
		} else if errors.As(err, &syntax) {
			g.problem = &Problem{Line: line, Kind: Broken}
		} else if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			text = string(t)
		case xml.StartElement:
			if t.Name.Local == "row" || t.Name.Local == "legend" {
				cells = nil
			}
		case xml.EndElement:
			if cells = append(cells, text); t.Name.Local == "row" || t.Name.Local == "legend" {
				g.take(cells[:len(cells)-1], line) // without its own, which is none
			}
		}
	}
	return nil
}

// lineCounter counts the lines that are written to it.
type lineCounter int

func (l *lineCounter) Write(p []byte) (int, error) {
	*l += lineCounter(bytes.Count(p, []byte("\n")))
	return len(p), nil
}

// readJSON takes a row of each object in a list, as in the replies of ENS's
// monitoring, one after the other, and of each list of values, as RRDtool
// exports them. The names in the first object are the header.
func (g *gatherer) readJSON(in io.Reader) error {
	var lines lineCounter
	d := json.NewDecoder(io.TeeReader(in, &lines))
	d.UseNumber()
	line := func() int {
		ahead, _ := io.ReadAll(d.Buffered()) // from memory
		return int(lines) - bytes.Count(ahead, []byte("\n")) + 1
	}
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && depth == 0 {
			return nil
		}
		switch token {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
		var list []any
		for err == nil && token == json.Delim('[') && d.More() {
			var v any
			err = d.Decode(&v)
			switch v.(type) {
			case map[string]any, []any:
				if !g.takeValue(v, line()) {
					return nil
				}
			default:
				list = append(list, v)
			}
		}
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			g.problem = &Problem{Line: line(), Kind: Broken}
			return nil
		} else if err != nil || list != nil && !g.takeValue(list, line()) {
			return err
		}
	}
}

// takeValue takes a row of an object or a list.
func (g *gatherer) takeValue(v any, line int) bool {
	list, _ := v.([]any)
	if object, ok := v.(map[string]any); ok {
		if g.keys == nil {
			g.keys = slices.Sorted(maps.Keys(object))
			g.take(g.keys, line)
		}
		for _, key := range g.keys {
			list = append(list, object[key])
		}
	}
	if list == nil {
		return true
	}
	cells := make([]string, len(list))
	for i, v := range list {
		if v != nil {
			cells[i] = fmt.Sprint(v)
		}
	}
	return g.take(cells, line)
}
