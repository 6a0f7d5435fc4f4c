package script

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

// Printer writes in one language and form: the result to standard output, and in
// text the failures to standard error.
type Printer struct {
	Out, Err io.Writer
	JSON     bool
	Columns  func(io.Writer) int // to write in, of the terminal that one of the two is, or 0
	Words    *words.Words
}

// printJSON writes one JSON object and a newline.
func (p Printer) printJSON(v any) error {
	e := json.NewEncoder(p.Out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// printEach writes objects, each on its line, or where JSON is not asked for, lines; or
// nothing where there are none.
func printEach[O any](p Printer, objects []O, lines []string) error {
	if len(objects) > 0 && !p.JSON {
		return p.printLines(lines)
	}
	for _, o := range objects {
		if err := p.printJSON(o); err != nil {
			return err
		}
	}
	return nil
}

// printLines writes a text to standard output as it is.
func (p Printer) printLines(lines []string) error {
	if _, err := fmt.Fprintln(p.Out, client.VisibleLines(strings.Join(lines, "\n"))); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

// printSentences writes sentences to standard output, wrapped where that is a terminal.
func (p Printer) printSentences(lines []string) error {
	for i, line := range lines {
		lines[i] = theme.Fit(line, p.Columns(p.Out))
	}
	return p.printLines(lines)
}

// PrintNote says on standard error what a person may want to know; who asked for
// JSON reads the exit status.
func (p Printer) PrintNote(text string) {
	if !p.JSON {
		p.PrintNotes(text)
	}
}

// PrintNotes writes notes to standard error, also beside JSON, the first with the program's
// name. Nothing is left to report a failure on.
func (p Printer) PrintNotes(notes ...string) {
	for i, line := range notes {
		if i == 0 {
			line = "epn-wizard: " + line
		}
		_, _ = fmt.Fprintln(p.Err, theme.Fit(line, p.Columns(p.Err)))
	}
}

// SetTable sets texts beside their names, all from one column on.
func (p Printer) SetTable(rows [][2]string) (lines []string) {
	column := 0
	for _, row := range rows {
		column = max(column, ansi.StringWidth(row[0])+2)
	}
	for _, row := range rows {
		lines = append(lines, p.setBeside(row[0], row[1], column)...)
	}
	return lines
}

// setBeside sets a text beside its name, from a column on, in as many lines as it
// takes there; or below it where a terminal has too little room beside. A word stays
// whole, since a name that was broken cannot be copied.
func (p Printer) setBeside(name, text string, column int) []string {
	const least = 30
	width := p.Columns(p.Out)
	if width == 0 {
		return []string{padRight(name, column) + text}
	}
	widest, indent := theme.WidestWord(text), column
	var lines []string
	if width-column < max(least, widest) {
		if name != "" {
			lines = []string{name}
		}
		name, indent = "", min(2, max(width-widest, 0))
	}
	for _, line := range theme.Wrap(text, max(width-indent, widest)) {
		lines = append(lines, padRight(name, indent)+line)
		name = ""
	}
	return lines
}

// wrapHanging wraps a text where standard output is a terminal, so that only its
// first line begins where others do.
func (p Printer) wrapHanging(text, indent string) []string {
	const more = "  "
	width := p.Columns(p.Out)
	if width == 0 {
		return []string{indent + text}
	}
	lines := theme.Wrap(text, width-len(more))
	for i, line := range lines {
		lines[i] = indent + line
		indent = more
	}
	return lines
}

// padRight fills a text up with spaces to so many columns of a terminal.
func padRight(s string, columns int) string {
	return s + strings.Repeat(" ", max(columns-ansi.StringWidth(s), 0))
}
