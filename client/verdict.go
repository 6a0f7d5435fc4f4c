package client

import "regexp"

// throttling is the codes of a service that was asked too often.
var throttling = regexp.MustCompile(`(?i)^throttling(\.|$)`)

// verdicts says what a code means for the order it answers; the first that fits
// counts. Codes are told by what they speak of, since the service's own list is
// not whole: the contract's section on the exit status has the rules. Time that
// ran out, the inside of the service, overload and not knowing say nothing about
// whether an instance was made; nor does a nonce that was used, since another
// copy of the request came first.
var verdicts = []struct {
	code      *regexp.Regexp
	anyStatus bool // else only with a status of 4xx
	kind      Kind
}{
	{throttling, true, Refused},
	{regexp.MustCompile(`(?i)time[\W_]*(out|limit|exceed)|timed[\W_]*out|deadline|` +
		`internal|call[\W_]*interface|(inner|system|server|service|backend|database|network|gateway|connection|rpc)[\W_]*` +
		`(error|fail|fault|exception|abnormal|reset|lost)|null[\W_]*pointer|` +
		`bad[\W_]*gateway|unavailable|busy|overload|unexpected|undefined[\W_]*error|` +
		`^unknown|unknown[\W_]*(error|exception|failure|reason|result|state|status)|^signaturenonceused$`), true, Unknown},
	{regexp.MustCompile(`(?i)^invalidaccesskeyid|securitytoken|^(signaturedoesnotmatch|incompletesignature)$|^invalidtimestamp(\.|$)`), false, Unauthenticated},
	{regexp.MustCompile(``), false, Refused},
}

// ClassifyReply gives the verdict on a complete JSON reply with an HTTP status and an
// error code. It alone decides what becomes of the order; the catalogue's texts
// follow it.
func ClassifyReply(status int, code string) Kind {
	for _, v := range verdicts {
		if (v.anyStatus || status >= 400 && status <= 499) && v.code.MatchString(code) {
			return v.kind
		}
	}
	return Unknown
}
