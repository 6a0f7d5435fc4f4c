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

// onTheReview begins a session that stands on its review, and has stood there.
func onTheReview(t *testing.T) *session {
	t.Helper()
	s := run{}.start(t, given("--sandbox")...)
	s.waitFor(review)
	s.waitUntil("had its checks", func() bool { return shows(s.lines(), "The name is free") })
	time.Sleep(200 * time.Millisecond)
	return s
}

// What is no key of a person's own creates nothing, whatever letters it holds.
// TestNothingActs and TestReadTogether of the terminal have more of it.
func TestNothingIsCreatedBy(t *testing.T) {
	t.Parallel()
	for name, typed := range map[string]string{
		"a paste with 0x9b":               "\x1b[200~hello\x9b201~y\x1b[201~",
		"a paste and y":                   "\x1b[200~hello\x1b[201~y",
		"lines":                           "yes\ryes\r",
		"y and escape":                    "y\x1b",
		"a mode report in pieces, slowly": "\x1b[?2026;2$" + pause + "400ms y",
		"CSI in pieces":                   "\x1b[1;1" + pause + "70ms y",
		"SS3 in pieces":                   "\x1bO" + pause + "70ms y",
		"OSC in pieces":                   "\x1b]l" + pause + "70ms yes",
		"half a string and y":             "\x1b]l" + pause + "1100ms y",
		"the oldest mouse report":         "\x1b[M y!",
		"Enter with a text":               "\x1b[13;1;121u",
		"33 parameters":                   "\x1b[" + strings.Repeat("1;", 33) + "m",
		"y twice":                         "yy",
		"y and half a sequence":           "y\x1b[",
		"the rest of a report and y":      "\x1b[" + pause + "120ms 1;1Ry",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := onTheReview(t)
			s.typeSlowly(typed)
			time.Sleep(300 * time.Millisecond)
			s.leave()
			nothingCreated(t, stateDir(s.home))
		})
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

// A person's own key creates.
func TestCreatedBy(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]string{"Y": "Y", "y with caps lock, by its number": "\x1b[121;65u"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := onTheReview(t)
			s.decide(key)
			s.waitFor(created)
			s.finish()
			onlyInstance(t, stateDir(s.home))
		})
	}
}

// What is typed into a field is what a person types there, and nothing else is.
// TestSplit and TestSplitWithPauses of the terminal have more of it.
func TestTypedIntoTheName(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ typed, field, said string }{
		"replies and reports":            {"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[12;40R\x1b[<0;10;10M\x1b[<0;10;10m\x1b[I\x1b[O", "for example", ""},
		"a character in two reads":       {"\xe4\xbd" + pause + "120ms \xa0", "你", ""},
		"GBK, and a name behind it":      {"\xc4\xe3\xba\xc3" + pause + "1100ms lab", "lab", "UTF-8"},
		"Persian with a joiner":          {"\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e", ""},
		"a bidirectional override":       {"a\u202eb", "ab", `\u202e`},
		"a family, of which one is left": {"a👨\u200d👩\x7f", "a", ""},
		"home and end of rxvt":           {"b\x1b[7~a\x1b[8~c", "abc", ""},
		"words":                          {"edge lab two\x17\x1b[1;5D\x1bbx", "xedge lab", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox")
			s.waitFor(nameQuestion)
			s.typeSlowly(c.typed)
			s.waitFor("› " + c.field)
			s.waitFor(c.said)
			s.leave()
		})
	}
}

// Keys do what they do on whatever terminal sends them.
func TestKeysOfTerminals(t *testing.T) {
	t.Parallel()
	const help, next = "close help", billingQuestion
	for name, c := range map[string]struct{ typed, shows string }{
		"F1 of the Linux console":           {"\x1b[[A", help},
		"both line ends in pieces":          {"edge\r" + pause + "60ms \n", next},
		"ctrl+Enter by its number":          {"edge\x1b[13;5u", next},
		"escape, then the rest of an arrow": {"edge\r" + pause + "300ms \x1b" + pause + "200ms [B" + pause + "300ms x", "› edgex"},
		"an arrow in two reads":             {"edge\n" + pause + "300ms \x1b[" + pause + "60ms B", "› 2 Monthly 95th percentile"},
		"a digit":                           {"edge\x1bOM" + pause + "300ms 3", "› 3 Monthly fourth peak"},
		"a fullwidth question mark":         {"edge\r\n" + pause + "300ms ？", help},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := run{}.start(t, "--sandbox")
			s.waitFor(nameQuestion)
			s.typeSlowly(c.typed)
			s.waitFor(c.shows)
			time.Sleep(100 * time.Millisecond)
			s.waitFor(c.shows)
			s.leave()
		})
	}
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
		"behind a megabyte": string(junk), "in a paste": "\x1b[200~abc", "in a string": "\x1b]0;abc", "in a sequence": "\x1b[1;",
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
