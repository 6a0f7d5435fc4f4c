package phrase

import (
	"errors"
	"fmt"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/private"
	"epn-wizard/theme/words"
)

// ErrorText phrases an error about the program's own files, or about a record
// that was not written. What comes from the system is said as it is.
func ErrorText(w *words.Words, err error) string {
	t := w.Troubles
	var op *private.OpError
	var refused *private.Refusal
	var state journal.StateError
	switch {
	case errors.As(err, &op):
		return fmt.Sprintf(t.With[op.Op], ErrorText(w, op.Err))
	case errors.As(err, &refused):
		path := client.Visible(refused.Path)
		if refused.Why == private.Wide { // it stands in a command
			path = client.Command{Words: []string{path}}.String()
		}
		return fmt.Sprintf(t.Files[string(refused.Why)], path)
	case errors.As(err, &state):
		return t.Record[string(state)]
	}
	return client.Visible(err.Error())
}
