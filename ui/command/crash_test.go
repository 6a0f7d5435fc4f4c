//go:build unix

package command_test

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"testing"
)

// TestKilledAnywhere kills the program without warning at many points between
// the decision to create and the result: after so many bytes on the wire, which
// go from the first look to the last, through the create and its answer. After
// a restart there is one instance at the most, no request was sent without a
// record, every one can be settled, and the order ends in exactly one instance.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	whole := newService(t)
	if r := script(t, t.TempDir(), keys(), whole.live(given("--yes")...)...); r.status != 0 {
		t.Fatalf("status %d: %s", r.status, r.stderr)
	}
	total := math.MaxInt - whole.wire.remaining()
	const points = 28
	for i := range points {
		limit := 1 + i*(total-1)/(points-1)
		t.Run(fmt.Sprint("after ", limit, " bytes"), func(t *testing.T) {
			t.Parallel()
			s, home := newService(t), t.TempDir()
			cmd := exec.Command(binary, s.live(given("--yes")...)...)
			cmd.Env = environment(home, keys()...)
			started := make(chan *os.Process, 1)
			s.wire.cut(limit, func() { _ = (<-started).Kill() })
			must(t, cmd.Start())
			started <- cmd.Process
			_ = cmd.Wait() // killed, or just done
			s.wire.cut(math.MaxInt, nil)

			made, records := instances(t, s.dir), history(t, home)
			if len(made) > 1 || s.creates.Load() > 0 && len(records) == 0 {
				t.Fatalf("%d instances, %d creates were sent, %d records", len(made), s.creates.Load(), len(records))
			}
			want := 0
			if len(made) == 0 && len(records) == 1 && records[0].Outcome == "unknown" {
				want = 5
			}
			if r := script(t, home, keys(), "settle"); r.status != want {
				t.Errorf("settle ends with %d, want %d: %s%s", r.status, want, r.stdout, r.stderr)
			}
			for _, e := range history(t, home) {
				if len(made) == 1 && (e.Outcome != "created" || e.EPNInstanceID != made[0]) {
					t.Errorf("the record says %+v", e)
				} else if len(made) == 0 && e.Outcome == "unknown" {
					if r := script(t, home, keys(), "settle", e.JournalID, "--not-created"); r.status != 0 {
						t.Errorf("closing by hand ends with %d: %s", r.status, r.stderr)
					}
				}
			}
			if len(made) == 1 {
				return
			}
			if r := script(t, home, keys(), s.live(given("--yes")...)...); r.status != 0 {
				t.Errorf("the second run ends with %d: %s", r.status, r.stderr)
			}
			onlyInstance(t, s.dir)
		})
	}
}
