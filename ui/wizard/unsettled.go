package wizard

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// unsettled is the screen of an order that may have created an instance: of this run's
// own, or of an earlier one.
type unsettled struct {
	*page
	menu
	step *flow.Unsettled
}

func (s *unsettled) listBindings() []binding {
	shown := s.composeSheet()
	if s.step.Closing {
		all := s.page.bindActions(flow.ConfirmClose, flow.Back)
		if len(all) > 1 && s.offset+s.bodyHeight() < len(shown.text) { // nobody says what was below the screen
			all[0].irrevocable, all[0].act = false, func() tea.Cmd {
				s.offset += max(s.bodyHeight()-1, 1)
				s.notice = s.Words.Wizard.ReadFirst
				return nil
			}
		}
		return append(all, s.pager.bindScrolling(s.page, len(shown.text), s.bodyHeight(), false)...)
	}
	all := append(s.menu.bindChoices(s.page, shown), s.page.bindActions(flow.ToList)...)
	return append(all, s.bindCopy(s.Words.Keys.Copy, s.Words.Wizard.CopiedDetails, joinLines(shown.details))...)
}

func (s *unsettled) takeMessage(tea.Msg) tea.Cmd { return nil }

func (s *unsettled) drawBody(height int) body { return s.drawSheet(s.page, s.composeSheet(), height) }

func (s *unsettled) explainScreen(width int) []string {
	if s.step.Closing {
		return theme.Wrap(s.Words.Unsettled.ConfirmHelp, width)
	}
	return append(theme.Wrap(s.Words.Unsettled.Help, width), s.detailLines(s.composeSheet().details)...)
}

// composeSheet says what is not known and what is done about it, and offers what ends it.
func (s *unsettled) composeSheet() sheet {
	w, width := s.Words.Unsettled, s.textWidth()
	paragraph := func(text string) []string { return indentLines(theme.Wrap(text, width-indent), indent) }
	r := s.step.Record
	when, name := phrase.TimeText(r.Time), client.Visible(r.Order.EPNInstanceName)
	if s.step.Closing {
		lines := s.markHeadline(s.Theme.Unsure, "?", w.ConfirmTitle, width)
		return sheet{text: append(append(lines, ""), paragraph(fmt.Sprintf(w.Confirm, name))...)}
	}
	if s.step.Instance != "" {
		said := fmt.Sprintf(w.Settled, when, name, client.Visible(s.step.Instance))
		lines := s.markHeadline(s.Theme.Good, s.Theme.Done, said, width)
		return sheet{text: lines, choices: s.listChoices()}
	}
	lines := append(s.markHeadline(s.Theme.Unsure, "?", w.MayExist, width), "")
	status := fmt.Sprintf(s.Words.Joins.Sentences, w.DoNotOrder, s.lookStatus())
	said := emboldenLead(s.Theme.Title, w.DoNotOrder, theme.Wrap(status, width-indent))
	lines = append(lines, indentLines(said, indent)...)
	lines = append(lines, "")
	if own := s.step.Own; own == nil {
		lines = append(lines, paragraph(fmt.Sprintf(w.Earlier, when, name))...)
		if s.step.More > 0 {
			lines = append(lines, paragraph(fmt.Sprintf(w.Others, s.step.More))...)
		}
	} else if f := own.Failure; f != nil {
		lines = append(lines, paragraph(phrase.ExplainFailure(s.Words, f).Explanation)...)
	}
	if s.Target.Sandbox {
		lines = append(lines, paragraph(s.Words.Wizard.NothingBilled)...)
	}
	return sheet{text: lines, choices: s.listChoices(), details: s.listDetails()}
}

// lookStatus says how the search stands.
func (s *unsettled) lookStatus() string {
	w, u, looking := s.Words.Unsettled, s.step, s.flow.IsWaiting(flow.ForLook)
	switch {
	case s.flow.Failure != nil:
		return w.NoKeys
	case looking && u.Looks == 0 || s.flow.IsWaiting(flow.ForConnection):
		return w.Looking
	case errors.Is(s.flow.StepError, submit.ErrOtherOwner):
		return w.OtherOwner
	case s.flow.StepError != nil:
		return fmt.Sprintf(w.NotPossible, phrase.ErrorText(s.Words, s.flow.StepError))
	case u.Failure != nil && u.NextLook.IsZero():
		return fmt.Sprintf(w.LookFailed, phrase.ExplainFailure(s.Words, u.Failure).Title)
	case u.Failure != nil:
		return fmt.Sprintf(w.LookFailedYet, phrase.ExplainFailure(s.Words, u.Failure).Title, secondsUntil(u.NextLook))
	case len(u.Candidates) == 1:
		return w.FoundOne
	case len(u.Candidates) > 1:
		return fmt.Sprintf(w.FoundSeveral, len(u.Candidates))
	case looking || !u.NextLook.IsZero(): // the text stays as it is while it is looked again: only figures change
		return fmt.Sprintf(w.NotFoundYet, w.CountLooks(u.Looks), max(secondsUntil(u.NextLook), 0))
	}
	return fmt.Sprintf(w.NotFound, w.CountLooks(u.Looks))
}

// listChoices gives what can be done: look, then everything that ends it. This run's own
// order is not left for its review from here, where it would be sent again.
func (s *unsettled) listChoices() []choice {
	w := s.Words.Unsettled
	var all []choice
	for _, a := range s.flow.Actions() {
		label := ""
		switch a.Kind {
		case flow.Reconnect:
			label = s.Words.Wizard.DoLookForKeys
		case flow.Look:
			label = w.DoLook
		case flow.Pick:
			label = phrase.CandidateText(s.Words, s.step.Candidates[a.Index])
		case flow.Close:
			label = w.DoClose
		case flow.GoOn:
			if s.step.Own != nil {
				continue
			}
			if label = w.DoNewOrder; s.step.Instance != "" {
				label = w.DoGoOn
			}
		case flow.ToList:
			label = s.Words.Practice.DoList
		case flow.Leave:
			if s.step.Own == nil || s.flow.Rehearsal != nil {
				continue
			}
			label = s.Words.Wizard.DoLeave
		default:
			continue
		}
		all = append(all, makeChoice(a, label))
	}
	return all
}

// listDetails gives what somebody else would want to know.
func (s *unsettled) listDetails() []string {
	w, r := s.Words.Wizard, s.step.Record
	head := fmt.Sprintf(w.Detail, w.Journal, r.ID)
	if own := s.step.Own; own != nil && own.Failure != nil {
		return append([]string{head}, failureDetails(s.page, own.Failure)...)
	}
	var more []string
	for _, d := range []string{r.Resolution.Code, r.Endpoint} {
		if d != "" {
			more = append(more, client.Visible(d))
		}
	}
	lines := slices.Concat([]string{head}, more)
	if len(more) > 1 {
		lines = []string{head, joinDots(s.page, more)}
	}
	if r.Resolution.RequestID != "" {
		lines = append(lines, w.RequestID+" "+client.Visible(r.Resolution.RequestID))
	}
	return lines
}

// joinDots puts what stands beside each other on a line.
func joinDots(p *page, parts []string) string { return strings.Join(parts, " "+p.Theme.Dot+" ") }

func joinLines(lines []string) string { return strings.Join(lines, "\n") }
