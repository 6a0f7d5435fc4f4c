package submit

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// lookLimit is how long a look before the create may take in all. It never
// holds anybody up: what is not known by then stays unknown.
const lookLimit = 3 * time.Second

// Checks is what a look before the create found.
type Checks struct {
	Name string // that was looked for

	SameName []client.Instance // instances of exactly this name
	Seen     []string          // ids of all that the service gave for the name
	InForce  string            // the account's billing method, or "" where it is not known

	ClockSkew *time.Duration // how far this machine's clock is ahead of the service's, or nil where that is not known

	NamesFailed   *client.Failure // why the names are not known, or nil
	BillingFailed *client.Failure // why the billing method is not known, or nil
}

// Look asks for instances of a name and for the billing method in force, both
// at once, within lookLimit. What fails is said in the Checks and blocks nothing.
func (Submitter) Look(ctx context.Context, c Connection, name string) Checks {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	return LookWithoutLimit(ctx, c, name)
}

// LookWithoutLimit is Look for as long as the context allows.
func LookWithoutLimit(ctx context.Context, c Connection, name string) Checks {
	k := Checks{Name: name}
	var names sync.WaitGroup
	names.Go(func() {
		var list client.Listing
		list, k.NamesFailed = c.ENS.ListInstances(ctx, name)
		if list.ClockKnown {
			k.ClockSkew = &list.ClockSkew
		}
		for _, i := range list.Instances {
			k.Seen = append(k.Seen, i.EPNInstanceID)
			if i.EPNInstanceName == name {
				k.SameName = append(k.SameName, i)
			}
		}
	})
	k.InForce, k.BillingFailed = c.ENS.BillingMethodInForce(ctx)
	names.Wait()
	return k
}

// ClockAhead tells how far this machine's clock is ahead of the service's, by
// whatever the service answered, and whether that is known.
func (k Checks) ClockAhead() (ahead time.Duration, known bool) {
	if k.ClockSkew != nil {
		return *k.ClockSkew, true
	}
	for _, f := range []*client.Failure{k.NamesFailed, k.BillingFailed} {
		if f != nil && f.ClockKnown && f.WasAnswered() {
			return f.ClockSkew, true
		}
	}
	return 0, false
}

// FatalFailure gives the failure of a look that an order would meet as well, or
// nil: the credentials were rejected, or the service answered neither look.
func (k Checks) FatalFailure() *client.Failure {
	failed := []*client.Failure{k.NamesFailed, k.BillingFailed}
	for _, f := range failed {
		if f != nil && f.Kind == client.Unauthenticated {
			return f
		}
	}
	if slices.ContainsFunc(failed, func(f *client.Failure) bool { return f == nil || f.WasAnswered() }) {
		return nil
	}
	return k.NamesFailed
}

// showsMore reports whether checks speak against an order, or leave open, what those
// that its user was shown did not.
func (k Checks) showsMore(shown Checks, o client.Order) bool {
	return k.NamesFailed != nil && shown.NamesFailed == nil ||
		k.InForce != shown.InForce && k.PrevailingMethod(o) != "" ||
		slices.ContainsFunc(k.SameName, func(i client.Instance) bool { return !slices.Contains(shown.Seen, i.EPNInstanceID) })
}

// WarningKind tells warnings apart. Its spelling is the one of JSON.
type WarningKind string

// What a user should know before or after a create. None stands in the way.
const (
	SameName       WarningKind = "same-name"               // there are instances of this name; Values are their ids
	BillingForced  WarningKind = "billing-method-in-force" // another method prevails; Values is its name
	SameOrder      WarningKind = "same-order"              // an earlier one is unsettled; Values are journal ids
	OrderUnderWay  WarningKind = "same-order-under-way"    // another process sends the same order; Values are journal ids
	OrderCreated   WarningKind = "same-order-created"      // the same order was created since; Values are journal ids
	EarlierOrder   WarningKind = "earlier-order"           // another run sent what is the result; Values are journal ids
	UnsettledName  WarningKind = "unsettled-name"          // an earlier one of other values is; Values are journal ids
	KeysPassedOver WarningKind = "keys-passed-over"        // a place holds something, but gave no keys: see Connection
	NotRecorded    WarningKind = "not-recorded"            // the outcome could not be recorded; see Why
	Damaged        WarningKind = "journal-damaged"         // parts of the journal do not read; Values are their lines
	Torn           WarningKind = "journal-torn"            // a record was cut off as it was written; Values are lines
	LookDenied     WarningKind = "look-denied"             // a permission to look is missing
	LookFailed     WarningKind = "look-failed"             // a look failed otherwise
)

// Warning is one of them.
type Warning struct {
	Kind   WarningKind
	Values []string
	Sent   time.Time // when the request was sent that it is about; zero where it is about none
	Why    error     // with NotRecorded
}

// Warnings says what of the checks speaks against an order.
func (k Checks) Warnings(o client.Order) (all []Warning) {
	if len(k.SameName) > 0 {
		w := Warning{Kind: SameName}
		for _, i := range k.SameName {
			w.Values = append(w.Values, client.Visible(i.EPNInstanceID))
		}
		all = append(all, w)
	}
	if method := k.PrevailingMethod(o); method != "" {
		all = append(all, Warning{Kind: BillingForced, Values: []string{method}})
	}
	return all
}

// PrevailingMethod gives the billing method that is in force in place of the one that
// is ordered, or "": where they differ, the one in force prevails (spec of
// InternetChargeType).
func (k *Checks) PrevailingMethod(o client.Order) string {
	if k == nil || k.InForce == o.InternetChargeType {
		return ""
	}
	return k.InForce
}

// ObstacleWarnings says what stands in an order's way, but for a wait: of some
// kinds, or of all where none is given.
func ObstacleWarnings(o Obstacles, kinds ...WarningKind) (all []Warning) {
	add := func(k WarningKind, value string, sent time.Time) {
		if len(kinds) == 0 || slices.Contains(kinds, k) {
			all = append(all, Warning{Kind: k, Values: []string{value}, Sent: sent})
		}
	}
	for _, r := range o.Records {
		switch {
		case r.InFlight:
			add(OrderUnderWay, client.Visible(r.ID), r.Time)
		case r.Settled():
			add(OrderCreated, client.Visible(r.ID), r.Time)
		default:
			add(SameOrder, client.Visible(r.ID), r.Time)
		}
	}
	for _, r := range o.Namesakes {
		add(UnsettledName, client.Visible(r.ID), r.Time)
	}
	for _, d := range slices.Concat(o.Damaged, o.Torn) {
		add(DamageKind(d), strconv.Itoa(d.Line), time.Time{})
	}
	return all
}

// DamageKind gives the kind of the warning about damage, or "" where it was acknowledged.
func DamageKind(d journal.Damage) WarningKind {
	switch {
	case d.Torn:
		return Torn
	case d.BlocksOrders():
		return Damaged
	}
	return ""
}
