package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// newExplainCommand makes the command that explains a refusal offline, or lists
// what can be explained.
func (a *app) newExplainCommand() *cobra.Command {
	w := a.words.Flags
	c := &cobra.Command{Use: "explain [CODE [MESSAGE]]", Short: w.ExplainShort, Long: w.ExplainLong, Args: a.takeAtMost(2)}
	c.ValidArgsFunction = completeFirstArgument(func() []cobra.Completion { return listRehearsals(a.words) })
	defineOutput(c.Flags(), w)
	c.RunE = func(_ *cobra.Command, args []string) error { return a.runExplain(args) }
	return c
}

// runExplain explains a code, with its message where there is one, or a rehearsal
// of the sandbox's own.
func (a *app) runExplain(args []string) error {
	if err := a.findError(); err != nil {
		return err
	}
	p := a.printer()
	var found explain.Explanation
	var variants []string
	switch len(args) {
	case 0:
		return p.PrintCatalogue(sandbox.AnswerNames())
	case 1:
		if answer, ok := sandbox.ParseAnswer(args[0]); ok && answer.Kind != sandbox.Refuse {
			return p.PrintRehearsal(strings.ToLower(args[0]), explainAnswer(a.words, answer))
		}
		if strings.TrimSpace(args[0]) == "" {
			return a.refuse(newProblem("code", "", a.words.Script.Empty, ""))
		}
		found, variants = explain.ExplainSpec(a.words.Lang, args[0]), explain.VariantsOf(args[0])
	default:
		found = explain.ExplainReply(a.words.Lang, args[0], args[1])
	}
	if _, listed := explain.LookupEntry(found.Code); listed {
		return p.PrintExplanation(found, variants)
	}
	if !found.Known {
		a.status = exitStatus(submit.Invalid)
	}
	return p.PrintUnlistedCode(found, findSimilarNames(args[0], listCodes(found.Known)))
}

// listCodes gives what a code that is not listed may be a slip for: where its family
// is known, no word that is only the sandbox's.
func listCodes(familyKnown bool) (names []string) {
	if !familyKnown {
		names = sandbox.AnswerNames()
	}
	for _, e := range explain.Entries() {
		if !e.IsPattern() && !slices.Contains(names, e.Code) {
			names = append(names, e.Code)
		}
	}
	return names
}

// explainAnswer explains what an order meets where the sandbox gives one of its own
// answers. Of one that only comes late there is nothing to explain.
func explainAnswer(w *words.Words, answer sandbox.Answer) explain.Explanation {
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
	return explain.ExplainFailure(w.Lang, f)
}
