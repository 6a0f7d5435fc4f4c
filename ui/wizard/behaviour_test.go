package wizard

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"

	"epn-wizard/ui/terminal"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed)
	d.press("edge lab", "enter", "down", "enter", "enter", "10", "enter").shows("Create")
	if d.service.creates != 0 {
		t.Fatal("an order was sent before y")
	}
	d.press("y").shows("epn-20200825134537VyK81T")
	d.press("enter")
	if !d.left || d.service.creates != 1 {
		t.Errorf("left %v after %d creates", d.left, d.service.creates)
	}
	if o := d.Ending().Outcome; o == nil || o.Order != (client.Order{
		EPNInstanceType: "EdgeToEdge", EPNInstanceName: "edge lab", InternetChargeType: "95BandwidthByMonth",
		NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10,
	}) {
		t.Errorf("the outcome is %+v", o)
	}
}

// TestEnterCreatesNothing holds Enter down on every screen.
func TestEnterCreatesNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []Config{{Session: forms.Session{Answers: answered("x")}}, sandboxed, {Session: forms.Session{Target: submit.Target{Sandbox: true}, Answers: answered("x")}}} {
		d := drive(t, c).press("edge lab")
		for range 200 {
			d.press("enter")
		}
		if d.service.creates != 0 || d.left {
			t.Errorf("%d creates, left %v", d.service.creates, d.left)
		}
	}
}

func TestGoBackWithAnInvalidValue(t *testing.T) {
	t.Parallel()
	for _, back := range []string{"esc", "shift+tab"} {
		d := drive(t, sandboxed).press("edge lab", "enter", "enter", "enter", "0", back)
		d.shows("What should the network connect?")
		d.press(back, back).shows("edge lab")
		d.press("enter", "enter", "enter").shows("must be a whole number from 1 to 100")
		d.press("backspace", "7", "enter").shows("7 Mbit/s")
	}
}

// TestEditFromTheReview: one key there, one key back, each value.
func TestEditFromTheReview(t *testing.T) {
	t.Parallel()
	d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	d.press("1", " two", "enter").shows("edge lab two")
	d.press("2", "down", "down", "enter").shows("Monthly fourth peak")
	d.press("3", "down", "enter").shows("Internal network")
	d.press("4", "backspace", "2", "enter").shows("12 Mbit/s")
	d.press("4", "backspace", "backspace", "esc").shows("12 Mbit/s")
	d.press("y")
	if d.service.creates != 1 {
		t.Errorf("%d creates", d.service.creates)
	}
}

func TestOrigins(t *testing.T) {
	t.Parallel()
	a := answered("edge lab")
	delete(a, client.NetworkingMode)
	delete(a, client.Bandwidth)
	d := drive(t, Config{Session: forms.Session{Answers: a}}).shows("What should the network connect?")
	d.press("enter", "10", "enter")
	for _, origin := range []string{"--name", "--billing-method", "default", "typed", "fixed by the service"} {
		d.shows(origin)
	}
	d.press("1", "!", "enter").shows("edge lab!")
	if s := d.screenText(); strings.Contains(s, "--name ") {
		t.Errorf("a value that was typed over is still the flag's:\n%s", s)
	}
}

// TestLeave leaves from every screen: nothing is sent, or it is said that a
// request is under way.
func TestLeave(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{
		{}, {"f1"}, {"a", "enter"}, {"a", "enter", "?"}, {"a", "enter", "enter"}, {"a", "enter", "enter", "enter", "0"},
		{"a", "enter", "enter", "enter", "5", "enter"}, {"a", "enter", "enter", "enter", "5", "enter", "?"},
	} {
		d := drive(t, sandboxed).press(keys...).press("ctrl+c")
		if e := d.Ending(); !d.left || d.service.creates != 0 || e.Outcome != nil || e.InFlight {
			t.Errorf("%v: left %v, %d creates, %+v", keys, d.left, d.service.creates, e)
		}
	}
	d := drive(t, Config{Session: forms.Session{Answers: answered("a")}})
	d.submit()
	d.press("ctrl+c").shows("may be carried out")
	id := "J-1"
	d.flight.began.Store(&id)
	if d.press("ctrl+c"); !d.left || !d.Ending().InFlight || d.Ending().Order.EPNInstanceName != "a" || d.Ending().JournalID != id {
		t.Errorf("ending %+v", d.Ending())
	}
	d = drive(t, Config{Session: forms.Session{Answers: answered("a")}})
	d.submit()
	if d.press("ctrl+c", "ctrl+c"); !d.left || d.Ending().InFlight {
		t.Errorf("nothing was sent, but the ending is %+v", d.Ending())
	}
	d = drive(t, sandboxed)
	d.send(terminal.Signalled{Signal: syscall.SIGTERM})
	if !d.left || d.Ending().Signal != syscall.SIGTERM {
		t.Errorf("ending %+v", d.Ending())
	}
}

func TestPaste(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, pasted, value, said string }{
		{"line break", "edge\nlab\n", "edge lab", `left out: \n`},
		{"tab", "edge\tlab", "edge lab", `left out: \t`},
		{"escape", "\x1b[31medge\x1b[0m", "[31medge[0m", `left out: \x1b`},
		{"bidi", "edge\u202elab", "edgelab", `left out: \u202e`},
		{"plain", "  上海 lab ", "上海 lab", ""},
		{"long", strings.Repeat("x", 10000), strings.Repeat("x", 256), "10000 were pasted"},
	} {
		d := drive(t, sandboxed)
		d.send(terminal.Paste{Text: c.pasted, Length: utf8.RuneCountInString(c.pasted)})
		if *d.question.value != c.value {
			t.Errorf("%s: the field holds %q", c.name, *d.question.value)
		}
		if c.said == "" && d.question.refused != "" || !strings.Contains(d.question.refused, c.said) {
			t.Errorf("%s: it was said %q", c.name, d.question.refused)
		}
		if d.question.at != 0 || d.screen != asking {
			t.Errorf("%s: the paste went on to the next question", c.name)
		}
		for _, s := range sizes {
			d.screenAt(s.width, s.height)
		}
	}
}

// TestRefusal: the answers are kept, the field can be mended, and a second try
// sends a second time.
func TestRefusal(t *testing.T) {
	t.Parallel()
	d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	d.service.answer = func(o client.Order) (client.Created, *client.Failure) {
		if o.InternetChargeType == "BandwidthByDay" {
			return client.Created{}, &client.Failure{Kind: client.Refused, Code: "InvalidParameter.Bandwidth", HTTPStatus: 400,
				Message: "The specified parameter InternetChargeType is not valid.", RequestID: "R-1"}
		}
		return client.Created{EPNInstanceID: "epn-2"}, nil
	}
	d.press("y").shows("InvalidParameter.Bandwidth")
	d.shows("R-1")
	d.press("enter").shows("How should network usage be billed?")
	d.shows("does not accept the billing method")
	d.press("down", "enter").shows("Monthly 95th percentile")
	d.press("y").shows("epn-2")
	if d.service.creates != 2 {
		t.Errorf("%d creates", d.service.creates)
	}
}

// TestThrottled counts down what the service asks for before it lets go on.
func TestThrottled(t *testing.T) {
	t.Parallel()
	d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	d.service.answer = func(client.Order) (client.Created, *client.Failure) {
		return client.Created{}, &client.Failure{Kind: client.Refused, Code: "Throttling.User", RetryAfter: 2 * time.Second}
	}
	_, cmd := d.Update(tea.KeyPressMsg{Code: 'y', Text: "y"})
	for _, c := range cmd().(tea.BatchMsg) {
		if msg, ok := c().(orderFinished); ok {
			d.Update(msg) // its countdown is sent by hand
		}
	}
	d.press("enter").shows("Try again in 2 s")
	d.Update(secondPassed{})
	d.shows("Try again in 1 s")
	d.Update(secondPassed{})
	d.press("enter").shows("Create")
}

// TestMendCredentials: no keys block at the review, cost no answer, and can be
// looked for again.
func TestMendCredentials(t *testing.T) {
	t.Parallel()
	ens := &service{}
	var mended bool
	d := drive(t, Config{
		Session: forms.Session{Answers: answered("edge lab"), Connect: func(context.Context) (submit.Connection, *client.Failure) {
			if !mended {
				return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials}
			}
			return submit.Connection{ENS: ens}, nil
		}},
	})
	d.shows("no usable credentials")
	d.press("y")
	if d.screen != reviewing {
		t.Fatal("an order was sent without keys")
	}
	mended = true
	if d.press("r", "y"); ens.creates != 1 {
		t.Errorf("%d creates", ens.creates)
	}
}

// TestDeadKeys: what would run a program or stop this one does nothing.
func TestDeadKeys(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed).press("edge", "ctrl+v", "ctrl+e", "ctrl+z").shows("edge")
	if d.left || *d.question.value != "edge" {
		t.Errorf("left %v, value %q", d.left, *d.question.value)
	}
}

// TestHelpEverywhere: F1 helps on every screen, and leads back to it.
func TestHelpEverywhere(t *testing.T) {
	t.Parallel()
	refused := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	refused.service.answer = func(client.Order) (client.Created, *client.Failure) {
		return client.Created{}, &client.Failure{Kind: client.Refused, Code: "StockNotEnough"}
	}
	flying := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
	flying.submit()
	for name, d := range map[string]*driver{
		"question":   drive(t, sandboxed),
		"review":     drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}}),
		"result":     drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}}).press("y"),
		"refusal":    refused.press("y"),
		"unsettled":  lost(t, nothing),
		"submitting": flying,
	} {
		before := d.screenText()
		helped := d.press("f1").screenText()
		if helped == before || !strings.Contains(helped, "close help") {
			t.Errorf("%s: F1 shows\n%s", name, helped)
		}
		if after := d.press("esc").screenText(); after != before {
			t.Errorf("%s: after the help\n%s", name, after)
		}
	}
}

// TestTypedIsKept: what was typed and not entered is in the draft, if it is valid.
func TestTypedIsKept(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"edge lab": "edge lab", "": "", " ": ""} {
		d := drive(t, sandboxed).press(typed, "ctrl+c")
		if got := d.Ending().Answers[client.Name].Value; got != want || !d.left {
			t.Errorf("%q typed, %q kept", typed, got)
		}
	}
}

// TestBurstIntoAFullField: what was typed before the field was full is drawn,
// also where all of it came at once.
func TestBurstIntoAFullField(t *testing.T) {
	t.Parallel()
	d := drive(t, Config{})
	d.View()
	d.press(strings.Repeat("x", 2*client.MaxNameLength+2))
	if s := ansi.Strip(d.View().Content); !strings.Contains(s, "xxxxx") {
		t.Errorf("the name is not on the screen:\n%s", s)
	}
}

// TestLastSent: the run ends with what became of the last order that was sent,
// whatever reached nobody after it.
func TestLastSent(t *testing.T) {
	t.Parallel()
	for _, kind := range []client.Kind{client.Refused, client.Unknown} {
		d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
		d.service.answer = func(client.Order) (client.Created, *client.Failure) {
			if d.service.creates == 1 {
				return client.Created{}, &client.Failure{Kind: kind, Code: "StockNotEnough", Cause: client.ConnectionLost}
			}
			return client.Created{}, &client.Failure{Kind: client.Unreachable, Cause: client.ConnectionRefused}
		}
		d.press("y")
		if kind == client.Unknown {
			d.press("down", "enter", "y") // nothing was created
		} else {
			d.press("esc")
		}
		d.press("y").shows("Nothing was created.").press("ctrl+c")
		if o := d.Ending().Outcome; d.service.creates != 2 || o == nil || o.Result != submit.Result(kind) {
			t.Errorf("%d creates, and the end is %+v, want %s", d.service.creates, o, kind)
		}
	}
}
