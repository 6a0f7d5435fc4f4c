package client

import (
	"regexp"
	"strings"
	"sync"
)

// What codes speak of. Their patterns are compiled when the first reply is judged:
// most runs of the program have none to judge.
var (
	// uncertain is codes of time that ran out, of the inside of the service, of
	// overload, of the same request that is still in work and of not knowing: they leave
	// it open whether an instance was made. So does a nonce that was used, since another
	// copy of the request came first.
	uncertain = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)time[\W_]*(out|limit|exceed)|timed[\W_]*out|deadline|call[\W_]*interface|` +
			`(internal|inner|system|server|service|backend|database|db|network|gateway|connection|rpc)[\W_]*` +
			`(error|fail|fault|exception|abnormal|reset|lost|not[\W_]*ready)|null[\W_]*pointer|` +
			`bad[\W_]*gateway|unavailable|busy|overload|unexpected|undefined[\W_]*error|try[\W_]*(again|later)|` +
			`in[\W_]*progress|processing|(duplicat|repeat)(e|ed)[\W_]*request|request[\W_]*(duplicat|repeat)ed|` +
			`^unknown|unknown[\W_]*(error|exception|failure|reason|result|state|status)|^signaturenonceused$`)
	})
	// rejectedKeys is codes of credentials that the service does not take.
	rejectedKeys = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^invalidaccesskeyid|securitytoken|^(signaturedoesnotmatch|incompletesignature)$|` +
			`^invalidtimestamp(\.|$)`)
	})
)

// isThrottling reports whether a code is one of a service that was asked too often.
func isThrottling(code string) bool {
	code = strings.ToLower(code)
	return code == "throttling" || strings.HasPrefix(code, "throttling.")
}

// leavesOpen reports whether a code leaves it open whether an instance was made. In the
// name of a parameter, as in InvalidInternalIp, "internal" speaks of no inside.
func leavesOpen(code string) bool {
	lower := strings.ToLower(code)
	ofParameter := strings.HasPrefix(lower, "invalid") || strings.HasPrefix(lower, "missing")
	return uncertain().MatchString(code) || strings.Contains(lower, "internal") && !ofParameter
}

// ClassifyReply gives the verdict on a complete JSON reply with an HTTP status and
// an error code. It alone decides what becomes of the order; the catalogue's texts
// follow it. Throttling refuses at any status, since the gateway counts requests before
// it hands them on. Any other code refuses at a status of 4xx alone, and not where it
// leaves open whether an instance was made. Codes are told by what they speak of, since
// the service's own list is not whole.
func ClassifyReply(status int, code string) Kind {
	switch {
	case isThrottling(code):
		return Refused
	case status < 400 || status > 499, leavesOpen(code):
		return Unknown
	case rejectedKeys().MatchString(code):
		return Unauthenticated
	}
	return Refused
}
