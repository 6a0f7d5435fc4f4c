package forms

import (
	"os"
	"slices"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// Session is what a face needs to have an order answered, reviewed and sent.
type Session struct {
	Words     *words.Words
	Answers   Answers // given by flag or variable: valid, and not asked again
	Target    submit.Target
	Connect   submit.Connect
	Submitter submit.Submitter
	Draft     *journal.Draft   // where answers are kept, or nil
	Saved     Answers          // of a draft that is offered: valid, with the time it was kept as their origin
	Resume    bool             // take the draft up without asking
	Pending   []journal.Record // requests of earlier runs whose fate is not known
	Traffic   *Traffic         // the user's own, or nil
	AskOnly   bool             // leave with the answers, in place of the review: nothing is connected or sent

	Practice   *Practice // what can be rehearsed in, or nil
	Practising bool      // rehearsals are offered, and nothing else
}

// ForgetPending leaves a record out of those whose fate is not known.
func (s *Session) ForgetPending(id string) {
	s.Pending = slices.DeleteFunc(slices.Clone(s.Pending), func(r journal.Record) bool { return r.ID == id })
}

// Ending is how a face was left.
type Ending struct {
	Outcome   *submit.Outcome // of the last create sent, or nil where none was
	Explained bool            // the face has said why that outcome is a failure
	JournalID string          // of the one under way
	Order     client.Order    // the one under way
	InFlight  bool            // left while a request was under way
	Practised bool            // the list of rehearsals was left, and nothing else was asked
	Answered  bool            // every question was, where nothing but that was wanted
	Signal    os.Signal       // what ended it, or nil
	Answers   Answers         // as they stood, where any was given to a question
}
