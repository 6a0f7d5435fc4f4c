package explain

import (
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
)

// everyCause is what can go wrong where the service gives no code.
var everyCause = []client.Cause{
	client.NoCredentials, client.NoLocalCredentials, client.JournalFailed, client.JournalDamaged,
	client.EarlierUnsettled, client.EarlierInFlight, client.EarlierOtherKey, client.WaitRequested,
	client.SandboxFailed, client.IncompleteList, client.NameNotFound, client.ConnectionRefused,
	client.ConnectTimeout, client.NoRoute, client.ConnectFailed, client.TLSExpired, client.TLSWrongHost,
	client.TLSUnknownCA, client.TLSFailed, client.ProxyFailed, client.ProxySetting, client.Interrupted,
	client.ReplyTimeout, client.ConnectionLost, client.Truncated, client.TooLarge, client.EmptyReply,
	client.NotJSON, client.UnexpectedReply, client.Redirected,
}

// inDoubt are the causes that a request can have which was sent. The list has
// them last.
func inDoubt() []client.Cause {
	all := everyCause
	return all[slices.Index(all, client.Interrupted):]
}

// Time mends only what kept the request from being sent, and not all of that.
func TestAdviceOnACause(t *testing.T) {
	t.Parallel()
	later := []client.Cause{
		client.NameNotFound, client.ConnectionRefused, client.ConnectTimeout, client.NoRoute, client.ConnectFailed,
		client.Interrupted, client.WaitRequested,
	}
	for _, c := range everyCause {
		want := Advice{Retry: Never, Known: true}
		if slices.Contains(later, c) {
			want.Retry = Later
		}
		x := ExplainFailure("en", &client.Failure{Kind: client.Unreachable, Cause: c})
		if x.Advice != want || x.Code != "" {
			t.Errorf("%s, unreachable: %+v, want %+v", c, x.Advice, want)
		}
		x = ExplainFailure("en", &client.Failure{Kind: client.Unknown, Cause: c})
		if x.Retry != Never && c != client.WaitRequested {
			t.Errorf("%s, unknown: retry %s", c, x.Retry)
		}
	}
}

// unknowns gives every way in which it can stay open whether an instance exists:
// each code, also with a status that makes a refusal no refusal, and each cause.
func unknowns() (all []client.Failure) {
	for _, e := range slices.Concat(Entries(), guesses) {
		code, message := e.SampleReply()
		for _, status := range []int{200, e.HTTPStatus, 500} {
			all = append(all, client.Failure{Kind: client.Unknown, Code: code, Message: message, HTTPStatus: status})
		}
		named := client.Failure{Kind: client.Unknown, Code: code, Message: "InternetMaxBandwidthOut", HTTPStatus: 500}
		all = append(all, named)
	}
	for _, code := range []string{"Strange", "<nil>", "QuotaExceeded.EPN"} {
		all = append(all, client.Failure{Kind: client.Unknown, Code: code, HTTPStatus: 500})
	}
	for _, c := range inDoubt() {
		all = append(all, client.Failure{Kind: client.Unknown, Cause: c})
	}
	return slices.DeleteFunc(all, func(f client.Failure) bool { return f.Code == "" && f.Cause == "" })
}

func TestUnknownIsLookedUpBeforeOrderingAgain(t *testing.T) {
	t.Parallel()
	for name := range languages {
		say := wordings[name]
		for _, f := range unknowns() {
			x := ExplainFailure(name, &f)
			what := name + ": " + f.Code + string(f.Cause)
			if x.Retry != Never || x.Field != "" {
				t.Errorf("%s: retry %s, field %q", what, x.Retry, x.Field)
			}
			if f.Cause != client.Interrupted && !strings.Contains(x.Title, say.mayExist) {
				t.Errorf("%s: the title does not say that an instance may exist: %q", what, x.Title)
			}
			before, _, found := strings.Cut(x.Remedy, "epn-wizard settle")
			if !found {
				t.Errorf("%s: nothing to look it up with: %q", what, x.Remedy)
			}
			before = strings.ToLower(before)
			for _, notYet := range say.notYet {
				before = strings.ReplaceAll(before, notYet, "")
			}
			for _, again := range say.again {
				if strings.Contains(before, again) {
					t.Errorf("%s: speaks of %q before looking it up: %q", what, again, x.Remedy)
				}
			}
		}
	}
}

// What the code usually means holds where the service refused.
func TestARefusalKeepsItsOwnText(t *testing.T) {
	t.Parallel()
	for _, e := range Entries() {
		code, message := e.SampleReply()
		f := client.Failure{Kind: client.Refused, Code: code, Message: message, HTTPStatus: e.HTTPStatus}
		if got, want := ExplainFailure("zh", &f), ExplainReply("zh", code, message); got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
}
