package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/ui/phrase"
)

// settleOptions are of the command that looks unsettled requests up and records
// what became of them.
type settleOptions struct {
	targetOptions
	stateOptions
	notCreated bool   // The user has looked elsewhere: nothing is there.
	damaged    bool   // The user has been shown which records cannot be read.
	id         string // of the one record that it is about, or ""
}

func (a *app) newSettleCommand() *cobra.Command {
	w := a.words.Flags
	var o settleOptions
	c := &cobra.Command{Use: "settle [ID]", Short: w.SettleShort, Long: w.SettleLong, Args: a.takeAtMost(1)}
	c.ValidArgsFunction = completeFirstArgument(func() []cobra.Completion { return a.listUnsettled(&o.stateOptions) })
	w.Sandbox, w.Live = w.SettleSandbox, w.SettleLive // In this copy: it sends no order.
	o.targetOptions.register(c.Flags(), w)
	o.endpoint.variable = "" // The endpoint of each record is asked, unless the flag says otherwise.
	defineOutput(c.Flags(), w)
	o.stateOptions.register(c.Flags(), w)
	c.Flags().BoolVar(&o.notCreated, "not-created", false, w.SettleNotCreated)
	c.Flags().BoolVar(&o.damaged, "damaged", false, w.SettleDamaged)
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 1 {
			o.id = args[0]
		}
		return a.runSettle(c.Context(), &o)
	}
	return c
}

func (a *app) runSettle(ctx context.Context, o *settleOptions) error {
	d, j := a.readSettle(o)
	if err := a.findError(); err != nil {
		return err
	}
	defer d.close()
	if !j.HasRecords() {
		a.printer().PrintNote(fmt.Sprintf(a.words.Script.NothingKept, client.Visible(d.dir)))
		if o.id == "" && !o.damaged {
			return nil
		}
	}
	ctx, stop := a.cancelAtSignal(ctx)
	defer stop()
	var err error
	if o.damaged {
		err = a.acknowledgeDamage(j)
	} else {
		err = a.settleRecords(ctx, o, d, j)
	}
	if err != nil {
		return err
	}
	return a.reportLeft(o, j)
}

// reportLeft ends as an unknown outcome does while anything of the journal is not settled, also
// what this run was not about, and says how to go on. What does not read may be an order.
func (a *app) reportLeft(o *settleOptions, j *journal.Journal) error {
	records, damaged, err := j.ReadRecords()
	if err != nil {
		return err
	}
	records = slices.DeleteFunc(records, journal.Record.Settled)
	wasTried := func(r journal.Record) bool { return !o.damaged && (o.id == "" || o.id == r.ID) }
	switch {
	case slices.ContainsFunc(records, wasTried):
		a.printer().PrintNote(a.words.Script.SettleNext)
	case len(records) > 0:
		a.printer().PrintNote(fmt.Sprintf(a.words.Script.Unsettled, len(records)))
	}
	if len(records) > 0 || slices.ContainsFunc(damaged, journal.Damage.BlocksOrders) {
		a.status = exitStatus(submit.Unknown)
	}
	return nil
}

// readSettle gives where to ask, and the journal.
func (a *app) readSettle(o *settleOptions) (d *destination, j *journal.Journal) {
	d = o.resolveDestination(&a.validation, &o.stateOptions)
	if len(a.problems) == 0 {
		j = o.openJournal(&a.validation)
	}
	switch {
	case o.notCreated && o.damaged:
		a.addProblems(newFlagProblem("damaged", fmt.Sprintf(a.words.Script.Contradiction, "--not-created")))
	case o.damaged && o.id != "":
		a.addProblems(newFlagProblem("damaged", fmt.Sprintf(a.words.Script.Contradiction, "ID")))
	case o.notCreated && o.id == "":
		a.addProblems(newFlagProblem("not-created", a.words.Script.NeedsID))
	}
	return d, j
}

// acknowledgeDamage records that the user was shown which records cannot be read,
// and says where they are.
func (a *app) acknowledgeDamage(j *journal.Journal) error {
	_, damaged, err := j.ReadRecords()
	if err == nil {
		err = j.AcknowledgeDamage(damaged)
	}
	if err == nil {
		_, damaged, err = j.ReadRecords()
	}
	if err != nil {
		return err
	}
	if len(damaged) == 0 {
		a.printer().PrintNote(a.words.Script.NoDamage)
	}
	return a.printer().PrintAcknowledged(damaged)
}

// settleRecords settles what is unsettled of the records, or the one that the user
// named, each where it was sent to.
func (a *app) settleRecords(ctx context.Context, o *settleOptions, d *destination, j *journal.Journal) error {
	records, damaged, err := j.ReadRecords()
	if err != nil {
		return err
	}
	a.printer().PrintDamage(damaged)
	if o.id == "" {
		records = slices.DeleteFunc(records, journal.Record.Settled)
	} else if records, err = a.selectRecord(o, records); err != nil {
		return err
	}
	if len(records) == 0 && !slices.ContainsFunc(damaged, journal.Damage.BlocksOrders) {
		a.printer().PrintNote(fmt.Sprintf(a.words.Script.NothingLeft, client.Visible(d.dir)))
	}
	for _, r := range records {
		result, reason := submit.Settlement{Record: r}, ""
		switch {
		case r.Settled():
		case r.InFlight:
			reason = phrase.ErrorText(a.words, journal.ErrInFlight)
		case d.explicit && r.Target != d.target().Name():
			reason = fmt.Sprintf(a.words.Script.LeftOut, "--"+client.Visible(r.Target))
		case o.notCreated:
			if err := (submit.Submitter{Dir: d.dir}).RecordUserWord(r.ID, submit.NoInstance); err != nil {
				return err
			}
			result.Record.Resolution = submit.UserWord(submit.NoInstance)
		default:
			result, reason = a.settleRecord(ctx, o, d, r)
		}
		if err := a.printer().PrintSettlement(result.Record, reason, result.Candidates); err != nil {
			return err
		}
	}
	return nil
}

// selectRecord gives the record that the user named. Their word against an outcome
// that is known is not taken.
func (a *app) selectRecord(o *settleOptions, records []journal.Record) ([]journal.Record, error) {
	i := slices.IndexFunc(records, func(r journal.Record) bool { return r.ID == o.id })
	if i < 0 {
		return nil, a.refuse(newProblem("id", o.id, a.words.Script.NoSuchRecord, ""))
	}
	if r := records[i]; o.notCreated && r.Settled() && r.Resolution.Outcome != journal.NotCreated {
		return nil, a.refuse(newProblem("id", r.ID, a.words.Script.OtherOutcome, ""))
	}
	return records[i : i+1], nil
}

// settleRecord asks the service that a request was sent to, and gives why its
// outcome is still not known. That the user named the record is their word that the
// keys are those of its owner.
func (a *app) settleRecord(
	ctx context.Context, o *settleOptions, d *destination, r journal.Record,
) (submit.Settlement, string) {
	w, unsettled, named := a.words, submit.Settlement{Record: r}, o.id != ""
	recorded, err := o.recordedDestination(d, r)
	if err != nil {
		subject := fmt.Sprintf(w.Script.Value, w.Wizard.Endpoint, client.Visible(client.HideUserInfo(r.Endpoint)))
		return unsettled, fmt.Sprintf(w.Joins.Subject, subject, endpointText(w, err))
	}
	defer recorded.close()
	conn, failure := recorded.connect(ctx)
	if failure != nil {
		return unsettled, w.Unsettled.NoKeys
	}
	settle := recorded.submitter().Settle
	if named {
		settle = recorded.submitter().SettleNamed
	}
	result, err := settle(ctx, conn, r)
	switch n := len(result.Candidates); {
	case errors.Is(err, submit.ErrOtherOwner):
		return unsettled, w.Unsettled.OtherOwner
	case err != nil:
		return unsettled, phrase.ErrorText(w, err)
	case result.Failure != nil:
		return unsettled, phrase.FailureTitle(w, result.Failure)
	case result.Settled():
		return submit.Settlement{Record: result.Record}, ""
	case n == 1 && result.OwnerUnknown && !named:
		return result, fmt.Sprintf(w.Unsettled.NameRecord, client.Visible(r.ID))
	case n == 1:
		return result, fmt.Sprintf(w.Joins.Sentences, w.Unsettled.FoundOne, w.Script.PickOne)
	case n > 1:
		return result, fmt.Sprintf(w.Joins.Sentences, fmt.Sprintf(w.Unsettled.FoundSeveral, n), w.Script.PickOne)
	}
	return result, w.Unsettled.NotYet
}

// recordedDestination is where a request was sent to, with the profile it was sent
// with, unless flags say otherwise.
func (o *settleOptions) recordedDestination(d *destination, r journal.Record) (*destination, error) {
	recorded := &destination{timeout: d.timeout, dir: d.dir, sandbox: r.Target == client.TargetSandbox}
	source := client.Source(r.Source)
	recorded.chain.Remote = o.live.isOn() || source.IsRemote()
	if recorded.sandbox {
		return recorded, nil
	}
	if source == client.FromConfigFile { // A flag can name no profile of other sources.
		recorded.chain.Profile = r.Profile
	}
	recorded.chain.Profile = cmp.Or(o.profile.value, recorded.chain.Profile) // An empty flag was refused.
	text := r.Endpoint
	if o.endpoint.given {
		text = o.endpoint.value
	}
	e, err := client.ParseEndpoint(text)
	recorded.endpoint = e
	return recorded, err
}
