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
	"epn-wizard/ui/terminal"
)

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
	y, enter := keyPress("y"), keyPress("enter")
	d := drive(t, ready(), nil)
	d.screenAt(80, 24)
	if !d.Irrevocable(y) || !d.Irrevocable(keyPress("Y")) || d.Irrevocable(enter) {
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

// TestLessonFollows: the choice moves at once, its lesson when it stands still.
func TestLessonFollows(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed, nil).press("edge lab", "enter")
	d.Update(keyPress("down"))
	d.Update(keyPress("down"))
	d.shows("› 3 Monthly fourth peak").shows("Each day is billed by its own highest sample.")
	d.Update(settled{1})
	d.shows("Each day is billed by its own highest sample.")
	d.Update(settled{2})
	d.shows("PayByBandwidth4thMonth")
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
}

// TestCopiedCommand: at every size it is said of a command that was copied from the sandbox
// that it orders for real, and who pays, and what tmux needs.
func TestCopiedCommand(t *testing.T) {
	t.Parallel()
	for _, c := range []Config{sandboxedOrder(), practising(&service{})} {
		d := drive(t, c, nil)
		if c.Practising {
			d.press("enter")
		}
		d.InTmux = true
		for _, size := range sizes {
			d.screenAt(size.width, size.height)
			text := spaces.ReplaceAllString(d.press("c").screenAt(size.width, size.height), " ")
			for _, said := range []string{"it orders for real", "its own default account would pay", d.Words.Wizard.CopiedInTmux} {
				if !strings.Contains(text, said) {
					t.Errorf("%d columns do not say %q:\n%s", size.width, said, text)
				}
			}
		}
	}
}

// TestReviewHelp: it tells of the keys that do something now, and of no other; y says why it
// does nothing.
func TestReviewHelp(t *testing.T) {
	t.Parallel()
	damaged := submit.Obstacles{Damaged: []journal.Damage{{Line: 3}}}
	for keys, c := range map[string]struct {
		service *service
		why     string
	}{
		"y":     {nil, ""},
		"a l":   {&service{obstacles: standing}, "An earlier order stands in the way"},
		"d":     {&service{obstacles: damaged}, "press d to say so"},
		"r":     {findsNoKeys(), "It cannot be created yet. r looks again"},
		"y 1-4": {&service{}, ""},
	} {
		d := drive(t, ready(), c.service)
		help := spaces.ReplaceAllString(d.press("?").screenText(), " ")
		for key, means := range d.Words.Keys.Means {
			if strings.Contains("yaldr", key) && strings.Contains(help, means) != strings.Contains(keys, key) {
				t.Errorf("%s: the help is wrong of %s:\n%s", keys, key, help)
			}
		}
		if d.press("esc"); c.why != "" {
			d.press("y").shows(c.why)
		}
	}
	d := drive(t, ready(), nil)
	_, cmd := d.Update(keyPress("1"))
	d.run(cmd)
	_, cmd = d.Update(keyPress("enter")) // looks again
	d.press("y").shows("It cannot be created yet.")
	d.run(cmd)
	d.shows("y create 1-4 edit")
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

// TestKeysLeftOut: the help names each key that the footer has no room for.
func TestKeysLeftOut(t *testing.T) {
	t.Parallel()
	d := drive(t, ready(), refuses(client.Failure{Kind: client.Refused, Code: "StockNotEnough"})).press("y")
	footer := d.screenAt(minWidth, minHeight)
	for _, key := range []string{"↑↓ choose", "esc to the review", "c copy"} {
		if help := d.press("?", "end").screenAt(minWidth, minHeight); strings.Contains(footer, key) || !strings.Contains(help, key) {
			t.Errorf("%s: the screen is\n%s\nand the help\n%s", key, footer, help)
		}
		d.press("esc")
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

// TestCursorStays: the choice under the cursor is the same when others come before it.
func TestCursorStays(t *testing.T) {
	t.Parallel()
	d := lost(t, ready(), func(look int) (submit.Settlement, error) {
		if look == 1 {
			return submit.Settlement{}, nil
		}
		return submit.Settlement{Candidates: []client.Instance{{EPNInstanceID: "epn-1"}}}, nil
	})
	_, cmd := d.Update(keyPress("enter")) // looks now
	d.press("down").shows("› I have looked in the console")
	d.run(cmd)
	d.shows("It is epn-1").shows("› I have looked in the console")
}

// TestReadAnew: what the review says anew is shown from its beginning.
func TestReadAnew(t *testing.T) {
	t.Parallel()
	d := drive(t, ready(), findsKeys())
	d.screenAt(40, 12)
	if s := d.press("end", "r").screenAt(40, 12); !strings.Contains(s, "1 Name") {
		t.Errorf("there stands\n%s", s)
	}
}

// TestReadBeforeClosing: where what is said by it is longer than the screen, y shows the
// rest first.
func TestReadBeforeClosing(t *testing.T) {
	t.Parallel()
	c := ready()
	c.Unsettled = []journal.Record{record(journalID, answered(strings.Repeat("long ", 25)+"x").MakeOrder())}
	d := drive(t, c, nil).press("down", "enter")
	d.screenAt(40, 12)
	if d.Irrevocable(keyPress("y")) {
		t.Error("y acts on what was not read")
	}
	if d.press("y"); !d.Irrevocable(keyPress("y")) {
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
	d.Update(keyPress("enter")) // looks now
	if after := next.ReplaceAllString(d.shows("Checking again now").screenText(), "next"); after != before {
		t.Errorf("while it is looked up, there stands\n%s\nand before\n%s", after, before)
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
