//go:build unix

package command_test

import (
	"bytes"
	"maps"
	"reflect"
	"regexp"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// asks matches what a terminal would answer. Its answer would be typed into
// whatever reads the terminal by then.
var asks = regexp.MustCompile(`\x1b\[[>=?]?[0-9;]*c` + // device attributes
	`|\x1b\[\?u` + // keyboard enhancements
	`|\x1b\[\??[0-9;]*\$p` + // a mode's state
	`|\x1b\[>[0-9]*q` + // the terminal's name
	`|\x1b\[\??[0-9;]*n` + // its status, the cursor's position
	`|\x1b\[1[1-9][0-9;]*t|\x1b\[2[01]t` + // sizes and titles
	`|\x1b\](?:4;[0-9]+|1[0-9]|52;[a-z]*);\?` + // colours, the clipboard
	`|\x1bP[+$]q|\x1b_G|\x05`) // capabilities, settings, graphics, the answerback

func queries(raw []byte) [][]byte { return asks.FindAll(raw, -1) }

func TestQueriesAreRecognized(t *testing.T) {
	t.Parallel()
	for _, q := range []string{
		"\x1b[c", "\x1b[0c", "\x1b[>c", "\x1b[=c", "\x1b[?u", "\x1b[?2026$p", "\x1b[4$p", "\x1b[>q", "\x1b[>0q", "\x1b[6n",
		"\x1b[?6n",
		"\x1b[?996n", "\x1b[14t", "\x1b[18t", "\x1b]10;?\x07", "\x1b]11;?\x1b\\", "\x1b]4;1;?\x07", "\x1b]52;c;?\x07",
		"\x1bP+q544e\x1b\\", "\x1bP$qm\x1b\\",
	} {
		if len(queries([]byte("text"+q+"text"))) != 1 {
			t.Errorf("%q is taken for no query", q)
		}
	}
	for _, s := range []string{"\x1b[>1u", "\x1b[<1u", "\x1b[>4;2m", "\x1b[?1049h", "\x1b]2;title\x07",
		"\x1b]52;c;YQ==\x07", "\x1b[22;0t", "\x1b[2J"} {
		if len(queries([]byte(s))) != 0 {
			t.Errorf("%q is taken for a query", s)
		}
	}
}

// fits fails unless the last column of every line is free: a line that fills
// the screen can wrap where widths are counted differently.
func (s *session) fits() {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.inside() {
		s.t.Errorf("the last column is not free:\n%s", s.terminal.String())
	}
}

func (s *session) inside() bool {
	for y := range s.terminal.Height() {
		if c := s.terminal.CellAt(s.terminal.Width()-1, y); c != nil && c.Content != "" && c.Content != " " {
			return false
		}
	}
	return true
}

// restored fails unless the terminal is left as it was found.
func (s *session) restored() {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.terminal.IsAltScreen() {
		s.t.Error("the alternate screen is not left")
	}
	if s.hidden {
		s.t.Error("the cursor stays hidden")
	}
	on := maps.Clone(s.modes)
	delete(on, ansi.ModeTextCursorEnable)
	delete(on, ansi.ModeAutoWrap)
	if len(on) > 0 {
		s.t.Errorf("modes left on: %v", on)
	}
	if pushed, popped := bytes.Count(s.out, []byte("\x1b[>1u")), bytes.Count(s.out, []byte("\x1b[<1u")); pushed != popped {
		s.t.Errorf("keyboard enhancements pushed %d times, popped %d times", pushed, popped)
	}
	if i := bytes.LastIndex(s.out, []byte("\x1b[>4")); i >= 0 && !bytes.HasPrefix(s.out[i:], []byte("\x1b[>4m")) {
		s.t.Error("other keys stay modified")
	}
	if !reflect.DeepEqual(s.before, s.after) {
		s.t.Errorf("terminal settings before and after:\n%+v\n%+v", s.before, s.after)
	}
}

// Bytes on the way are few: the choice moves at once, its lesson once it rests, and
// a screen that waits sends the seconds that change.
func TestFewBytes(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.waitFor(nameQuestion)
	s.send("lab", enter)
	s.waitFor(billingQuestion)
	time.Sleep(200 * time.Millisecond)
	fewest := 1 << 20 // On a busy machine, a lesson may come in between.
	for try := 0; try < 5 && fewest > 1000; try++ {
		before := len(s.raw())
		for range 3 {
			s.send(down)
			time.Sleep(60 * time.Millisecond)
		}
		s.waitFor("PayByBandwidth")
		time.Sleep(200 * time.Millisecond)
		fewest = min(fewest, len(s.raw())-before)
		s.send(up, up, up)
		s.waitFor("BandwidthByDay")
		time.Sleep(200 * time.Millisecond)
	}
	if fewest > 1000 {
		t.Errorf("three arrows take %d bytes", fewest)
	}
	s.leave()

	service := newService(t)
	service.sandbox.NextAnswer(never)
	s = run{env: keys()}.start(t, service.live(given()...)...)
	s.waitFor(review)
	s.decide("y")
	s.waitFor("1 s")
	before, written := len(s.raw()), time.Now()
	time.Sleep(2 * time.Second)
	if n, most := len(s.raw())-before, int(40*(time.Since(written)+time.Second)/time.Second); n > most {
		t.Errorf("waiting takes %d bytes, want %d", n, most)
	}
	must(t, s.cmd.Process.Signal(syscall.SIGTERM))
	s.ends(5)
}
