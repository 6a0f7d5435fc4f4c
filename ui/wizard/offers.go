package wizard

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/theme"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// damaged is the screen of a journal of which a part cannot be read.
type damaged struct {
	*page
	menu
	step *flow.Damaged
}

func (d *damaged) bindings() []binding { return d.menu.bind(d.page, d.sheet()) }

func (d *damaged) update(tea.Msg) tea.Cmd { return nil }

func (d *damaged) body(height int) body { return d.draw(d.page, d.sheet(), height) }

func (d *damaged) helpLines(width int) []string { return theme.Wrap(d.Words.Wizard.SheetHelp, width) }

// sheet says what cannot be read, and what that means.
func (d *damaged) sheet() sheet {
	w, width := d.Words.Damaged, d.textWidth()
	lines := d.headed(d.Theme.Alert, d.Theme.Warn, damageText(d.Words, d.step.Records), width)
	lines = append(append(lines, ""), shift(theme.Wrap(w.Meaning, width-indent), indent)...)
	if d.step.Trouble != nil {
		lines = append(append(lines, ""), d.problem(fmt.Sprintf(d.Words.Unsettled.NotPossible, phrase.ErrorText(d.Words, d.step.Trouble)), width)...)
	}
	var choices []choice
	for _, a := range d.flow.Actions() {
		switch a.Kind {
		case flow.GoOn:
			choices = append(choices, makeChoice(a, w.DoGoOn))
		case flow.Acknowledge:
			choices = append(choices, makeChoice(a, w.DoAcknowledge))
		}
	}
	return sheet{text: lines, choices: choices}
}

// damageText names the lines of the journal that cannot be read.
func damageText(w *words.Words, records []flow.Damage) string {
	lines := make([]string, len(records))
	for i, r := range records {
		lines[i] = strconv.Itoa(r.Line)
	}
	return fmt.Sprintf(w.Damaged.Title, w.List(lines))
}

// draftOffer is the screen that offers a draft.
type draftOffer struct {
	*page
	menu
	step *flow.DraftOffer
}

func (d *draftOffer) bindings() []binding { return d.menu.bind(d.page, d.sheet()) }

func (d *draftOffer) update(tea.Msg) tea.Cmd { return nil }

func (d *draftOffer) body(height int) body { return d.draw(d.page, d.sheet(), height) }

func (d *draftOffer) helpLines(width int) []string { return theme.Wrap(d.Words.Draft.Help, width) }

// sheet shows the answers that were kept.
func (d *draftOffer) sheet() sheet {
	w, width := d.Words.Draft, d.textWidth()
	lines := append(d.titled(fmt.Sprintf(w.Title, d.step.Saved.Kept()), width), "")
	label := d.labelWidth()
	for _, q := range d.questions {
		if a, ok := d.step.Saved[q.Field]; ok {
			lines = append(lines, hang(pad(q.Step, label+columnGap), d.titled(q.Show(a.Value), width-label-columnGap))...)
		}
	}
	return sheet{text: lines, choices: []choice{{label: w.DoResume, kind: flow.Resume}, {label: w.DoFresh, kind: flow.StartFresh}}}
}

// rehearsals is the list of them.
type rehearsals struct {
	*page
	menu
	step *flow.Rehearsals
}

func (r *rehearsals) bindings() []binding {
	return append(r.menu.bind(r.page, r.sheet()), r.page.bind(flow.Back)...)
}

func (r *rehearsals) update(tea.Msg) tea.Cmd { return nil }

func (r *rehearsals) body(height int) body { return r.draw(r.page, r.sheet(), height) }

func (r *rehearsals) helpLines(width int) []string { return theme.Wrap(r.Words.Practice.Intro, width) }

// sheet says what the list is, and then what was learned so far.
func (r *rehearsals) sheet() sheet {
	w, width := r.Words.Practice, r.textWidth()
	var lines []string
	if f := r.step.Failure; f != nil {
		lines = r.problem(fmt.Sprintf(w.Failed, phrase.ExplainFailure(r.Words, f).Title), width)
		lines = append(lines, shift(theme.Wrap(f.Message, width-indent), indent)...)
	}
	var choices []choice
	for i, rehearsal := range r.step.List {
		texts := w.Rehearsal(string(rehearsal.ID))
		title := texts.Title
		if r.step.Done[i] {
			title = r.Theme.Done + " " + title
			lines = append(lines, r.confirmed(texts.Learned, width)...)
		}
		choices = append(choices, choice{label: title, kind: flow.Rehearse, index: i, blocked: r.step.Staging})
	}
	if len(lines) == 0 {
		lines = theme.Wrap(w.Intro, width)
	}
	return sheet{text: lines, choices: slices.Concat(choices, []choice{{label: r.Words.Wizard.DoLeave, kind: flow.Finish}})}
}
