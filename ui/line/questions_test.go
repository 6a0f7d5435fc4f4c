package line

import (
	"fmt"
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
	given := &fake{config: Config{Session: flow.Session{Given: forms.Answers{client.Name: fromFlag}}}}
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
	saved := func(piped bool) *fake {
		answers := forms.Answers{
			client.Name: {Value: "kept lab", Origin: kept}, client.BillingMethod: {Value: "PayByBandwidth", Origin: kept},
		}
		return &fake{config: Config{Session: flow.Session{Saved: answers}, Piped: piped}}
	}
	hold(t, []dialogue{
		{"continued", saved(false), "maybe|y|1|10|y", "sent 1 kept lab PayByBandwidth created",
			"2026-11-22 14:02 … Name: kept lab … y continues it … y continues it"},
		{"not", saved(false), "n|" + order + "y", "sent 1 created", "2026-11-22 14:02"},
		{"piped", saved(true), order + "y", "sent 1 created",
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
		{"not recorded", chinese(&fake{config: Config{Session: flow.Session{Unsettled: gone}}}), "x|nothing there",
			"sent 0", "无法记录：日志中没有这个请求。"},
		{"practice", chinese(&fake{practising: true, unconnected: client.SandboxFailed}), "1|q", "sent 0 completed keys 1",
			"无法准备演练。沙箱无法启动。no room"},
	})
}
