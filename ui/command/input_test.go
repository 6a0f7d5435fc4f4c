//go:build unix

package command_test

import (
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"epn-wizard/client/sandbox"
)

// pause stands in what is typed for a time in which nothing is.
const pause = "\x00pause "

// typeSlowly types what stands between the pauses, each part at once.
func (s *session) typeSlowly(typed string) {
	s.t.Helper()
	for part := range strings.SplitSeq(typed, "\x00") {
		if wait, rest, ok := strings.Cut(strings.TrimPrefix(part, pause[1:]), " "); ok && strings.HasPrefix(part, pause[1:]) {
			d, err := time.ParseDuration(wait)
			must(s.t, err)
			time.Sleep(d)
			part = rest
		}
		s.send(part)
	}
}

// No letters in what is no key say that nothing was created, either.
func TestNothingIsSettledBy(t *testing.T) {
	t.Parallel()
	_, s := unanswered(t, sandbox.Answer{Kind: sandbox.HTML502})
	s.waitFor("may exist")
	for _, typed := range []string{down + enter + "y", down + enter + pause + "20ms y", "\x1b[200~y\x1b[201~"} {
		started := time.Now()
		s.typeSlowly(typed)
		if time.Since(started) > 80*time.Millisecond { // A y after 100 ms of quiet is a person's.
			t.Skip("this machine is too busy to type so fast")
		}
		time.Sleep(200 * time.Millisecond)
	}
	s.send(ctrlC)
	s.ends(5)
	if records := history(t, s.home); len(records) != 1 || records[0].Outcome != "unknown" {
		t.Errorf("recorded %+v", records)
	}
}

// However often the terminal changes its size, the last one is drawn.
func TestManyResizes(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.waitFor(nameQuestion)
	random := rand.New(rand.NewPCG(1, 1))
	for range 10_000 {
		size := &pty.Winsize{Cols: uint16(1 + random.IntN(300)), Rows: uint16(1 + random.IntN(80))}
		must(t, pty.Setsize(s.tty, size))
	}
	s.resize(70, 20)
	s.waitUntil("was drawn at its last size", func() bool { return s.ruled() && shows(s.lines(), nameQuestion) })
	s.leave()
}

// ctrl+c is acted on at once, whatever comes before it and wherever it stands.
func TestLeftAtOnce(t *testing.T) {
	t.Parallel()
	junk := make([]byte, 1<<20)
	random := rand.New(rand.NewPCG(1, 1))
	for i := range junk {
		for junk[i] = 0x03; junk[i] == 0x03; {
			junk[i] = byte(random.Uint32())
		}
	}
	for name, before := range map[string]string{
		"behind a megabyte": string(junk), "in a paste": "\x1b[200~abc", "in a string": "\x1b]0;abc",
		"in a sequence": "\x1b[1;",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox")
			s.waitFor(nameQuestion)
			s.send(before)
			started := time.Now()
			s.send(ctrlC)
			s.ends(130)
			if took := time.Since(started); took > 5*time.Second { // 200 ms and 100 ms of quiet where nothing else runs
				t.Errorf("left after %v", took)
			}
		})
	}
}

// A process that was stopped takes the terminal again, and draws everything anew.
func TestStopAndContinue(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.converse(nameQuestion, "edge lab", "› edge lab")
	drawnAnew := func(field string, by func()) {
		t.Helper()
		written := len(s.raw())
		by()
		s.waitUntil("was drawn anew", func() bool {
			return strings.Contains(string(s.out[written:]), field) && shows(s.lines(), nameQuestion)
		})
	}
	for _, stop := range []syscall.Signal{syscall.SIGSTOP, syscall.SIGTSTP} { // nobody could continue it after the second
		drawnAnew("edge lab", func() {
			must(t, s.cmd.Process.Signal(stop))
			time.Sleep(50 * time.Millisecond)
			must(t, s.cmd.Process.Signal(syscall.SIGCONT))
		})
	}
	drawnAnew("edge lab", func() { s.send("\x1a") }) // which nobody could continue either
	s.send("x")
	s.waitFor("› edge labx")
	drawnAnew("edge labx", func() { s.send("\x0c") })
	s.leave()
}
