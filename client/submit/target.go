package submit

import (
	"context"

	"epn-wizard/client"
)

// Target says where the orders of a run go.
type Target struct {
	Sandbox    bool
	Auto       bool            // the sandbox, because this machine holds no credentials
	Endpoint   client.Endpoint // of the live service
	Restricted bool            // in a session where no other command can be typed
}

// Name is the target's name in JSON and in the journal.
func (t Target) Name() string {
	if t.Sandbox {
		return client.TargetSandbox
	}
	return client.TargetLive
}

// CLIFor is how the aliyun CLI would be told to do the same, with the payer's keys, if
// there are any. For the sandbox that ends with this program it
// speaks of the real service.
func (t Target) CLIFor(payer client.Account) client.CLI {
	cli := client.CLI{Endpoint: t.Endpoint, Account: payer, Elsewhere: t.Restricted}
	if t.Sandbox {
		cli.Endpoint, cli.Account = client.DefaultEndpoint(), client.Account{}
	}
	return cli
}

// Connect makes a target ready to be asked. Its Failure says why it is not.
type Connect func(context.Context) (Connection, *client.Failure)
