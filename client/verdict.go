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
	// overload and of not knowing: they leave it open whether an instance was made.
	// So does a nonce that was used, since another copy of the request came first.
	uncertain = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)time[\W_]*(out|limit|exceed)|timed[\W_]*out|deadline|` +
			`internal|call[\W_]*interface|(inner|system|server|service|backend|database|network|gateway|connection|rpc)[\W_]*` +
			`(error|fail|fault|exception|abnormal|reset|lost)|null[\W_]*pointer|` +
			`bad[\W_]*gateway|unavailable|busy|overload|unexpected|undefined[\W_]*error|` +
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

// ClassifyReply gives the verdict on a complete JSON reply with an HTTP status and
// an error code. It alone decides what becomes of the order; the catalogue's texts
// follow it. Codes are told by what they speak of, since the service's own list is
// not whole: the contract's section on the exit status has the rules.
func ClassifyReply(status int, code string) Kind {
	switch {
	case isThrottling(code):
		return Refused
	case status < 400 || status > 499, uncertain().MatchString(code):
		return Unknown
	case rejectedKeys().MatchString(code):
		return Unauthenticated
	}
	return Refused
}
