package submit

import (
	"context"
	"os"

	"epn-wizard/client"
)

// Target says where the orders of a run go.
type Target struct {
	Sandbox bool
	Auto    bool   // the sandbox, because this machine holds no credentials
	Host    string // of the live endpoint
	Profile string // named by the user, or ""
}

// Connect makes a target ready to be asked. Its Failure says why it is not.
type Connect func(context.Context) (Connection, *client.Failure)

// Ending is how a face was left.
type Ending struct {
	Outcome  *Outcome     // of the last create sent, or nil where none was
	Order    client.Order // the one under way
	InFlight bool         // left while a request was under way
	Signal   os.Signal    // what ended it, or nil
}
