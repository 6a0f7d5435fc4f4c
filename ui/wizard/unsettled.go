package wizard

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/phrase"
)

// composeUnsettled says of an order that may have created an instance, of this run's own
// or of an earlier one, what is not known and what is done about it, and offers what ends it.
func (p *page) composeUnsettled(step *flow.Unsettled) sheet {
	w, width, r := p.Words.Unsettled, p.textWidth(), step.Record
	when, name := phrase.TimeText(r.Time), client.Visible(r.Order.EPNInstanceName)
	switch {
	case step.Closing:
		lines := append(p.markHeadline(p.Theme.NotKnown, w.ConfirmTitle, width), "")
		lines = append(lines, p.indentText(fmt.Sprintf(w.Confirm, name), width)...)
		keys := p.bindActions(flow.ConfirmClose, flow.Back)
		return sheet{text: lines, must: len(lines), keys: keys, help: theme.Wrap(w.ConfirmHelp, width)}
	case step.Instance != "":
		said := fmt.Sprintf(w.Settled, when, name, client.Visible(step.Instance))
		lines := p.markHeadline(p.Theme.Fine, said, width)
		return sheet{text: lines, choices: p.listEndings(step), help: theme.Wrap(w.Help, width)}
	}
	lines := append(p.markHeadline(p.Theme.NotKnown, w.MayExist, width), "")
	status := p.indentText(fmt.Sprintf(p.Words.Joins.Sentences, w.DoNotOrder, p.lookStatus(step)), width)
	lines = append(append(lines, emboldenLead(p.Theme.Title, w.DoNotOrder, status)...), "")
	if own := step.Own; own == nil {
		lines = append(lines, p.indentText(fmt.Sprintf(w.Earlier, when, name), width)...)
		if step.More > 0 {
			lines = append(lines, p.indentText(fmt.Sprintf(w.Others, step.More), width)...)
		}
	} else if f := own.Failure; f != nil {
		x := phrase.DescribeFailure(p.Words, f)
		said := fmt.Sprintf(p.Words.Joins.Sentences, fmt.Sprintf(p.Words.Script.Sentence, x.Title), x.Reason)
		lines = append(lines, p.indentText(said, width)...)
	}
	if p.Target.Sandbox {
		lines = append(lines, p.indentText(p.Words.Wizard.NothingBilled, width)...)
	}
	if p.flow.Rehearsal == nil { // The service that a rehearsal has for itself is in no console.
		lines = append(lines, p.indentText(w.LookYourself, width)...)
	}
	details := p.listDetails(step)
	copying := p.bindCopy(p.Words.Keys.Copy, p.Words.Wizard.CopiedDetails, strings.Join(details, "\n"))
	return sheet{
		text: lines, choices: p.listEndings(step), details: details, help: theme.Wrap(w.Help, width),
		keys: append(p.bindActions(flow.ToList), copying...),
	}
}

// lookStatus says how the search stands.
func (p *page) lookStatus(u *flow.Unsettled) string {
	w, looking := p.Words.Unsettled, p.flow.IsWaiting(flow.ForLook)
	switch {
	case p.flow.Failure != nil:
		return w.NoKeys
	case looking && u.Looks == 0 || p.flow.IsWaiting(flow.ForConnection):
		return w.Looking
	case errors.Is(p.flow.StepError, submit.ErrOtherOwner):
		return w.OtherOwner
	case p.flow.StepError != nil:
		return fmt.Sprintf(w.NotPossible, phrase.ErrorText(p.Words, p.flow.StepError))
	case u.Failure != nil && u.NextLook.IsZero():
		return fmt.Sprintf(w.LookFailed, phrase.FailureTitle(p.Words, u.Failure))
	case u.Failure != nil:
		return fmt.Sprintf(w.LookFailedYet, phrase.FailureTitle(p.Words, u.Failure), secondsUntil(u.NextLook))
	case len(u.Candidates) == 1:
		return w.FoundOne
	case len(u.Candidates) > 1:
		return fmt.Sprintf(w.FoundSeveral, len(u.Candidates))
	case looking:
		return fmt.Sprintf(w.LookedAgain, w.CountLooks(u.Looks))
	case !u.NextLook.IsZero():
		return fmt.Sprintf(w.NotFoundYet, w.CountLooks(u.Looks), secondsUntil(u.NextLook))
	}
	return fmt.Sprintf(w.NotFound, w.CountLooks(u.Looks))
}

// listEndings gives what can be done: look, then everything that ends it. This run's own
// order is not left for its review from here, where it would be sent again.
func (p *page) listEndings(step *flow.Unsettled) []choice {
	w := p.Words.Unsettled
	return p.listChoices(func(a flow.Action) string {
		switch a.Kind {
		case flow.Reconnect:
			return p.Words.Wizard.DoLookForKeys
		case flow.Look:
			return w.DoLook
		case flow.Pick:
			return fmt.Sprintf(w.DoPick, phrase.CandidateText(p.Words, step.Candidates[a.Index]))
		case flow.Close:
			return w.DoClose
		case flow.GoOn:
			switch {
			case step.Instance != "":
				return w.DoGoOn
			case step.Own == nil:
				return w.DoNewOrder
			}
		case flow.ToList:
			return p.Words.Practice.DoList
		case flow.Leave:
			if step.Own != nil && p.flow.Rehearsal == nil {
				return p.Words.Wizard.DoLeave
			}
		}
		return ""
	})
}

// listDetails gives what somebody else would want to know.
func (p *page) listDetails(step *flow.Unsettled) []string {
	w, r := p.Words.Wizard, step.Record
	head := fmt.Sprintf(w.Detail, w.Journal, r.ID)
	if own := step.Own; own != nil && own.Failure != nil {
		return append([]string{head}, failureDetails(p, own.Failure)...)
	}
	var more []string
	for _, d := range []string{r.Resolution.Code, r.Endpoint} {
		if d != "" {
			more = append(more, client.Visible(d))
		}
	}
	lines := slices.Concat([]string{head}, more)
	if len(more) > 1 {
		lines = []string{head, joinDots(p, more)}
	}
	if r.Resolution.RequestID != "" {
		lines = append(lines, w.RequestID+" "+client.Visible(r.Resolution.RequestID))
	}
	return lines
}

// joinDots puts what stands beside each other on a line.
func joinDots(p *page, parts []string) string { return strings.Join(parts, " "+p.Theme.Dot+" ") }
