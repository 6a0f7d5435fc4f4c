package phrase

import (
	"errors"
	"fmt"

	"epn-wizard/client"
	"epn-wizard/client/private"
	"epn-wizard/theme/words"
)

// ErrorText phrases an error about the program's own files, or about a record
// that was not written. What comes from the system is said as it is.
func ErrorText(w *words.Words, err error) string {
	t := w.Troubles
	var with *private.OpError
	var refused *private.Refusal
	switch {
	case errors.As(err, &with):
		return fmt.Sprintf(t.With[with.With], ErrorText(w, with.Err))
	case errors.As(err, &refused):
		return fmt.Sprintf(t.Files[string(refused.Why)], client.Visible(refused.Path))
	}
	if said, ok := t.Record[err.Error()]; ok {
		return said
	}
	return client.Visible(err.Error())
}
