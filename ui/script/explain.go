package script

import (
	"cmp"
	"fmt"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/forms"
)

// PrintExplanation writes what is known of a code, and which rows it can stand for.
func (p Printer) PrintExplanation(x explain.Explanation, variants []string) error {
	if p.JSON {
		return p.printJSON(newExplanationObject(x))
	}
	lines := []string{x.Title, "", x.Reason, "", x.Remedy}
	for _, q := range forms.Questions(p.Words) {
		if q.Field == x.Field {
			lines = append(lines, "", fmt.Sprintf(p.Words.Script.ExplainField, q.Step))
		}
	}
	if len(variants) > 0 {
		lines = append(lines, "", p.Words.Script.Variants)
	}
	rows := make([][2]string, len(variants))
	for i, spec := range variants {
		rows[i] = [2]string{spec, explain.ExplainSpec(p.Words.Lang, spec).Title}
	}
	return p.printSentences(append(lines, p.SetTable(rows)...))
}

// PrintUnlistedCode writes what can be said of a code that the catalogue does not list,
// be it for its family, and which codes are spelled much like it.
func (p Printer) PrintUnlistedCode(x explain.Explanation, near []string) error {
	if p.JSON {
		o := newExplanationObject(x)
		o.Near = near
		return p.printJSON(o)
	}
	if err := p.PrintExplanation(x, nil); err != nil {
		return err
	}
	w := p.Words.Script
	if !x.Known {
		p.PrintNote(fmt.Sprintf(w.NoSuchCode, client.Visible(x.Code)))
	} else if len(near) > 0 {
		p.PrintNote(fmt.Sprintf(w.OnlyFamily, client.Visible(x.Code)))
	}
	if len(near) > 0 {
		p.PrintNote(fmt.Sprintf(w.NearCodes, p.Words.List(near)))
	}
	return nil
}

// PrintRehearsal writes what the sandbox does at one of its own words for
// --rehearse, and what is known of what an order then meets.
func (p Printer) PrintRehearsal(word string, x explain.Explanation) error {
	if p.JSON {
		return p.printJSON(p.newRehearsalObject(word, x))
	}
	lines := []string{fmt.Sprintf(p.Words.Script.Rehearsal, word, p.Words.Flags.Rehearsals[word])}
	if x.Title != "" {
		lines = append(lines, "", p.Words.Script.RehearsalText, "", x.Title, "", x.Reason, "", x.Remedy)
	}
	return p.printSentences(lines)
}

func (p Printer) newRehearsalObject(word string, x explain.Explanation) errorObject {
	o := newExplanationObject(x)
	o.Code, o.Spec, o.Title, o.Known = "", word, cmp.Or(x.Title, p.Words.Flags.Rehearsals[word]), true
	return o
}

// PrintCatalogue writes every row: how to explain or rehearse it, and its title. The
// words for --rehearse that are no codes come last.
func (p Printer) PrintCatalogue(rehearsals []string) error {
	var all []errorObject
	for _, spec := range explain.ListSpecs() {
		o := newExplanationObject(explain.ExplainSpec(p.Words.Lang, spec))
		o.Spec = spec
		all = append(all, o)
	}
	for _, word := range rehearsals {
		all = append(all, p.newRehearsalObject(word, explain.Explanation{}))
	}
	var rows [][2]string
	for _, o := range all {
		rows = append(rows, [2]string{o.Spec, o.Title})
	}
	return printEach(p, all, p.SetTable(rows))
}

func newExplanationObject(x explain.Explanation) errorObject {
	return errorObject{
		Code: client.Visible(x.Code), Title: x.Title, Explanation: client.Visible(x.Reason),
		Remedy: client.Visible(x.Remedy), Field: x.Field, Retry: x.Retry, Known: x.Known,
	}
}
