package private

import "errors"

// OpError is what kept files of the program's own from being used.
type OpError struct {
	Op  string // what was wanted: StateDir, or what another package names
	Err error  // why it was not to be had
}

// StateDir is what EnsureDir makes sure of.
const StateDir = "state directory"

func (t *OpError) Error() string { return t.Op + ": " + t.Err.Error() }

func (t *OpError) Unwrap() error { return t.Err }

// CauseOf gives what is behind an OpError, for those who have said what was wanted,
// and any other error as it is.
func CauseOf(err error) error {
	if failed, ok := errors.AsType[*OpError](err); ok {
		return failed.Err
	}
	return err
}

// Refusal says that a directory or a file is there, but is not taken.
type Refusal struct {
	Path string
	Why  Reason
}

// Reason is why a directory or a file is not taken.
type Reason string

// The reasons there are, as they read after "is".
const (
	Shared  Reason = "shared by all users"
	Link    Reason = "a link, not a directory"
	Special Reason = "a link or not a regular file"
	Foreign Reason = "another user's"
	Others  Reason = "not empty, and none of this program's"
	Wide    Reason = "open to other users"
)

func (r *Refusal) Error() string { return r.Path + " is " + string(r.Why) }
