package phrase

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

// Step is one thing to do, and the command that does it.
type Step struct {
	Text    string
	Command client.Command
	action  string
}

// CommandLines gives the command, broken for a width; where the aliyun CLI cannot be
// told to do the step, the API's action that does it.
func (s Step) CommandLines(width int) []string {
	if len(s.Command.Words) == 0 {
		return []string{s.action}
	}
	return theme.WrapCommand(s.Command.QuotedWords(), width)
}

// Next is what to do after a create.
type Next struct {
	Title string
	Intro string
	Steps []Step // the last one undoes it all
	Hint  string // what has to be known of the commands, or ""
}

// NextSteps gives what to do with the instance that an order created with the
// payer's keys. In the sandbox it speaks of the real service.
func NextSteps(w *words.Words, t submit.Target, payer client.Account, o submit.Outcome) Next {
	cli, said, member := t.CLIFor(payer), w.NextSteps, client.FindMember(o.Order.NetworkingModel)
	step := func(text, action string, more ...client.Parameter) Step {
		id := client.Parameter{Name: "EPNInstanceId", Value: o.Created.EPNInstanceID}
		return Step{text, cli.ActionCommand(action, append([]client.Parameter{id}, more...)...), action}
	}
	join := fmt.Sprintf(said.JoinVSwitches, client.ExampleVSwitch)
	if o.Order.NetworkingModel == client.NetworkingInternet {
		join = fmt.Sprintf(said.JoinIPs, client.ExampleIP)
	}
	n := Next{Title: said.Title, Intro: said.ConnectsNothing, Steps: []Step{
		step(join, member.Join, member.Example), step(said.Start, client.StartAction),
		step(said.See, client.ListAction), step(fmt.Sprintf(said.Undo, member.Remove), client.DeleteAction),
	}}
	if t.Sandbox {
		n.Title = said.TitleSandbox
	}
	n.Hint = w.Commands.Hints[string(n.Steps[0].Command.Hint)]
	return n
}

// CommandText is a command as it is shown.
type CommandText struct {
	Caption string   // what introduces it, or ""
	Lines   []string // the command, broken for a width; none where there is none
	Hint    string   // what has to be known of it, or why there is none; or ""
}

// DescribeCommand says which command would send the same order: to the real
// service, also where this one goes to the sandbox.
func DescribeCommand(w *words.Words, sandbox bool, c client.Command, width int) CommandText {
	said := CommandText{Lines: theme.WrapCommand(c.QuotedWords(), width), Hint: w.Commands.Hints[string(c.Hint)]}
	switch {
	case len(said.Lines) == 0:
	case sandbox && c.Hint == client.HintDefault: // these two captions say it
		said.Caption, said.Hint = w.Commands.CaptionSandbox, ""
	case c.Hint == client.HintRelease:
		said.Caption, said.Hint = w.Commands.CaptionRelease, ""
	case sandbox:
		said.Caption = w.Commands.CaptionSandbox
	default:
		said.Caption = w.Commands.Caption
	}
	return said
}

// FitCommand gives the lines of a command for a screen that cuts what is wider
// than itself: a part of a command must not be copied.
func FitCommand(w *words.Words, lines []string, width int) []string {
	needed := 0
	for _, line := range lines {
		needed = max(needed, ansi.StringWidth(line))
	}
	if needed > width {
		return theme.Wrap(fmt.Sprintf(w.Commands.TooNarrow, needed), width)
	}
	return lines
}
