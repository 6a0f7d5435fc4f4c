package command

import (
	"fmt"
	"slices"

	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/script"
)

// answerOptions are the questions, as flags.
type answerOptions struct{ name, billingMethod, networkingMode, bandwidth textFlag }

func (o *answerOptions) register(set *pflag.FlagSet, w words.Flags) {
	define := func(at *textFlag, f client.Field, placeholder, variable, usage string) {
		defineText(set, at, textFlag{name: string(f), placeholder: placeholder, variable: variable}, usage)
	}
	define(&o.name, client.InstanceName, "TEXT", "EPN_NAME", fmt.Sprintf(w.Name, client.MaxNameLength))
	define(&o.billingMethod, client.BillingMethod, "VALUE", "EPN_BILLING_METHOD", w.Billing)
	define(&o.networkingMode, client.NetworkingMode, "VALUE", "EPN_NETWORKING_MODE", w.Networking)
	bandwidth := fmt.Sprintf(w.Bandwidth, client.MinBandwidth, client.MaxBandwidth)
	define(&o.bandwidth, client.Bandwidth, "MBITPS", "EPN_BANDWIDTH", bandwidth)
}

// readAnswers gives the valid answers of flags and variables.
func (o *answerOptions) readAnswers(v *validation) forms.Answers {
	answers := forms.Answers{}
	for _, flag := range []*textFlag{&o.name, &o.billingMethod, &o.networkingMode, &o.bandwidth} {
		text, origin, given := flag.setting()
		if !given {
			continue
		}
		value, problem := client.CheckAnswer(client.Field(flag.name), text)
		if problem != nil {
			v.addProblems(newAnswerProblem(v.words, *problem, origin.Detail))
			continue
		}
		answers[client.Field(flag.name)] = forms.Answer{Value: value, Origin: origin}
	}
	return answers
}

// newAnswerProblem phrases what is wrong with an answer.
func newAnswerProblem(w *words.Words, p client.Problem, origin string) script.Problem {
	return newProblem(string(p.Field), p.Value, phrase.ProblemText(w, p), origin)
}

// findMissing gives the answers that nobody gave, as problems. One that is invalid
// is not missing as well.
func findMissing(w *words.Words, answers forms.Answers, invalid []script.Problem) []script.Problem {
	var problems []script.Problem
	for _, f := range client.Fields() {
		known := slices.ContainsFunc(invalid, func(p script.Problem) bool { return p.Field == string(f) })
		if _, answered := answers[f]; !answered && !known {
			problems = append(problems, newAnswerProblem(w, client.Problem{Field: f, Rule: client.Required}, "--"+string(f)))
		}
	}
	return problems
}

// sortProblems puts first that there is nobody to ask, then the answers in the
// order of the questions, then flags.
func sortProblems(problems []script.Problem) {
	rank := func(p script.Problem) int {
		fields := client.Fields()
		switch i := slices.Index(fields, client.Field(p.Field)); {
		case i >= 0:
			return i
		case p.Field == "yes" || p.Field == "terminal":
			return -1
		}
		return len(fields)
	}
	slices.SortStableFunc(problems, func(p, q script.Problem) int { return rank(p) - rank(q) })
}
