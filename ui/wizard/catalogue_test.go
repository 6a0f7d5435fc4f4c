package wizard

import (
	"strings"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/ui/flow"
)

// TestEveryRefusalCanBeActedOn reads each row of the catalogue, and each thing that can
// happen on the way, on a comfortable and on the smallest terminal: what happened and
// the first thing to do are in sight, the rest can be scrolled to, or is told by the help.
func TestEveryRefusalCanBeActedOn(t *testing.T) {
	t.Parallel()
	failures := map[string]client.Failure{}
	for _, e := range explain.Entries() {
		f := client.Failure{HTTPStatus: e.HTTPStatus, RequestID: requestID, Host: client.MainlandEndpoint}
		f.Code, f.Message = e.SampleReply()
		f.Kind = client.ClassifyReply(f.HTTPStatus, f.Code)
		failures[e.Code+" "+e.Message] = f
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
		failures[string(c)] = client.Failure{Kind: client.Unknown, Cause: c, Host: client.MainlandEndpoint}
	}
	for name, f := range failures {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := ready()
			d := drive(t, c, refuses(f))
			d.results = 2
			d.press("y")
			x := explain.ExplainFailure("en", &f)
			title, wanted := x.Title, []string{x.Explanation, x.Remedy, f.Code, f.Message, f.RequestID}
			if _, unknown := d.flow.Step.(*flow.Unsettled); unknown {
				title, wanted = d.Words.Unsettled.MayExist, []string{x.Explanation, f.Code, f.Message, f.RequestID}
			}
			for _, s := range sizes[:2] {
				first := flat(d.screenAt(s.width, s.height))
				if !strings.Contains(first, flat(title)) || !strings.Contains(first, d.Theme.Cursor+" ") {
					t.Errorf("%d×%d lacks what happened, or a choice under the cursor: %s", s.width, s.height, first)
				}
				read := first + d.readOn(s.width, s.height)
				read += d.press("?").readOn(s.width, s.height)
				d.press("?", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup")
				for _, want := range wanted {
					if !strings.Contains(strings.ReplaceAll(read, " ", ""), lastWord(want)) {
						t.Errorf("%d×%d never shows the end of %q", s.width, s.height, want)
					}
				}
			}
		})
	}
}

// readOn gives all that is shown further down.
func (d *driver) readOn(width, height int) (read string) {
	for range 10 {
		read += " " + flat(d.screenAt(width, height))
		d.press("pgdown")
	}
	return read
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
