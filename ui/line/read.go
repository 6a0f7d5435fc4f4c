package line

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"epn-wizard/client"
)

const (
	// maxLine is how many bytes of a line are kept. Nothing that is asked here takes
	// as much, and a terminal gives no more at once.
	maxLine = 4096
	// endless is how many bytes a line has that will not end: the input ends there.
	endless = 1 << 20
	// maxAhead is how many lines are read before they are asked for.
	maxAhead = 64
	// quiet is how long nothing else may come before and after a line that cannot
	// be taken back. A person is slower, a paste is faster.
	quiet = 100 * time.Millisecond
	// mostInVain is how many answers in a row may change nothing where nobody is
	// there to see what is said to them: a program that writes one line for ever
	// would be answered for ever.
	mostInVain = 50
)

// typed is one line of the answers.
type typed struct {
	text    string
	cut     bool // it was longer than maxLine
	crowded bool // another line came less than quiet before it
}

// answerReader takes answers in as they come.
type answerReader struct {
	lines  chan typed // closed at the end of the input
	last   typed      // the one that was taken last
	inVain int        // how many were taken since one changed anything
}

// readAnswers begins to take answers in, until there are no more or nobody asks.
func readAnswers(ctx context.Context, from io.Reader) *answerReader {
	a := &answerReader{lines: make(chan typed, maxAhead)}
	go func() {
		defer close(a.lines)
		in := bufio.NewReaderSize(from, maxLine)
		var before time.Time
		for {
			line, err := readLine(in)
			if err != nil && !errors.Is(err, errEndless) {
				return
			}
			now := time.Now()
			line.crowded, before = now.Sub(before) < quiet, now
			select {
			case a.lines <- line:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return a
}

// errEndless says that a line has no end.
var errEndless = errors.New("a line without an end")

// readLine reads one line, of which it keeps maxLine bytes, as they are. A last
// line without an end is one too.
func readLine(in *bufio.Reader) (typed, error) {
	var kept []byte
	for size := 0; ; {
		part, more, err := in.ReadLine()
		if err != nil {
			return typed{}, fmt.Errorf("reading an answer: %w", err)
		}
		size += len(part)
		kept = append(kept, part[:min(len(part), maxLine-len(kept))]...)
		line := typed{text: string(kept), cut: size > maxLine}
		switch {
		case !more:
			return line, nil
		case size > endless:
			return line, errEndless
		}
	}
}

// next gives the next answer, without the white space around it.
func (d *dialog) next() (string, error) {
	for {
		line, err := d.receiveLine()
		if err != nil {
			return "", err
		}
		if d.inVain++; d.Piped && d.inVain > mostInVain {
			d.say(d.Words.Line.InVain, mostInVain)
			return "", errLeft
		}
		if d.last = line; !line.cut {
			return strings.TrimSpace(line.text), nil
		}
		d.say(d.Words.Line.TooLong, maxLine)
	}
}

// nextKey gives the next answer where it is a letter, a word or a number.
func (d *dialog) nextKey() (string, error) {
	line, err := d.next()
	return client.NarrowDigits(line), err
}

// receiveLine waits for a line, their end, or a signal.
func (d *dialog) receiveLine() (typed, error) {
	select {
	case line, ok := <-d.lines:
		if !ok {
			return typed{}, errLeft
		}
		return line, nil
	case d.signal = <-d.Signals:
		return typed{}, errLeft
	}
}

// noteChange says that an answer changed something.
func (d *dialog) noteChange() { d.inVain = 0 }

// discardTyped leaves out what was typed at a terminal before a choice was shown
// that cannot be taken back, and waits until nothing more of it comes.
func (d *dialog) discardTyped() error {
	if d.DropTyped == nil {
		return nil
	}
	d.DropTyped()
	dropped, err := d.drainLines()
	if dropped > 0 {
		d.say("%s", d.Words.Line.TypedBefore)
	}
	return err
}

// isMeant reports whether the last line, which cannot be taken back, came from a
// terminal alone: it says so where it did not. Lines through a pipe are all meant.
func (d *dialog) isMeant() (bool, error) {
	if d.DropTyped == nil {
		return true, nil
	}
	others, err := d.drainLines()
	if err != nil {
		return false, err
	}
	if d.last.crowded || others > 0 {
		d.say("%s", d.Words.Line.NotAlone)
		return false, nil
	}
	return true, nil
}

// drainLines drops lines until none has come for as long as quiet, and counts them.
func (d *dialog) drainLines() (dropped int, err error) {
	for {
		select {
		case _, ok := <-d.lines:
			if !ok {
				return dropped, errLeft
			}
			dropped++
		case <-time.After(quiet):
			return dropped, nil
		case d.signal = <-d.Signals:
			return dropped, errLeft
		}
	}
}
