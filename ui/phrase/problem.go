package phrase

import (
	"fmt"
	"slices"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
)

// ProblemText phrases what is wrong with a value and what is allowed instead.
func ProblemText(w *words.Words, p client.Problem) string {
	s := w.Problems
	switch p.Rule {
	case client.Required:
		switch p.Field {
		case client.InstanceName:
			return s.NameRequired
		case client.Bandwidth:
			return fmt.Sprintf(s.BandwidthRequired, client.MinBandwidth, client.MaxBandwidth)
		case client.BillingMethod, client.NetworkingMode:
			return fmt.Sprintf(s.OptionRequired, allowedValues(w, p.Field))
		}
	case client.TooLong:
		return fmt.Sprintf(s.NameTooLong, client.MaxNameLength, p.Length)
	case client.ControlCharacter:
		return fmt.Sprintf(s.NameControl, client.RuneName(p.Rune))
	case client.NotUTF8:
		return s.NotUTF8
	case client.NotAnOption:
		return fmt.Sprintf(s.NotAnOption, allowedValues(w, p.Field))
	case client.NotWholeNumber, client.OutOfRange:
		return fmt.Sprintf(s.BandwidthInvalid, client.MinBandwidth, client.MaxBandwidth)
	}
	panic(fmt.Sprintf("phrase: no words for rule %d of %s", p.Rule, p.Field))
}

// allowedValues lists a field's values, each with this program's short name for it.
func allowedValues(w *words.Words, f client.Field) string {
	values := client.BillingMethods()
	if f == client.NetworkingMode {
		values = client.NetworkingModes()
	}
	for i, v := range values {
		values[i] = fmt.Sprintf(w.Joins.Bracket, v, client.FindAlias(v))
	}
	return w.List(values)
}

// WarningText phrases what a user should know about an order: see submit.Warning.
func WarningText(w *words.Words, warning submit.Warning) string {
	values := shortenList(warning.Values)
	about := w.List(values)
	switch {
	case warning.Kind == submit.BillingForced:
		about = forms.BillingMethodName(w, about)
	case warning.Kind == submit.Damaged, warning.Kind == submit.Torn:
		about = w.ListLines(values)
	case warning.Why != nil:
		about = ErrorText(w, warning.Why)
	case !warning.Sent.IsZero():
		about = TimeText(warning.Sent)
	}
	return fmt.Sprintf(w.Warnings[string(warning.Kind)], about)
}

// shortenList leaves of a list what is read, and says how many more there are.
func shortenList(values []string) []string {
	const most = 5
	if more := len(values) - most; more > 0 {
		return append(slices.Clone(values[:most]), fmt.Sprintf("+%d", more))
	}
	return slices.Clone(values)
}
