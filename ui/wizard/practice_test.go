package wizard

import (
	"context"
	"os"
	"strings"
	"syscall"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"

	"epn-wizard/ui/terminal"
)

// rehearsing is a place to rehearse in, where a service answers.
func rehearsing(t testing.TB, s *service) *forms.Practice {
	return &forms.Practice{
		Submitter: submit.Submitter{Dir: t.TempDir(), Target: submit.Target{Sandbox: true}},
		Stage: func(context.Context, forms.Rehearsal) (submit.Connection, *client.Failure) {
			return submit.Connection{ENS: s, Endpoint: client.Endpoint{Scheme: "http", Host: "127.0.0.1:41893"}, Account: client.Account{Source: client.FromSandbox}}, nil
		},
	}
}

// practising is a wizard that stands on the list of rehearsals.
func practising(t testing.TB, s *service) *driver {
	t.Helper()
	return drive(t, Config{Session: forms.Session{Target: submit.Target{Sandbox: true}, Practice: rehearsing(t, s), Practising: true}})
}

// refusingOnce refuses the first order for its bandwidth.
func refusingOnce() *service {
	s := &service{}
	s.answer = func(client.Order) (client.Created, *client.Failure) {
		s.answer = nil
		return client.Created{}, &client.Failure{Kind: client.Refused, Code: "StockNotEnough", HTTPStatus: 400,
			Message: "The specified configuration is unavailable. Reconfigure and try again.", Host: "127.0.0.1:41893"}
	}
	return s
}

// losing loses the reply to the first order; listed says what each look after it finds.
func losing(listed func(look int) ([]client.Instance, *client.Failure)) *service {
	s := &service{}
	s.answer = func(client.Order) (client.Created, *client.Failure) {
		s.answer, s.looks, s.listed = nil, 0, listed
		return client.Created{}, &client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost, Host: "127.0.0.1:41893"}
	}
	return s
}

func TestRehearsedRefusal(t *testing.T) {
	t.Parallel()
	s := refusingOnce()
	d := practising(t, s).shows("A refusal that points to a field")
	d.press("enter").shows("about to refuse this order").shows("practice 1")
	d.press("y").shows("Change: Bandwidth").shows("Back to the list")
	d.press("enter", "backspace", "enter").shows("Is this what you want to create?").shows("10 Mbit/s")
	d.press("y").shows("was created").shows("What this showed").shows("A refusal creates nothing")
	d.press("f1").shows("enter goes back to the list").press("esc")
	d.press("enter").shows("✓ A refusal that points to a field").shows("keeps your answers")
	if s.creates != 2 || d.left {
		t.Errorf("%d creates, left %v", s.creates, d.left)
	}
	if d.press("down", "down", "enter"); !d.left || !d.Ending().Practised || d.Ending().Outcome != nil {
		t.Errorf("left %v with %+v", d.left, d.Ending())
	}
}

// TestRehearsedLostReply: what it showed depends on what the user did.
func TestRehearsedLostReply(t *testing.T) {
	t.Parallel()
	made := func(look int) ([]client.Instance, *client.Failure) {
		if look < 4 {
			return nil, nil
		}
		i := made("epn-7")
		i.EPNInstanceName = "practice 2"
		return []client.Instance{i}, nil
	}
	s := losing(made)
	d := practising(t, s).press("down", "enter", "y").shows("a look found the EPN instance").shows("sent once and carried out")
	if d.press("enter").shows("✓ A reply that is lost"); s.creates != 1 {
		t.Errorf("%d creates", s.creates)
	}

	s = losing(nothing)
	d = practising(t, s).press("down", "enter", "y").shows("may exist and be billed")
	d.press("down", "enter", "y", "y").shows("You ordered again")
	if s.creates != 2 {
		t.Errorf("%d creates", s.creates)
	}

	d = practising(t, losing(nothing)).press("down", "enter", "y").press("down", "down", "enter")
	d.shows("› A reply that is lost") // not done
	if d.left {
		t.Error("the rehearsal's way out leaves the program")
	}
}

func TestRehearsedBilling(t *testing.T) {
	t.Parallel()
	d := practising(t, &service{inForce: "95BandwidthByMonth"}).press("down", "down", "enter")
	d.shows("Read what is said of it below").shows("In force on this account: Monthly 95th percentile. It normally stays")
	d.press("y").shows("It normally stays").shows("one billing method for all")
	d.press("enter").shows("› A refusal that points to a field") // what comes next
	d.press("enter", "esc").shows("› A refusal that points to a field")
}

// TestPracticeLeavesTheOrderAlone: after the user's own create, rehearsals
// change neither what came of it nor what is kept.
func TestPracticeLeavesTheOrderAlone(t *testing.T) {
	t.Parallel()
	own := func() *driver {
		c := sandboxed
		c.Answers, c.Practice = answered("edge lab"), rehearsing(t, losing(nothing))
		return drive(t, c).press("y").shows("p rehearses").press("p")
	}
	for name, end := range map[string]func(*driver){
		"from the list":      func(d *driver) { d.press("up", "enter") },
		"in a rehearsal":     func(d *driver) { d.press("down", "enter", "y", "ctrl+c") },
		"back at the result": func(d *driver) { d.press("enter", "esc", "esc").shows("edge lab").press("enter") },
		"told to end":        func(d *driver) { d.press("enter"); d.send(terminal.Signalled{Signal: os.Signal(syscall.SIGTERM)}) },
		"while it is sent": func(d *driver) {
			d.press("enter")
			d.practice.play.submit()
			d.press("ctrl+c", "ctrl+c")
		},
	} {
		d := own()
		end(d)
		e := d.Ending()
		if !d.left || e.Outcome == nil || e.Outcome.Result != submit.Created || e.Outcome.Order.EPNInstanceName != "edge lab" || e.InFlight || e.Practised {
			t.Errorf("%s: left %v with %+v", name, d.left, e)
		}
		if records, err := d.Submitter.Unsettled(client.Endpoint{}); err != nil || len(records) > 0 {
			t.Errorf("%s: unsettled %v, %v", name, records, err)
		}
	}
}

// TestPracticeCutShort: only the list's own way out ends practice well.
func TestPracticeCutShort(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{"ctrl+c"}, {"enter", "ctrl+c"}, {"enter", "y", "ctrl+c"}, {"enter", "y", "enter", "ctrl+c"}} {
		if d := practising(t, &service{}).press(keys...); !d.left || d.Ending().Practised {
			t.Errorf("%v: left %v with %+v", keys, d.left, d.Ending())
		}
	}
	d := practising(t, &service{}).press("enter")
	if d.send(terminal.Signalled{Signal: syscall.SIGHUP}); !d.left || d.Ending().Signal != syscall.SIGHUP {
		t.Errorf("told to end: left %v with %+v", d.left, d.Ending())
	}
}

// TestEnterRehearsesNoCreate: held down, it walks to a review and stays there.
func TestEnterRehearsesNoCreate(t *testing.T) {
	t.Parallel()
	s := &service{}
	d := practising(t, s)
	for range 50 {
		d.press("enter")
	}
	if d.shows("about to refuse this order"); s.creates > 0 || d.left {
		t.Errorf("%d creates, left %v", s.creates, d.left)
	}
}

// TestNoPracticeLive: without a place to rehearse in there is no key for it.
func TestNoPracticeLive(t *testing.T) {
	t.Parallel()
	d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}}).press("y").shows("was created")
	if s := d.screenText(); strings.Contains(s, "p practice") || strings.Contains(s, "p rehearses") {
		t.Errorf("practice is offered live:\n%s", s)
	}
	if d.press("p"); d.screen != showingResult {
		t.Errorf("p leads to screen %d", d.screen)
	}
}
