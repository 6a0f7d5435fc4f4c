//go:build unix

package command_test

import (
	"os/exec"
	"regexp"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// TestUnsettledAreOffered: the shell is offered the ids of what can be settled,
// and of nothing else.
func TestUnsettledAreOffered(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	j, err := journal.Open(stateDir(home))
	must(t, err)
	sent := func(name string) *journal.InFlight {
		e := journal.Entry{Target: "sandbox", Order: client.Order{EPNInstanceName: name}}
		shown, err := j.FindObstacles(e, time.Now())
		must(t, err)
		f, _, err := j.BeginRequest(e, shown)
		must(t, err)
		return f
	}
	open := sent("open\x1b")
	open.Abandon()
	must(t, sent("created").RecordOutcome(journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-1"}))

	c := exec.Command(binary, "__complete", "settle", "")
	c.Env = environment(home)
	out, err := c.Output()
	must(t, err)
	want := `^` + open.Entry.ID + `\t(\d{4}-\d\d-\d\d )?\d\d:\d\d open\\x1b\n:4\n$`
	if !regexp.MustCompile(want).Match(out) {
		t.Errorf("offered %q, want %s", out, want)
	}
}
