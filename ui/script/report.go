// Package script answers on the standard streams, without a question: text or
// JSON.
package script

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"epn-wizard/ui/phrase"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// Report is what a run has to say at its end.
type Report struct {
	submit.Outcome
	Target     string           // sandbox, live, or "" where it was not settled
	Endpoint   string           // its URL, or "" where none was needed
	Account    client.Account   // whose keys signed, where there were any
	PassedOver []client.Finding // places that gave no keys although something stands there
	Command    client.Command   // what the aliyun CLI would be told
	Next       phrase.Next      // after a create
	Problems   []Problem
	Kept       bool   // the answers, as a draft
	NotKept    bool   // there were answers, and they could not be kept
	StillOpen  int    // orders whose fate is not known
	Reason     string // of an internal error, whatever became of the order
}

// Problem is a value or flag that is missing or invalid.
type Problem struct {
	Field   string `json:"field"`
	Value   string `json:"value,omitempty"`
	Problem string `json:"problem"`
	Line    int    `json:"line,omitempty"` // of the file that the value names
	Cell    string `json:"cell,omitempty"` // what stands there
	Origin  string `json:"-"`              // the flag or variable, or ""
}

// Printer says it in one language and form: the result on standard output, and
// in text the failures on standard error.
type Printer struct {
	Out, Err io.Writer
	JSON     bool
	Columns  func(io.Writer) int // of the terminal that one of the two is, or 0
	Words    *words.Words
}

// Print writes a report, once.
func (p Printer) Print(r Report) error {
	if p.JSON {
		return p.encode(p.object(r))
	}
	return p.text(r)
}

// object is the JSON form of a report.
type object struct {
	Outcome       submit.Result `json:"outcome"`
	Reason        string        `json:"reason,omitempty"`
	Target        string        `json:"target,omitempty"`
	Endpoint      string        `json:"endpoint,omitempty"`
	EPNInstanceID string        `json:"epnInstanceId,omitempty"`
	RequestID     string        `json:"requestId,omitempty"`
	Request       *client.Order `json:"request,omitempty"`
	Account       *account      `json:"account,omitempty"`
	Command       string        `json:"command,omitempty"`
	CommandHint   string        `json:"commandHint,omitempty"` // what has to be known of it, or why there is none
	Problems      []Problem     `json:"problems,omitempty"`
	Error         *errorObject  `json:"error,omitempty"`
	JournalID     string        `json:"journalId,omitempty"`
	Recovered     bool          `json:"recovered,omitempty"`
	Candidates    []candidate   `json:"candidates,omitempty"`
	Warnings      []warning     `json:"warnings,omitempty"`
}

// account is who pays.
type account struct {
	Source  client.Source `json:"source"`
	Profile string        `json:"profile,omitempty"`
	Key     string        `json:"key"`
}

// candidate is an instance that could be the one an unsettled request created.
type candidate struct {
	EPNInstanceID string `json:"epnInstanceId"`
	CreationTime  string `json:"creationTime"`
	Status        string `json:"status"`
}

func candidateObjects(all []client.Instance) (objects []candidate) {
	for _, i := range all {
		objects = append(objects, candidate{client.Visible(i.EPNInstanceID), client.Visible(i.CreationTime), client.Visible(i.Status)})
	}
	return objects
}

type warning struct {
	Kind    submit.WarningKind `json:"kind"`
	Message string             `json:"message"`
}

type errorObject struct {
	Code        string        `json:"code,omitempty"`
	Cause       client.Cause  `json:"cause,omitempty"`
	Message     string        `json:"message,omitempty"`
	HTTPStatus  int           `json:"httpStatus,omitempty"`
	RequestID   string        `json:"requestId,omitempty"`
	Title       string        `json:"title"`
	Explanation string        `json:"explanation,omitempty"`
	Places      []string      `json:"places,omitempty"` // where credentials were looked for, which the explanation speaks of
	Remedy      string        `json:"remedy,omitempty"`
	Field       client.Field  `json:"field,omitempty"`
	Retry       explain.Retry `json:"retry,omitempty"`
	RetryAfter  int           `json:"retryAfter,omitempty"` // seconds that the service asked for
	Known       bool          `json:"known"`
	Spec        string        `json:"spec,omitempty"` // in a list: how --rehearse and explain name the row
	Near        []string      `json:"near,omitempty"` // where it is not known: what is spelled much like it
}

// object gives the JSON form of a report.
func (p Printer) object(r Report) object {
	o := object{
		Outcome: r.Result, Reason: r.Reason, Target: r.Target, Endpoint: r.Endpoint, Command: r.Command.String(), Problems: r.Problems,
		EPNInstanceID: r.Created.EPNInstanceID, RequestID: r.Created.RequestID,
		CommandHint: p.Words.Commands.Hints[string(r.Command.Hint)],
	}
	if a := r.Account; a.Source != "" {
		o.Account = &account{a.Source, client.Visible(a.Profile), a.KeyID}
	}
	for _, f := range r.PassedOver {
		o.Warnings = append(o.Warnings, warning{submit.KeysPassedOver, phrase.PassedOverText(p.Words, f)})
	}
	o.JournalID, o.Recovered = client.Visible(r.JournalID), r.Recovered
	o.Candidates = candidateObjects(r.Candidates)
	for _, w := range r.Warnings {
		o.Warnings = append(o.Warnings, warning{w.Kind, phrase.WarningText(p.Words, w)})
	}
	if r.Order != (client.Order{}) {
		o.Request = &r.Order
	}
	if f := r.Failure; f != nil {
		o.RequestID = f.RequestID
		o.Error = p.explained(f)
	}
	return o
}

// encode writes one JSON object and a newline.
func (p Printer) encode(v any) error {
	e := json.NewEncoder(p.Out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}

func (p Printer) explained(f *client.Failure) *errorObject {
	said := phrase.DescribeFailure(p.Words, f)
	e := explanation(said.Explanation)
	e.Places = said.Places
	e.Code, e.Cause, e.Message, e.HTTPStatus, e.RequestID = f.Code, f.Cause, f.Message, f.HTTPStatus, f.RequestID
	e.RetryAfter = int(math.Ceil(f.RetryAfter.Seconds()))
	return &e
}
