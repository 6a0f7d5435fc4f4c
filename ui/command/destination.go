package command

import (
	"context"
	"sync"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/private"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
	"epn-wizard/ui/restricted"
)

// destination is where requests go, and what they are sent and recorded with.
type destination struct {
	sandbox  bool
	explicit bool // This target was asked for, not chosen by whether this machine holds keys.
	endpoint client.Endpoint
	chain    client.Chain
	timeout  time.Duration    // for one request
	dir      string           // the state directory
	answers  []sandbox.Answer // of the sandbox to the next requests
	login    string           // of the user, where records name them
	client   string           // the address the user came from, likewise

	mu     sync.Mutex // Faces connect in the background.
	server *sandbox.Server
	conn   submit.Connection // the last one that was made
}

// target describes the destination to the faces.
func (d *destination) target() submit.Target {
	return submit.Target{
		Sandbox: d.sandbox, Auto: d.sandbox && !d.explicit, Endpoint: d.endpoint, Restricted: restricted.IsRestricted(),
	}
}

// programStart is when this run began.
var programStart = time.Now()

// submitter sends orders to the destination, and records them.
func (d *destination) submitter() submit.Submitter {
	return submit.Submitter{
		Dir: d.dir, Target: d.target(), Login: d.login, Client: d.client, Start: programStart, Wait: d.timeout,
	}
}

// connect makes the destination ready to be asked: it starts the sandbox, or finds
// the keys for the live service.
func (d *destination) connect(ctx context.Context) (submit.Connection, *client.Failure) {
	if d.sandbox {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.startSandbox()
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	keys, f := d.chain.ResolveKeys(ctx)
	d.mu.Lock()
	defer d.mu.Unlock()
	if f != nil {
		f.Host, d.conn = d.endpoint.Host, submit.Connection{}
		return submit.Connection{}, f
	}
	return d.setConnection(keys), nil
}

// connectForScript is connect for those who must not take a rehearsal for the real
// thing. A sandbox that they did not ask for is not theirs: from then on the destination
// is the live service, and a report says so.
func (d *destination) connectForScript(ctx context.Context) (submit.Connection, *client.Failure) {
	if d.sandbox && !d.explicit {
		d.sandbox = false
		return submit.Connection{}, &client.Failure{
			Kind: client.Unauthenticated, Cause: client.NoLocalCredentials, Looked: d.chain.InspectLocal(),
		}
	}
	return d.connect(ctx)
}

// startSandbox starts the sandbox unless it runs. It is called with the lock held.
func (d *destination) startSandbox() (submit.Connection, *client.Failure) {
	if d.server == nil {
		s, err := sandbox.Listen("127.0.0.1:0", sandbox.Options{Dir: d.dir, Answers: d.answers})
		if err != nil {
			return submit.Connection{}, newSandboxFailure(err)
		}
		d.server = s
	}
	d.endpoint = d.server.Endpoint()
	account := client.Account{Source: client.FromSandbox}
	return d.setConnection(client.NewKeys(account, sandbox.AccessKeyID, sandbox.AccessKeySecret, "")), nil
}

// newSandboxFailure says why the sandbox cannot be asked.
func newSandboxFailure(err error) *client.Failure {
	return &client.Failure{
		Kind: client.Unreachable, Cause: client.SandboxFailed, Message: client.Visible(private.CauseOf(err).Error()),
	}
}

// setConnection makes a connection with the keys. It is called with the lock held.
func (d *destination) setConnection(k client.Keys) submit.Connection {
	d.conn = submit.Connection{
		ENS: client.NewService(d.endpoint, k, d.timeout), Endpoint: d.endpoint, Account: k.Account, PassedOver: k.PassedOver,
	}
	return d.conn
}

// lastConnection gives the last connection that was made, if any.
func (d *destination) lastConnection() submit.Connection {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.conn
}

// url gives the endpoint's URL, or "" for a sandbox that was not started.
func (d *destination) url() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sandbox && d.server == nil {
		return ""
	}
	return d.endpoint.URL()
}

// close stops the sandbox, if it was started.
func (d *destination) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server != nil {
		_ = d.server.Close() // Its instances are on disk since they were created.
	}
}
