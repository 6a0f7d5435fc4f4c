package traffic

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
)

// row is a line of CSV, or an object or a list of JSON.
type row struct {
	cells []string // until the next row is read
	names []string // of the cells, in an object
	line  int
}

// ReadRecording reads a recording: CSV, or JSON such as ENS's. Its first rows tell
// how it is written. The error is of type *Problem, or r's own.
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
	rec := recording{options: o, format: findFormat(head)}
	if rec.format == 0 {
		return s, &Problem{Line: 1, Kind: NotTable}
	}
	var first []row
	err = rec.readRows(bufio.NewReader(bytes.NewReader(head)), func(r row) error {
		first = append(first, row{slices.Clone(r.cells), slices.Clone(r.names), r.line})
		return nil
	})
	if errors.Is(err, io.EOF) || len(head) == in.Size() { // otherwise it is broken, and not merely cut off here
		err = rec.findColumns(first)
	}
	if err == nil {
		rec.points = make([]point, 0, maxRows/2)
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

// readRows hands on each row of a recording.
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

// maxOpen is how many brackets may be open, and how many values may stand in them.
const maxOpen = 10_000

// readJSONRows takes a row of each object and each list that holds values, in one
// text of JSON or several.
func readJSONRows(in *bufio.Reader, take func(row) error) error {
	var names, cells []string // of the values in all open brackets
	var begins []int          // of those in each
	var text []byte           // of a value or a name, if isText
	name, isText, line := "", false, 1
	for {
		part, end := in.ReadSlice('"')
		for _, sign := range part {
			if isText && (sign == ',' || sign == '}' || sign == ']') {
				names, cells = append(names, name), append(cells, string(text))
				name, text, isText = "", text[:0], false
			}
			switch sign {
			case '{', '[':
				begins, name = append(begins, len(cells)), ""
			case '}', ']':
				last := len(begins) - 1
				if last < 0 {
					return &Problem{Line: line, Kind: Broken}
				}
				from := begins[last]
				r := row{cells: cells[from:], line: line}
				if sign == '}' {
					r.names = names[from:]
				}
				begins, names, cells = begins[:last], names[:from], cells[:from]
				if len(r.cells) == 0 {
					break
				}
				if err := take(r); err != nil {
					return err
				}
			case ':':
				name, text, isText = string(text), text[:0], false
			case '"':
				text, isText = readString(in, text[:0]), true
			case '\n':
				line++
			case ',', ' ', '\t', '\r':
			default:
				text, isText = append(text, sign), true
			}
		}
		if errors.Is(end, io.EOF) && len(begins) > 0 || len(begins)+len(cells) > maxOpen {
			return &Problem{Line: line, Kind: Broken}
		} else if end != nil && !errors.Is(end, bufio.ErrBufferFull) {
			return end
		}
	}
}

// readString reads to the quote that ends a string and has no backslash of its own.
// Where none comes, whatever is read next says why.
func readString(in *bufio.Reader, text []byte) []byte {
	for {
		part, err := in.ReadSlice('"')
		text = append(text, part...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		} else if err != nil {
			return text
		}
		text = text[:len(text)-1]
		if slashes := len(text) - len(bytes.TrimRight(text, `\`)); slashes%2 == 0 {
			break
		}
		text = append(text, '"')
	}
	if bytes.IndexByte(text, '\\') >= 0 {
		var plain string
		if json.Unmarshal([]byte(`"`+string(text)+`"`), &plain) == nil {
			return []byte(plain)
		}
	}
	return text
}
