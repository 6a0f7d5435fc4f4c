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

// settleCommand looks unsettled requests up and records what became of them.
func (a *app) settleCommand() *cobra.Command {
	w := a.words.Flags
	var notCreated bool
	var j *journal.Journal
	c := &cobra.Command{Use: "settle [ID]", Short: w.SettleShort, Long: w.SettleLong, Args: a.atMost(1)}
	c.ValidArgsFunction = firstArgument(func() []cobra.Completion {
		a.flags.set = c.Flags()
		return a.unsettled()
	})
	w.Sandbox, w.Live = w.SettleSandbox, w.SettleLive // it sends no order
	a.flags.defineTarget(c.Flags(), w)
	a.flags.defineOutput(c.Flags(), w)
	a.flags.defineState(c.Flags(), w)
	c.Flags().BoolVar(&notCreated, "not-created", false, w.SettleNotCreated)
	c.RunE = func(_ *cobra.Command, args []string) error {
		a.flags.set = c.Flags()
		t, problems := a.judgeTarget()
		problems = slices.DeleteFunc(problems, func(p script.Problem) bool { return p.Origin == "ALIBABA_CLOUD_ENDPOINT" }) // the recorded one is asked
		problems = append(problems, a.judgeOutput()...)
		if len(problems) == 0 {
			j, problems = a.journal()
		}
		if notCreated && len(args) == 0 {
			problems = append(problems, bad("not-created", "", a.words.Script.NeedsID, "--not-created"))
		}
		if len(problems) > 0 {
			return &usageError{problems}
		}
		defer t.close()
		records, _, err := j.Records()
		if err != nil {
			return a.failed(err)
		}
		if len(args) == 1 {
			i := slices.IndexFunc(records, func(r journal.Record) bool { return r.ID == args[0] })
			if i < 0 {
				return &usageError{[]script.Problem{bad("id", args[0], a.words.Script.NoSuchRecord, "")}}
			}
			records = records[i : i+1]
			if r := records[0]; !r.Unsettled() && !r.InFlight {
				return a.settledBefore(r, notCreated)
			}
		}
		ctx, cancel := context.WithCancel(c.Context())
		defer cancel()
		go func() {
			select {
			case <-a.signals:
				cancel()
			case <-ctx.Done():
			}
		}()
		return a.settle(ctx, t, records, notCreated)
	}
	return c
}

// settledBefore says what became of a request that is settled already. The user's
// word against that is not taken.
func (a *app) settledBefore(r journal.Record, notCreated bool) error {
	if notCreated && r.Resolution.Outcome != journal.NotCreated {
		return &usageError{[]script.Problem{bad("id", r.ID, phrase.ErrorText(a.words, journal.ErrSettled), "")}}
	}
	return a.printer().Settled(r, "")
}

// settle settles what is unsettled of the records, each where it was sent to.
func (a *app) settle(ctx context.Context, to *target, records []journal.Record, notCreated bool) error {
	left, touched := 0, 0
	for _, r := range records {
		if r.InFlight {
			left++
			if err := a.printer().Settled(r, phrase.ErrorText(a.words, journal.ErrInFlight)); err != nil {
				return err
			}
		}
		if r.Unsettled() && to.explicit && r.Target != to.where().Name() {
			left++
			continue
		}
		if !r.Unsettled() {
			continue
		}
		touched++
		why := ""
		if notCreated {
			book := submit.Submitter{Dir: to.dir}
			if err := book.Close(r.ID, ""); err != nil {
				return a.failed(err)
			}
			r.Resolution.Outcome = journal.NotCreated
		} else {
			r, why = a.settleOne(ctx, to, r)
		}
		if r.Unsettled() {
			left++
		}
		if err := a.printer().Settled(r, why); err != nil {
			return err
		}
	}
	switch {
	case left > 0:
		a.printer().Note(a.words.Script.SettleNext)
	case touched == 0:
		a.printer().Note(a.words.Script.NothingLeft)
	}
	if left > 0 {
		a.status = statusUnknown
	}
	return nil
}

// settleOne asks the service that a request was sent to, with the credentials
// it was sent with, unless flags say otherwise. It also gives why the fate is
// still not known.
func (a *app) settleOne(ctx context.Context, to *target, r journal.Record) (journal.Record, string) {
	w := a.words.Unsettled
	t := &target{timeout: to.timeout, dir: to.dir, sandbox: r.Target == "sandbox", chain: client.Chain{Remote: a.flags.live || client.Source(r.Source).Remote()}}
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
			return r, a.words.Script.Endpoint[err.Error()]
		}
		t.endpoint = e
	}
	conn, f := t.connect(ctx)
	if f != nil {
		return r, w.NoKeys
	}
	settlement, err := t.submitter().Settle(ctx, conn, r)
	switch {
	case errors.Is(err, submit.ErrOtherOwner):
		return r, w.OtherOwner
	case err != nil:
		return r, phrase.ErrorText(a.words, err)
	case settlement.Failure != nil:
		return r, phrase.ExplainFailure(a.words, settlement.Failure).Title
	case settlement.Settled():
		return settlement.Record, ""
	}
	if n := len(settlement.Candidates); n > 0 {
		return r, fmt.Sprintf(w.FoundSeveral, n)
	}
	return r, w.NotYet
}
