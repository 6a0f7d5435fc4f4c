package script

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/ui/phrase"
)

// Check is what could be found out without an order.
type Check struct {
	Report
	Looks *submit.Checks // nil where the service was not asked
	Files Files
}

// Files is what was found in the state directory.
type Files struct {
	StateDir  string   `json:"stateDir"`         // fit to be shown
	Absent    bool     `json:"absent,omitempty"` // it is made when something is first kept
	Requests  int      `json:"requests"`         // in the journal
	Unsettled []string `json:"unsettled,omitempty"`
	Damaged   int      `json:"damaged,omitempty"` // parts of the journal that do not read and were not acknowledged
	Draft     bool     `json:"draft"`
	Err       error    `json:"-"` // why they cannot be used, or nil
}

// permission is whether an action is permitted.
type permission struct {
	Action  string `json:"action"`
	Allowed any    `json:"allowed"` // true, false or "unknown"
}

type checkObject struct {
	object
	Permissions []permission `json:"permissions"`
	ClockSkew   *int         `json:"clockSkewSeconds,omitempty"`     // how far this machine's clock is ahead
	InForce     *string      `json:"billingMethodInForce,omitempty"` // "" where none is
	Files       Files        `json:"files"`
}

// PrintCheck writes whether an order could be sent, and all that this depends on.
func (p Printer) PrintCheck(c Check) error {
	if p.JSON {
		return p.printJSON(p.newCheckObject(c))
	}
	if c.Result != submit.Cancelled {
		if err := p.printLines(p.checkLines(c)); err != nil {
			return err
		}
	}
	var notes []string
	if c.Result != submit.Unknown { // which is of no order here: the warnings tell what is damaged
		notes = p.outcomeNotes(c.Report)
	}
	notes = append(notes, p.otherNotes(c.Report)...)
	for _, w := range p.listLookWarnings(c) {
		notes = append(notes, fmt.Sprintf(p.Words.Script.Warning, w.Message))
	}
	p.PrintNotes(notes...)
	return nil
}

func (p Printer) newCheckObject(c Check) checkObject {
	o := checkObject{object: p.newObject(c.Report), Permissions: listPermissions(c.Looks), Files: c.Files}
	if c.Looks != nil {
		if ahead, known := c.Looks.ClockAhead(); known {
			seconds := int(ahead / time.Second)
			o.ClockSkew = &seconds
		}
		if c.Looks.BillingFailed == nil {
			o.InForce = &c.Looks.InForce
		}
	}
	o.Warnings = append(o.Warnings, p.listLookWarnings(c)...)
	return o
}

// look is a question that the service was asked with an action, and how that failed,
// or nil.
type look struct {
	action  string
	failure *client.Failure
}

func listLooks(c submit.Checks) []look {
	return []look{{client.ListAction, c.NamesFailed}, {client.BillingAction, c.BillingFailed}}
}

// listPermissions says which actions are permitted, as far as looks can tell. Only an
// order could tell whether it is permitted.
func listPermissions(c *submit.Checks) []permission {
	const unknown = "unknown"
	all := []permission{{client.PermissionFor(client.CreateAction), unknown}}
	for _, l := range listLooks(*cmp.Or(c, &submit.Checks{})) {
		var allowed any = unknown
		denied := l.failure != nil && explain.IsDeniedLook(l.failure)
		if c != nil && (denied || l.failure == nil || l.failure.Cause == client.IncompleteList) {
			allowed = !denied
		}
		all = append(all, permission{client.PermissionFor(l.action), allowed})
	}
	return all
}

// listLookWarnings says which looks were denied, and what that means for an order, or
// failed otherwise; unless none could be sent for it.
func (p Printer) listLookWarnings(c Check) (all []warning) {
	if c.Looks == nil || c.Looks.FatalFailure() != nil {
		return nil
	}
	for _, l := range listLooks(*c.Looks) {
		f := l.failure
		if f == nil {
			continue
		}
		title := phrase.FailureTitle(p.Words, f)
		if explain.IsDeniedLook(f) {
			denied := fmt.Sprintf(p.Words.Script.Sentence, title)
			text := fmt.Sprintf(p.Words.Joins.Sentences, denied, p.Words.Check.Without[l.action])
			all = append(all, warning{submit.LookDenied, text})
			continue
		}
		if f.Code != "" {
			title = fmt.Sprintf(p.Words.Joins.Bracket, title, fmt.Sprintf(p.Words.Wizard.Detail, f.Code, f.Message))
		}
		all = append(all, warning{submit.LookFailed, fmt.Sprintf(p.Words.Script.Sentence, title)})
	}
	return all
}

// checkLines says first whether an order could be sent, and then what was found.
func (p Printer) checkLines(c Check) []string {
	first := p.Words.Check.NotReady
	if c.Result == submit.Ready {
		first = p.Words.Check.Ready
	}
	return slices.Concat(p.wrapHanging(first, ""), []string{""}, p.SetTable(p.checkRows(c)))
}

// checkRows gives what was found, each with its name.
func (p Printer) checkRows(c Check) [][2]string {
	w, isSandbox := p.Words, c.Target == client.TargetSandbox
	account, target := w.Header.NoCredentials, phrase.TargetWord(w, isSandbox)
	if c.Account.Source != "" {
		account = phrase.PayerText(w, c.Account)
	}
	if isSandbox {
		account = w.Wizard.NothingBilled
	}
	rows := [][2]string{{w.Check.Account, account}, {w.Check.Target, strings.TrimSpace(target + " " + c.Endpoint)}}
	name := w.Check.Permissions
	for i, x := range listPermissions(c.Looks) {
		allowed := fmt.Sprint(x.Allowed)
		if i == 0 {
			allowed = "untried"
		}
		rows = append(rows, [2]string{name, fmt.Sprintf(w.Wizard.Detail, x.Action, w.Check.Allowed[allowed])})
		name = ""
	}
	clock, billing := w.Check.Unknown, w.Check.Unknown
	if c.Looks != nil {
		if ahead, known := c.Looks.ClockAhead(); known {
			clock = phrase.ClockText(w, ahead)
		}
		switch {
		case c.Looks.InForce != "":
			billing = fmt.Sprintf(w.Check.InForce, forms.BillingMethodName(w, c.Looks.InForce))
		case c.Looks.BillingFailed == nil:
			billing = w.Check.NoneInForce
		}
	}
	rows = append(rows, [2]string{w.Check.Clock, clock}, [2]string{w.Check.Billing, billing})
	return append(rows, p.fileRows(c.Files)...)
}

// fileRows says what was found in the state directory.
func (p Printer) fileRows(f Files) [][2]string {
	w := p.Words.Check
	rows := [][2]string{{w.Files, f.StateDir}}
	addRow := func(text string) { rows = append(rows, [2]string{"", text}) }
	switch {
	case f.Err != nil:
		addRow(w.Unusable)
	case f.Absent:
		addRow(w.Absent)
	default:
		addRow(fmt.Sprintf(w.Requests, f.Requests))
	}
	if n := len(f.Unsettled); n > 0 {
		addRow(fmt.Sprintf(p.Words.Script.Unsettled, n))
	}
	if f.Draft {
		addRow(w.Draft)
	}
	return rows
}
