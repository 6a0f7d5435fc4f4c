package submit

import (
	"context"

	"epn-wizard/client"
)

// Target says where the orders of a run go.
type Target struct {
	Sandbox bool
	Auto    bool   // the sandbox, because this machine holds no credentials
	Host    string // of the live endpoint
	Profile string // named by flag or variable, or ""
}

// Name is the target's name in JSON and in the journal.
func (t Target) Name() string {
	if t.Sandbox {
		return "sandbox"
	}
	return "live"
}

// Command is what the aliyun CLI would be told to send the same order. For the
// sandbox it speaks of the real service: the sandbox ends with this program.
func (t Target) Command(e client.Endpoint, o client.Order) string {
	if t.Sandbox {
		return o.Command("", client.Endpoint{})
	}
	return o.Command(t.Profile, e)
}

// FollowUp is an aliyun command for an instance that an order created, to the
// same service and account. The command has a %s for the instance's id.
func (t Target) FollowUp(e client.Endpoint, command, id string) string {
	if t.Sandbox {
		return client.FollowUp(command, id, "", client.Endpoint{})
	}
	return client.FollowUp(command, id, t.Profile, e)
}

// Connect makes a target ready to be asked. Its Failure says why it is not.
type Connect func(context.Context) (Connection, *client.Failure)
