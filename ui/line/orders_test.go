package line

import (
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

func loses(listed ...string) *fake { return &fake{failures: []client.Failure{isLost}, listed: listed} }

// TestReview: what can be answered there, and what is said of what has changed.
func TestReview(t *testing.T) {
	const review = "Review, LIVE.\n"
	refuses := func(f client.Failure) *fake {
		f.Kind = client.Refused
		return &fake{failures: []client.Failure{f}}
	}
	throttles := refuses(client.Failure{Code: "Throttling.User", RetryAfter: 30 * time.Second})
	notReady := func(cause client.Cause, keys string) dialogue {
		return dialogue{"not ready", &fake{unconnected: cause}, order + "?|yes||y|q", "sent 0 keys 2",
			"!y sends the order … " + keys + " … " + keys + " … " + keys + " … " + keys + " … y creates the instance"}
	}
	hold(t, []dialogue{
		{"end", &fake{}, order, "sent 0", "y creates the instance"},
		{"left", &fake{}, order + "n|y", "sent 0", review},
		{"neither word nor letter", &fake{}, order + "|yes|Y", "sent 1 created", "n leaves … n leaves … n leaves"},
		{"edited, and only changes are said", &fake{}, order + "4|20|1|B|1|other|y", "sent 1 other 20 created",
			review + " … " + review + "4 Bandwidth: 20 Mbit/s (typed)\ny creates … Empty line: edge lab. … " +
				review + "y creates … " + review + "1 Name: other (typed)\ny creates"},
		notReady(client.NoCredentials, "then answer y to look again. n leaves."),
		notReady(client.SandboxFailed, "y tries again, n leaves."),
		{"refused", refuses(client.Failure{Code: "StockNotEnough", Message: "x\x1b[2J", RequestID: "R-9"}),
			order + "y|4|5|y", "sent 2 5 created looks 2",
			"Nothing was created. … R-9 … \n4 changes: Bandwidth.\n … " + review + "4 Bandwidth"},
		{"asked to wait", throttles, order + "y|y|4|b|y", "sent 1 refused explained looks 1",
			"Nothing was created" + strings.Repeat(" … !y creates … as the service asks.\nn leaves", 4) +
				" … !as the service asks … !y creates"},
	})
}

// TestDamage: a journal that does not read is said first, and nothing is ordered before
// that was acknowledged, at once or on the review.
func TestDamage(t *testing.T) {
	const first = "!Step 1 of 4 … cannot be read (line 1) … answer: seen … Step 1 of 4"
	hold(t, []dialogue{
		{"at once", &fake{damaged: true, typed: true}, typeSlowly("yes|seen|" + order + "y"), "sent 1 created", first},
		{"not", &fake{damaged: true, typed: true}, typeSlowly("n|" + order + "y|again|n"), "sent 0", first},
		{"on the review", &fake{damaged: true, typed: true}, typeSlowly("n|" + order + "seen|y"), "sent 1 created", first},
		{"left", &fake{damaged: true, typed: true}, typeSlowly("q"), "sent 0", "answer: seen"},
		{"piped", &fake{damaged: true}, order + "y", "sent 0", "cannot be read (line 1)"},
	})
}

// TestUnsettled: the first looks are waited for, and then each empty line looks; nothing
// is sent again by y, and only the whole sentence closes it.
func TestUnsettled(t *testing.T) {
	const keys = "An empty line looks again. x records that nothing was created."
	const again = "The same order of … To send it again all the same, answer: again\n"
	by := func(look int) *fake {
		s := loses("epn-7")
		s.from = look
		return s
	}
	hold(t, []dialogue{
		{"found at once", loses("epn-7"), order + "y", "sent 1 created recovered as epn-7 looks 1",
			"may exist … !may exist … a look-up found it … !" + keys + " … !may exist"},
		{"by itself", by(4), order + "y", "sent 1 created recovered as epn-7 looks 4", "a look-up found it"},
		{"at an empty line", by(5), order + "y||q", "sent 1 created recovered as epn-7 looks 5",
			keys + " … a look-up found it"},
		{"at none", by(7), order + "y||q", "sent 1 unknown explained looks 5",
			keys + " … " + keys + " … !a look-up found it"},
		{"nothing but the sentence", loses(), order + "y|y|x|no|x||q", "sent 1 unknown explained looks 4",
			"To record that, answer: nothing there"},
		{"closed", loses(), order + "y|x|nothing there|y", "sent 2 created looks 6",
			"!The same order of … Recorded: this order created nothing."},
		{"nor a question", loses("epn-7", "epn-8"), order + "y|2 or 1?|Help|q", "sent 1 unknown explained looks 1",
			"A number says which instance it is. … " + words.English().Unsettled.Help},
		{"picked", loses("epn-7", "epn-8"), order + "y|2", "sent 1 created recovered as epn-8 looks 1",
			"1: It is epn-7 … 2: It is epn-8"},
		{"not again by y", loses(), order + "y|n|y|n", "sent 1 unknown explained looks 5", again},
		{"help does not send", loses(), order + "y|n|?|maybe|Again", "sent 2 created looks 6",
			again + " … " + again[len("The same order of … "):]},
		{"another order", loses(), order + "y|n|4|20|y", "sent 2 20 created looks 6", again},
	})
}

// TestEarlierOrders: on a terminal each is asked about; answers from elsewhere are not
// about them. The same order takes more than y either way.
func TestEarlierOrders(t *testing.T) {
	earlier := func(typed bool) *fake {
		open := []journal.Record{
			{Entry: journal.Entry{ID: "J-1", Order: usual}, Resolution: journal.Resolution{Outcome: "unknown"}},
			{Entry: journal.Entry{ID: "J-2", Order: client.Order{EPNInstanceName: "other"}},
				Resolution: journal.Resolution{Outcome: "unknown"}},
		}
		return &fake{typed: typed, config: Config{Session: flow.Session{Unsettled: open}}}
	}
	hold(t, []dialogue{
		{"piped", earlier(false), order + "y|again", "sent 1 created",
			`!An empty line looks again … Journal ID: J-1 … for "other" … Journal ID: J-2 … Unsettled orders: 2. … Step 1`},
		{"asked about", earlier(true), typeSlowly("n|N|" + order + "y|again"), "sent 1 created",
			`!Unsettled orders: 2. … Journal ID: J-1 … An empty line looks again … for "other" … Journal ID: J-2 … Step 1`},
	})
}

// TestLeaving: the first ctrl+c is asked about, the second leaves, and what was on its way
// is told as such. Who is told that nothing was sent can rely on it, also a moment later.
func TestLeaving(t *testing.T) {
	ask := words.English().Wizard.LeaveAsk
	hold(t, []dialogue{
		{"once", &fake{interrupts: 1}, order + "y", "sent 1 created", ask + " … !" + ask},
		{"twice", &fake{interrupts: 2}, order + "y", "sent 1 unknown interrupt", ask + " … !" + ask},
		// The first look is the review's, which is too old to send by when y comes.
		{"before it was sent", &fake{terminates: 2}, order + "<4s>y|<9s>", "sent 0 terminated",
			"y creates the instance"},
	})
}

// TestPractice: n and b lead back to the list, q leaves practice.
func TestPractice(t *testing.T) {
	plays := func(failures ...client.Failure) *fake { return &fake{practising: true, failures: failures} }
	refusal := client.Failure{Kind: client.Refused, Code: "StockNotEnough",
		Message: "The specified configuration is unavailable. Reconfigure and try again."}
	found := plays(isLost)
	found.listed = []string{"epn-7"}
	const open = "n goes back to the list. q leaves practice."
	hold(t, []dialogue{
		{"end at once", plays(), "", "sent 0", "Practice, SANDBOX. … 1: A refusal that points to a field."},
		{"walk", plays(refusal), "4|x||?|1|?|maybe|b|1|y|4|50|y|3|N|q", "sent 2 practice 1 50 completed looks 3",
			"That is not on the list. … That is not on the list. … That is not on the list. … Review, SANDBOX. … " +
				"Bandwidth: 100 Mbit/s (practice) … n goes back to the list, 1 to 4 changes an answer, " +
				"q leaves practice. … n goes back … n goes back … This combination of answers cannot be supplied … " +
				"The EPN instance was created.\nepn-2 … 1: A refusal that points to a field. " +
				"Done: A refusal creates nothing … Fixed bandwidth (practice)"},
		{"left from the review", plays(), "1|q|1|y", "sent 0", "Review, SANDBOX."},
		{"left from a question", plays(), "1|4|q|1|y", "sent 0", "Review, SANDBOX."},
		{"end after the create", plays(), "3|y", "sent 1 practice 3 PayByBandwidth",
			"The EPN instance was created.\nepn-1 … What this showed: You chose the billing method that is in force"},
		{"refused, left", plays(refusal), "1|y|n|q", "sent 1 practice 1 100 completed looks 1",
			"!The EPN instance was created."},
		{"found", found, "2|y|q", "sent 1 practice 2 completed looks 1", "whatever it created is billed … " +
			"Do not order it again.\nepn-7\n … sent once and carried out … 2: A reply that is lost. Done:"},
		{"unsettled", plays(isLost), "2|y|n|q", "sent 1 practice 2 completed looks 4", open + " … !What this showed"},
		{"and back", plays(isLost), "2|y|B|q", "sent 1 practice 2 completed looks 4", open},
		{"and left", plays(isLost), "2|y|q|q", "sent 1 practice 2 looks 4", open},
		{"ordered again", plays(isLost), "2|y|x|nothing there|y|q", "sent 2 practice 2 completed looks 6",
			"What this showed: The first order had been carried out"},
	})
}
