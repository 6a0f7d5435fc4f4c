package traffic

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/scanner"
)

// row is a line of a recording.
type row struct {
	cells []string // until the next row is read
	line  int
}

// ReadRecording reads a recording: CSV, JSON such as ENS's, or the XML of RRDtool. Its
// first rows tell how it is written. The error is of type *Problem, or r's own.
func ReadRecording(r io.Reader, o Options) (s Series, err error) {
	o.Zone, o.Direction = cmp.Or(o.Zone, BillZone), cmp.Or(o.Direction, Max)
	limited := &io.LimitedReader{R: r, N: maxBytes}
	in := bufio.NewReaderSize(limited, 256<<10)
	if mark, _ := in.Peek(3); string(mark) == "\uFEFF" {
		_, _ = in.Discard(3) // they are there
	}
	head, err := in.Peek(in.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return s, err
	}
	rec := recording{options: o, format: findFormat(head), points: make([]point, 0, maxRows/2)}
	var first []row
	err = rec.readRows(bufio.NewReader(bytes.NewReader(head)), func(r row) error {
		first = append(first, row{slices.Clone(r.cells), r.line})
		return nil
	})
	if bytes.IndexByte(head, 0) >= 0 {
		err = &Problem{Line: 1, Kind: NotText}
	} else if errors.Is(err, io.EOF) || len(head) == in.Size() { // otherwise it is broken, and not merely cut off here
		err = rec.findColumns(first)
	}
	if err == nil {
		err = rec.readRows(in, rec.gatherSample)
	}
	if limited.N == 0 {
		err = &Problem{Kind: TooMany}
	}
	if errors.Is(err, io.EOF) {
		s, err = rec.finishSeries()
	}
	if p := new(Problem); errors.As(err, &p) {
		p.JSON, p.Value = rec.format == '{', p.Value[:min(len(p.Value), 100)]
	}
	return s, err
}

// findFormat gives the sign that begins JSON or XML, or else parts the cells of
// nearly all lines of CSV: some may be above the header.
func findFormat(head []byte) rune {
	switch begin := bytes.TrimSpace(head); {
	case bytes.HasPrefix(begin, []byte("{")), bytes.HasPrefix(begin, []byte("[")):
		return '{'
	case bytes.HasPrefix(begin, []byte("<")):
		return '<'
	}
	for _, separator := range "\t;" {
		if bytes.Count(head, []byte{byte(separator)}) > bytes.Count(head, []byte("\n"))*9/10 {
			return separator
		}
	}
	return ','
}

// readRows hands on each row of a recording.
func (rec *recording) readRows(in *bufio.Reader, take func(row) error) error {
	switch rec.format {
	case '{':
		return readJSONRows(in, take)
	case '<':
		return readXMLRows(in, take)
	}
	r := csv.NewReader(in)
	r.Comma = rec.format
	r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = true, -1, true
	for {
		cells, err := r.Read()
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		if err = take(row{cells, line}); err != nil {
			return err
		}
	}
}

// readXMLRows takes the rows of rrdtool xport, and its legend as the header.
func readXMLRows(in *bufio.Reader, take func(row) error) error {
	d := xml.NewDecoder(in)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		token, err := d.Token()
		if t, ok := token.(xml.StartElement); ok && (t.Name.Local == "row" || t.Name.Local == "legend") {
			var element struct {
				Cells []string `xml:",any"`
			}
			if err = d.DecodeElement(&element, &t); err == nil {
				line, _ := d.InputPos()
				err = take(row{element.Cells, line})
			}
		}
		if syntax := new(xml.SyntaxError); errors.As(err, &syntax) {
			return &Problem{Line: syntax.Line, Kind: Broken}
		} else if err != nil {
			return err
		}
	}
}

// readJSONRows takes a row of each object in a list, as in the replies of ENS's
// monitoring, one after the other, and of each list of values, as RRDtool
// exports them. The names in the first object are the header.
func readJSONRows(in *bufio.Reader, take func(row) error) (err error) {
	var s scanner.Scanner
	s.Init(in)
	s.Mode = scanner.ScanIdents | scanner.ScanInts | scanner.ScanFloats | scanner.ScanStrings
	s.Error = func(*scanner.Scanner, string) {} // what it cannot read leaves a bracket open
	var header []string
	var levels [32]struct { // what is read of each bracket around
		bracket      rune
		names, cells []string
	}
	for depth := 0; err == nil; {
		token, sign := s.Scan(), ""
		if token == '-' {
			token, sign = s.Scan(), "-"
		}
		switch at := &levels[depth]; {
		case (token == '[' || token == '{') && depth+1 < len(levels):
			depth++
			at = &levels[depth]
			at.bracket, at.names, at.cells = token, at.names[:0], at.cells[:0]
		case token == ',':
		case token == ':' && len(at.cells) > 0:
			at.names, at.cells = append(at.names, at.cells[len(at.cells)-1]), at.cells[:len(at.cells)-1]
		case token == ']' && depth > 0, token == '}' && depth > 0:
			depth--
			around := &levels[depth]
			if around.bracket == '{' {
				around.cells = append(around.cells, "") // for its name
			}
			isRow := around.bracket == '[' || token == ']' && levels[max(depth-1, 0)].bracket != '['
			isRow = isRow && slices.ContainsFunc(at.cells, func(cell string) bool { return cell != "" })
			if isRow && header == nil && len(at.names) > 0 {
				header = slices.Clone(at.names)
				err = take(row{header, s.Line})
			}
			if isRow && err == nil {
				err = take(row{orderCells(at.cells, at.names, header), s.Line})
			}
		case token == scanner.EOF:
			if _, err = in.ReadByte(); errors.Is(err, io.EOF) && depth > 0 { // the scanner takes all errors for it
				return &Problem{Line: s.Line, Kind: Broken}
			}
		case token < 0:
			text := s.TokenText()
			if token == scanner.String {
				text, _ = strconv.Unquote(strings.ReplaceAll(text, `\/`, "/")) // which PHP writes
			}
			at.cells = append(at.cells, sign+text)
		default:
			return &Problem{Line: s.Line, Kind: Broken}
		}
	}
	return err
}

// orderCells brings the values of an object into the order of the header.
func orderCells(cells, names, header []string) []string {
	if len(names) == 0 || slices.Equal(names, header) {
		return cells
	}
	ordered := make([]string, len(header))
	for i, name := range names[:min(len(names), len(cells))] {
		if at := slices.Index(header, name); at >= 0 {
			ordered[at] = cells[i]
		}
	}
	return ordered
}
