package command

import (
	"fmt"
	"os"

	"epn-wizard/ui/phrase"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/ui/script"
)

// lastWords reports how a run that asked ended. What was explained already is
// not explained again, and a person is told where the order stands in the journal.
func (a *app) lastWords(r script.Report, b submit.Submitter, explained bool) {
	closed := false
	if r.Result == submit.Result(client.Unknown) {
		now, err := b.Record(r.JournalID)
		closed = err == nil && now.Resolution.Outcome == journal.NotCreated
	}
	if a.flags.wantsJSON() || !closed && !explained {
		a.status = a.report(r)
	} else {
		a.status = status(r.Result)
		a.inShort(r, closed)
	}
	if a.flags.wantsJSON() && r.Kept { // which the object does not tell
		_, _ = fmt.Fprintln(os.Stderr, "epn-wizard: "+a.words.Script.Kept)
	}
	if r.Result == submit.Created {
		a.printer().Note(a.inJournal(r))
	}
	others := r.StillOpen
	if r.Result == submit.Result(client.Unknown) && !closed { // it was told just now
		others--
	}
	if r.Result != submit.Cancelled && others > 0 { // which tells of them itself
		a.printer().Note(fmt.Sprintf(a.words.Script.StillOpen, r.StillOpen))
	}
}

// inShort says in one line what became of an order, and what to look it up by.
func (a *app) inShort(r script.Report, closed bool) {
	w, what := a.words, a.words.Line.Recorded
	var details []string
	if !closed {
		what = fmt.Sprintf(w.Script.Sentence, phrase.ExplainFailure(w, r.Failure).Title)
		if r.Failure.Code != "" {
			details = append(details, fmt.Sprintf(w.Wizard.Detail, w.Wizard.Code, r.Failure.Code))
		}
	}
	if r.JournalID != "" {
		details = append(details, a.inJournal(r))
	}
	if len(details) > 0 {
		what = fmt.Sprintf(w.Joins.Sentences, what, w.List(details))
	}
	a.printer().Note(what)
	for _, warning := range r.Warnings {
		a.printer().Note(fmt.Sprintf(w.Script.Warning, phrase.WarningText(w, warning)))
	}
}

// inJournal names the order's record.
func (a *app) inJournal(r script.Report) string {
	return fmt.Sprintf(a.words.Wizard.Detail, a.words.Wizard.Journal, r.JournalID)
}
