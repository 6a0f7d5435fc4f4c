package script

import (
	"fmt"
	"strings"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/forms"
)

// Explain writes what is known of a code.
func (p Printer) Explain(x explain.Explanation) error {
	if p.JSON {
		return p.encode(explanation(x))
	}
	lines := []string{x.Title, "", x.Explanation, "", x.Remedy}
	for _, q := range forms.Questions(p.Words) {
		if q.Field == x.Field {
			lines = append(lines, "", fmt.Sprintf(p.Words.Script.ExplainField, q.Step))
		}
	}
	return p.lines(lines)
}

// Catalogue writes every row: how to explain or rehearse it, and its title.
func (p Printer) Catalogue() error {
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
		if err := p.lines([]string{fmt.Sprintf("%-46s %s", spec, x.Title)}); err != nil {
			return err
		}
	}
	return nil
}

func explanation(x explain.Explanation) errorObject {
	return errorObject{
		Code: client.Visible(x.Code), Title: x.Title, Explanation: client.Visible(x.Explanation), Remedy: client.Visible(x.Remedy),
		Field: x.Field, Retry: x.Retry, Known: x.Known,
	}
}

// lines writes a text to standard output.
func (p Printer) lines(lines []string) error {
	if _, err := fmt.Fprintln(p.Out, client.VisibleLines(strings.Join(lines, "\n"))); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}
