package client

import (
	"net/url"
	"regexp"
	"strings"
)

// A gateway that finds a signature wrong may quote what it signed itself: the
// whole request, token included.
var quotedRequest = regexp.MustCompile(`(?is)[\s.,;:]*(server\s+)?(string[\s-]*to[\s-]*sign|canonical[\s-]*request).*`)

// redact takes keys out of a text that may go to a screen or a file, as they
// are and as they stand in a request, and what the service signed with them.
func (k Keys) redact(text string) string {
	text = quotedRequest.ReplaceAllString(text, ".")
	for _, part := range []struct{ secret, shown string }{
		{k.secret, "****"}, {k.token, "****"}, {k.id, mask(k.id)},
	} {
		if len(part.secret) < 6 {
			continue // such a short text stands everywhere by chance
		}
		once := url.QueryEscape(part.secret)
		for _, form := range []string{part.secret, once, url.QueryEscape(once)} {
			text = strings.ReplaceAll(text, form, part.shown)
		}
	}
	return text
}
