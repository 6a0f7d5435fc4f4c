package command

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"epn-wizard/ui/phrase"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/ui/script"
)

// settleOptions are what settle is told to do beside looking.
type settleOptions struct {
	id         string // of the one record that it is about, or ""
	notCreated bool   // the user has looked elsewhere: nothing is there
	damaged    bool   // the user has been shown what of the journal does not read
}

// settleCommand looks unsettled requests up and records what became of them.
func (a *app) settleCommand() *cobra.Command {
	w := a.words.Flags
	var o settleOptions
	c := &cobra.Command{Use: "settle [ID]", Short: w.SettleShort, Long: w.SettleLong, Args: a.atMost(1)}
	c.ValidArgsFunction = firstArgument(func() []cobra.Completion {
		a.flags.set = c.Flags()
		return a.unsettled()
	})
	w.Sandbox, w.Live = w.SettleSandbox, w.SettleLive // it sends no order
	a.flags.defineTarget(c.Flags(), w)
	a.flags.defineOutput(c.Flags(), w)
	a.flags.defineState(c.Flags(), w)
	c.Flags().BoolVar(&o.notCreated, "not-created", false, w.SettleNotCreated)
	c.Flags().BoolVar(&o.damaged, "damaged", false, w.SettleDamaged)
	c.RunE = func(_ *cobra.Command, args []string) error {
		a.flags.set = c.Flags()
		if len(args) == 1 {
			o.id = args[0]
		}
		return a.runSettle(c.Context(), o)
	}
	return c
}

// runSettle does what settle is told.
func (a *app) runSettle(ctx context.Context, o settleOptions) error {
	t, problems := a.judgeTarget()
	problems = slices.DeleteFunc(problems, func(p script.Problem) bool { // the recorded one is asked
		return p.Origin == "ALIBABA_CLOUD_ENDPOINT"
	})
	problems = append(problems, a.judgeOutput()...)
	var j *journal.Journal
	if len(problems) == 0 {
		j, problems = a.journal()
	}
	switch {
	case o.notCreated && o.damaged:
		both := fmt.Sprintf(a.words.Script.Contradiction, "--not-created")
		problems = append(problems, bad("damaged", "", both, "--damaged"))
	case o.notCreated && o.id == "":
		problems = append(problems, bad("not-created", "", a.words.Script.NeedsID, "--not-created"))
	}
	if len(problems) > 0 {
		return &usageError{problems}
	}
	defer t.close()
	if !j.Exists() {
		a.printer().Note(fmt.Sprintf(a.words.Script.NothingKept, client.Visible(t.dir)))
	}
	if o.damaged {
		return a.acknowledgeDamage(j)
	}
	records, damaged, err := j.Records()
	if err != nil {
		return a.failed(err)
	}
	a.printer().Damage(damaged)
	if slices.ContainsFunc(damaged, journal.Damage.Blocks) { // each may be an order
		a.status = statusUnknown
	}
	if o.id != "" {
		i := slices.IndexFunc(records, func(r journal.Record) bool { return r.ID == o.id })
		if i < 0 {
			return &usageError{[]script.Problem{bad("id", o.id, a.words.Script.NoSuchRecord, "")}}
		}
		if r := records[i]; r.Settled() {
			return a.settledBefore(r, o.notCreated)
		}
		records = records[i : i+1]
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-a.signals:
			cancel()
		case <-ctx.Done():
		}
	}()
	return a.settle(ctx, t, records, o)
}

// acknowledgeDamage records that the user was shown what of the journal does not
// read, and says where that is.
func (a *app) acknowledgeDamage(j *journal.Journal) error {
	_, damaged, err := j.Records()
	if err == nil {
		err = j.AcknowledgeDamage(damaged)
	}
	if err == nil {
		_, damaged, err = j.Records()
	}
	if err != nil {
		return a.failed(err)
	}
	if len(damaged) == 0 {
		a.printer().Note(a.words.Script.NoDamage)
	}
	return a.printer().Acknowledged(damaged)
}

// settledBefore says what became of a request that is settled already. The user's
// word against that is not taken.
func (a *app) settledBefore(r journal.Record, notCreated bool) error {
	if notCreated && r.Resolution.Outcome != journal.NotCreated {
		return &usageError{[]script.Problem{bad("id", r.ID, phrase.ErrorText(a.words, journal.ErrSettled), "")}}
	}
	return a.printer().Settled(r, "", nil)
}

// settle settles what is unsettled of the records, each where it was sent to.
func (a *app) settle(ctx context.Context, to *target, records []journal.Record, o settleOptions) error {
	left, touched := 0, 0
	for _, r := range records {
		if r.Settled() {
			continue
		}
		if r.Unsettled() && to.explicit && r.Target != to.where().Name() {
			left++
			continue
		}
		touched++
		found, why := submit.Settlement{Record: r}, phrase.ErrorText(a.words, journal.ErrInFlight)
		switch {
		case r.InFlight:
		case o.notCreated:
			if err := (submit.Submitter{Dir: to.dir}).Close(r.ID, ""); err != nil {
				return a.failed(err)
			}
			found.Record.Resolution.Outcome, why = journal.NotCreated, ""
		default:
			found, why = a.settleOne(ctx, to, r, o.id != "")
		}
		if !found.Settled() {
			left++
		}
		if err := a.printer().Settled(found.Record, why, found.Candidates); err != nil {
			return err
		}
	}
	switch {
	case left > 0:
		a.status = statusUnknown
		a.printer().Note(a.words.Script.SettleNext)
	case touched == 0 && a.status == 0:
		a.printer().Note(a.words.Script.NothingLeft)
	}
	return nil
}

// settleOne asks the service that a request was sent to, with the credentials
// it was sent with, unless flags say otherwise. That the user named the record is
// their word on whose keys these are. It also gives why the fate is still not known.
func (a *app) settleOne(ctx context.Context, to *target, r journal.Record, named bool) (submit.Settlement, string) {
	w, open := a.words.Unsettled, submit.Settlement{Record: r}
	t := &target{timeout: to.timeout, dir: to.dir, sandbox: r.Target == "sandbox"}
	t.chain.Remote = a.flags.live || client.Source(r.Source).Remote()
	defer t.close()
	if !t.sandbox {
		t.chain.Profile = r.Profile
		if r.Source != string(client.FromConfigFile) {
			t.chain.Profile = "" // the place has no profiles that a flag could name
		}
		if a.flags.given("profile") {
			t.chain.Profile = a.flags.profile
		}
		text := r.Endpoint
		if a.flags.given("endpoint") {
			text = a.flags.endpoint
		}
		e, err := client.ParseEndpoint(text)
		if err != nil {
			return open, a.words.Script.Endpoint[err.Error()]
		}
		t.endpoint = e
	}
	conn, f := t.connect(ctx)
	if f != nil {
		return open, w.NoKeys
	}
	settle := t.submitter().Settle
	if named {
		settle = t.submitter().SettleNamed
	}
	found, err := settle(ctx, conn, r)
	switch n := len(found.Candidates); {
	case errors.Is(err, submit.ErrOtherOwner):
		return open, w.OtherOwner
	case err != nil:
		return open, phrase.ErrorText(a.words, err)
	case found.Failure != nil:
		return open, phrase.ExplainFailure(a.words, found.Failure).Title
	case found.Settled():
		return submit.Settlement{Record: found.Record}, ""
	case n == 1 && found.OwnerUnknown && !named:
		return found, fmt.Sprintf(w.NameRecord, client.Visible(r.ID))
	case n == 1:
		return found, w.FoundOne
	case n > 1:
		return found, fmt.Sprintf(w.FoundSeveral, n)
	}
	return found, w.NotYet
}
