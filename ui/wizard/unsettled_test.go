package wizard

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// lost is a wizard whose order was sent and whose answer was lost; listed says
// what each look finds.
func lost(t testing.TB, listed func(look int) ([]client.Instance, *client.Failure)) *driver {
	t.Helper()
	d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	d.service.answer = func(client.Order) (client.Created, *client.Failure) {
		return client.Created{}, &client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost, Host: client.MainlandEndpoint}
	}
	d.service.listed = func(look int) ([]client.Instance, *client.Failure) {
		if d.service.creates == 0 {
			return nil, nil
		}
		return listed(look)
	}
	d.service.looks = 0
	return d.press("y")
}

// made is an instance as the service lists it.
func made(id string) client.Instance {
	return client.Instance{EPNInstanceID: id, EPNInstanceName: "edge lab", EPNInstanceType: "EdgeToEdge", NetworkingModel: "SpeedUp",
		InternetMaxBandwidthOut: 10, CreationTime: time.Now().UTC().Format(time.RFC3339), Status: "Running"}
}

func nothing(int) ([]client.Instance, *client.Failure) { return nil, nil }

// TestLostReplyIsFound: the look that follows by itself finds the instance.
func TestLostReplyIsFound(t *testing.T) {
	t.Parallel()
	d := lost(t, func(look int) ([]client.Instance, *client.Failure) {
		if look < 4 {
			return nil, nil // the service is slow to list it
		}
		return []client.Instance{made("epn-7")}, nil
	})
	d.shows("epn-7")
	d.shows("a look found the EPN instance")
	if d.press("enter"); d.service.creates != 1 || d.Ending().Outcome.Created.EPNInstanceID != "epn-7" || !d.Ending().Outcome.Recovered {
		t.Errorf("%d creates, ending %+v", d.service.creates, d.Ending().Outcome)
	}
}

// TestUnknownIsNotTriedAgain: where an instance may exist, nothing leads back
// to the review but the user's word, given with y behind a sentence.
func TestUnknownIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	d := lost(t, nothing).shows("may exist and be billed")
	if looks := d.service.looks; looks < maxLooks || looks > maxLooks+2 {
		t.Errorf("%d looks, want about %d and then silence", looks, maxLooks)
	}
	d.press("esc", "y", "enter")
	if d.screen != showingUnsettled || d.service.creates != 1 {
		t.Fatalf("screen %d, %d creates", d.screen, d.service.creates)
	}
	d.press("down", "enter").shows("in the Alibaba Cloud console")
	d.press("enter", "esc").shows("may exist and be billed")
	d.press("enter").shows("in the Alibaba Cloud console")
	d.press("y").shows("Create")
	if r, err := d.Submitter.Record(d.unsettled.record.ID); err != nil || r.Resolution.Outcome != journal.NotCreated {
		t.Errorf("the record says %q", r.Resolution.Outcome)
	}
	d.press("y")
	if d.service.creates != 2 {
		t.Errorf("%d creates after the user's word", d.service.creates)
	}
}

// TestNextLookIsSaid at once, on a small screen too: it has not been given up.
func TestNextLookIsSaid(t *testing.T) {
	t.Parallel()
	d := practising(t, losing(nothing))
	d.send(tea.WindowSizeMsg{Width: 40, Height: 12})
	d.after = func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil } // no second passes
	d.press("down", "enter")
	for presses := 0; d.service.creates == 0 && presses < 9; presses++ {
		d.press("y")
	}
	d.press("pgdown")
	if s := ansi.Strip(d.View().Content); !strings.Contains(s, "next look is") {
		t.Errorf("the screen does not say when it is looked for again:\n%s", s)
	}
}

func TestLeavingTheUnsettled(t *testing.T) {
	t.Parallel()
	d := lost(t, nothing).press("down", "down", "enter")
	if o := d.Ending().Outcome; !d.left || o == nil || o.Result != submit.Result(client.Unknown) || o.JournalID == "" {
		t.Errorf("left %v with %+v", d.left, o)
	}
	if r, err := d.Submitter.Record(d.Ending().Outcome.JournalID); err != nil || !r.Unsettled() {
		t.Errorf("the record is %+v", r)
	}
}

// TestSeveralAreShown: which it is, is the user's to say.
func TestSeveralAreShown(t *testing.T) {
	t.Parallel()
	d := lost(t, func(int) ([]client.Instance, *client.Failure) {
		return []client.Instance{made("epn-1"), made("epn-2")}, nil
	})
	d.shows("epn-1").shows("epn-2")
	d.press("down", "down", "enter").shows("epn-2")
	if d.screen != showingResult || d.outcome.Created.EPNInstanceID != "epn-2" {
		t.Errorf("screen %d with %+v", d.screen, d.outcome)
	}
}

// TestEarlierRequestComesFirst: a later start offers to settle what is open.
func TestEarlierRequestComesFirst(t *testing.T) {
	t.Parallel()
	before := lost(t, nothing)
	records, err := before.Submitter.Unsettled(client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint})
	if err != nil || len(records) != 1 {
		t.Fatal(records, err)
	}
	d := drive(t, Config{Session: forms.Session{Pending: records, Submitter: before.Submitter}})
	d.shows("was sent and is still open")
	d.press("down", "down", "enter").shows("What should the EPN instance be called?")
	d.press("edge lab", "enter", "enter", "enter", "10", "enter").shows("The same order was sent before")
}

// TestTroubleIsSaid in one sentence of the language, whoever had it.
func TestTroubleIsSaid(t *testing.T) {
	t.Parallel()
	for want, tb := range map[string]testing.TB{
		"could not be recorded: it is known already what became of the request.": t,
		"无法记录：请求的结果已有记录。":                                                        inChinese{t},
	} {
		d := lost(tb, nothing)
		d.send(recordClosed{d.unsettled.record.ID, "", journal.ErrSettled})
		d.shows(want)
	}
	d := lost(t, nothing)
	d.send(lookedUp{d.unsettled.record.ID, submit.Settlement{Record: d.unsettled.record}, submit.ErrOtherOwner})
	if d.shows("sent with another key"); strings.Contains(d.screenText(), "..") || strings.Contains(d.screenText(), "The look failed") {
		t.Errorf("the screen shows\n%s", d.screenText())
	}
}

func TestDraft(t *testing.T) {
	t.Parallel()
	saved := forms.Answers{}
	for f, a := range answered("edge lab") {
		saved[f] = forms.Answer{Value: a.Value, Origin: forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}}
	}
	delete(saved, client.Bandwidth)
	d := drive(t, Config{Session: forms.Session{Saved: saved}}).shows("2026-11-22 14:02")
	d.press("enter").shows("How much outbound bandwidth")
	d.press("10", "enter").shows("draft of 2026-11-22 14:02")

	d = drive(t, Config{Session: forms.Session{Saved: saved}}).press("down", "enter").shows("What should the EPN instance be called?")
	if len(d.answers) != 0 {
		t.Errorf("a draft that was turned down left %v", d.answers)
	}
	d = drive(t, Config{Session: forms.Session{Saved: saved, Resume: true}}).shows("How much outbound bandwidth")
	d.press("shift+tab").shows("What should the network connect?")
}

// TestDraftIsKept: every answered question is on disk, and gone with the order.
func TestDraftIsKept(t *testing.T) {
	t.Parallel()
	draft, err := journal.OpenDraft(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(draft.Close)
	d := drive(t, Config{Session: forms.Session{Draft: draft}}).press("edge lab", "enter", "down", "enter")
	saved, ok := draft.Load()
	if !ok || saved.Answers[client.Name] != "edge lab" || saved.Answers[client.BillingMethod] != "95BandwidthByMonth" || len(saved.Answers) != 2 {
		t.Errorf("the draft holds %+v", saved)
	}
	d.press("enter", "10", "enter", "y").shows("was created")
	if _, ok := draft.Load(); ok {
		t.Error("the draft outlived its order")
	}
}

// TestChecks: what a look found stands on the review and at the question, and
// is no wall.
func TestChecks(t *testing.T) {
	t.Parallel()
	d := drive(t, Config{})
	d.service.inForce = "BandwidthByDay"
	d.service.listed = func(int) ([]client.Instance, *client.Failure) { return []client.Instance{made("epn-old")}, nil }
	d.press("edge lab", "enter").shows("In force on this account: Daily peak")
	d.press("down", "enter", "enter", "10", "enter")
	d.shows("already an instance of this name: epn-old")
	d.shows("It normally stays, whatever an order says")
	d.press("2", "up", "enter").shows("This billing method is the one in force")
	d.press("y").shows("was created")

	d = drive(t, Config{})
	d.service.listed = func(int) ([]client.Instance, *client.Failure) {
		return nil, &client.Failure{Kind: client.Refused, Code: "NoPermission"}
	}
	d.press("edge lab", "enter", "enter", "enter", "10", "enter").shows("Whether the name is taken is not known")
	d.press("y").shows("was created")
	if s := d.screenText(); !strings.Contains(s, "epn-20200825134537VyK81T") {
		t.Error(s)
	}
}

// TestLateLookAtAnother: the answer to a look at one request says nothing of
// the one that is shown by then, nor does what was recorded of it.
func TestLateLookAtAnother(t *testing.T) {
	t.Parallel()
	unknown := journal.Resolution{Outcome: string(client.Unknown)}
	first, second := journal.Record{Entry: journal.Entry{ID: "first"}, Resolution: unknown}, journal.Record{Entry: journal.Entry{ID: "second"}, Resolution: unknown}
	d := drive(t, Config{Session: forms.Session{Pending: []journal.Record{first, second}}})
	d.press("down", "down", "enter")
	if d.unsettled.record.ID != "second" {
		t.Fatalf("shown is %q", d.unsettled.record.ID)
	}
	first.Resolution = journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-first", ByLookup: true}
	d.send(lookedUp{id: "first", settlement: submit.Settlement{Record: first}})
	d.send(recordClosed{id: "first", instance: "epn-first"})
	d.send(recordClosed{id: "first"})
	if d.screen != showingUnsettled || d.unsettled.record.ID != "second" || d.unsettled.instance != "" {
		t.Errorf("screen %d, of %q is said that it became %q", d.screen, d.unsettled.record.ID, d.unsettled.instance)
	}
	if len(d.Pending) != 1 || d.Pending[0].ID != "second" {
		t.Errorf("still unsettled: %+v", d.Pending)
	}
}
