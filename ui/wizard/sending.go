package wizard

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
)

// sending is the screen of a create that is under way.
type sending struct {
	*page
	step  *flow.Sending
	start time.Time
}

func (s *sending) listBindings() []binding { return s.bindActions(flow.Back) }

func (s *sending) takeMessage(tea.Msg) tea.Cmd { return nil }

func (s *sending) drawBody(int) body {
	w, width := s.Words.Wizard, s.textWidth()
	elapsed := int(time.Since(s.start) / time.Second)
	lines := s.emboldenText(fmt.Sprintf(w.Submitting, client.Visible(s.step.Connection.Endpoint.String())), width)
	lines = append(lines, "", fmt.Sprintf(w.Elapsed, elapsed), "")
	if s.step.Leaving {
		return body{lines: append(lines, s.markWarning(w.LeaveAsk, width)...)}
	}
	return body{lines: append(lines, theme.Wrap(w.SubmittingNote, width)...)}
}

func (s *sending) explainScreen(width int) []string {
	return theme.Wrap(s.Words.Wizard.SubmittingNote+"\n\n"+s.Words.Wizard.SubmittingHelp, width)
}
