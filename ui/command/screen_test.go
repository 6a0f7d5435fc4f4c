//go:build unix

package command_test

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// What each screen is told by.
const (
	nameQuestion       = "What should the EPN instance be called?"
	billingQuestion    = "How is network usage billed?"
	networkingQuestion = "What should the network connect?"
	bandwidthQuestion  = "Maximum outbound bandwidth (Mbit/s)?"
	review             = "y create"
	created            = "was created"
	practiceList       = "A billing method already in force Leave"
	tooSmall           = "40x12" // what is needed at least
)

// converse waits for a text on the screen, types, waits for the next text, and so on.
func (s *session) converse(turns ...string) {
	s.t.Helper()
	for i, turn := range turns {
		if i%2 == 0 {
			s.waitFor(turn)
		} else {
			s.send(turn)
		}
	}
}

// create sends the order from the review and gives the id on the screen.
func (s *session) create() string {
	s.t.Helper()
	s.waitUntil("stood with its checks", func() bool {
		return shows(s.lines(), review) && !shows(s.lines(), "Looking for")
	})
	s.decide("y")
	s.waitFor(created)
	s.fits()
	shown := strings.Join(s.screen(), "\n")
	id := instanceID.FindString(shown)
	if id == "" {
		s.t.Fatalf("no instance id on the screen:\n%s", shown)
	}
	return id
}

// decide presses a key that cannot be undone, as a person does: alone, on a screen
// that has stood for a while, and once more where the machine was too slow for that.
func (s *session) decide(key string) {
	s.t.Helper()
	for range 20 {
		written := len(s.raw())
		for stood := false; !stood; {
			time.Sleep(150 * time.Millisecond)
			stood, written = written == len(s.raw()), len(s.raw())
		}
		s.send(key)
		for range 20 {
			time.Sleep(30 * time.Millisecond)
			if len(s.raw()) > written && !shows(s.screen(), "Too soon") && !shows(s.screen(), "按得太早") {
				return
			}
		}
	}
	s.t.Fatalf("%q was never taken:\n%s", key, strings.Join(s.screen(), "\n"))
}

var instanceID = regexp.MustCompile(`epn-[0-9]{14}[0-9A-Za-z]{6}`)

// onlyInstance gives the id of the one instance that a sandbox holds.
func onlyInstance(t testing.TB, dir string) string {
	t.Helper()
	ids := instances(t, dir)
	if len(ids) != 1 {
		t.Fatalf("created %q, want one", ids)
	}
	return ids[0]
}

// nothingCreated fails if a sandbox holds anything.
func nothingCreated(t testing.TB, dir string) {
	t.Helper()
	if ids := instances(t, dir); len(ids) > 0 {
		t.Fatalf("created %q", ids)
	}
}

// ends fails unless the program ends with a status and leaves the terminal as it was.
func (s *session) ends(status int) {
	s.t.Helper()
	if got := s.exit(); got != status {
		s.t.Errorf("exit status %d, want %d", got, status)
	}
	s.restored()
}

// sizes are the ones that screens are made for, one that is too small for
// any, and the way back.
var sizes = [][2]int{{100, 30}, {80, 24}, {60, 20}, {40, 12}, {30, 8}, {40, 12}, {60, 20}, {80, 24}, {100, 30}}

// through resizes the terminal through all sizes. Wherever there is room, the
// screen shows a text and where the order goes, and keeps its last column free.
func (s *session) through(text string) {
	s.t.Helper()
	for _, size := range sizes {
		s.resize(size[0], size[1])
		s.waitUntil("showed "+text+" at its new size", func() bool {
			lines := s.lines()
			return s.inside() && (size[0] < 40 && shows(lines, tooSmall) || shows(lines, text) && shows(lines[:1], "SANDBOX"))
		})
	}
}

// ruled reports whether the lines that part a screen, where there is room for
// them, have the width of the terminal: the program knows its new size.
func (s *session) ruled() bool {
	if s.terminal.Width() < 60 {
		return true
	}
	return slices.ContainsFunc(s.lines(), func(line string) bool {
		rest := s.terminal.Width() - utf8.RuneCountInString(line)
		return strings.Trim(line, " ─") == "" && rest >= 1 && rest <= 3
	})
}

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

// TestQueriesAreRecognized: what asks a terminal is found, and what only tells it is not, so that
// the tests that look for none prove something.
func TestQueriesAreRecognized(t *testing.T) {
	t.Parallel()
	const asked = "\x1b[c\x1b[0c\x1b[>c\x1b[=c\x1b[?u\x1b[?2026$p\x1b[4$p\x1b[>q\x1b[>0q\x1b[6n\x1b[?6n\x1b[?996n" +
		"\x1b[14t\x1b[18t\x1b]10;?\a\x1b]11;?\x1b\\\x1b]4;1;?\a\x1b]52;c;?\a\x1bP+q544e\x1b\\\x1bP$qm\x1b\\"
	const told = "\x1b[>1u\x1b[<1u\x1b[>4;2m\x1b[?1049h\x1b]2;title\a\x1b]52;c;YQ==\a\x1b[22;0t\x1b[2J"
	if found := queries([]byte(asked + told)); len(found) != 20 {
		t.Errorf("%d queries are recognized, want 20: %q", len(found), found)
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
	delete(s.modes, ansi.ModeTextCursorEnable)
	delete(s.modes, ansi.ModeAutoWrap)
	if len(s.modes) > 0 {
		s.t.Errorf("modes left on: %v", s.modes)
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

// TestFewBytes: bytes on the way are few: the choice moves at once, its lesson once it rests, and
// a screen that waits sends the seconds that change.
func TestFewBytes(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox", "--name", "lab")
	s.waitFor(billingQuestion)
	fewest := 1 << 20 // On a busy machine, a lesson may come in between.
	for try := 0; try < 5 && fewest > 1000; try++ {
		time.Sleep(200 * time.Millisecond)
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
	}
	if fewest > 1000 {
		t.Errorf("three arrows take %d bytes", fewest)
	}
	s.send(ctrlC)
	s.ends(130)

	service := newService(t, never)
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
