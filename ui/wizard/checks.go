package wizard

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

// checked is what a look before the create found, and when.
type checked struct {
	submit.Checks
	name string
	at   time.Time
}

// fresh is how old a look may be and still tell what was there before the create.
const fresh = 10 * time.Second

// checksFinished says what a look found.
type checksFinished struct{ checked }

// look looks for instances of the name and for the billing method in force, in
// the background, as soon as there is a name and somebody to ask.
func (m *Model) look() tea.Cmd {
	name := m.answers[client.Name].Value
	if name == "" || m.conn == nil || m.checks != nil && m.checks.name == name {
		return nil
	}
	conn := *m.conn
	return func() tea.Msg {
		return checksFinished{checked{submit.Look(context.Background(), conn, name), name, time.Now()}}
	}
}

func (m *Model) heedChecks(c checksFinished) {
	if c.name == m.answers[client.Name].Value { // else it is about a name that was changed meanwhile
		m.checks = &c.checked
		m.layout()
	}
}

// recentChecks gives the checks if they are of this name and fresh enough to be
// recorded with the order.
func (m *Model) recentChecks() *submit.Checks {
	if m.checks == nil || m.checks.name != m.answers[client.Name].Value || time.Since(m.checks.at) > fresh {
		return nil
	}
	return &m.checks.Checks
}

// inForce warns of a billing method that is in force on the account.
func (m *Model) inForce() string {
	if m.checks == nil || m.checks.InForce == "" {
		return ""
	}
	return fmt.Sprintf(m.Words.Checks.InForce, m.showBilling(m.checks.InForce))
}

// showBilling gives a billing method's plain name.
func (m *Model) showBilling(value string) string {
	return m.questions[1].Show(value)
}

// checkLines are the review's lines about what was found.
func (m *Model) checkLines(width int) []string {
	w := m.Words.Checks
	good := func(s string) []string { return wrap(m.Theme.Success.Render(m.Theme.Done)+" "+s, width) }
	warn := func(s string) []string { return styled(m.Theme.Warning, wrap(m.Theme.Warn+" "+s, width)) }
	unknown := func(s string) []string { return styled(m.Theme.Muted, wrap("? "+s, width)) }
	if m.conn == nil {
		return nil
	}
	if m.checks == nil || m.checks.name != m.answers[client.Name].Value {
		return unknown(w.Checking)
	}
	var lines []string
	switch k := m.checks; {
	case k.NamesFailed != nil:
		lines = append(lines, unknown(fmt.Sprintf(w.NamesUnknown, m.explain(k.NamesFailed).Title))...)
	case len(k.SameName) == 0:
		lines = append(lines, good(w.NameFree)...)
	}
	switch k := m.checks; {
	case k.BillingFailed != nil:
		lines = append(lines, unknown(fmt.Sprintf(w.BillingUnknown, m.explain(k.BillingFailed).Title))...)
	case k.InForce == "":
		lines = append(lines, good(w.BillingOpen)...)
	case k.InForce == m.answers[client.BillingMethod].Value:
		lines = append(lines, good(w.BillingSame)...)
	}
	for _, r := range m.Pending {
		if r.Order == m.order() {
			lines = append(lines, warn(forms.SayWarning(m.Words, submit.SameOrder, []string{r.ID}))...)
		}
	}
	for _, warning := range m.checks.Warnings(m.order()) {
		lines = append(lines, warn(forms.SayWarning(m.Words, warning.Kind, warning.Values))...)
	}
	return lines
}
