package explain

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
)

// everyCause is what can go wrong where the service gives no code, in the order of failure.go.
var everyCause = func() (all []client.Cause) {
	source, _ := os.ReadFile("../failure.go") // without it, no text is of a cause
	for _, found := range regexp.MustCompile(`(?m)^\s\w+ +Cause = "(.+?)"`).FindAllSubmatch(source, -1) {
		all = append(all, client.Cause(found[1]))
	}
	return all
}()

// inDoubt are the causes that a request can have which was sent: the last in failure.go.
func inDoubt() []client.Cause { return everyCause[slices.Index(everyCause, client.Interrupted):] }

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

// wordings are how a language says what must be said.
var wordings = map[string]struct {
	mayExist  string
	notYet    []string // forbids to submit for now
	again     []string // speaks of submitting once more
	ofAnOrder []string // has no place in a look
}{
	"en": {
		mayExist: "an instance may exist", notYet: []string{"do not submit again yet", "do not order again yet"},
		again:     []string{"submit again", "order again", "try again"},
		ofAnOrder: []string{"may exist", "created", "submit", "order", "ens:CreateEpnInstance", "four answers", "{"},
	},
	"zh": {
		mayExist: "实例可能已创建", notYet: []string{"先不要再次提交"},
		again:     []string{"再次提交", "重新提交", "再次下单", "重试", "再试"},
		ofAnOrder: []string{"已创建", "提交", "下单", "订单", "ens:CreateEpnInstance", "{"},
	},
}

// TestUnknownIsLookedUpBeforeOrderingAgain: in every way in which it can stay open whether an instance exists, by each
// code, also with a status that makes a refusal no refusal, and by each cause.
func TestUnknownIsLookedUpBeforeOrderingAgain(t *testing.T) {
	t.Parallel()
	failures := []client.Failure{{Code: "Strange"}, {Code: "<nil>"}, {Code: "QuotaExceeded.EPN"}}
	for _, e := range slices.Concat(Entries(), guesses[:len(guesses)-1]) {
		code, message := e.SampleReply()
		failures = append(failures, client.Failure{Code: code, Message: message},
			client.Failure{Code: code, Message: "InternetMaxBandwidthOut"})
	}
	for _, c := range inDoubt() {
		failures = append(failures, client.Failure{Cause: c})
	}
	for name, say := range wordings {
		for _, f := range failures {
			f.Kind = client.Unknown
			x := ExplainFailure(name, &f)
			what := name + ": " + f.Code + string(f.Cause)
			if x.Retry != Never || x.Field != "" || !strings.Contains(x.Title, say.mayExist) {
				t.Errorf("%s: retry %s, field %q; it does not say that an instance may exist: %q", what, x.Retry, x.Field, x.Title)
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

// TestLooksAreToldAsLooks: whatever a look meets, nothing is said of an order that was sent, of an instance that may
// exist, or of what an order would need.
func TestLooksAreToldAsLooks(t *testing.T) {
	t.Parallel()
	var failures []client.Failure
	for _, e := range Entries() {
		code, message := e.SampleReply()
		for _, status := range []int{e.HTTPStatus, 503} {
			failures = append(failures, client.Failure{Kind: client.ClassifyReply(status, code), Code: code, Message: message})
		}
	}
	for _, c := range inDoubt() {
		failures = append(failures, client.Failure{Kind: client.Unknown, Cause: c})
	}
	for _, c := range []client.Cause{
		client.Interrupted, client.NameNotFound, client.ConnectionRefused, client.ConnectTimeout, client.ProxySetting,
		client.TLSFailed,
	} {
		failures = append(failures, client.Failure{Kind: client.Unreachable, Cause: c})
	}
	for name, say := range wordings {
		for _, f := range failures {
			f.Action = client.ListAction
			x := ExplainFailure(name, &f)
			whole := x.Title + " " + x.Reason + " " + x.Remedy
			for _, word := range say.ofAnOrder {
				if strings.Contains(whole, word) || x.Title == "" || x.Field != "" {
					t.Errorf("%s: %s%s (%s) of a look says %q: %+v", name, f.Code, f.Cause, f.Kind, word, x)
				}
			}
		}
	}
	const denied, refused = "The look-up was denied; it needs ens:", "The service refused the look-up"
	for _, action := range []string{client.ListAction, client.BillingAction} {
		for _, c := range []struct {
			kind  client.Kind
			code  string
			cause client.Cause
			title string
			retry Retry
		}{
			{client.Refused, "NoPermission", "", denied + action, Never},
			{client.Refused, "Forbidden.RAM", "", denied + action, Never},
			{client.Refused, "Forbidden.NoRight", "", denied + action, Never},
			{client.Refused, "AccessDenied", "", denied + action, Never},
			{client.Refused, "StockNotEnough", "", refused, Never},
			{client.Refused, "Throttling.User", "", englishLooks[lookThrottled].Title, Later},
			{client.Unknown, "NoPermission", "", englishLooks[lookUnanswered].Title, Later},
			{client.Unauthenticated, "InvalidAccessKeyId", "", english.texts["key"].Title, Never},
			{client.Unknown, "", client.IncompleteList, "The list of instances was not seen in full", Never},
			{client.Unknown, "", client.Interrupted, "The look-up was given up", Later},
			{client.Unreachable, "", client.NoRoute, "There is no way to the endpoint from here", Later},
		} {
			f := &client.Failure{Kind: c.kind, Code: c.code, Cause: c.cause, HTTPStatus: 403, Action: action}
			x := ExplainFailure("en", f)
			if x.Title != c.title || x.Retry != c.retry || IsDeniedLook(f) != strings.HasPrefix(c.title, denied) {
				t.Errorf("%s %s%s: got %+v, want %q, %s", action, c.code, c.cause, x, c.title, c.retry)
			}
		}
	}
}
