package wizard

import (
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// TestStandsInTheWay: an order that is unsettled can be looked up first, and only its
// own key sends it a second time.
func TestStandsInTheWay(t *testing.T) {
	t.Parallel()
	s := &service{obstacles: submit.Obstacles{Records: []journal.Record{record(journalID, answered("edge lab").MakeOrder())}}}
	d := drive(t, ready(), s).shows("The same order of").shows("a Create a second one").press("y")
	if s.creates != 0 {
		t.Fatal("y sent it")
	}
	d.press("l").shows("the instance may exist").press("down", "down", "enter").shows("Create this instance?")
	if d.press("a"); s.creates != 1 {
		t.Errorf("%d creates", s.creates)
	}
}

// TestOffersNothingWhenLeft: the last frame, which a terminal without another screen
// goes on showing, offers no second instance.
func TestOffersNothingWhenLeft(t *testing.T) {
	t.Parallel()
	d := drive(t, ready(), &service{}).shows("Create this instance?").press("ctrl+c")
	if !d.left || strings.Contains(d.screenText(), words.English().Wizard.DoCreateAgain) {
		t.Errorf("left: %v, and shows\n%s", d.left, d.screenText())
	}
}

// TestFindsAnother: the instance that could be the order's is named, and taken by the
// user's word.
func TestFindsAnother(t *testing.T) {
	t.Parallel()
	d := lost(t, ready(), func(int) (submit.Settlement, error) {
		return submit.Settlement{Candidates: []client.Instance{{EPNInstanceID: "epn-1"}, {EPNInstanceID: "epn-2"}}}, nil
	})
	d.shows("epn-1").press("down", "down").shows("› It is epn-2")
	if !d.Irrevocable(namedKeys["enter"]) {
		t.Error("the user's word is not asked for")
	}
	d.press("enter").shows("Do not order it again").shows("epn-2")
}

// TestReturned: what came up after the review was shown is said there, and confirmed anew.
func TestReturned(t *testing.T) {
	t.Parallel()
	ordered := record(journalID, answered("edge lab").MakeOrder())
	s := &service{returned: &submit.Obstacles{Records: []journal.Record{ordered}}}
	d := drive(t, ready(), s).press("y").shows(words.English().Line.Returned).shows("a Create a second one").press("y")
	if s.creates != 0 {
		t.Fatal("y sent it")
	}
	if d.press("a"); s.creates != 1 {
		t.Errorf("%d creates", s.creates)
	}
}

// TestCursorStays: the choice under the cursor is the same when others come before it.
func TestCursorStays(t *testing.T) {
	t.Parallel()
	d := lost(t, ready(), func(look int) (submit.Settlement, error) {
		if look == 1 {
			return submit.Settlement{}, nil
		}
		return submit.Settlement{Candidates: []client.Instance{{EPNInstanceID: "epn-1"}}}, nil
	})
	_, cmd := d.Update(namedKeys["enter"]) // looks now
	d.press("down").shows("› I have looked elsewhere")
	d.run(cmd)
	d.shows("It is epn-1").shows("› I have looked elsewhere")
}

// TestReadBeforeClosing: where what is said by it is longer than the screen, y shows the
// rest first.
func TestReadBeforeClosing(t *testing.T) {
	t.Parallel()
	c := ready()
	c.Unsettled = []journal.Record{record(journalID, answered(strings.Repeat("long ", 25)+"x").MakeOrder())}
	d := drive(t, c, nil).press("down", "enter")
	d.screenAt(40, 12)
	if d.Irrevocable(tea.KeyPressMsg{Code: 'y', Text: "y"}) {
		t.Error("y acts on what was not read")
	}
	if d.press("y"); !d.Irrevocable(tea.KeyPressMsg{Code: 'y', Text: "y"}) {
		t.Errorf("y does not act on what was read:\n%s", d.screenAt(40, 12))
	}
}

// TestOnlyNextCheckChanges: while an order is looked up again and again, the rest of the
// screen stays as it is.
func TestOnlyNextCheckChanges(t *testing.T) {
	t.Parallel()
	next := regexp.MustCompile(`Next check in [1-9] s|Checking again now`)
	d := lost(t, ready(), nil)
	before := next.ReplaceAllString(d.screenText(), "next")
	d.Update(namedKeys["enter"]) // looks now
	if after := next.ReplaceAllString(d.shows("Checking again now").screenText(), "next"); after != before {
		t.Errorf("while it is looked up, there stands\n%s\nand before\n%s", after, before)
	}
}

// TestClosing: what was not created is said twice, and then ordered again.
func TestClosing(t *testing.T) {
	t.Parallel()
	d := lost(t, ready(), nil).press("down", "enter").shows("Record that nothing was created?")
	d.press("esc").shows("Not known").press("enter", "down", "enter", "y").shows("y Create this instance")
	failing := lost(t, ready(), nil)
	failing.service.closing = journal.ErrSettled
	failing.press("down", "enter", "y").shows("it is already known what became of the request")
	other := lost(t, ready(), func(int) (submit.Settlement, error) { return submit.Settlement{}, submit.ErrOtherOwner })
	other.shows("was sent with another access key")
}

// TestEarlierComesFirst: a later start offers to settle what is unsettled, and one
// that is found is told before this run's own order.
func TestEarlierComesFirst(t *testing.T) {
	t.Parallel()
	c := ready()
	c.Unsettled = []journal.Record{record(journalID, c.Given.MakeOrder())}
	drive(t, c, nil).shows("was sent and is unsettled").press("down", "down", "enter").shows("Create this instance?")
	d := drive(t, c, &service{settle: func(int) (submit.Settlement, error) {
		found := journal.Resolution{Outcome: journal.Created, EPNInstanceID: instanceID}
		return submit.Settlement{Record: journal.Record{Resolution: found}}, nil
	}})
	d.shows("created the instance " + instanceID).press("enter").shows("Create this instance?").press("ctrl+c")
	if e, _ := d.flow.Ending(); e.Outcome != nil {
		t.Errorf("the earlier order is this run's outcome: %+v", e.Outcome)
	}
}

// TestDamaged: nothing is sent before what cannot be read was acknowledged.
func TestDamaged(t *testing.T) {
	t.Parallel()
	c := ready()
	c.Damaged = []journal.Damage{{Line: 3}}
	s := &service{obstacles: submit.Obstacles{Damaged: c.Damaged}}
	d := drive(t, c, s).shows("line 3")
	if !d.Irrevocable(namedKeys["enter"]) {
		t.Error("acknowledging is not guarded")
	}
	d.press("down", "enter").shows("Create this instance?").press("y")
	if s.creates != 0 {
		t.Fatal("sent beside the damage")
	}
	if d.press("d", "y"); s.creates != 1 {
		t.Errorf("%d creates", s.creates)
	}
}

// TestDraft: answers that were kept are offered, and taken up or left out.
func TestDraft(t *testing.T) {
	t.Parallel()
	saved := forms.Answers{}
	for f, a := range answered("edge lab") {
		saved[f] = forms.Answer{Value: a.Value, Origin: forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}}
	}
	delete(saved, client.Bandwidth)
	c := Config{Session: flow.Session{Saved: saved}}
	d := drive(t, c, nil).shows("Continue your draft of 2026-11-22 14:02?")
	if strings.Contains(d.screenText(), "5 Review") {
		t.Error("the trail says that this is the review")
	}
	d.press("enter").shows("Maximum outbound bandwidth").press("10", "enter").shows("draft of 2026-11-22 14:02")
	drive(t, c, nil).press("down", "enter").shows("What should the EPN instance be called?")
}

// TestChecks: what a look found stands on the review and at the question, and is no wall.
func TestChecks(t *testing.T) {
	t.Parallel()
	old := []client.Instance{{EPNInstanceID: "epn-old"}}
	s := &service{checks: submit.Checks{InForce: "BandwidthByDay", SameName: old}}
	d := drive(t, Config{}, s).press("edge lab", "enter").shows("In force on this account: Daily peak")
	d.press("down", "enter", "enter", "10", "enter").shows("already an instance of this name: epn-old")
	d.shows("Monthly 95th percentile → Daily peak (in force)").press("2", "up", "enter")
	d.shows("This billing method is the one in force")
	d.press("y").shows("was created")
	drive(t, Config{}, nil).press("edge lab", "enter").shows("this one becomes permanent with the order")
}

// TestRehearsal: one is begun, played and left for the list, with what it taught.
func TestRehearsal(t *testing.T) {
	t.Parallel()
	c := sandboxed
	c.Practising = true
	played := &service{checks: submit.Checks{InForce: "95BandwidthByMonth"}}
	c.Practice, c.Stage = played, playedStage
	d := drive(t, c, nil).press("down", "down", "enter").shows("Read what is said of it below")
	d.shows("EPN wizard: practice")
	d.press("y").shows("What this showed").press("enter").shows("✓ A billing method already in force")
	if d.press("up", "enter"); !d.left {
		d.press("down", "down", "down", "enter")
	}
	if e, _ := d.flow.Ending(); !d.left || !e.Completed {
		t.Errorf("left %v, %+v", d.left, e)
	}
}

// TestBurstIntoAFullField: what was typed before the field was full is drawn.
func TestBurstIntoAFullField(t *testing.T) {
	t.Parallel()
	d := drive(t, Config{}, nil).press(strings.Repeat("x", 2*client.MaxNameLength+2))
	if s := ansi.Strip(d.View().Content); !strings.Contains(s, "xxxxx") {
		t.Errorf("the name is not on the screen:\n%s", s)
	}
}
