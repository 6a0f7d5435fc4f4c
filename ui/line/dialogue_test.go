package line

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// fake is an ENS, and what else a dialogue starts from.
type fake struct {
	config      Config
	unconnected client.Cause     // why no keys, or no room for a rehearsal, are found the first time
	failures    []client.Failure // of the creates in turn; carried out beyond them
	inForce     string           // the account's billing method
	takes       time.Duration    // how long it takes to tell
	connects    time.Duration    // how long it takes to find keys
	listed      []string         // instances that are found after a create
	from        int              // by which look
	terminates  int              // by which check before a create the process is told to end, or -1: at once
	interrupts  int              // how often ctrl+c is pressed during a create
	damaged     bool             // the journal does not read
	typed       bool             // the answers come from a terminal
	practising  bool

	mu                       sync.Mutex // guards what is noted: work may still go on that nobody waits for
	signals                  chan os.Signal
	connected, checks, looks int
	dropped                  int // how often the terminal was told to drop what it held
	creates                  []client.Order
	created                  string // when the last one was
}

var (
	usual = client.Order{EPNInstanceType: "EdgeToEdge", EPNInstanceName: "edge lab",
		InternetChargeType: "BandwidthByDay", NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10}
	isLost = client.Failure{Kind: client.Unknown, Cause: client.ConnectionLost}
)

func (s *fake) Connect(context.Context) (submit.Connection, *client.Failure) {
	time.Sleep(s.connects)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.connected++; s.connected == 1 && s.unconnected != "" {
		return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: s.unconnected}
	}
	payer := client.Account{Profile: "default", Source: client.FromConfigFile, KeyID: "LTAI****9Q"}
	return submit.Connection{ENS: s, Endpoint: s.config.Target.Endpoint, Account: payer}, nil
}

func (s *fake) Stage(ctx context.Context, _ flow.Rehearsal) (submit.Connection, *client.Failure) {
	c, failure := s.Connect(ctx)
	if failure != nil {
		failure.Message = "no room"
	}
	return c, failure
}

func (s *fake) CreateInstance(_ context.Context, o client.Order) (client.Created, *client.Failure) {
	s.mu.Lock()
	s.creates, s.created = append(s.creates, o), time.Now().UTC().Format(time.RFC3339)
	n := len(s.creates)
	s.mu.Unlock()
	for range s.interrupts {
		s.signals <- os.Interrupt
	}
	if s.interrupts > 0 {
		time.Sleep(time.Minute) // The reply comes when only who stays waits for it.
	}
	if n <= len(s.failures) {
		return client.Created{}, &s.failures[n-1]
	}
	return client.Created{EPNInstanceID: fmt.Sprintf("epn-%d", n)}, nil
}

// ListInstances lists what the last create is said to have made.
func (s *fake) ListInstances(ctx context.Context, _ string) (client.Listing, *client.Failure) {
	all := client.Listing{ClockKnown: true}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.checks++; s.checks == s.terminates {
		s.signals <- syscall.SIGTERM
		<-ctx.Done()
	}
	if len(s.creates) == 0 {
		return all, nil
	}
	if s.looks++; s.looks < s.from {
		return all, nil
	}
	for _, id := range s.listed {
		o := s.creates[len(s.creates)-1]
		all.Instances = append(all.Instances, client.Instance{
			EPNInstanceID: id, EPNInstanceName: o.EPNInstanceName, EPNInstanceType: o.EPNInstanceType,
			NetworkingModel: o.NetworkingModel, InternetMaxBandwidthOut: o.InternetMaxBandwidthOut,
			CreationTime: s.created,
		})
	}
	return all, nil
}

func (s *fake) BillingMethodInForce(context.Context) (string, *client.Failure) {
	time.Sleep(s.takes)
	return s.inForce, nil
}

// pause is a part of the answers in which nothing is typed.
type pause time.Duration

func (p pause) Read([]byte) (int, error) {
	time.Sleep(time.Duration(p))
	return 0, io.EOF
}

// typeAnswers types answers: | ends one, and <4s> is a pause.
func typeAnswers(answers string) io.Reader {
	text, rest, _ := strings.Cut(answers, "<")
	all := []io.Reader{strings.NewReader(strings.ReplaceAll(text, "|", "\n"))}
	if wait, more, paused := strings.Cut(rest, ">"); paused {
		d, _ := time.ParseDuration(wait)
		all = append(all, pause(d), typeAnswers(more))
	}
	return io.MultiReader(all...)
}

// typeSlowly has each answer of a person come alone.
func typeSlowly(answers string) string {
	return "<1s>" + strings.ReplaceAll(answers, "|", "|<1s>") + "|"
}

// talk has a dialogue answered, and gives what it said and how it ended.
func (s *fake) talk(t *testing.T, answers string) (said string, ending flow.Ending) {
	t.Helper()
	var out bytes.Buffer
	c := &s.config
	s.signals = make(chan os.Signal, 1)
	if s.terminates < 0 {
		s.signals <- syscall.SIGTERM
	}
	c.Out, c.Connect, c.Signals = &out, s.Connect, s.signals
	if c.Words == nil {
		c.Words = words.English()
	}
	if c.Target.Endpoint = (client.DefaultEndpoint()); s.practising {
		c.Target.Sandbox = true
	}
	if s.typed {
		answers += "<2h>" // nobody hangs up
		c.DropTyped = func() { s.dropped++ }
	}
	if c.In == nil {
		c.In = typeAnswers(answers)
	}
	dir := filepath.Join(t.TempDir(), "state")
	service := submit.Submitter{Dir: dir, Target: c.Target}
	if s.damaged {
		_ = os.Mkdir(dir, 0o700)
		if err := os.WriteFile(filepath.Join(dir, "journal.jsonl"), []byte("garbage\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		c.Damaged = service.FindDamage()
	}
	c.Service = service
	if s.practising {
		c.Practising, c.Practice, c.Stage = true, service, s.Stage
	}
	ending = Run(context.Background(), *c)
	time.Sleep(3 * time.Hour) // Whatever is left of it has come to its end.
	return out.String(), ending
}

// describe says what was sent, where it is not the usual order, and how it ended.
func (s *fake) describe(e flow.Ending) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ended := fmt.Sprintf("sent %d", len(s.creates))
	add := func(when bool, word any) {
		if when {
			ended += fmt.Sprint(" ", word)
		}
	}
	if len(s.creates) > 0 {
		for i, was := range usual.Parameters() {
			now := s.creates[len(s.creates)-1].Parameters()[i].Value
			add(now != was.Value, now)
		}
	}
	if o := e.Outcome; o != nil {
		add(true, o.Result)
		add(o.Recovered, "recovered as "+o.Created.EPNInstanceID)
	}
	add(e.Explained, "explained")
	add(e.Completed, "completed")
	add(e.Signal != nil, e.Signal)
	add(s.looks > 0, fmt.Sprint("looks ", s.looks))
	add(s.unconnected != "", fmt.Sprint("keys ", s.connected))
	add(s.typed && s.dropped == 0, "nothing dropped")
	return ended
}

// dialogue is what is answered in which case, how that ends, and what is said: the parts
// between … one after the other, and those after ! not before the next.
type dialogue struct {
	name    string
	there   *fake
	answers string
	ended   string
	says    string
}

// latin finds what belongs to English lines: a space between Chinese words or
// sentences, a colon of one column, two brackets in a row.
var latin = regexp.MustCompile(`\p{Han} \p{Han}|[。，；：！？）] \S|(?m:^\d+:)|）（`)

// hold holds dialogues, in time that does not pass by itself.
func hold(t *testing.T, all []dialogue) {
	t.Helper()
	t.Parallel()
	for _, c := range all {
		var said, ended string
		synctest.Test(t, func(t *testing.T) {
			text, ending := c.there.talk(t, c.answers)
			said, ended = text, c.there.describe(ending)
		})
		wrong := findUnsaid(said, c.says)
		if strings.ContainsAny(said, "\x1b\r\x08↑↓") {
			wrong += "a cursor is moved, or arrow keys are spoken of\n"
		}
		if found := latin.FindString(said); found != "" && c.there.config.Words.Lang == "zh" {
			wrong += fmt.Sprintf("%q is not put together as Chinese is written\n", found)
		}
		if ended != c.ended {
			wrong += fmt.Sprintf("it ended with %q, want %q\n", ended, c.ended)
		}
		if wrong != "" {
			t.Errorf("%s, answered with %.300s\n%sin\n%s", c.name, c.answers, wrong, said)
		}
	}
}

// findUnsaid looks for each part of what is to be said.
func findUnsaid(said, says string) (wrong string) {
	var never []string
	for part := range strings.SplitSeq(says+" … ", " … ") {
		if text, not := strings.CutPrefix(part, "!"); not {
			never = append(never, text)
			continue
		}
		before, after, found := strings.Cut(said, part)
		if part == "" { // the end
			before = said
		}
		if !found {
			wrong += fmt.Sprintf("it was not said: %q\n", part)
			continue
		}
		for _, text := range never {
			if strings.Contains(before, text) {
				wrong += fmt.Sprintf("it was said: %q\n", text)
			}
		}
		said, never = after, nil
	}
	return wrong
}
