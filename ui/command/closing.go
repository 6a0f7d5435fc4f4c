package command

import (
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"

	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/script"
)

// reportEnd reports how a run that asked ended. What was explained already is not
// explained again, and a person is told where the order stands in the journal.
func (a *app) reportEnd(r script.Report, submitter submit.Submitter, explained bool) {
	unknown, notCreated := r.Result == submit.Unknown, false
	if unknown {
		now, err := submitter.FindRecord(r.JournalID)
		notCreated = err == nil && now.Resolution.Outcome == journal.NotCreated // by the user's word
	}
	if a.json || !notCreated && !explained {
		a.printReport(r)
	} else {
		a.status = exitStatus(r.Result)
		a.printBriefReport(r, notCreated)
	}
	if a.json && r.Kept { // The object does not tell it.
		a.printer().PrintNotes(a.words.Script.Kept)
	}
	if r.Result == submit.Created {
		note := journalText(a.words, r)
		seen := term.IsTerminal(standardOutput.Fd()) && term.IsTerminal(os.Stderr.Fd())
		if r.Next.Title != "" || !seen { // The id may have scrolled away, or gone elsewhere.
			note = a.words.List([]string{r.Created.EPNInstanceID, note})
		}
		a.printer().PrintNote(note)
	}
	toldNow := unknown && !notCreated // It is counted with the others, but needs no sentence alone.
	// A cancelled run's report tells of them itself.
	if r.Result != submit.Cancelled && (r.Unsettled > 1 || r.Unsettled == 1 && !toldNow) {
		a.printer().PrintNote(fmt.Sprintf(a.words.Script.Unsettled, r.Unsettled))
	}
}

// printBriefReport says in one line what became of an order, and what to look it up by.
func (a *app) printBriefReport(r script.Report, notCreated bool) {
	w, text := a.words, a.words.Line.Recorded
	var details []string
	if !notCreated {
		text = fmt.Sprintf(w.Script.Sentence, phrase.FailureTitle(w, r.Failure))
		if r.Failure.Code != "" {
			details = append(details, fmt.Sprintf(w.Wizard.Detail, w.Wizard.Code, r.Failure.Code))
		}
	}
	if r.JournalID != "" {
		details = append(details, journalText(a.words, r))
	}
	if len(details) > 0 {
		text = fmt.Sprintf(w.Joins.Sentences, text, w.List(details))
	}
	a.printer().PrintNote(text)
	for _, warning := range r.Warnings {
		a.printer().PrintNote(fmt.Sprintf(w.Script.Warning, phrase.WarningText(w, warning)))
	}
}

// journalText names the order's record.
func journalText(w *words.Words, r script.Report) string {
	return fmt.Sprintf(w.Wizard.Detail, w.Wizard.Journal, r.JournalID)
}
