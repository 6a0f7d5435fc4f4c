package traffic

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxLines ends the reading of a file that is nothing but blank lines.
const maxLines = 3 * MaxSamples

// Read reads a recording: lines of an RFC 3339 time and Mbit/s, separated by a
// comma, in ascending order, with or without a header line. Blank lines are
// skipped. The error is of type *Problems, or the one that r gave.
func Read(r io.Reader) (Series, error) {
	s := Series{Samples: make([]Sample, 0, MaxSamples)} // 3 MB, which growing would copy several times
	var problems Problems
	lines := bufio.NewReaderSize(r, 64<<10)
	for n, more := 1, true; more; n++ {
		line, err := lines.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return Series{}, fmt.Errorf("read samples: %w", err)
		}
		more = err == nil
		if p := s.read(n, line); p != nil {
			p.Line = n
			problems.add(*p)
			more = more && !p.last()
		}
	}
	if len(s.Samples) == 0 && len(problems.First) == 0 {
		problems.add(Problem{Kind: NoSamples})
	}
	if len(problems.First) > 0 {
		return Series{}, &problems
	}
	return s, nil
}

// last reports whether nothing can be said of the lines that follow: they are
// none, or more than are read.
func (p *Problem) last() bool { return p.Kind == NotText || p.Kind == TooMany }

// read takes in one line. A line that exceeds the buffer of Read arrives cut,
// and exceeds MaxLine as well.
func (s *Series) read(n int, line []byte) *Problem {
	line = bytes.TrimRight(line, "\r\n")
	head := line[:min(len(line), MaxLine)]
	switch {
	case bytes.IndexByte(head, 0) >= 0:
		return &Problem{Kind: NotText, Value: string(head)}
	case len(line) > MaxLine:
		return &Problem{Kind: LineTooLong, Value: string(head)}
	}
	if n == 1 {
		line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	}
	line = bytes.TrimSpace(line)
	switch {
	case n > maxLines:
		return &Problem{Kind: TooMany}
	case len(line) == 0, n == 1 && isHeader(line):
		return nil
	case len(s.Samples) == MaxSamples:
		return &Problem{Kind: TooMany}
	}

	sample, p := parseRow(line)
	if p != nil {
		return p
	}
	if p := s.add(n, sample); p != nil {
		first, _, _ := bytes.Cut(line, comma)
		p.Value = string(unquote(first))
		return p
	}
	return nil
}
