package wizard

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
)

// review is the screen before the create.
type review struct {
	*page
	pager
	step     *flow.Reviewing
	revision int          // of what was last drawn
	size     tea.Position // it was drawn for
	seen     int          // how many of its lines have been on the screen since
}

func (r *review) listBindings() []binding {
	var all []binding
	lines, must := r.composeText()
	if confirming := r.page.bindActions(flow.Confirm, flow.ConfirmAgain); len(confirming) > 0 {
		if r.seen < must { // nobody pays for what was below the screen
			confirming[0].irrevocable, confirming[0].act = false, r.scrollOn
		}
		all = confirming
	}
	all = append(all, r.page.bindActions(flow.Acknowledge, flow.SettleFirst, flow.Reconnect)...)
	for i := range r.questions {
		edit := binding{keys: []string{fmt.Sprint(i + 1)}, act: r.makeAction(flow.Edit, i)}
		if i == 0 { // it stands for all of them
			edit.shown, edit.does = fmt.Sprintf("1-%d", len(r.questions)), r.Words.Keys.Edit
		}
		all = append(all, edit)
	}
	all = append(all, r.page.bindActions(flow.Back, flow.ToList)...)
	all = append(all, r.bindCopy(r.Words.Keys.CopyCommand, r.Words.Wizard.CopiedCommand, r.copyableCommand())...)
	return append(all, r.pager.bindScrolling(r.page, len(lines), r.bodyHeight(), false)...)
}

// scrollOn shows what is further down.
func (r *review) scrollOn() tea.Cmd {
	r.offset += max(r.bodyHeight()-1, 1)
	r.notice = r.Words.Wizard.ReadFirst
	return nil
}

// takeMessage notes how far down the review has been shown. What it says anew, and what
// a terminal of another size shows, is to be read anew.
func (r *review) takeMessage(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(drawn); !ok {
		return nil
	}
	if size := (tea.Position{X: r.width, Y: r.height}); r.revision != r.flow.Revision || r.size != size {
		if r.size == size { // what is new stands above
			r.offset = 0
		}
		r.revision, r.size, r.seen = r.flow.Revision, size, 0
	}
	if !r.isTooSmall() {
		lines, _ := r.composeText()
		first := min(r.offset, max(len(lines)-r.bodyHeight(), 0))
		r.seen = max(r.seen, first+r.bodyHeight())
	}
	return nil
}

func (r *review) drawBody(height int) body {
	lines, _ := r.composeText()
	return body{lines: r.windowLines(lines, height)}
}

func (r *review) explainScreen(width int) []string {
	command, hint := r.commandText(width)
	return slices.Concat(theme.Wrap(r.Words.Wizard.ReviewHelp, width), []string{""}, command, hint)
}

// makeCommand gives what the aliyun CLI would be told instead.
func (r *review) makeCommand() client.Command {
	return r.Target.CLIFor(r.currentConnection()).CreateCommand(r.step.Order)
}

// copyableCommand gives the command as it is copied, or "" where there is none.
func (r *review) copyableCommand() string {
	if c := r.makeCommand(); len(c.Words) > 0 {
		return c.String()
	}
	return ""
}
