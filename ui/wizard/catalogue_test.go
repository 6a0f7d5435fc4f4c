package wizard

import (
	"strings"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/forms"
)

// TestEveryRefusalCanBeActedOn reads each row of the catalogue, and each thing
// that can happen on the way, on a comfortable and on the smallest terminal:
// what happened and the first thing to do are in sight, the rest can be
// scrolled to.
func TestEveryRefusalCanBeActedOn(t *testing.T) {
	t.Parallel()
	failures := map[string]client.Failure{}
	for _, e := range explain.Entries() {
		f := client.Failure{HTTPStatus: e.HTTPStatus, RequestID: "CEF72CEB-54B6-4AE8-B225-F876FF7BA984", Host: client.MainlandEndpoint}
		f.Code, f.Message = e.Sample()
		f.Kind = client.KindOf(f.HTTPStatus, f.Code)
		failures[e.Code+" "+e.Message] = f
	}
	for _, c := range client.Causes() {
		failures[string(c)] = client.Failure{Kind: client.Unknown, Cause: c, Host: client.MainlandEndpoint}
	}
	for name, f := range failures {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
			d.service.answer = func(client.Order) (client.Created, *client.Failure) { return client.Created{}, &f }
			d.press("y")
			x := explain.Failure("en", &f)
			for _, s := range []struct{ width, height int }{{80, 24}, {40, 12}} {
				d.body.GotoTop()
				first := flat(d.screenAt(s.width, s.height))
				if f.Kind == client.Unknown {
					x.Title, x.Remedy = d.Words.Kinds[string(client.Unknown)], ""
				}
				if !strings.Contains(first, flat(x.Title)) {
					t.Errorf("%d×%d does not say what happened: %s", s.width, s.height, first)
				}
				if !strings.Contains(first, d.Theme.Cursor+" ") {
					t.Errorf("%d×%d has no choice under the cursor: %s", s.width, s.height, first)
				}
				read := first
				for pages := 0; pages < 12 && d.body.Height() > 0 && !d.body.AtBottom(); pages++ {
					d.press("pgdown")
					read += " " + flat(d.screenAt(s.width, s.height))
				}
				for _, want := range []string{x.Explanation, x.Remedy, f.Code, f.Message, f.RequestID} {
					if last := lastWord(want); !strings.Contains(strings.ReplaceAll(read, " ", ""), last) {
						t.Errorf("%d×%d never shows the end of %q", s.width, s.height, want)
					}
				}
			}
		})
	}
}

// flat puts a text on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// lastWord gives the end of a text, which a screen that is cut would lack.
func lastWord(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return ""
	}
	r := []rune(words[len(words)-1])
	return string(r[max(len(r)-10, 0):])
}
