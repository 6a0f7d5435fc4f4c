package wizard

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client/journal"
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

func (d *damaged) listBindings() []binding { return d.menu.bindChoices(d.page, d.composeSheet()) }

func (d *damaged) takeMessage(tea.Msg) tea.Cmd { return nil }

func (d *damaged) drawBody(height int) body { return d.drawSheet(d.page, d.composeSheet(), height) }

func (d *damaged) explainScreen(width int) []string {
	return theme.Wrap(d.Words.Wizard.SheetHelp, width)
}

// composeSheet says what cannot be read, and what that means.
func (d *damaged) composeSheet() sheet {
	w, width := d.Words.Damaged, d.textWidth()
	lines := d.markHeadline(d.Theme.Alert, d.Theme.Warn, damageText(d.Words, d.step.Records), width)
	lines = append(append(lines, ""), indentLines(theme.Wrap(w.Meaning, width-indent), indent)...)
	if d.flow.StepError != nil {
		said := fmt.Sprintf(d.Words.Unsettled.NotPossible, phrase.ErrorText(d.Words, d.flow.StepError))
		lines = append(append(lines, ""), d.markProblem(said, width)...)
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
func damageText(w *words.Words, records []journal.Damage) string {
	lines := make([]string, len(records))
	for i, r := range records {
		lines[i] = strconv.Itoa(r.Line)
	}
	return fmt.Sprintf(w.Damaged.Title, w.ListLines(lines))
}

// draftOffer is the screen that offers a draft.
type draftOffer struct {
	*page
	menu
	step *flow.DraftOffer
}

func (d *draftOffer) listBindings() []binding { return d.menu.bindChoices(d.page, d.composeSheet()) }

func (d *draftOffer) takeMessage(tea.Msg) tea.Cmd { return nil }

func (d *draftOffer) drawBody(height int) body { return d.drawSheet(d.page, d.composeSheet(), height) }

func (d *draftOffer) explainScreen(width int) []string { return theme.Wrap(d.Words.Draft.Help, width) }

// composeSheet shows the answers that were kept.
func (d *draftOffer) composeSheet() sheet {
	w, width := d.Words.Draft, d.textWidth()
	lines := append(d.emboldenText(fmt.Sprintf(w.Title, d.step.Saved.DraftTime()), width), "")
	for _, q := range d.questions {
		if a, ok := d.step.Saved[q.Field]; ok {
			lines = append(lines, d.drawValue(q.Step, q.DisplayValue(a.Value), width)...)
		}
	}
	choices := []choice{{label: w.DoResume, kind: flow.Resume}, {label: w.DoFresh, kind: flow.StartFresh}}
	return sheet{text: lines, choices: choices}
}

// rehearsals is the list of them.
type rehearsals struct {
	*page
	menu
	step *flow.Rehearsals
}

func (r *rehearsals) listBindings() []binding {
	return append(r.menu.bindChoices(r.page, r.composeSheet()), r.page.bindActions(flow.Back)...)
}

func (r *rehearsals) takeMessage(tea.Msg) tea.Cmd { return nil }

func (r *rehearsals) drawBody(height int) body { return r.drawSheet(r.page, r.composeSheet(), height) }

func (r *rehearsals) explainScreen(width int) []string {
	return theme.Wrap(r.Words.Practice.Intro, width)
}

// composeSheet says what the list is, and then what was learned so far.
func (r *rehearsals) composeSheet() sheet {
	w, width := r.Words.Practice, r.textWidth()
	var lines []string
	if f := r.step.Failure; f != nil {
		lines = r.markProblem(fmt.Sprintf(w.Failed, phrase.ExplainFailure(r.Words, f).Title), width)
		lines = append(lines, indentLines(theme.Wrap(f.Message, width-indent), indent)...)
	}
	var choices []choice
	for i, rehearsal := range r.step.List {
		texts := w.Rehearsal(rehearsal.ID)
		title := texts.Title
		if rehearsal.Done {
			title = r.Theme.Done + " " + title
			lines = append(lines, r.markConfirmed(texts.Learned, width)...)
		}
		choices = append(choices, choice{label: title, kind: flow.Rehearse, index: i,
			blocked: r.flow.IsWaiting(flow.ForStage)})
	}
	if len(lines) == 0 {
		lines = theme.Wrap(w.Intro, width)
	}
	return sheet{text: lines, choices: append(choices, choice{label: r.Words.Wizard.DoLeave, kind: flow.Finish})}
}
