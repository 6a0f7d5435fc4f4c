package explain

import "epn-wizard/client"

// Failure explains how a request failed in a language: by the service's code,
// or by what happened on the way to it and back.
func Failure(lang string, f *client.Failure) Explanation {
	if f.Code == "" {
		return Explanation{Text: inLanguage(lang).causes[f.Cause], Retry: retryAfter(f), Known: true}
	}
	x := Explain(lang, f.Code, f.Message)
	if row, _, _ := rowFor(tidy(f.Code), tidy(f.Message)); f.Kind == client.Unknown && !row.Unknown {
		x.Text, x.Field, x.Retry = inLanguage(lang).texts[unsettled.key], "", unsettled.Retry
	}
	return x
}

// retryAfter says whether time can mend what happened on the way.
func retryAfter(f *client.Failure) Retry {
	if f.Kind == client.Unreachable {
		switch f.Cause {
		case client.ConnectionRefused, client.ConnectTimeout, client.NoRoute, client.ConnectFailed, client.Interrupted, client.NameNotFound:
			return Later
		}
	}
	return Never
}
