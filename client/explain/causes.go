package explain

import (
	"slices"
	"strings"

	"epn-wizard/client"
)

// Advise tells what to do about a failed request.
func Advise(f *client.Failure) Advice { return Failure("", f).Advice }

// Failure explains how a request failed in a language: by the service's code,
// or by what happened on the way to it and back. Of a look it says nothing that
// only an order can meet.
func Failure(lang string, f *client.Failure) Explanation {
	var x Explanation
	if f.Code == "" {
		x = Explanation{Text: inLanguage(lang).causes[f.Cause], Advice: Advice{Retry: retryAfter(f), Known: true}}
	} else if x = Explain(lang, f.Code, f.Message); f.Kind == client.Unknown && !mayExist(f.Code) {
		x.Text, x.Field, x.Retry = inLanguage(lang).texts[unsettled.key], "", unsettled.Retry
	}
	if end := endOfLook(f); end != "" {
		x.Text, x.Field, x.Retry = inLanguage(lang).looks[end], "", Later
		x.Title = strings.Replace(x.Title, "{permission}", "ens:"+f.Action, 1)
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

// DeniedLook reports whether a look failed for want of a permission.
func DeniedLook(f *client.Failure) bool { return endOfLook(f) == lookDenied }

// endOfLook tells how a look failed. It is "" where the text of the code or the
// cause holds for a look as well: credentials that were rejected, a service that
// was not reached, a list that is not whole; and for anything but a look.
func endOfLook(f *client.Failure) string {
	switch {
	case !f.OfLook() || f.Kind == client.Unauthenticated || f.Cause == client.IncompleteList:
		return ""
	case f.Cause == client.Interrupted:
		return lookInterrupted
	case f.Kind == client.Unreachable:
		return ""
	case f.Kind == client.Unknown:
		return lookUnanswered
	case f.Throttled():
		return lookThrottled
	}
	row, _, _ := rowFor(tidy(f.Code), tidy(f.Message))
	if slices.Contains([]string{"permission", "ram", "forbidden", "guess-permission"}, row.key) {
		return lookDenied
	}
	return lookRefused
}

// retryAfter says whether time can mend what happened on the way.
func retryAfter(f *client.Failure) Retry {
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
