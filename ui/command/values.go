package command

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"epn-wizard/ui/phrase"

	"epn-wizard/client"
	"epn-wizard/forms"
	"epn-wizard/ui/script"
)

// settings is the command line and the environment, judged.
type settings struct {
	answers forms.Answers
	target  *target
	traffic *forms.Traffic // the user's own, or nil
}

// variables are the environment's names for the questions.
var variables = map[client.Field]string{
	client.Name: "EPN_NAME", client.BillingMethod: "EPN_BILLING_METHOD",
	client.NetworkingMode: "EPN_NETWORKING_MODE", client.Bandwidth: "EPN_BANDWIDTH",
}

// judge reads every value there is and gives every problem they have.
func (a *app) judge() (settings, []script.Problem) {
	s := settings{answers: forms.Answers{}}
	var problems []script.Problem
	add := func(p ...script.Problem) { problems = append(problems, p...) }

	given := map[client.Field]string{
		client.Name: a.flags.name, client.BillingMethod: a.flags.billing,
		client.NetworkingMode: a.flags.networking, client.Bandwidth: a.flags.bandwidth,
	}
	for _, f := range client.Fields() {
		text, origin, ok := a.flags.setting(string(f), given[f], variables[f])
		if !ok {
			continue
		}
		value, p := client.Check(f, text)
		if p != nil {
			add(a.problem(*p, origin))
			continue
		}
		kind := forms.FromFlag
		if !strings.HasPrefix(origin, "--") {
			kind = forms.FromVariable
		}
		s.answers[f] = forms.Answer{Value: value, Origin: forms.Origin{Kind: kind, Detail: origin}}
	}

	add(a.unspoken...)
	add(a.judgeOutput()...)
	own, unusable := a.ownTraffic()
	s.traffic = own
	add(unusable...)
	t, targetProblems := a.judgeTarget()
	s.target = t
	add(targetProblems...)
	return s, problems
}

// judgeTarget reads where requests go, and how long one may take.
func (a *app) judgeTarget() (*target, []script.Problem) {
	timeout, err := time.ParseDuration(a.flags.timeout)
	t, problems := a.target(timeout)
	if err != nil || timeout <= 0 {
		problems = append([]script.Problem{bad("timeout", a.flags.timeout, a.words.Script.Duration, "--timeout")}, problems...)
	}
	return t, problems
}

func (a *app) judgeOutput() []script.Problem {
	formats := []string{"text", "json"}
	if slices.Contains(formats, a.flags.output) {
		return nil
	}
	return []script.Problem{bad("output", a.flags.output, fmt.Sprintf(a.words.Script.OneOf, a.words.List(formats)), "--output")}
}

// problem phrases what is wrong with an answer.
func (a *app) problem(p client.Problem, origin string) script.Problem {
	return bad(string(p.Field), p.Value, phrase.ProblemText(a.words, p), origin)
}

// missing gives the answers that nobody gave, as problems. One that is invalid
// is not missing as well.
func (a *app) missing(answers forms.Answers, invalid []script.Problem) []script.Problem {
	var problems []script.Problem
	for _, f := range client.Fields() {
		known := slices.ContainsFunc(invalid, func(p script.Problem) bool { return p.Field == string(f) })
		if _, ok := answers[f]; !ok && !known {
			problems = append(problems, a.problem(client.Problem{Field: f, Rule: client.Required}, "--"+string(f)))
		}
	}
	return problems
}

// inOrder sorts problems: first that there is nobody to ask, then the answers in
// the order of the questions, then flags.
func inOrder(problems []script.Problem) []script.Problem {
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
	return problems
}

func bad(field, value, problem, origin string) script.Problem {
	return script.Problem{Field: field, Value: client.Visible(value), Problem: problem, Origin: origin}
}
