package line

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// order are the answers that lead to the review.
const order = "edge lab|1|1|10|"

// TestQuestions: what each answer leads to.
func TestQuestions(t *testing.T) {
	fromFlag := forms.Answer{Value: "edge lab", Origin: forms.Origin{Kind: forms.FromFlag, Detail: "--name"}}
	given := &fake{config: Config{Session: flow.Session{Given: forms.Answers{client.InstanceName: fromFlag}}}}
	hold(t, []dialogue{
		{"walk", &fake{}, "edge lab|2||10|c|y", "sent 1 95BandwidthByMonth created", "Step 1 of 4, LIVE … " +
			"2: Monthly 95th percentile\n … Empty line: Internet acceleration. … Step 4 of 4, LIVE … " +
			"Mbit/s, a whole number from 1 to 100. … Review, LIVE … Credentials: profile default … LTAI****9Q … " +
			"aliyun ens CreateEpnInstance"},
		{"end at once", &fake{}, "", "sent 0", "Step 1 of 4"},
		{"left", &fake{}, "edge lab|q", "sent 0", "Step 2 of 4"},
		{"ended", &fake{terminates: -1}, "<1h>", "sent 0 terminated", "Step 1 of 4"},
		{"back", &fake{}, "b|edge|B|edge lab|1|1|10|y", "sent 1 created",
			"This is the first question.\n\nStep 1 of 4 … Step 2 of 4 … Step 1 of 4 … Empty line: edge."},
		{"not valid", &fake{}, "|a\x1b[31mb|edge lab|5|1|1|ten|101||7|y", "sent 1 7 created", "Name is required … " +
			`this has \x1b … Answer with the number of an option, 1 to 4. … ` +
			"whole number from 1 to 100 … whole number … is required"},
		{"too long", &fake{}, strings.Repeat("x", 100_000) + "|" + order + "y", "sent 1 created", "at most 4096 bytes fit"},
		{"an alias", &fake{}, "edge lab|fixed|both|10|y", "sent 1 PayByBandwidth SpeedUpAndConnection created",
			"Internet and internal"},
		{"help", &fake{}, "?|edge lab|help|? 2|? 5|1|?1|1|help|10|Help|n", "sent 0",
			"An edge private network (EPN) connects … The name is yours to choose … " +
				"q leaves.\nStep 1 of 4, LIVE. What should the EPN instance be called?\n … " +
				"Each day is billed by its own highest sample … Fits steady traffic with short bursts … " +
				"not billed.\nStep 2 of 4, LIVE. How is network usage billed?\nEmpty line: Daily peak.\n … " +
				"Monthly fourth peak: the month is billed at 56.3 Mbit/s. … It cannot become an internal mode later … " +
				"The most that the instance may send … y sends the order, once."},
		{"help is a name", &fake{}, "help|1|1|10|n", "sent 0", "1 Name: help (typed)"},
		{"and what begins with ?", &fake{}, "? 2|1|1|10|n", "sent 0", "Name: ? 2."},
		{"given is not asked", given, "1|1|10|1|edge two|y", "sent 1 edge two created",
			"!Step 1 of 4 … edge lab (--name) … Step 1 of 4"},
		{"as Chinese input methods type", &fake{}, "？|１２|？　２|２|１|１０|？|４|２０|y",
			"sent 1 １２ 95BandwidthByMonth 20 created",
			"The name is yours to choose … Fits steady traffic with short bursts … y sends the order, once."},
		{"other encodings", &fake{}, "\xc4\xe3\xba\xc3|می\u200cخ|1|\xa3\xb1|1|10|y", "sent 1 می\u200cخ created",
			"!\ufffd … must be UTF-8 … must be UTF-8 … !\ufffd"},
		{"half a character", &fake{}, "\xe4\xbd\xe5\xa5\xbd|edge lab|q", "sent 0", "!\ufffd … must be UTF-8 … !\ufffd"},
	})
}

// TestDraft: a person is asked about it. Piped answers are not about it.
func TestDraft(t *testing.T) {
	kept := forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}
	saved := func(typed bool) *fake {
		answers := forms.Answers{
			client.InstanceName:  {Value: "kept lab", Origin: kept},
			client.BillingMethod: {Value: "PayByBandwidth", Origin: kept},
		}
		return &fake{typed: typed, config: Config{Session: flow.Session{Saved: answers}}}
	}
	hold(t, []dialogue{
		{"continued", saved(true), typeSlowly("maybe|y|1|10|y"), "sent 1 kept lab PayByBandwidth created",
			"2026-11-22 14:02 … Name: kept lab … y continues it … y continues it"},
		{"not", saved(true), typeSlowly("n|" + order + "y"), "sent 1 created", "2026-11-22 14:02"},
		{"piped", saved(false), order + "y", "sent 1 created",
			"Your answers of 2026-11-22 14:02 are kept; --resume continues with them.\n … !y continues it"},
	})
}

// TestLessons: ? says of each option what it means, when to choose it, what it fixes, and
// what it would bill; with a number of that option alone. Of the user's own traffic that
// is said with the question.
func TestLessons(t *testing.T) {
	q := words.English().Questions
	billing, networking := q.Billing.Help, q.Networking.Help
	for _, method := range client.BillingMethods() {
		billing += " … " + q.Billing.Options[method].Means + " … " + q.Billing.Options[method].Choose
	}
	for _, mode := range client.NetworkingModes() {
		networking += " … " + q.Networking.Options[mode].Choose + " … " + q.Networking.Options[mode].Fixes
	}
	daily, fourth := q.Billing.Options["BandwidthByDay"], q.Billing.Options["PayByBandwidth4thMonth"]
	s := forms.Illustration()
	s.Reading.Gaps, s.Reading.Missing, s.Reading.FirstGap = 1, 2, 7
	own := &fake{config: Config{Traffic: forms.OwnTraffic(s, nil)}}
	hold(t, []dialogue{
		{"unasked", &fake{}, "edge lab|q", "sent 0", "!" + daily.Means + " … !" + daily.Choose},
		{"billing", &fake{}, "edge lab|?|q", "sent 0", billing + " … is between 36.5 and 93.8 Mbit/s … " +
			"Daily peak: each day is billed at its own peak, on average 44.6 Mbit/s. … " +
			"Monthly 95th percentile: the month is billed at 36 Mbit/s. … " +
			"Fixed bandwidth: what you order is billed, here 94 Mbit/s. … " + q.BillingOpen},
		{"one option", &fake{}, "edge lab|? 3|q", "sent 0",
			"!" + daily.Choose + " … " + fourth.Choose + " … !" + daily.Choose},
		{"networking", &fake{}, "edge lab|1|?|q", "sent 0", networking},
		{"own traffic", own, "edge lab|1|1|10|4|?|q", "sent 0", "Your traffic in 2026-09, the last whole month … " +
			"Monthly fourth peak: the month is billed at 56.3 Mbit/s. … what you order is billed, here 94 Mbit/s … " +
			"before line 7 … Your own traffic needs 94 Mbit/s: in 2026-09 it reached 93.8. … " +
			"10 Mbit/s can send at most 108 GB a day"},
	})
}

// TestMethodInForce: it is said with the question, its help and the bandwidth, which is
// what it bills, and on the review, alike. A look that takes long is told of when it has
// answered.
func TestMethodInForce(t *testing.T) {
	w := words.English()
	inForce := fmt.Sprintf(w.Warnings["billing-method-in-force"], "Fixed bandwidth")
	fixed := func(takes time.Duration) *fake { return &fake{inForce: client.BillingFixed, takes: takes} }
	hold(t, []dialogue{
		{"at once", fixed(0), "edge lab|?|1|1|?|10|n", "sent 0", inForce + " … " + inForce + " … !It is a limit … " +
			w.Lessons.FixedBilled + " … !It is a limit … " + w.Lessons.FixedBilled +
			" … \n2 Billing: Daily peak (chosen) -> Fixed bandwidth (in force)\n … " + inForce},
		{"late", fixed(400 * time.Millisecond), "edge lab|<4s>q", "sent 0",
			w.Questions.Billing.Fixes + "\nEmpty line: Daily peak.\n" + inForce},
	})
}

// TestChinese: lines are put together as Chinese is written.
func TestChinese(t *testing.T) {
	chinese := func(s *fake) *fake {
		s.config.Words, s.config.Traffic = words.Chinese(), forms.OwnTraffic(forms.Illustration(), nil)
		return s
	}
	gone := []journal.Record{{Entry: journal.Entry{ID: "gone"}, Resolution: journal.Resolution{Outcome: "unknown"}}}
	hold(t, []dialogue{
		{"help and review", chinese(&fake{}), "edge lab|?|1|?|1|400|10|?|n", "sent 0", "1：智能加速（外网），SpeedUp。 … " +
			"带宽必须是 1 到 100 的整数。 … 3 组网模式：智能加速（外网），手动选择 … 自创建时开始计费。凭证："},
		{"found", chinese(loses("epn-7")), order + "y", "sent 1 created recovered as epn-7 looks 1",
			"并已查询到。请勿再次下单。\n"},
		{"several", chinese(loses("epn-7", "epn-8")), order + "y|q", "sent 1 unknown explained looks 1", "2：就是 epn-8"},
		{"not recorded", chinese(&fake{typed: true, config: Config{Session: flow.Session{Unsettled: gone}}}),
			typeSlowly("x|nothing there|q"), "sent 0", "无法记录：日志中没有这个请求。"},
		{"practice", chinese(&fake{practising: true, unconnected: client.SandboxFailed}), "1|q", "sent 0 completed keys 1",
			"无法准备演练。沙箱无法启动。no room"},
	})
}

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
		{"endless", strings.Repeat(long, 2+endlessLine/maxLine), typedLine{text: long, cut: true}, io.EOF},
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
	all := []dialogue{{"a person", &fake{typed: true}, strings.Repeat("?|", 2*mostInVain) + "edge lab|q",
		"sent 0 nothing dropped", "Name: edge lab."}}
	for _, line := range []string{"\n", "?\n", "b\n", "x\x1b\n", "1\n", "again\n", "b\n?\n"} {
		endless := &fake{config: Config{In: forever(line)}}
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
