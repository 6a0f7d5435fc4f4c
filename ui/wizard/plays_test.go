package wizard

import (
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// play is what keys do on the way from a beginning, and how many orders are sent by them.
type play struct {
	name    string
	config  Config
	service *service
	creates int
	steps   []string
}

// follow takes steps: "=" and what the screen shows then, "-" and what it does not, "!" and a
// key that cannot be undone, "~" and a key that few effects may follow, "_" and a key whose
// effects do not end, "." where the wizard is left; anything else is pressed.
func (d *driver) follow(steps ...string) {
	d.t.Helper()
	for _, step := range steps {
		kind, rest := step[:1], step[1:]
		switch {
		case kind == "=":
			d.shows(rest)
		case kind == "-":
			if s := d.screenText(); strings.Contains(s, rest) {
				d.t.Errorf("the screen shows %q:\n%s", rest, s)
			}
		case kind == "!":
			if d.screenText(); !d.Irrevocable(keyPress(rest)) {
				d.t.Errorf("%s can be undone", rest)
			}
			d.press(rest)
		case kind == "~":
			d.results = 2
			d.press(rest)
			d.results = 1000
		case kind == "_":
			d.hold(rest)
		case step == ".":
			if !d.left {
				d.t.Errorf("the wizard is not left")
			}
		default:
			d.press(step)
		}
	}
}

// TestPlays follows every play. What the journey makes of it is tested with the journey.
func TestPlays(t *testing.T) {
	t.Parallel()
	for _, p := range plays {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			d := drive(t, p.config, p.service)
			if d.follow(p.steps...); d.service.creates != p.creates {
				t.Errorf("%d creates, want %d", d.service.creates, p.creates)
			}
		})
	}
}

var plays = []play{
	{"an order", sandboxed, nil, 1, []string{
		"edge lab", "enter", "down", "enter", "enter", "10", "enter", "=y Create this instance", "y", "=" + instanceID,
		"enter", ".",
	}},
	{"back with an invalid value", sandboxed, nil, 0, []string{
		"edge lab", "enter", "enter", "enter", "0", "esc", "=What should the network connect?", "shift+tab", "esc",
		"=edge lab", "enter", "enter", "enter", "=must be a whole number from 1 to 100", "backspace", "7", "enter",
		"=7 Mbit/s",
	}},
	{"one key opens each answer, one takes it back", ready(), nil, 1, []string{
		"1", " two", "=enter to the review esc keep as it was", "enter", "=edge lab two",
		"2", "down", "down", "enter", "=Monthly fourth peak", "3", "2", "enter", "=Internal network",
		"4", "backspace", "2", "enter", "=12 Mbit/s", "4", "backspace", "backspace", "esc", "=12 Mbit/s", "!y",
	}},
	{"a number chooses, and Enter goes on", sandboxed, nil, 0, []string{
		"edge lab", "enter", "1", "=› 1 Daily peak", "4", "=› 4 Fixed bandwidth", "３", "=› 3 Monthly fourth peak",
		"2", "9", "0", "x", "=› 2 Monthly 95th percentile", "enter", "=✓ Monthly 95th percentile",
	}},
	{"where answers come from", without(ready(), client.NetworkingMode, client.Bandwidth), nil, 0, []string{
		"enter", "10", "enter", "=--name", "=--billing-method", "=default", "=typed", "=fixed by the service",
		"1", "2", "enter", "=edge lab2", "---name ",
	}},
	{"a first run", firstRun(Config{}), nil, 0, []string{"=To try it without risk: epn-wizard practice."}},
	{"a first run of the sandbox", firstRun(sandboxed), nil, 0, []string{"=Nothing is created before", "-epn-wizard practice"}},
	{"keys that would run a program", sandboxed, nil, 0, []string{"edge", "ctrl+v", "ctrl+e", "ctrl+z", "=› edge"}},
	{"left", ready(), nil, 0, []string{"=Create this instance?", "ctrl+c", "-Create a second one", "."}},
	{"left from the help", sandboxed, nil, 0, []string{"a", "enter", "?", "ctrl+c", "."}},
	{"refused, and sent once more", ready(), refusesOnce(), 2, []string{
		"y", "=InvalidParameter.Bandwidth · HTTP 400", "=Request ID R-1", "enter", "=How is network usage billed?",
		"=does not accept the billing method", "down", "enter", "=Monthly 95th percentile", "y", "=" + instanceID,
	}},
	{"throttled", ready(), throttles(), 1, []string{
		"y", "=› Try again in 3600 s, as the service asks", "enter", "=as the service asks", "y", "a",
	}},
	{"no keys at first", ready(), findsKeys(), 1, []string{"=no usable credentials", "y", "-was created", "r", "y"}},
	{"an unsettled order in the way", ready(), &service{obstacles: standing}, 1, []string{
		"=The same order of", "=a Create a second one", "y", "l", "=the instance may exist", "down", "down", "enter",
		"=Create this instance?", "-was created", "!a",
	}},
	{"what the review did not show", ready(), &service{returned: &standing}, 1, []string{
		"y", "=" + words.English().Line.Returned, "=a Create a second one", "y", "-was created", "!a",
	}},
	{"the user's word on what may be it", ready(), loses(func(int) (submit.Settlement, error) {
		return submit.Settlement{Candidates: []client.Instance{{EPNInstanceID: "epn-1"}, {EPNInstanceID: "epn-2"}}}, nil
	}), 1, []string{
		"~y", "=epn-1", "down", "down", "=› It is epn-2", "!enter", "=Do not order it again", "=epn-2",
	}},
	{"nothing was created, as is said twice", ready(), loses(nil), 1, []string{
		"~y", "down", "enter", "=Record that nothing was created?", "esc", "=Not known", "enter", "down", "enter", "!y",
		"=y Create this instance",
	}},
	{"a word that cannot be recorded", ready(), closes(loses(nil), journal.ErrSettled), 1, []string{
		"~y", "down", "enter", "y", "=it is already known what became of the request",
	}},
	{"sent with another key", ready(), loses(func(int) (submit.Settlement, error) {
		return submit.Settlement{}, submit.ErrOtherOwner
	}), 1, []string{"~y", "=was sent with another access key"}},
	{"an earlier order first", unsettledBefore, nil, 0, []string{
		"=was sent and is unsettled", "down", "down", "enter", "=Create this instance?",
	}},
	{"an earlier order that is found", unsettledBefore, &service{settle: func(int) (submit.Settlement, error) {
		found := journal.Resolution{Outcome: journal.Created, EPNInstanceID: instanceID}
		return submit.Settlement{Record: journal.Record{Resolution: found}}, nil
	}}, 0, []string{"=created the instance " + instanceID, "enter", "=Create this instance?"}},
	{"damage", damagedBefore, &service{obstacles: submit.Obstacles{Damaged: damagedBefore.Damaged}}, 1, []string{
		"=line 3", "down", "enter", "=Create this instance?", "y", "-was created", "!d", "y",
	}},
	{"damage, acknowledged at once", damagedBefore, nil, 0, []string{"!enter", "=Create this instance?"}},
	{"a draft", drafted, nil, 0, []string{
		"=Continue your draft of 2026-11-22 14:02?", "-Create this instance?", "enter", "=Maximum outbound bandwidth", "10", "enter",
		"=draft of 2026-11-22 14:02",
	}},
	{"a draft left out", drafted, nil, 0, []string{"down", "enter", "=What should the EPN instance be called?"}},
	{"what a look found", Config{}, &service{checks: submit.Checks{
		InForce: "BandwidthByDay", SameName: []client.Instance{{EPNInstanceID: "epn-old"}},
	}}, 1, []string{
		"edge lab", "enter", "=In force on this account: Daily peak", "down", "enter", "enter", "10", "enter",
		"=already an instance of this name: epn-old", "=Monthly 95th percentile chosen → Daily peak (in force)",
		"2", "up", "enter", "=This billing method is the one in force", "y", "=was created",
	}},
	{"a rehearsal", practising(&service{checks: submit.Checks{InForce: "95BandwidthByMonth"}}), nil, 0, []string{
		"down", "down", "enter", "=Read what is said of it below", "=EPN wizard: practice", "y", "=What this showed", "enter",
		"=✓ A billing method already in force", "up", "=› Leave", "enter", ".",
	}},
}

// What plays begin with.
var (
	standing        = submit.Obstacles{Records: []journal.Record{record(journalID, answered("edge lab").MakeOrder())}}
	unsettledBefore = Config{Session: flow.Session{Given: answered("edge lab"), Unsettled: standing.Records}}
	damagedBefore   = Config{Session: flow.Session{Given: answered("edge lab"), Damaged: []journal.Damage{{Line: 3}}}}
	drafted         = without(Config{Session: flow.Session{Saved: savedAnswers()}}, client.Bandwidth)
)

// savedAnswers are those of a draft.
func savedAnswers() forms.Answers {
	saved := forms.Answers{}
	for f, a := range answered("edge lab") {
		saved[f] = forms.Answer{Value: a.Value, Origin: forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}}
	}
	return saved
}

// without takes answers away.
func without(c Config, fields ...client.Field) Config {
	for _, f := range fields {
		delete(c.Given, f)
		delete(c.Saved, f)
	}
	return c
}

// practising is a wizard at the list of rehearsals, which a service plays.
func practising(played *service) Config {
	c := sandboxed
	c.Practising, c.Practice, c.Stage = true, played, playedStage
	return c
}

// refusesOnce does not take the billing method that a wizard has which is ready.
func refusesOnce() *service {
	return &service{answer: func(o client.Order) (client.Created, *client.Failure) {
		if o.InternetChargeType == "BandwidthByDay" {
			return client.Created{}, &client.Failure{Kind: client.Refused, Code: "InvalidParameter.Bandwidth", HTTPStatus: 400,
				Message: "The specified parameter InternetChargeType is not valid.", RequestID: "R-1"}
		}
		return client.Created{EPNInstanceID: instanceID}, nil
	}}
}

// throttles asks for an hour's wait, which the journal tells of then.
func throttles() *service {
	s := &service{}
	s.answer = func(client.Order) (client.Created, *client.Failure) {
		s.obstacles.WaitUntil = time.Now().Add(time.Hour)
		return client.Created{}, &client.Failure{Kind: client.Refused, Code: "Throttling.User", RetryAfter: time.Hour}
	}
	return s
}

// findsKeys finds keys where it looks for them a second time.
func findsKeys() *service {
	looks := 0
	return &service{connects: func() (submit.Connection, *client.Failure) {
		if looks++; looks == 1 {
			return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials}
		}
		return submit.Connection{}, nil
	}}
}

// loses has every reply lost.
func loses(settle func(int) (submit.Settlement, error)) *service {
	s := refuses(client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost, Host: client.MainlandEndpoint})
	s.settle = settle
	return s
}

// closes has no word of the user recorded.
func closes(s *service, err error) *service {
	s.closing = err
	return s
}
