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

func TestEveryCauseIsExplained(t *testing.T) {
	t.Parallel()
	for name, l := range languages {
		for _, c := range everyCause {
			x := ExplainFailure(name, &client.Failure{Kind: client.Unreachable, Cause: c})
			for part, s := range map[string]string{"title": x.Title, "explanation": x.Explanation, "remedy": x.Remedy} {
				if strings.TrimSpace(s) == "" || strings.ContainsAny(s, "{}") {
					t.Errorf("%s: %s of %s: %q", name, part, c, s)
				}
			}
			for _, fault := range x.tooMuch() {
				t.Errorf("%s: %s: %s", name, c, fault)
			}
			if x.Code != "" || x.Field != "" || !x.Known {
				t.Errorf("%s: %s: %+v", name, c, x)
			}
		}
		for c := range l.causes {
			if !slices.Contains(everyCause, c) {
				t.Errorf("%s: there is no cause %q", name, c)
			}
		}
	}
}

func TestEveryCauseHasItsOwnTitle(t *testing.T) {
	t.Parallel()
	for name, l := range languages {
		seen := map[string]string{}
		for key, text := range l.texts {
			seen[text.Title] = key
		}
		for _, c := range everyCause {
			title := l.causes[c].Title
			if other, ok := seen[title]; ok {
				t.Errorf("%s: %s and %s both say %q", name, c, other, title)
			}
			seen[title] = string(c)
		}
	}
}

// Time mends only what kept the request from being sent, and not all of that.
func TestRetryAfterACause(t *testing.T) {
	t.Parallel()
	later := []client.Cause{
		client.NameNotFound, client.ConnectionRefused, client.ConnectTimeout, client.NoRoute, client.ConnectFailed, client.Interrupted,
		client.WaitRequested,
	}
	for _, c := range everyCause {
		want := Never
		if slices.Contains(later, c) {
			want = Later
		}
		if got := ExplainFailure("en", &client.Failure{Kind: client.Unreachable, Cause: c}).Retry; got != want {
			t.Errorf("%s, unreachable: retry %s, want %s", c, got, want)
		}
		if got := ExplainFailure("en", &client.Failure{Kind: client.Unknown, Cause: c}).Retry; got != Never && c != client.WaitRequested {
			t.Errorf("%s, unknown: retry %s", c, got)
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
		all = append(all, client.Failure{Kind: client.Unknown, Code: code, Message: "InternetMaxBandwidthOut", HTTPStatus: 500})
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
		say, ok := wordings[name]
		if !ok {
			t.Fatalf("%s: no wording to look for", name)
		}
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
