// Package script prints what every command ends with on the standard streams, as text or
// JSON, also where a face has asked. It asks nothing.
package script

import (
	"math"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/submit"
	"epn-wizard/ui/phrase"
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
	Unsettled  int    // how many orders are unsettled
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

// PrintReport writes a report, once.
func (p Printer) PrintReport(r Report) error {
	if p.JSON {
		return p.printJSON(p.newObject(r))
	}
	return p.printText(r)
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

func newCandidates(all []client.Instance) (objects []candidate) {
	for _, i := range all {
		objects = append(objects, candidate{
			client.Visible(i.EPNInstanceID), client.Visible(i.CreationTime), client.Visible(i.Status),
		})
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
	Places      []string      `json:"places,omitempty"` // where credentials were looked for
	Remedy      string        `json:"remedy,omitempty"`
	Field       client.Field  `json:"field,omitempty"`
	Retry       explain.Retry `json:"retry,omitempty"`
	RetryAfter  int           `json:"retryAfter,omitempty"` // seconds that the service asked for
	Known       bool          `json:"known"`
	Spec        string        `json:"spec,omitempty"` // in a list: how --rehearse and explain name the row
	Near        []string      `json:"near,omitempty"` // where it is not listed: what is spelled much like it
}

// newObject gives the JSON form of a report.
func (p Printer) newObject(r Report) object {
	o := object{
		Outcome: r.Result, Reason: r.Reason, Target: r.Target, Endpoint: r.Endpoint, Problems: r.Problems,
		EPNInstanceID: r.Created.EPNInstanceID, RequestID: r.Created.RequestID, JournalID: client.Visible(r.JournalID),
		Command: r.Command.String(), CommandHint: p.Words.Commands.Hints[string(r.Command.Hint)],
		Recovered: r.Recovered, Candidates: newCandidates(r.Candidates), Warnings: p.listWarnings(r),
	}
	if a := r.Account; a.Source != "" {
		o.Account = &account{a.Source, client.Visible(a.Profile), a.KeyID}
	}
	if r.Order != (client.Order{}) {
		o.Request = &r.Order
	}
	if f := r.Failure; f != nil {
		o.RequestID = f.RequestID
		o.Error = p.newErrorObject(f)
	}
	return o
}

// listWarnings gives the warnings of a report, in text and JSON alike.
func (p Printer) listWarnings(r Report) (all []warning) {
	for _, f := range r.PassedOver {
		all = append(all, warning{submit.KeysPassedOver, phrase.PassedOverText(p.Words, f)})
	}
	for _, w := range r.Warnings {
		all = append(all, warning{w.Kind, phrase.WarningText(p.Words, w)})
	}
	return all
}

func (p Printer) newErrorObject(f *client.Failure) *errorObject {
	described := phrase.DescribeFailure(p.Words, f)
	e := newExplanationObject(described.Explanation)
	e.Places = described.Places
	e.Code, e.Cause, e.HTTPStatus, e.RequestID = f.Code, f.Cause, f.HTTPStatus, f.RequestID
	e.Message = phrase.MessageText(p.Words, f)
	e.RetryAfter = int(math.Ceil(f.RetryAfter.Seconds()))
	return &e
}
