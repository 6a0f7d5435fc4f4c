package explain

import "epn-wizard/client"

// Failure explains how a request failed in a language: by the service's code,
// or by what happened on the way to it and back.
func Failure(lang string, f *client.Failure) Explanation {
	if f.Code != "" {
		x := Explain(lang, f.Code, f.Message)
		if f.Kind == client.Unknown {
			x.Retry = Never // an instance may exist, whatever the code usually means
		}
		return x
	}
	return Explanation{Text: inLanguage(lang).causes[f.Cause], Retry: retryAfter(f), Known: true}
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
