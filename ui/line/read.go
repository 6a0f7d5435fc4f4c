package line

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

const (
	// maxLine is how many bytes of a line are kept. Nothing that is asked here takes
	// as much, and a terminal gives no more at once.
	maxLine     = 4096
	endlessLine = 1 << 20 // a line of so many bytes will not end: the input ends there
	maxAhead    = 64      // so many lines are read before they are asked for
	// mostInVain is how many answers in a row may change nothing where nobody is
	// there to see what is said to them: a program that writes one line for ever
	// would be answered for ever.
	mostInVain = 50
)

// typedLine is one line of the answers.
type typedLine struct {
	text    string
	cut     bool // it was longer than maxLine
	crowded bool // another line came less than terminal.Calm before it
}

// answerReader takes answers in as they come.
type answerReader struct {
	lines  chan typedLine // closed at the end of the input
	last   typedLine      // the one that was taken last
	inVain int            // how many were taken since one changed anything
}

// readAnswers begins to take answers in, until there are no more or nobody asks.
func readAnswers(ctx context.Context, from io.Reader) *answerReader {
	a := &answerReader{lines: make(chan typedLine, maxAhead)}
	go func() {
		defer close(a.lines)
		in := bufio.NewReaderSize(from, maxLine)
		var before time.Time
		for {
			line, err := readLine(in)
			if err != nil && !line.cut {
				return
			}
			now := time.Now()
			line.crowded, before = now.Sub(before) < terminal.Calm, now
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

// readLine reads one line, of which it keeps maxLine bytes, as they are. A last
// line without an end is one too; after one that will not end there are no more.
func readLine(in *bufio.Reader) (typedLine, error) {
	var kept []byte
	for size := 0; ; {
		part, more, err := in.ReadLine()
		if err != nil {
			return typedLine{}, fmt.Errorf("reading an answer: %w", err)
		}
		size += len(part)
		kept = append(kept, part[:min(len(part), maxLine-len(kept))]...)
		line := typedLine{text: string(kept), cut: size > maxLine}
		switch {
		case !more:
			return line, nil
		case size > endlessLine:
			return line, io.EOF
		}
	}
}

// nextAnswer gives the next answer, without the white space around it. There is none
// where the conversation has moved on: it ended, or what was said has changed.
func (d *dialog) nextAnswer() (answer string, ok bool) {
	for {
		line, ok := d.receiveLine()
		if !ok {
			return "", false
		}
		if d.inVain++; d.isPiped() && d.inVain > mostInVain {
			d.sayLine(d.Words.Line.InVain, mostInVain)
			d.endInput()
			return "", false
		}
		if d.last = line; !line.cut {
			return strings.TrimSpace(line.text), true
		}
		d.sayLine(d.Words.Line.TooLong, maxLine)
	}
}

// nextKeyAnswer gives the next answer where it is a letter, a word or a number; help is ?.
func (d *dialog) nextKeyAnswer() (answer string, ok bool) {
	line, ok := d.nextAnswer()
	if answer = strings.ToLower(client.NarrowCharacters(line)); answer == "help" {
		answer = "?"
	}
	return answer, ok
}

// endInput ends the conversation where there are no more answers.
func (d *dialog) endInput() { d.handleEvent(flow.Signalled{}) }

// receiveLine waits for a line, and has the journey go on meanwhile.
func (d *dialog) receiveLine() (line typedLine, ok bool) {
	for step := d.flow.Step; ; {
		d.prompt()
		select {
		case line, ok := <-d.lines:
			if d.prompted = d.prompted && !ok; !ok {
				d.endInput()
			}
			return line, ok
		case event := <-d.events:
			d.handleEvent(event)
			if d.flow.Step != step || d.flow.Revision != d.saidRevision {
				return typedLine{}, false
			}
			if s, asking := step.(*flow.Asking); asking {
				d.sayNote(d.questions[s.Index])
			}
		case s := <-d.Signals:
			d.handleEvent(flow.Signalled{Signal: s})
			return typedLine{}, false
		}
	}
}

// discardTyped leaves out what was typed at a terminal before a choice was shown
// that cannot be taken back, and waits until nothing more of it comes.
func (d *dialog) discardTyped() (ok bool) {
	if d.isPiped() {
		return true
	}
	d.DropTyped()
	dropped, ok := d.drainLines()
	if dropped > 0 {
		d.sayLine("%s", d.Words.Line.TypedBefore)
	}
	return ok
}

// cameAlone reports whether the last line, which cannot be taken back, came from a
// terminal alone: it says so where it did not. Lines through a pipe are all meant.
func (d *dialog) cameAlone() bool {
	if d.isPiped() {
		return true
	}
	others, ok := d.drainLines()
	if ok && (d.last.crowded || others > 0) {
		d.sayLine("%s", d.Words.Line.NotAlone)
		return false
	}
	return ok
}

// drainLines drops lines until none has come for terminal.Calm, and counts them. It is
// not ok where the conversation ended.
func (d *dialog) drainLines() (dropped int, ok bool) {
	for {
		select {
		case _, ok := <-d.lines:
			if !ok {
				d.endInput()
				return dropped, false
			}
			dropped++
		case <-time.After(terminal.Calm):
			return dropped, true
		case s := <-d.Signals:
			d.handleEvent(flow.Signalled{Signal: s})
			return dropped, false
		}
	}
}
