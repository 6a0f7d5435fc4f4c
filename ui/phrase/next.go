package phrase

import (
	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// Next is what to do after a create, and how to undo it.
type Next struct {
	Title     string
	Steps     []words.Step
	UndoTitle string
	Undo      words.Step
}

// NextSteps gives what to do with the instance that an order created at an
// endpoint of the target. In the sandbox it speaks of the real service.
func NextSteps(w *words.Words, t submit.Target, e client.Endpoint, o submit.Outcome) Next {
	command := func(s words.Step) words.Step {
		s.Command = t.FollowUp(e, s.Command, o.Created.EPNInstanceID)
		return s
	}
	n := Next{Title: w.Wizard.NextSteps, UndoTitle: w.Wizard.Undo, Undo: command(words.Step{Text: w.Wizard.UndoNote, Command: w.Wizard.UndoCommand})}
	if t.Sandbox {
		n.Title = w.Wizard.NextStepsSandbox
	}
	for _, s := range w.NextSteps[o.Order.NetworkingModel] {
		n.Steps = append(n.Steps, command(s))
	}
	return n
}

// CommandCaption introduces the command that would send the same order: to the real
// service, also where this one goes to the sandbox.
func CommandCaption(w *words.Words, sandbox bool) string {
	if sandbox {
		return w.Wizard.SameAsSandbox
	}
	return w.Wizard.SameAs
}
