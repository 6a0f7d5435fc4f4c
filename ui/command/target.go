package command

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

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
	conn   submit.Connection // the last there was
}

// where is the target as the faces know it.
func (t *target) where() submit.Target {
	return submit.Target{Sandbox: t.sandbox, Auto: t.sandbox && !t.explicit, Endpoint: t.endpoint, Restricted: restricted.On()}
}

// programStart is when this run began.
var programStart = time.Now()

// submitter keeps what is sent to the target.
func (t *target) submitter() submit.Submitter {
	return submit.Submitter{Dir: t.dir, Target: t.where(), Login: t.login, Client: t.client, Start: programStart, Wait: t.timeout}
}

// target decides where the order goes: what the user said, else the live
// service where this machine holds credentials, else the sandbox.
func (a *app) target(timeout time.Duration) (*target, []script.Problem) {
	f := &a.flags
	t := &target{timeout: timeout, chain: client.Chain{Profile: f.profile, NoPrograms: restricted.On()}}
	if restricted.On() {
		t.login, t.client = client.Visible(restricted.Login()), clientAddress()
	}
	problems := a.contradictions()
	wantsSandbox, wantsLive, unclear := a.wanted()
	problems = append(problems, unclear...)
	t.explicit = wantsSandbox || wantsLive
	t.chain.Remote = wantsLive
	t.sandbox = wantsSandbox || !wantsLive && !t.chain.Local()

	if f.given("rehearse") {
		var unknown []script.Problem
		t.answers, unknown = a.rehearsal(f.rehearse)
		problems = append(problems, unknown...)
	}
	live := !t.sandbox || len(unclear) > 0 // else a variable for it means nothing
	problems = append(problems, a.judgeProfile(live)...)
	t.endpoint = client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}
	if text, origin, ok := f.setting("endpoint", f.endpoint, "ALIBABA_CLOUD_ENDPOINT"); ok && live {
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

// contradictions gives the flags that cannot stand side by side.
func (a *app) contradictions() (problems []script.Problem) {
	for _, c := range [][2]string{{"resume", "fresh"}, {"sandbox", "live"}, {"rehearse", "live"}, {"sandbox", "endpoint"}, {"rehearse", "endpoint"}} {
		if a.flags.on(c[0]) && a.flags.on(c[1]) {
			problems = append(problems, bad(c[0], "", fmt.Sprintf(a.words.Script.Contradiction, "--"+c[1]), "--"+c[0]))
		}
	}
	if a.flags.on("again") && !a.flags.yes {
		problems = append(problems, bad("again", "", fmt.Sprintf(a.words.Problems.OnlyWith, "--yes"), "--again"))
	}
	return problems
}

// wanted gives the target that the user asked for, if any. An endpoint or a
// profile means nothing in the sandbox and so asks for the live service, unless
// the variable names the sandbox: an order must not go live in spite of it.
func (a *app) wanted() (wantsSandbox, wantsLive bool, problems []script.Problem) {
	f := &a.flags
	if f.sandbox || f.live {
		return f.sandbox, f.live, nil
	}
	if f.given("rehearse") {
		return true, false, nil
	}
	v := os.Getenv("EPN_TARGET")
	if name := strings.ToLower(v); name == "live" && f.given("live") || name == "sandbox" && f.given("sandbox") {
		v = "" // --live=false: the flag beats the variable
	}
	switch strings.ToLower(v) {
	case "":
		return false, f.given("endpoint") || f.given("profile"), nil
	case "live":
		return false, true, nil
	case "sandbox":
		if f.given("endpoint") {
			problems = append(problems, bad("target", v, fmt.Sprintf(a.words.Script.Contradiction, "--endpoint"), "EPN_TARGET"))
		}
		return true, false, problems
	default:
		return false, false, []script.Problem{bad("target", v, fmt.Sprintf(a.words.Script.OneOf, a.words.List([]string{"sandbox", "live"})), "EPN_TARGET")}
	}
}

// judgeProfile gives what is wrong with the profile's name. Only the live
// service reads its variable.
func (a *app) judgeProfile(live bool) []script.Problem {
	name, origin, ok := a.flags.setting("profile", a.flags.profile, "ALIBABA_CLOUD_PROFILE")
	if !ok || !live && !a.flags.given("profile") {
		return nil
	}
	if name == "" {
		return []script.Problem{bad("profile", "", a.words.Script.Empty, origin)}
	}
	unseen := func(r rune) bool { return client.Unprintable(r) || client.IsJoiner(r) }
	if i := strings.IndexFunc(name, unseen); i >= 0 { // nobody could tell it from another
		r, _ := utf8.DecodeRuneInString(name[i:])
		return []script.Problem{bad("profile", name, fmt.Sprintf(a.words.Problems.NameControl, client.RuneName(r)), origin)}
	}
	return nil
}

// connect makes the target ready to be asked: it starts the sandbox, or finds
// the keys for the live service.
func (t *target) connect(ctx context.Context) (submit.Connection, *client.Failure) {
	if t.sandbox {
		t.mu.Lock()
		defer t.mu.Unlock()
		return t.startSandbox()
	}
	ctx, cancel := context.WithTimeout(ctx, t.timeout)
	defer cancel()
	keys, f := t.chain.Resolve(ctx)
	t.mu.Lock()
	defer t.mu.Unlock()
	if f != nil {
		f.Host, t.conn = t.endpoint.Host, submit.Connection{}
		return submit.Connection{}, f
	}
	return t.connection(keys), nil
}

// connectForScript is connect for those who must not take a rehearsal for the
// real thing: the sandbox is theirs only where they asked for it.
func (t *target) connectForScript(ctx context.Context) (submit.Connection, *client.Failure) {
	if t.sandbox && !t.explicit {
		t.sandbox = false
		return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: client.NoLocalCredentials, Looked: t.chain.InspectLocal()}
	}
	return t.connect(ctx)
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

// connection makes the keys a connection. It is called with the lock held.
func (t *target) connection(k client.Keys) submit.Connection {
	t.conn = submit.Connection{
		ENS: client.NewService(t.endpoint, k, t.timeout), Endpoint: t.endpoint, Account: k.Account, PassedOver: k.PassedOver,
	}
	return t.conn
}

// connected gives the last connection there was, if any.
func (t *target) connected() submit.Connection {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.conn
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
