package wizard

import (
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed, nil)
	d.press("edge lab", "enter", "down", "enter", "enter", "10", "enter").shows("y Create this instance")
	if d.service.creates != 0 {
		t.Fatal("an order was sent before y")
	}
	d.press("y").shows(instanceID)
	d.press("enter")
	if !d.left || d.service.creates != 1 {
		t.Errorf("left %v after %d creates", d.left, d.service.creates)
	}
	ending, _ := d.flow.Ending()
	if o := ending.Outcome; o == nil || o.Order != (client.Order{
		EPNInstanceType: "EdgeToEdge", EPNInstanceName: "edge lab", InternetChargeType: "95BandwidthByMonth",
		NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10,
	}) {
		t.Errorf("the outcome is %+v", o)
	}
}

// TestEnterCreatesNothing holds Enter down on every screen.
func TestEnterCreatesNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []Config{ready(), sandboxed} {
		d := drive(t, c, nil).press("edge lab")
		for range 200 {
			d.press("enter")
		}
		if d.service.creates != 0 || d.left {
			t.Errorf("%d creates, left %v", d.service.creates, d.left)
		}
	}
}

// TestIrrevocable: what cannot be undone is what the terminal must be sure of, and
// nothing else is: a key that only scrolls must answer at once.
func TestIrrevocable(t *testing.T) {
	t.Parallel()
	y, enter := tea.KeyPressMsg{Code: 'y', Text: "y"}, namedKeys["enter"]
	d := drive(t, ready(), nil)
	d.screenAt(80, 24)
	if !d.Irrevocable(y) || !d.Irrevocable(tea.KeyPressMsg{Code: 'Y', Text: "Y"}) || d.Irrevocable(enter) {
		t.Error("y on the review")
	}
	for _, mod := range []tea.KeyMod{tea.ModAlt, tea.ModCtrl, tea.ModSuper} {
		if d.Irrevocable(tea.KeyPressMsg{Code: 'y', Mod: mod}) {
			t.Errorf("y with %v", mod)
		}
	}
	if d.screenAt(40, 12); d.Irrevocable(y) {
		t.Error("y where the review is not read")
	}
	if d.press("?"); d.Irrevocable(y) {
		t.Error("y on the help")
	}
	d = lost(t, ready(), nil).press("down", "enter")
	if !d.Irrevocable(y) || d.Irrevocable(enter) {
		t.Error("y where nothing was created")
	}
	if d = drive(t, ready(), nil); d.hold("y").Busy() != true {
		t.Error("a request is under way")
	}
}

func TestGoBackWithAnInvalidValue(t *testing.T) {
	t.Parallel()
	for _, back := range []string{"esc", "shift+tab"} {
		d := drive(t, sandboxed, nil).press("edge lab", "enter", "enter", "enter", "0", back)
		d.shows("What should the network connect?")
		d.press(back, back).shows("edge lab")
		d.press("enter", "enter", "enter").shows("must be a whole number from 1 to 100")
		d.press("backspace", "7", "enter").shows("7 Mbit/s")
	}
}

// TestEditFromTheReview: one key there, one key back, each value.
func TestEditFromTheReview(t *testing.T) {
	t.Parallel()
	d := drive(t, ready(), nil)
	d.press("1", " two").shows("enter to the review esc keep as it was").press("enter").shows("edge lab two")
	d.press("2", "down", "down", "enter").shows("Monthly fourth peak")
	d.press("3", "2", "enter").shows("Internal network")
	d.press("4", "backspace", "2", "enter").shows("12 Mbit/s")
	d.press("4", "backspace", "backspace", "esc").shows("12 Mbit/s")
	if d.press("y"); d.service.creates != 1 {
		t.Errorf("%d creates", d.service.creates)
	}
}

// TestChooseByNumber: a number chooses at once, and Enter goes on.
func TestChooseByNumber(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed, nil).press("edge lab", "enter")
	for number, name := range map[string]string{"1": "1 Daily peak", "4": "4 Fixed bandwidth", "３": "3 Monthly fourth peak"} {
		d.press(number).shows("› " + name)
	}
	d.press("2", "9", "0", "x").shows("› 2 Monthly 95th percentile").press("enter").shows("✓ Monthly 95th percentile")
}

// TestLessonFollows: the choice moves at once, its lesson when it stands still.
func TestLessonFollows(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed, nil).press("edge lab", "enter")
	d.Update(namedKeys["down"])
	d.Update(namedKeys["down"])
	d.shows("› 3 Monthly fourth peak").shows("Each day is billed by its own highest sample.")
	d.Update(settled{1})
	d.shows("Each day is billed by its own highest sample.")
	d.Update(settled{2})
	d.shows("PayByBandwidth4thMonth")
}

func TestOrigins(t *testing.T) {
	t.Parallel()
	c := ready()
	delete(c.Given, client.NetworkingMode)
	delete(c.Given, client.Bandwidth)
	d := drive(t, c, nil).shows("What should the network connect?")
	d.press("enter", "10", "enter")
	for _, origin := range []string{"--name", "--billing-method", "default", "typed", "fixed by the service"} {
		d.shows(origin)
	}
	d.press("1", "!", "enter").shows("edge lab!")
	if s := d.screenText(); strings.Contains(s, "--name ") {
		t.Errorf("a value that was typed over is still the flag's:\n%s", s)
	}
}

// TestLeave leaves from every screen: nothing is sent, or it is said that a request
// is under way.
func TestLeave(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{
		{}, {"f1"}, {"a", "enter"}, {"a", "enter", "?"}, {"a", "enter", "enter"}, {"a", "enter", "enter", "enter", "0"},
		{"a", "enter", "enter", "enter", "5", "enter"}, {"a", "enter", "enter", "enter", "5", "enter", "?"},
	} {
		d := drive(t, sandboxed, nil).press(keys...).press("ctrl+c")
		if e, _ := d.flow.Ending(); !d.left || d.service.creates != 0 || e.Outcome != nil {
			t.Errorf("%v: left %v, %d creates, %+v", keys, d.left, d.service.creates, e)
		}
	}
	d := drive(t, ready(), nil).hold("y")
	d.press("ctrl+c").shows("may still create an instance").press("esc")
	if s := d.screenText(); strings.Contains(s, "may still create an instance") {
		t.Errorf("who stays is asked all the same:\n%s", s)
	}
	if d.press("ctrl+c", "ctrl+c"); !d.left {
		t.Error("the second time does not leave")
	}
	d = drive(t, sandboxed, nil)
	d.send(terminal.Signalled{Signal: syscall.SIGTERM})
	if e, _ := d.flow.Ending(); !d.left || e.Signal != syscall.SIGTERM {
		t.Errorf("ending %+v", e)
	}
	d.View() // as the terminal may, once more
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
		d := drive(t, sandboxed, nil)
		d.send(terminal.Paste{Text: c.pasted, Length: len([]rune(c.pasted))})
		s, ok := d.flow.Step.(*flow.Asking)
		if !ok || s.Index != 0 || s.Text != c.value {
			t.Errorf("%s: the field holds %+v", c.name, s)
		}
		if c.said != "" {
			d.shows(c.said)
		} else if strings.Contains(d.screenText(), "left out") {
			t.Errorf("%s: something is said to be left out", c.name)
		}
		for _, size := range sizes {
			d.screenAt(size.width, size.height)
		}
	}
	d := drive(t, sandboxed, nil)
	d.send(terminal.NotUTF8{})
	d.shows("must be UTF-8")
	d.send(terminal.Text("ab"))
	d.shows("must be UTF-8").press("ctrl+u")
	if strings.Contains(d.screenText(), "must be UTF-8") {
		t.Error("the sentence stands though the field was emptied")
	}
}

// TestNotices stand in the footer's line until the next key.
func TestNotices(t *testing.T) {
	t.Parallel()
	d := drive(t, ready(), nil)
	for _, c := range []struct {
		msg  tea.Msg
		said string
	}{{terminal.TooSoon{}, "Too soon"}, {terminal.Lost{}, "Too much input"}, {terminal.StillBusy{}, "Not paused"}} {
		d.send(c.msg)
		lines := strings.Split(strings.TrimSpace(d.screenAt(80, 24)), "\n")
		if last := lines[len(lines)-1]; !strings.Contains(last, c.said) {
			t.Errorf("the last line is %q, want %q", last, c.said)
		}
		if d.press("x"); strings.Contains(d.screenAt(80, 24), c.said) {
			t.Errorf("%q stands after a key", c.said)
		}
	}
	if d.press("c").shows("Command sent to the clipboard."); len(d.copied) != 1 {
		t.Errorf("copied %v", d.copied)
	}
	for size, said := range map[int]string{80: "tmux needs: tmux set -s set-clipboard on", 60: "Command sent to the clipboard."} {
		d.InTmux = true
		d.screenAt(size, 24)
		if text := d.press("c").screenAt(size, 24); !strings.Contains(text, said) {
			t.Errorf("%d columns in tmux say\n%s", size, text)
		}
	}
}

// TestRefusal: the answers are kept, the field can be mended, and a second try sends
// a second time.
func TestRefusal(t *testing.T) {
	t.Parallel()
	d := drive(t, ready(), &service{answer: func(o client.Order) (client.Created, *client.Failure) {
		if o.InternetChargeType == "BandwidthByDay" {
			return client.Created{}, &client.Failure{Kind: client.Refused, Code: "InvalidParameter.Bandwidth", HTTPStatus: 400,
				Message: "The specified parameter InternetChargeType is not valid.", RequestID: "R-1"}
		}
		return client.Created{EPNInstanceID: "epn-2"}, nil
	}})
	d.press("y").shows("InvalidParameter.Bandwidth · HTTP 400").shows("Request ID R-1")
	d.press("enter").shows("How is network usage billed?").shows("does not accept the billing method")
	d.press("down", "enter").shows("Monthly 95th percentile")
	if d.press("y").shows("epn-2"); d.service.creates != 2 {
		t.Errorf("%d creates", d.service.creates)
	}
}

// TestThrottled: the wait that the service asks for is counted down, and nothing is sent
// before it is over.
func TestThrottled(t *testing.T) {
	t.Parallel()
	s := refuses(client.Failure{Kind: client.Refused, Code: "Throttling.User", RetryAfter: time.Hour})
	d := drive(t, ready(), s)
	s.obstacles.WaitUntil = time.Now().Add(time.Hour) // as the journal will say
	d.press("y").shows("› Try again in 3600 s, as the service asks").press("enter").shows("as the service asks")
	d.press("y", "a")
	if d.service.creates != 1 {
		t.Errorf("%d creates", d.service.creates)
	}
}

// TestMendCredentials: no keys block at the review, cost no answer, and can be looked
// for again.
func TestMendCredentials(t *testing.T) {
	t.Parallel()
	mended := false
	s := &service{}
	s.connects = func() (submit.Connection, *client.Failure) {
		if !mended {
			return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials}
		}
		return submit.Connection{}, nil
	}
	d := drive(t, ready(), s).shows("no usable credentials").press("y")
	if s.creates != 0 {
		t.Fatal("an order was sent without keys")
	}
	mended = true
	if d.press("r", "y"); s.creates != 1 {
		t.Errorf("%d creates", s.creates)
	}
}

// TestDeadKeys: what would run a program or stop this one does nothing.
func TestDeadKeys(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed, nil).press("edge", "ctrl+v", "ctrl+e", "ctrl+z").shows("› edge")
	if d.left {
		t.Error("left")
	}
}

// TestHelpEverywhere: F1 helps on every screen, and leads back to it.
func TestHelpEverywhere(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]*driver{
		"question": drive(t, sandboxed, nil), "review": drive(t, ready(), nil), "created": drive(t, ready(), nil).press("y"),
		"refused":   drive(t, ready(), refuses(client.Failure{Kind: client.Refused, Code: "StockNotEnough"})).press("y"),
		"not known": lost(t, ready(), nil), "sending": drive(t, ready(), nil).hold("y"),
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

// TestReadFirst: where the review is longer than the screen, y shows the rest first,
// in the sandbox too: what is learned there is what is done live.
func TestReadFirst(t *testing.T) {
	t.Parallel()
	for _, sandbox := range []bool{false, true} {
		c := Config{Target: submit.Target{Sandbox: sandbox}}
		c.Given = answered(strings.Repeat("long ", 25) + "x")
		d := drive(t, c, nil)
		d.screenAt(40, 12)
		if d.press("y"); d.service.creates > 0 {
			t.Errorf("sandbox %v: created after the first y", sandbox)
		}
		for presses := 2; d.service.creates == 0 && presses < 12; presses++ {
			d.press("y")
		}
		if d.service.creates != 1 {
			t.Errorf("sandbox %v: %d creates", sandbox, d.service.creates)
		}
	}
	d := drive(t, ready(), nil)
	d.screenAt(80, 24)
	if d.press("y"); d.service.creates != 1 {
		t.Error("one y is enough where all is shown")
	}
}
