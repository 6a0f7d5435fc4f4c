package explain

import (
	"slices"
	"strings"

	"epn-wizard/client"
)

// givenUpSent stands for client.Interrupted where the request may have been sent.
const givenUpSent client.Cause = "interrupted-sent"

// AdviseOn tells what to do about a failed request.
func AdviseOn(f *client.Failure) Advice { return ExplainFailure("", f).Advice }

// ExplainFailure explains how a request failed in a language: by the service's code,
// or by what happened on the way to it and back. Of a look it says nothing that
// only an order can meet.
func ExplainFailure(lang string, f *client.Failure) Explanation {
	var x Explanation
	if f.Code == "" {
		cause := f.Cause
		if cause == client.Interrupted && f.Kind == client.Unknown {
			cause = givenUpSent
		}
		x = Explanation{Text: inLanguage(lang).causes[cause], Advice: Advice{Retry: retryAdviceFor(f), Known: true}}
	} else if x = ExplainReply(lang, f.Code, f.Message); f.Kind == client.Unknown && !mayHaveCreated(f.Code) {
		x.Text, x.Field, x.Retry = inLanguage(lang).texts[unsettled.key], "", unsettled.Retry
	}
	if end := lookFailureOf(f); end != "" {
		x.Text, x.Field, x.Retry = inLanguage(lang).looks[end], "", Later
		x.Title = strings.Replace(x.Title, "{permission}", client.PermissionFor(f.Action), 1)
		if end == lookDenied || end == lookRefused {
			x.Retry = Never
		}
	}
	return x
}

// How a look can fail in a way that an order's texts do not fit.
const (
	lookInterrupted = "interrupted"
	lookUnanswered  = "unanswered"
	lookThrottled   = "throttled"
	lookDenied      = "denied"
	lookRefused     = "refused"
)

// IsDeniedLook reports whether a look failed for want of a permission.
func IsDeniedLook(f *client.Failure) bool { return lookFailureOf(f) == lookDenied }

// lookFailureOf tells how a look failed. It is "" where the text of the code or the
// cause holds for a look as well: credentials that were rejected, a service that
// was not reached, a list that is not whole; and for anything but a look.
func lookFailureOf(f *client.Failure) string {
	switch {
	case !f.IsOfLook() || f.Kind == client.Unauthenticated || f.Cause == client.IncompleteList:
		return ""
	case f.Cause == client.Interrupted:
		return lookInterrupted
	case f.Kind == client.Unreachable:
		return ""
	case f.Kind == client.Unknown:
		return lookUnanswered
	case f.WasThrottled():
		return lookThrottled
	}
	row, _, _ := findRow(normalizeText(f.Code), normalizeText(f.Message))
	if slices.Contains([]string{"permission", "ram", "forbidden", "guess-permission"}, row.key) {
		return lookDenied
	}
	return lookRefused
}

// retryAdviceFor says whether time can mend what happened on the way.
func retryAdviceFor(f *client.Failure) Retry {
	if f.Cause == client.WaitRequested {
		return Later
	}
	if f.Kind == client.Unreachable {
		switch f.Cause {
		case client.ConnectionRefused, client.ConnectTimeout, client.NoRoute, client.ConnectFailed, client.Interrupted, client.NameNotFound:
			return Later
		}
	}
	return Never
}
