package command

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/private"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// target is where the order goes.
type target struct {
	sandbox  bool
	explicit bool // the user said so
	endpoint client.Endpoint
	chain    client.Chain
	timeout  time.Duration
	dir      string // the state directory
	answers  []sandbox.Answer
	login    string // of the user, and the address they came from, where records name them
	client   string

	mu     sync.Mutex // faces connect in the background
	server *sandbox.Server
}

// where is the target as the faces know it.
func (t *target) where() submit.Target {
	return submit.Target{Sandbox: t.sandbox, Auto: t.sandbox && !t.explicit, Host: t.endpoint.String(), Profile: t.chain.Profile}
}

// book keeps what is sent to the target.
func (t *target) book() submit.Book {
	return submit.Book{Dir: t.dir, Target: t.where(), Login: t.login, Client: t.client}
}

// target decides where the order goes: what the user said, else the live
// service where this machine holds credentials, else the sandbox.
func (a *app) target(timeout time.Duration) (*target, []script.Problem) {
	var problems []script.Problem
	f := &a.flags
	t := &target{timeout: timeout, chain: client.Chain{Profile: f.profile, NoPrograms: restricted.On()}}
	if restricted.On() {
		t.login, t.client = client.Visible(restricted.Login()), clientAddress()
	}

	wantsSandbox, wantsLive := f.sandbox, f.live
	for _, c := range [][2]string{{"resume", "fresh"}, {"sandbox", "live"}, {"rehearse", "live"}, {"sandbox", "endpoint"}, {"rehearse", "endpoint"}} {
		if f.on(c[0]) && f.on(c[1]) {
			problems = append(problems, bad(c[0], "", fmt.Sprintf(a.words.Script.Contradiction, "--"+c[1]), "--"+c[0]))
		}
	}
	switch {
	case f.sandbox || f.live:
	case f.given("rehearse"):
		wantsSandbox = true
	case f.given("endpoint") || f.given("profile"):
		wantsLive = true // neither means anything in the sandbox
	default:
		switch v := os.Getenv("EPN_TARGET"); strings.ToLower(v) {
		case "":
		case "sandbox":
			wantsSandbox = true
		case "live":
			wantsLive = true
		default:
			problems = append(problems, bad("target", v, fmt.Sprintf(a.words.Script.OneOf, a.words.List([]string{"sandbox", "live"})), "EPN_TARGET"))
		}
	}
	t.explicit = wantsSandbox || wantsLive
	t.chain.Remote = wantsLive
	t.sandbox = wantsSandbox || !wantsLive && !t.chain.Local()

	if f.given("rehearse") {
		var unknown []script.Problem
		t.answers, unknown = a.rehearsal(f.rehearse)
		problems = append(problems, unknown...)
	}
	if f.given("profile") && f.profile == "" {
		problems = append(problems, bad("profile", "", a.words.Script.Empty, "--profile"))
	}
	t.endpoint = client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}
	if text, origin, ok := f.setting("endpoint", f.endpoint, "ALIBABA_CLOUD_ENDPOINT"); ok && !t.sandbox {
		e, err := client.ParseEndpoint(text)
		if err != nil {
			problems = append(problems, bad("endpoint", client.HideUser(text), a.words.Script.Endpoint[err.Error()], origin))
		}
		t.endpoint = e
	}
	dir, noDir := a.stateDir()
	t.dir = dir
	return t, append(problems, noDir...)
}

// connect makes the target ready to be asked: it starts the sandbox, or finds
// the keys for the live service.
func (t *target) connect(ctx context.Context) (submit.Connection, *client.Failure) {
	if t.sandbox {
		t.mu.Lock()
		defer t.mu.Unlock()
		return t.startSandbox()
	}
	keys, f := t.chain.Resolve(ctx)
	if f != nil {
		f.Host = t.endpoint.Host
		return submit.Connection{}, f
	}
	return t.connection(keys), nil
}

func (t *target) startSandbox() (submit.Connection, *client.Failure) {
	if t.server == nil {
		s, err := sandbox.Listen("127.0.0.1:0", sandbox.Options{Dir: t.dir, Answers: t.answers})
		if err != nil {
			return submit.Connection{}, &client.Failure{Kind: client.Unreachable, Cause: client.SandboxFailed, Message: client.Visible(private.Why(err).Error())}
		}
		t.server = s
	}
	endpoint, err := client.ParseEndpoint(t.server.URL())
	if err != nil {
		panic(err) // the sandbox listens on loopback alone
	}
	t.endpoint = endpoint
	return t.connection(client.NewKeys(client.Account{Source: client.FromSandbox}, sandbox.AccessKeyID, sandbox.AccessKeySecret, "")), nil
}

func (t *target) connection(k client.Keys) submit.Connection {
	return submit.Connection{ENS: client.NewService(t.endpoint, k, t.timeout), Endpoint: t.endpoint, Account: k.Account}
}

// url gives the endpoint's URL, or "" for a sandbox that was not started.
func (t *target) url() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.sandbox && t.server == nil {
		return ""
	}
	return t.endpoint.URL()
}

// close stops the sandbox, if it was started.
func (t *target) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.server != nil {
		_ = t.server.Close() // its instances are on disk since they were created
	}
}
