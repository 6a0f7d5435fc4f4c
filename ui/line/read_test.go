package line

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/ui/terminal"
)

func TestReadLine(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", maxLine)
	for _, c := range []struct {
		name, in string
		want     typedLine
		err      error
	}{
		{"a line", "edge lab\nmore", typedLine{text: "edge lab"}, nil},
		{"without an end", "edge", typedLine{text: "edge"}, nil},
		{"GBK stays as it is", "\xc4\xe3\xba\xc3\r\n", typedLine{text: "\xc4\xe3\xba\xc3"}, nil},
		{"as long as fits", long + "\n", typedLine{text: long}, nil},
		{"longer", long + "b\n", typedLine{text: long, cut: true}, nil},
		{"much longer", strings.Repeat(long, 20) + "\n", typedLine{text: long, cut: true}, nil},
		{"endless", strings.Repeat(long, 2+endless/maxLine), typedLine{text: long, cut: true}, io.EOF},
		{"nothing", "", typedLine{}, io.EOF},
	} {
		if got, err := readLine(bufio.NewReaderSize(strings.NewReader(c.in), maxLine)); got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: got %.40q, %v, %v", c.name, got.text, got.cut, err)
		}
	}
}

// keystrokes is a terminal at which lines come at their times, in a bubble's time.
type keystrokes struct {
	lines []keystroke
	rest  []byte
}

type keystroke struct {
	pause time.Duration
	text  string
}

func (k *keystrokes) Read(p []byte) (int, error) {
	if len(k.rest) == 0 {
		if len(k.lines) == 0 {
			time.Sleep(time.Hour) // nobody hangs up
			return 0, io.EOF
		}
		time.Sleep(k.lines[0].pause)
		k.rest, k.lines = []byte(k.lines[0].text), k.lines[1:]
	}
	n := copy(p, k.rest)
	k.rest = k.rest[n:]
	return n, nil
}

// converseAt has a dialog answered at a terminal and gives what it said, and how
// often the terminal was told to drop what it held.
func converseAt(t *testing.T, s client.ENS, lines ...keystroke) (said string, dropped int) {
	t.Helper()
	c := Config{Target: submit.Target{Sandbox: true}, In: &keystrokes{lines: lines}, DropTyped: func() { dropped++ }}
	said, _ = talk(t, s, c)
	time.Sleep(2 * time.Hour) // until the terminal has nothing more to read
	return said, dropped
}

// TestOnlyALineAloneCreates: at a terminal, what was typed before the review was
// shown is no answer to it, and y acts only where nothing else comes within 100 ms.
func TestOnlyALineAloneCreates(t *testing.T) {
	t.Parallel()
	const to, slow, fast = "edge lab\n1\n1\n10\n", time.Second, 99 * time.Millisecond
	for _, c := range []struct {
		name    string
		lines   []keystroke
		creates int
		said    string
	}{
		{"all typed ahead", []keystroke{{0, to + "y\n"}}, 0, "does not count"},
		{"typed ahead, then y", []keystroke{{0, to + "y\n"}, {slow, "y\n"}}, 1, "does not count"},
		{"the questions typed ahead", []keystroke{{0, to}, {slow, "y\n"}}, 1, "Review, SANDBOX."},
		{"half of it before", []keystroke{{0, to}, {0, "y"}, {slow, "\n"}}, 1, "Review, SANDBOX."}, // the terminal has dropped it
		{"y twice", []keystroke{{0, to}, {slow, "y\n"}, {fast, "y\n"}}, 0, "Nothing was done: other lines"},
		{"a line before", []keystroke{{0, to}, {slow, "?\n"}, {fast, "y\n"}}, 0, "Nothing was done: other lines"},
		{"an empty line after", []keystroke{{0, to}, {slow, "y\n\n"}}, 0, "Nothing was done: other lines"},
		{"lines of a paste", []keystroke{{0, to}, {slow, "yes\ny\nn\n"}}, 0, "Nothing was done: other lines"},
		{"hurried, then alone", []keystroke{{0, to}, {slow, "y\ny\n"}, {slow, "Y\n"}}, 1, "Nothing was done: other lines"},
		{"slow enough", []keystroke{{0, to}, {slow, "?\n"}, {terminal.Calm, "y\n"}, {2 * terminal.Calm, "q\n"}}, 1, "The EPN instance was created."},
		{"a prompt for each", []keystroke{{0, to}, {slow, "n\n"}}, 0, "1 to 128 characters.\n> Name: edge lab.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{}
				said, dropped := converseAt(t, s, c.lines...)
				if len(s.creates) != c.creates || !strings.Contains(said, c.said) || dropped == 0 {
					t.Errorf("%d creates, want %d, or it was not said: %q\n%s", len(s.creates), c.creates, c.said, said)
				}
			})
		})
	}
}

// TestOnlyALineAloneCloses: so with the word that nothing was created.
func TestOnlyALineAloneCloses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		lines  []keystroke
		closed bool
		said   string
	}{
		{"typed ahead", []keystroke{{0, "x\nnothing there\n"}, {time.Minute, "q\n"}}, false, "does not count"},
		{"in one paste", []keystroke{{time.Minute, "x\nnothing there\n"}, {time.Minute, "q\n"}}, false, "does not count"},
		{"hurried", []keystroke{{time.Minute, "nothing there\nq\n"}, {time.Minute, "q\n"}}, false, "Nothing was done: other lines"},
		{"alone", []keystroke{{time.Minute, "x\n"}, {time.Second, "nothing there\n"}, {time.Second, "q\n"}}, true, "Recorded:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				to := []keystroke{{0, "edge lab\n1\n1\n10\n"}, {time.Second, "y\n"}, {time.Second, ""}}
				said, _ := converseAt(t, newLate(0), append(to, c.lines...)...)
				if closed := strings.Contains(said, "Recorded:"); closed != c.closed || !strings.Contains(said, c.said) {
					t.Errorf("closed %v, or it was not said: %q\n%s", closed, c.said, said)
				}
			})
		})
	}
}

// forever is a program that writes one text without an end.
type forever string

func (f forever) Read(p []byte) (int, error) {
	n := 0
	for n+len(f) <= len(p) {
		n += copy(p[n:], f)
	}
	return n, nil
}

// TestAnswersInVain: a program that answers without an end is no loop without an end.
func TestAnswersInVain(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"\n", "?\n", "b\n", "x\x1b\n", "1\n", "again\n", "\xff\n", "b\n?\n"} {
		s := &service{}
		if said, ending := talk(t, s, Config{In: forever(line), Piped: true}); len(s.creates) > 0 || ending.Outcome != nil || !strings.Contains(said, "50 answers in a row changed nothing.") {
			t.Errorf("%q: %d creates\n%s", line, len(s.creates), said)
		}
	}
	if said, _ := talk(t, &service{}, Config{}, strings.Repeat("?\n", 2*mostInVain)+"edge lab"); !strings.Contains(said, "Name: edge lab.") {
		t.Error("a person was not let on")
	}
}

// TestWideDigits: what Chinese input methods type is a digit and a question mark.
func TestWideDigits(t *testing.T) {
	t.Parallel()
	s := &service{}
	said, _ := talk(t, s, Config{}, "？", "１２", "？　２", "２", "１", "１０", "？", "４", "２０", "y")
	if len(s.creates) != 1 || s.creates[0].EPNInstanceName != "１２" || s.creates[0].InternetChargeType != "95BandwidthByMonth" || s.creates[0].InternetMaxBandwidthOut != 20 {
		t.Errorf("sent %+v", s.creates)
	}
	for _, help := range []string{"The name is yours to choose", "Fits steady traffic with short bursts", "y sends the order, once."} {
		if !strings.Contains(said, help) {
			t.Errorf("it was not said: %q\n%s", help, said)
		}
	}
}

// TestOtherEncodings: bytes of GBK and half a character, left by a terminal that
// erases bytes, are refused; nothing stands in for them.
func TestOtherEncodings(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"\xc4\xe3\xba\xc3", "caf\xe9", "\xe4\xbdx", "\xe4\xbd\xe5\xa5\xbd"} {
		s := &service{}
		said, _ := talk(t, s, Config{}, name, "می\u200cخ", "1", "\xa3\xb1", "1", "10", "y")
		if strings.Count(said, "must be UTF-8") != 2 || strings.Contains(said, "\ufffd") || len(s.creates) != 1 || s.creates[0].EPNInstanceName != "می\u200cخ" {
			t.Errorf("%q: sent %+v\n%s", name, s.creates, said)
		}
	}
}
