package line

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
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
		{"GBK stays as it is", "\xc4\xe3\xba\xc3\r\n", typedLine{text: "\xc4\xe3\xba\xc3"}, nil},
		{"as long as fits", long + "\n", typedLine{text: long}, nil},
		{"longer", long + "b\n", typedLine{text: long, cut: true}, nil},
		{"endless", strings.Repeat(long, 2+endless/maxLine), typedLine{text: long, cut: true}, io.EOF},
		{"nothing", "", typedLine{}, io.EOF},
	} {
		got, err := readLine(bufio.NewReaderSize(strings.NewReader(c.in), maxLine))
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: got %.40q, %v, %v", c.name, got.text, got.cut, err)
		}
	}
}

// TestTyped: at a terminal, what was typed before the review was shown is no answer to
// it, and what cannot be taken back acts only where nothing else comes within 100 ms.
func TestTyped(t *testing.T) {
	typed := func() *fake { return &fake{typed: true} }
	lost := func() *fake {
		s := loses()
		s.typed = true
		return s
	}
	const before, alone = "What was typed before this was shown does not count", "Nothing was done: other lines"
	const slow, open = order + "<1s>", order + "<1s>y|<1m>"
	hold(t, []dialogue{
		{"typed ahead, then y", typed(), order + "y|<1s>y|", "sent 1 created", before},
		{"the questions typed ahead", typed(), slow + "y|", "sent 1 created", "!does not count … !Nothing was done"},
		{"half of it before", typed(), order + "<0s>y<1s>|", "sent 1 created", "Review"}, // the terminal has dropped it
		{"y twice", typed(), slow + "y|<99ms>y|", "sent 0", alone},
		{"a line before", typed(), slow + "?|<99ms>y|", "sent 0", alone},
		{"an empty line after", typed(), slow + "y||", "sent 0", alone},
		{"hurried, then alone", typed(), slow + "y|y|<1s>Y|", "sent 1 created", alone},
		{"slow enough", typed(), slow + "?|<100ms>y|<200ms>q|", "sent 1 created", "The EPN instance was created."},
		{"a prompt for each", typed(), slow + "n|", "sent 0", "1 to 128 characters.\n> Name: edge lab.\n"},
		{"closing typed ahead", lost(), slow + "y|<500ms>x|nothing there|<1m>q|", "sent 1 unknown explained looks 6",
			before + " … !Recorded:"},
		{"in one paste", lost(), open + "x|nothing there|<1m>q|", "sent 1 unknown explained looks 8",
			before + " … !Recorded:"},
		{"hurried", lost(), open + "nothing there|q|<1m>q|", "sent 1 unknown explained looks 8",
			alone + " … !Recorded:"},
		{"alone", lost(), open + "x|<500ms>nothing there|<1s>q|", "sent 1 unknown explained looks 7", "Recorded:"},
	})
}

// forever is a program that writes one text without an end.
type forever string

func (f forever) Read(p []byte) (int, error) {
	return copy(p, strings.Repeat(string(f), len(p)/len(f))), nil
}

// TestAnswersInVain: a program that answers without an end is no loop without an end, and
// a person is let on.
func TestAnswersInVain(t *testing.T) {
	all := []dialogue{{"a person", &fake{}, strings.Repeat("?|", 2*mostInVain) + "edge lab", "sent 0", "Name: edge lab."}}
	for _, line := range []string{"\n", "?\n", "b\n", "x\x1b\n", "1\n", "again\n", "b\n?\n"} {
		endless := &fake{config: Config{In: forever(line), Piped: true}}
		all = append(all, dialogue{line, endless, "", "sent 0", "50 answers in a row changed nothing."})
	}
	hold(t, all)
}

// TestWaits: a wait that is noticed is named, and then it is said every five seconds how
// long it has been.
func TestWaits(t *testing.T) {
	waits := func(connects time.Duration) *fake {
		open := flow.Session{Unsettled: []journal.Record{{}}}
		return &fake{connects: connects, unconnected: client.SandboxFailed, config: Config{Session: open}}
	}
	looking := words.English().Unsettled.Looking
	hold(t, []dialogue{
		{"not noticed", waits(299 * time.Millisecond), "", "sent 0 keys 1", "!" + looking},
		{"noticed", waits(5200 * time.Millisecond), "", "sent 0 keys 1", looking + "\n … !Still waiting"},
		{"long", waits(10400 * time.Millisecond), "", "sent 0 keys 1", looking + "\n" +
			"Still waiting, 5 seconds so far.\nStill waiting, 10 seconds so far.\n … !Still waiting"},
	})
}
