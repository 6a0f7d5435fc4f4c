package wizard

import (
	"fmt"
	"strconv"

	"epn-wizard/client/journal"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// composeDamage says what of the journal cannot be read, and what that means.
func (p *page) composeDamage(step *flow.Damaged) sheet {
	w, width := p.Words.Damaged, p.textWidth()
	lines := p.markHeadline(p.Theme.Warned, damageText(p.Words, step.Records), width)
	lines = append(append(lines, ""), p.indentText(w.Meaning, width)...)
	if p.flow.StepError != nil {
		said := fmt.Sprintf(p.Words.Unsettled.NotPossible, phrase.ErrorText(p.Words, p.flow.StepError))
		lines = append(append(lines, ""), markText(p.Theme.Failed, said, width)...)
	}
	labels := map[flow.Kind]string{flow.GoOn: w.DoGoOn, flow.Acknowledge: w.DoAcknowledge}
	choices := p.listChoices(func(a flow.Action) string { return labels[a.Kind] })
	return sheet{text: lines, choices: choices, help: theme.Wrap(p.Words.Wizard.SheetHelp, width)}
}

// damageText names the lines of the journal that cannot be read.
func damageText(w *words.Words, records []journal.Damage) string {
	lines := make([]string, len(records))
	for i, r := range records {
		lines[i] = strconv.Itoa(r.Line)
	}
	return fmt.Sprintf(w.Damaged.Title, w.ListLines(lines))
}

// composeDraft shows the answers that were kept.
func (p *page) composeDraft(step *flow.DraftOffer) sheet {
	w, width := p.Words.Draft, p.textWidth()
	lines := append(p.emboldenText(fmt.Sprintf(w.Title, step.Saved.DraftTime()), width), "")
	for _, q := range p.questions {
		if a, ok := step.Saved[q.Field]; ok {
			lines = append(lines, p.drawValue(q.Step, q.DisplayValue(a.Value), width)...)
		}
	}
	labels := map[flow.Kind]string{flow.Resume: w.DoResume, flow.StartFresh: w.DoFresh}
	choices := p.listChoices(func(a flow.Action) string { return labels[a.Kind] })
	return sheet{text: lines, choices: choices, help: theme.Wrap(w.Help, width)}
}

// composePractice says what the list of rehearsals is, and then what was learned so far.
func (p *page) composePractice(step *flow.Rehearsals) sheet {
	w, width := p.Words.Practice, p.textWidth()
	var lines []string
	if f := step.Failure; f != nil {
		lines = markText(p.Theme.Failed, fmt.Sprintf(w.Failed, phrase.FailureTitle(p.Words, f)), width)
		lines = append(lines, p.indentText(f.Message, width)...)
	}
	for _, rehearsal := range step.List {
		if rehearsal.Done {
			lines = append(lines, markText(p.Theme.Fine, w.Rehearsals[rehearsal.ID].Learned, width)...)
		}
	}
	if len(lines) == 0 {
		lines = theme.Wrap(w.Intro, width)
	}
	choices := p.listChoices(func(a flow.Action) string {
		switch {
		case a.Kind == flow.Finish:
			return p.Words.Wizard.DoLeave
		case a.Kind != flow.Rehearse:
			return ""
		case step.List[a.Index].Done:
			return p.Theme.Done + " " + w.Rehearsals[step.List[a.Index].ID].Title
		}
		return w.Rehearsals[step.List[a.Index].ID].Title
	})
	return sheet{text: lines, choices: choices, keys: p.bindActions(flow.Back), help: theme.Wrap(w.Intro, width)}
}
