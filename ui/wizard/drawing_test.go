package wizard

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

// TestEveryRefusalCanBeActedOn reads each row of the catalogue, and each thing that can happen on
// the way, on a comfortable and on the smallest terminal: what happened and a choice are in sight,
// the rest can be scrolled to, or is told by the help.
func TestEveryRefusalCanBeActedOn(t *testing.T) {
	t.Parallel()
	failures := []client.Failure{
		{Kind: client.Refused, Code: "Hostile", Message: "\x1b[2J" + strings.Repeat("x", 400), RequestID: requestID},
	}
	for _, e := range explain.Entries() {
		f := client.Failure{HTTPStatus: e.HTTPStatus, RequestID: requestID, Host: client.MainlandEndpoint}
		f.Code, f.Message = e.SampleReply()
		f.Kind = client.ClassifyReply(f.HTTPStatus, f.Code)
		failures = append(failures, f)
	}
	for _, c := range []client.Cause{
		client.NoCredentials, client.NoLocalCredentials, client.JournalFailed, client.JournalDamaged,
		client.EarlierUnsettled, client.EarlierInFlight, client.EarlierOtherKey, client.WaitRequested,
		client.SandboxFailed, client.IncompleteList, client.NameNotFound, client.ConnectionRefused,
		client.ConnectTimeout, client.NoRoute, client.ConnectFailed, client.TLSExpired, client.TLSWrongHost,
		client.TLSUnknownCA, client.TLSFailed, client.ProxyFailed, client.ProxySetting, client.Interrupted,
		client.ReplyTimeout, client.ConnectionLost, client.Truncated, client.TooLarge, client.EmptyReply,
		client.NotJSON, client.UnexpectedReply, client.Redirected,
	} {
		failures = append(failures, client.Failure{Kind: client.Unknown, Cause: c})
	}
	for _, f := range failures {
		t.Run(fmt.Sprint(f.Code, f.Cause, " ", f.Message), func(t *testing.T) {
			t.Parallel()
			d := drive(t, ready, fails(f)).follow("~y")
			x := explain.ExplainFailure("en", &f)
			title, wanted := x.Title, []string{x.Reason, x.Remedy, f.Code, f.Message, f.RequestID}
			if _, unknown := d.flow.Step.(*flow.Unsettled); unknown {
				title, wanted[1] = d.Words.Unsettled.MayExist, ""
			}
			for _, s := range sizes[:2] {
				first := spaces.ReplaceAllString(d.screenAt(s.width, s.height), " ")
				if !strings.Contains(first, title) || !strings.Contains(first, d.Theme.Cursor+" ") {
					t.Errorf("%d×%d lacks what happened, or a choice under the cursor: %s", s.width, s.height, first)
				}
				read := d.readOn() + d.press("?").readOn()
				d.press("?", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup")
				for _, want := range wanted {
					end := []rune(want[strings.LastIndex(want, " ")+1:]) // which a screen that is cut would lack
					if !strings.Contains(read, string(end[max(len(end)-10, 0):])) {
						t.Errorf("%d×%d never shows the end of %q", s.width, s.height, want)
					}
				}
			}
		})
	}
}

// readOn gives all that is shown from here on downwards, without spaces.
func (d *driver) readOn() (read string) {
	for last := ""; ; d.press("pgdown") {
		screen := spaces.ReplaceAllString(d.screenText(), "")
		if screen == last {
			return read
		}
		read, last = read+screen, screen
	}
}

// TestRefusedIsSaid: the field gets what it may hold, and what was left out of the input is
// said until the question is left, or all is erased, and not only until the next character.
func TestRefusedIsSaid(t *testing.T) {
	t.Parallel()
	pasted := func(text string) tea.Msg { return terminal.Paste{Text: text, Length: utf8.RuneCountInString(text)} }
	long := strings.Repeat("x", 256)
	for name, c := range map[string]struct {
		send        tea.Msg
		value, said string
	}{
		"bytes of another encoding": {terminal.NotUTF8{}, "", "must be UTF-8"},
		"an override in a text":     {terminal.Text("a\u202eb"), "ab", `\u202e`},
		"an override by itself":     {keyPress("\u202e"), "", `\u202e`},
		"a long text":               {terminal.Text(long + "yy"), long, "256"},
		"joiners, which are taken":  {terminal.Text("می\u200cخ"), "می\u200cخ", ""},
		"a pasted line break":       {pasted("edge\nlab\n"), "edge lab", `left out: \n`},
		"a pasted tab":              {pasted("edge\tlab"), "edge lab", `left out: \t`},
		"a line break of a paste":   {pasted("edge\rlab\r\n1"), "edge lab 1", `left out: \r \n`},
		"pasted escapes":            {pasted("\x1b[31medge\x1b[0m"), "edge", `left out: \x1b`},
		"a plain paste":             {pasted("  上海 lab "), "上海 lab", ""},
		"a long paste":              {pasted(strings.Repeat("x", 10000)), long, "10000 were pasted"},
	} {
		d := drive(t, sandboxed, nil)
		d.send(c.send)
		if s := d.follow("/" + c.value).flow.Step.(*flow.Asking); s.Text != c.value {
			t.Errorf("%s: the journey has %q", name, s.Text)
		}
		if len(c.value) < 200 {
			d.press("z")
		}
		refused := &d.screen.(*question).refused
		if !strings.Contains(*refused, c.said) || c.said == "" && *refused != "" {
			t.Errorf("%s: it is said %q", name, *refused)
		}
		d.shows(c.said).screenAt(minWidth, minHeight)
		if d.press("ctrl+u"); *refused != "" {
			t.Errorf("%s: %q is still said where all is erased", name, *refused)
		}
	}
}

// TestReviewAtEverySize: where origins stand beside the values, all begin in one column, and
// what is to be known of a command is not said where there is no room for the command.
func TestReviewAtEverySize(t *testing.T) {
	t.Parallel()
	for _, in := range []testing.TB{t, inChinese{t}} {
		d := drive(in, sandboxed, nil).press("edge lab", "enter", "2", "enter", "enter", "10", "enter")
		for width := 60; width <= 112; width++ {
			screen := d.screenAt(width, 24)
			var columns []int
			for line := range strings.SplitSeq(screen, "\n") {
				for _, origin := range []string{"typed", "chosen", "default", "手动填写", "手动选择", "默认值"} {
					if before, found := strings.CutSuffix(line, " "+origin); found {
						columns = append(columns, ansi.StringWidth(before))
					}
				}
			}
			if len(columns) != 4 || len(slices.Compact(columns)) != 1 {
				t.Errorf("%d columns wide: origins begin in columns %v\n%s", width, columns, screen)
			}
		}
		for height := minHeight; height < 40; height++ {
			screen := d.screenAt(80, height)
			if strings.Contains(screen, "its own default account") && !strings.Contains(screen, "CreateEpnInstance") {
				t.Errorf("%d lines high:\n%s", height, screen)
			}
		}
	}
}
