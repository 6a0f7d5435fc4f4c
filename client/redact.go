package client

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// A gateway that finds a signature wrong may quote what it signed itself: the
// whole request, token included.
var quotedRequest = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?is)[\s.,;:]*(server\s+)?(string[\s-]*to[\s-]*sign|canonical[\s-]*request).*`)
})

// A request that is quoted holds its own signature.
var quotedSignature = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(signature["']?\s*[:=]\s*["']?)[a-z0-9+/%=]{16,}`)
})

// redactKeys takes keys out of a text that may go to a screen or a file, as they
// are and as they stand in a request, and what the service signed with them.
func (k Keys) redactKeys(text string) string {
	if upper := strings.ToUpper(text); strings.Contains(upper, "SIGN") || strings.Contains(upper, "CANONICAL") {
		text = quotedRequest().ReplaceAllString(text, ".")
		text = quotedSignature().ReplaceAllString(text, "${1}****")
	}
	p := k.revealParts()
	for _, part := range []struct{ secret, shown string }{
		{p.secret, "****"}, {p.token, "****"}, {p.id, maskKeyID(p.id)},
	} {
		if len(part.secret) < 8 {
			continue // such a short text stands everywhere by chance
		}
		once := url.QueryEscape(part.secret)
		for _, form := range []string{part.secret, once, url.QueryEscape(once)} {
			text = strings.ReplaceAll(text, form, part.shown)
		}
	}
	return text
}
