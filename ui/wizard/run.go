package wizard

import (
	"context"

	"epn-wizard/forms"
	"epn-wizard/ui/terminal"
)

// Run shows the wizard until it is left. Its error is an internal one.
func Run(ctx context.Context, c Config, t terminal.Terminal) (forms.Ending, error) {
	c.NoClipboard = !t.KeepsClipboard()
	m := New(c)
	err := t.Show(ctx, m)
	m.drafts.stop()
	if err != nil {
		m.leave() // it ended without being left; what was answered is kept all the same
	}
	return m.Ending(), err
}
