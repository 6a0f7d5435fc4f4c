package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
)

// explainCommand explains a refusal offline, or lists what can be explained.
func (a *app) explainCommand() *cobra.Command {
	w := a.words.Flags
	c := &cobra.Command{Use: "explain [CODE [MESSAGE]]", Short: w.ExplainShort, Long: w.ExplainLong, Args: a.atMost(2)}
	c.ValidArgsFunction = firstArgument(a.rehearsals)
	a.flags.defineOutput(c.Flags(), w)
	c.RunE = func(_ *cobra.Command, args []string) error {
		if problems := a.judgeOutput(); len(problems) > 0 {
			return &usageError{problems}
		}
		if len(args) == 0 {
			return a.printer().Catalogue(sandbox.AnswerNames())
		}
		return a.explain(args)
	}
	return c
}

// explain explains a code, with its message where there is one, or a rehearsal
// of the sandbox's own.
func (a *app) explain(args []string) error {
	p := a.printer()
	if answer, ok := sandbox.ParseAnswer(args[0]); ok && len(args) == 1 {
		return p.Rehearsal(strings.ToLower(args[0]), a.metBy(answer))
	}
	var x explain.Explanation
	var variants []string
	if len(args) == 1 {
		x, variants = explain.Spec(a.words.Lang, args[0]), explain.Variants(args[0])
	} else {
		x = explain.Explain(a.words.Lang, args[0], args[1])
	}
	if x.Known {
		return p.Explain(x, variants)
	}
	names := sandbox.AnswerNames()
	for _, e := range explain.Entries() {
		if !slices.Contains(names, e.Code) {
			names = append(names, e.Code)
		}
	}
	a.status = statusInvalid
	return p.ExplainUnknown(x, nearest(args[0], names))
}

// metBy explains what an order meets where the sandbox gives one of its own
// answers. Of one that only comes late there is nothing to explain.
func (a *app) metBy(answer sandbox.Answer) explain.Explanation {
	f, ok := map[sandbox.Kind]*client.Failure{
		sandbox.Timeout:         {Kind: client.Unknown, Cause: client.ReplyTimeout},
		sandbox.LostReply:       {Kind: client.Unknown, Cause: client.ConnectionLost},
		sandbox.ConnectionReset: {Kind: client.Unknown, Cause: client.ConnectionLost},
		sandbox.Throttled:       {Kind: client.Refused, Code: "Throttling.User"},
		sandbox.HTML502:         {Kind: client.Unknown, Cause: client.NotJSON},
	}[answer.Kind]
	if !ok {
		return explain.Explanation{Advice: explain.Advice{Known: true}}
	}
	return explain.Failure(a.words.Lang, f)
}
