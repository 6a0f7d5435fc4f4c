package wizard

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

// play is what keys do on the way from a beginning, and how many orders are sent by them.
type play struct {
	name    string
	config  Config
	service *service
	creates int
	steps   []string
}

// TestPlays follows every play. What the journey makes of it is tested with the journey.
func TestPlays(t *testing.T) {
	t.Parallel()
	for _, p := range plays {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			d := drive(t, p.config, p.service)
			if d.follow(p.steps...); d.service.creates != p.creates {
				t.Errorf("%d creates, want %d", d.service.creates, p.creates)
			}
		})
	}
}

var (
	longName  = strings.Repeat("long ", (client.MaxNameLength-1)/5) + "x"
	enters    = slices.Repeat([]string{"enter"}, 20)
	forReal   = []string{"c", "=it orders for real", "=its own default account would pay", "=tmux needs:"}
	stockGone = client.Failure{Kind: client.Refused, Code: "StockNotEnough"}
)

var plays = []play{
	{"an order", sandboxed, nil, 1, []string{
		"edge lab", "enter", "down", "enter", "enter", "10", "enter", "=y Create this instance", "y", "=" + instanceID,
		"enter", ".",
	}},
	{"Enter sends nothing, however long it is held", sandboxed, nil, 0, slices.Concat(
		[]string{"edge lab"}, enters, []string{"10"}, enters, []string{"=Create this instance?"},
	)},
	{"nothing to go back to, and nothing to complain of", sandboxed, nil, 0, []string{"esc", "backspace", "-required"}},
	{"back with an invalid value", sandboxed, nil, 0, []string{
		"edge lab", "enter", "enter", "enter", "0", "esc", "=What should the network connect?", "shift+tab", "esc",
		"=edge lab", "enter", "enter", "enter", "=must be a whole number from 1 to 100", "backspace", "7", "enter",
		"=7 Mbit/s",
	}},
	{"one key opens each answer, one takes it back", ready, nil, 1, []string{
		"1", " two", "=enter to the review esc keep as it was", "enter", "=edge lab two typed", "=--billing-method",
		"2", "down", "down", "enter", "=Monthly fourth peak", "3", "2", "enter", "=Internal network",
		"4", "backspace", "2", "enter", "=12 Mbit/s", "4", "backspace", "backspace", "esc", "=12 Mbit/s", "!y",
	}},
	{"a number chooses, and Enter goes on", sandboxed, nil, 0, []string{
		"edge lab", "enter", "1", "=› 1 Daily peak", "4", "=› 4 Fixed bandwidth", "３", "=› 3 Monthly fourth peak",
		"2", "9", "0", "x", "=› 2 Monthly 95th percentile", "enter", "=✓ Monthly 95th percentile",
	}},
	{"backspace takes away what people see as one character", sandboxed, nil, 0, []string{
		"backspace", "/", "ab", "backspace", "/a", "ctrl+u", "边缘", "backspace", "/边", "ctrl+u", "ae\u0301", "backspace",
		"/a", "👨\u200d👩\u200d👧", "backspace", "/a", "🇨🇳🇨🇳", "backspace", "/a🇨🇳", "ctrl+u", "می\u200cخ", "backspace",
		"/می\u200c", "ctrl+u", "e\u0301b", "left", "backspace", "/b", "end", "ctrl+u", "a👍🏽bc", "left", "left", "backspace",
		"/abc", "end", "ctrl+u", "aab", "left", "backspace", "/ab", "left", "backspace", "/ab",
	}},
	{"keys that would run a program", sandboxed, nil, 0, []string{"edge", "ctrl+v", "ctrl+e", "ctrl+z", "/edge"}},
	{"a burst into a full field", sandboxed, nil, 0, []string{strings.Repeat("x", client.MaxNameLength+2), "=› xxxxx"}},
	{"typed blind", sandboxed, nil, 0, []string{"edge", "@30×8", "@1×1", "@0×0", " lab", "enter", "@80×24", "=› edge"}},
	{"left", ready, nil, 0, []string{"=Create this instance?", "ctrl+c", "-Create a second one", "."}},
	{"left from the help", sandboxed, nil, 0, []string{"a", "enter", "?", "ctrl+c", "."}},
	{"a command that was copied from the sandbox", Config{
		Session: sandboxedOrder.Session, Target: sandboxed.Target, InTmux: true,
	}, nil, 0, slices.Concat([]string{"@80×24"}, forReal, []string{"@40×12"}, forReal)},
	{"y shows a long review before it sends", named(longName), nil, 0, []string{"@40×12", "y", "=Read on"}},
	{"in the sandbox too, so that it is learned", Config{
		Target: sandboxed.Target, Session: named(longName).Session,
	}, nil, 0, []string{"@40×12", "y", "=Read on"}},
	{"and sends what was read", named(longName), nil, 1, append([]string{"@40×12"}, strings.Split("yyyyyyyyyyyy", "")...)},
	{"y on the help", ready, nil, 0, []string{"?", "y", "=close help"}},
	{"y while the name is looked up", ready, nil, 1, []string{
		"1", "_enter", "y", "=It cannot be created yet.", ">", "=y create 1-4 edit", "y",
	}},
	{"refused, and sent once more", ready, refusesOnce(), 2, []string{
		"y", "enter", "=How is network usage billed?", "=does not accept the billing method", "down", "enter",
		"=Monthly 95th percentile", "y", "=" + instanceID,
	}},
	{"the help names the keys that the footer has no room for", ready, fails(stockGone), 1, []string{
		"y", "@40×12", "-↑↓ choose", "-esc to the review", "-c copy",
		"?", "end", "=↑↓ choose", "=esc to the review", "=c copy",
	}},
	{"throttled", ready, throttles(), 1, []string{
		"y", "=› Try again in 3", "enter", "=as the service asks", "y", "a",
	}},
	{"no keys at first", ready, findsKeys(), 1, []string{
		"=no usable credentials", "y", "=It cannot be created yet. r looks again", "@40×12", "end", "r", "=1 Name",
		"@80×24", "y",
	}},
	{"an unsettled order that the review did not show", ready, &service{returned: &standing}, 1, []string{
		"y", "=" + words.English().Line.Returned, "=The same order of", "=a Create a second one", "y",
		"=An earlier order stands in the way", "l", "=the instance may exist", "down", "down", "enter",
		"=Create this instance?", "-was created", "!a",
	}},
	{"the user's word on what may be it", ready, loses(findTwo), 1, []string{
		"~y", "=" + instanceID, "down", "down", "=› It is epn-20200825134539Ab3d5F", "!enter", "=Do not order it again",
		"=epn-20200825134539Ab3d5F",
	}},
	{"nothing was created, as is said twice", ready, loses(nil), 1, []string{
		"~y", "down", "enter", "=Record that nothing was created?", "esc", "=Not known", "enter", "down", "enter", "!y",
		"=y Create this instance",
	}},
	{"said only where all of it was read", Config{Session: flow.Session{
		Unsettled: []journal.Record{record(journalID, answered(longName).MakeOrder())},
	}}, nil, 0, []string{"down", "enter", "@40×12", "y", "!y", "-Record that"}},
	{"a word that cannot be recorded", ready, unrecorded(), 1, []string{
		"~y", "down", "enter", "y", "=it is already known what became of the request",
	}},
	{"the cursor stays at its choice when others come", ready, loses(func(look int, s *submit.Settlement) error {
		if look > 1 {
			s.Candidates = []client.Instance{{EPNInstanceID: "epn-1"}}
		}
		return nil
	}), 1, []string{
		"~y", "_enter", "down", "=› I have looked in the console", ">", "=It is epn-1", "=› I have looked in the console",
	}},
	{"sent with another key", ready, loses(func(int, *submit.Settlement) error { return submit.ErrOtherOwner }), 1,
		[]string{"~y", "=was sent with another access key"}},
	{"an earlier order that is found", unsettledBefore, &service{settle: func(_ int, s *submit.Settlement) error {
		s.Record.Resolution = journal.Resolution{Outcome: journal.Created, EPNInstanceID: instanceID}
		return nil
	}}, 0, []string{"=created the instance " + instanceID, "enter", "=Create this instance?"}},
	{"damage", damagedBefore, &service{obstacles: submit.Obstacles{Damaged: damagedBefore.Damaged}}, 1, []string{
		"down", "enter", "=Create this instance?", "y", "=press d to say so", "!d", "y",
	}},
	{"damage, acknowledged at once", damagedBefore, nil, 0, []string{"!enter", "=Create this instance?"}},
	{"a draft", drafted, nil, 0, []string{
		"enter", "=Maximum outbound bandwidth", "10", "enter", "=draft of 2026-11-22 14:02",
	}},
	{"a draft left out", drafted, nil, 0, []string{"down", "enter", "=What should the EPN instance be called?"}},
	{"what a look found", Config{}, &service{checks: submit.Checks{
		InForce: "BandwidthByDay", SameName: []client.Instance{{EPNInstanceID: "epn-old"}},
	}}, 1, []string{
		"edge lab", "enter", "=In force on this account: Daily peak", "down", "enter", "enter", "10", "enter",
		"=already an instance of this name: epn-old", "=Monthly 95th percentile chosen → Daily peak (in force)",
		"2", "up", "enter", "=This billing method is the one in force", "y", "=was created",
	}},
	{"a rehearsal", practising, &service{checks: submit.Checks{InForce: "95BandwidthByMonth"}}, 1, []string{
		"down", "down", "enter", "=Read what is said of it below", "=EPN wizard: practice", "esc",
		"=› A billing method already in force", "enter", "y", "=What this showed", "enter",
		"=✓ A billing method already in force", "up", "=› Leave", "enter", ".",
	}},
}

// unrecorded does not record the user's word.
func unrecorded() *service {
	s := loses(nil)
	s.closing = journal.ErrSettled
	return s
}

// TestBusy: the program must not be stopped while a request is under way.
func TestBusy(t *testing.T) {
	t.Parallel()
	d := drive(t, ready, nil)
	if before := d.Busy(); before || !d.follow("_y").Busy() || d.follow(">").Busy() {
		t.Error("busy before or after the request, or not during it")
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

// TestNotices: each stands in the footer's one line of the smallest terminal, whole, until the
// next key. What was copied is in the clipboard.
func TestNotices(t *testing.T) {
	t.Parallel()
	for _, in := range []testing.TB{t, inChinese{t}} {
		review := drive(in, ready, nil)
		created := drive(in, ready, nil).press("y")
		refused := drive(in, ready, fails(stockGone)).press("y")
		w := review.Words.Wizard
		for said, c := range map[string]struct {
			d      *driver
			msg    tea.Msg
			copied string
		}{
			w.TooSoon: {review, terminal.TooSoon{}, ""}, w.Lost: {review, terminal.Lost{}, ""},
			w.StillBusy: {review, terminal.StillBusy{}, ""}, w.ReadFirst: {review, keyPress("y"), ""},
			w.CopiedCommand: {review, keyPress("c"), "aliyun ens CreateEpnInstance"},
			w.CopiedID:      {created, keyPress("c"), instanceID}, w.CopiedDetails: {refused, keyPress("c"), "StockNotEnough"},
		} {
			c.d.copied = nil
			c.d.screenAt(minWidth, minHeight)
			c.d.send(c.msg)
			lines := strings.Split(strings.TrimSpace(c.d.screenText()), "\n")
			if last := strings.TrimSpace(lines[len(lines)-1]); last != said {
				t.Errorf("the last line is %q, want %q", last, said)
			}
			if c.copied != "" && (len(c.d.copied) != 1 || !strings.Contains(fmt.Sprint(c.d.copied[0]), c.copied)) {
				t.Errorf("%q is copied, want %q", c.d.copied, c.copied)
			}
			if strings.Contains(c.d.press("x").screenText(), said) {
				t.Errorf("%q stands after a key", said)
			}
		}
	}
}
