package script

import (
	"cmp"
	"fmt"
	"strings"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/forms"
	"epn-wizard/theme"
)

// Explain writes what is known of a code, and which rows it can stand for.
func (p Printer) Explain(x explain.Explanation, variants []string) error {
	if p.JSON {
		return p.encode(explanation(x))
	}
	lines := []string{x.Title, "", x.Explanation, "", x.Remedy}
	for _, q := range forms.Questions(p.Words) {
		if q.Field == x.Field {
			lines = append(lines, "", fmt.Sprintf(p.Words.Script.ExplainField, q.Step))
		}
	}
	if len(variants) > 0 {
		lines = append(lines, "", p.Words.Script.Variants)
	}
	for _, spec := range variants {
		lines = append(lines, p.beside(spec, explain.Spec(p.Words.Lang, spec).Title, specColumn)...)
	}
	return p.prose(lines)
}

// ExplainUnknown writes what can be said of a code that the catalogue lacks, and
// which codes are spelled much like it.
func (p Printer) ExplainUnknown(x explain.Explanation, near []string) error {
	if p.JSON {
		o := explanation(x)
		o.Near = near
		return p.encode(o)
	}
	if err := p.Explain(x, nil); err != nil {
		return err
	}
	w := p.Words.Script
	p.Note(fmt.Sprintf(w.NoSuchCode, client.Visible(x.Code)))
	if len(near) > 0 {
		p.Note(fmt.Sprintf(w.NearCodes, p.Words.List(near)))
	}
	return nil
}

// Rehearsal writes what the sandbox does at one of its own words for
// --rehearse, and what is known of what an order then meets.
func (p Printer) Rehearsal(word string, x explain.Explanation) error {
	if p.JSON {
		return p.encode(p.rehearsal(word, x))
	}
	lines := []string{p.Words.Flags.Rehearsals[word]}
	if x.Title != "" {
		lines = append(lines, "", x.Title, "", x.Explanation, "", x.Remedy)
	}
	return p.prose(lines)
}

func (p Printer) rehearsal(word string, x explain.Explanation) errorObject {
	o := explanation(x)
	o.Code, o.Spec, o.Title, o.Known = "", word, cmp.Or(x.Title, p.Words.Flags.Rehearsals[word]), true
	return o
}

// Catalogue writes every row: how to explain or rehearse it, and its title. The
// words for --rehearse that are no codes come last.
func (p Printer) Catalogue(rehearsals []string) error {
	if err := p.codes(); err != nil {
		return err
	}
	for _, word := range rehearsals {
		if p.JSON {
			if err := p.encode(p.rehearsal(word, explain.Explanation{})); err != nil {
				return err
			}
			continue
		}
		if err := p.lines(p.beside(word, p.Words.Flags.Rehearsals[word], specColumn)); err != nil {
			return err
		}
	}
	return nil
}

func (p Printer) codes() error {
	for _, spec := range explain.Specs() {
		x := explain.Spec(p.Words.Lang, spec)
		if p.JSON {
			o := explanation(x)
			o.Spec = spec
			if err := p.encode(o); err != nil {
				return err
			}
			continue
		}
		if err := p.lines(p.beside(spec, x.Title, specColumn)); err != nil {
			return err
		}
	}
	return nil
}

// specColumn is where titles begin beside their specs.
const specColumn = 47

// beside sets a text beside its name, from a column on, in as many lines as it
// takes there; or below it where a terminal has too little room beside.
func (p Printer) beside(name, text string, column int) []string {
	const least = 30
	width := p.Columns(p.Out)
	if width == 0 {
		return []string{pad(name, column) + text}
	}
	indent := column
	var lines []string
	if width-1-column < least {
		lines, name, indent = []string{name}, "  ", 2
	} else {
		name = pad(name, column)
	}
	for _, line := range theme.Wrap(text, width-1-indent) {
		lines = append(lines, name+line)
		name = strings.Repeat(" ", indent)
	}
	return lines
}

func explanation(x explain.Explanation) errorObject {
	return errorObject{
		Code: client.Visible(x.Code), Title: x.Title, Explanation: client.Visible(x.Explanation), Remedy: client.Visible(x.Remedy),
		Field: x.Field, Retry: x.Retry, Known: x.Known,
	}
}

// prose writes sentences to standard output, wrapped where that is a terminal.
func (p Printer) prose(lines []string) error {
	width := p.Columns(p.Out)
	for i, line := range lines {
		lines[i] = theme.Fit(line, width)
	}
	return p.lines(lines)
}

// lines writes a text to standard output as it is.
func (p Printer) lines(lines []string) error {
	if _, err := fmt.Fprintln(p.Out, client.VisibleLines(strings.Join(lines, "\n"))); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}
