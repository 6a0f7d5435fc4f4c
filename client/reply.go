package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// reply is what every answer of the service may hold.
type reply struct {
	Code          string
	Message       string
	RequestID     string `json:"RequestId"`
	Recommend     string
	EPNInstanceID string `json:"EPNInstanceId"`

	doubt Failure // how the request failed, should the reply not hold what it has to
}

// rejectReply gives the failure of a request whose reply does not hold what it has to.
func (r reply) rejectReply(cause Cause) *Failure {
	r.doubt.Cause = cause
	return &r.doubt
}

// judgeExchange says what became of an exchange that asked for an action, by what was
// written and read alone. On success result, if not nil, has been filled from the reply.
func (s *Service) judgeExchange(ctx context.Context, x *exchange, action string, result any) (reply, *Failure) {
	sanitize := s.sanitizeText
	f := &Failure{Kind: Unknown, Action: action, HTTPStatus: x.status, Host: Visible(s.endpoint.Host)}
	if x.header != nil {
		f.RequestID = sanitize(x.header.Get("X-Acs-Request-Id"))
		f.ClockSkew, f.ClockKnown = measureClockSkew(x.header, x.at)
	}
	switch {
	case !x.started.Load():
		f.Kind, f.Cause = Unreachable, ConnectFailed
		if ctx.Err() != nil {
			f.Cause = Interrupted
		}
	case x.status == 0 && !x.sent.Load():
		f.Kind, f.Cause = Unreachable, findConnectCause(x)
	case x.err != nil:
		f.Cause = findReplyCause(x.err)
	case x.status >= 300 && x.status < 400:
		f.Cause = Redirected
	case len(x.body) == 0:
		f.Cause = EmptyReply
	}
	if f.Cause != "" {
		return reply{}, f
	}

	r, cause := parseReply(x.body)
	if r.RequestID != "" { // it may have been read where another field is of the wrong type
		f.RequestID = sanitize(r.RequestID)
	}
	if f.Cause = cause; cause != "" {
		return reply{}, f
	}
	f.Code, f.Message, f.Recommend = sanitize(r.Code), sanitize(r.Message), sanitize(r.Recommend)
	switch {
	case r.Code != "":
		if f.Kind = ClassifyReply(x.status, r.Code); isThrottling(r.Code) {
			f.RetryAfter = min(readRetryAfter(x.header), MaxRetryAfter)
		}
	case x.status != http.StatusOK, result != nil && json.Unmarshal(x.body, result) != nil:
		f.Cause = UnexpectedReply
	default:
		return reply{RequestID: f.RequestID, EPNInstanceID: sanitize(strings.TrimSpace(r.EPNInstanceID)), doubt: *f}, nil
	}
	return reply{}, f
}

// parseReply reads the JSON of a reply, or says why it is not taken.
func parseReply(body []byte) (r reply, cause Cause) {
	err := json.Unmarshal(body, &r)
	isBoth := r.Code != "" && strings.TrimSpace(r.EPNInstanceID) != "" // a refusal and what was created
	switch {
	case err == nil && !isBoth && !contradictsItself(json.NewDecoder(bytes.NewReader(body))):
		return r, ""
	case json.Valid(body):
		return r, UnexpectedReply
	}
	return r, NotJSON
}

// contradictsItself reports whether an object in a JSON value names a field twice, in
// whichever case: to take one of the two would be a guess.
func contradictsItself(d *json.Decoder) bool {
	d.UseNumber()
	switch start, err := d.Token(); {
	case err != nil:
		return true
	case start == json.Delim('{'):
		for names := map[string]bool{}; d.More(); {
			token, _ := d.Token()
			name, _ := token.(string)
			name = strings.ToLower(strings.ToUpper(name)) // as encoding/json compares names
			if names[name] || contradictsItself(d) {
				return true
			}
			names[name] = true
		}
	case start == json.Delim('['):
		for d.More() {
			if contradictsItself(d) {
				return true
			}
		}
	default:
		return false
	}
	_, err := d.Token() // the end of it
	return err != nil
}

// findConnectCause tells why not a byte was sent.
func findConnectCause(x *exchange) Cause {
	var (
		dns     *net.DNSError
		op      *net.OpError
		timeout net.Error
		host    x509.HostnameError
		ca      x509.UnknownAuthorityError
		invalid x509.CertificateInvalidError
		verify  *tls.CertificateVerificationError
		record  tls.RecordHeaderError
	)
	err := x.err
	switch {
	case errors.Is(err, errProxySetting):
		return ProxySetting
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return ProxyFailed
	case errors.As(err, &dns) && !dns.IsTimeout:
		return NameNotFound
	case errors.Is(err, syscall.ECONNREFUSED):
		return ConnectionRefused
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return NoRoute
	case errors.As(err, &host):
		return TLSWrongHost
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return TLSExpired
	case errors.As(err, &ca):
		return TLSUnknownCA
	case errors.As(err, &verify), errors.As(err, &record), errors.As(err, &invalid),
		op != nil && op.Op == "remote error": // how crypto/tls reports an alert
		return TLSFailed
	case errors.Is(err, context.Canceled):
		return Interrupted
	case errors.As(err, &timeout) && timeout.Timeout():
		return ConnectTimeout
	case x.proxied:
		return ProxyFailed
	}
	return ConnectFailed
}

// findReplyCause tells why there is no complete reply to a request that was sent.
func findReplyCause(err error) Cause {
	var timeout net.Error
	switch {
	case errors.Is(err, errTooLarge):
		return TooLarge
	case errors.Is(err, errNotFinal):
		return UnexpectedReply
	case errors.Is(err, context.Canceled):
		return Interrupted
	case errors.As(err, &timeout) && timeout.Timeout():
		return ReplyTimeout
	case errors.Is(err, io.ErrUnexpectedEOF):
		return Truncated
	}
	return ConnectionLost
}

// measureClockSkew tells how far this machine's clock was ahead of a reply's Date header
// when the reply began, and whether there is one that can be read.
func measureClockSkew(h http.Header, answered time.Time) (skew time.Duration, known bool) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0, false
	}
	return answered.Sub(date).Truncate(time.Second), true
}

var timeLeft = regexp.MustCompile(`TimeLeft:\s*(\d{1,7})`) // milliseconds

// readRetryAfter reads how long a throttling gateway asks to be left alone, as those of
// this service or as others do.
func readRetryAfter(h http.Header) time.Duration {
	for _, name := range []string{"X-Ratelimit-User-Api", "X-Ratelimit-User"} {
		if m := timeLeft.FindStringSubmatch(h.Get(name)); m != nil {
			ms, _ := strconv.Atoi(m[1])
			return time.Duration(ms) * time.Millisecond
		}
	}
	asked := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(asked, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	until, wrong := http.ParseTime(asked)
	now, err := http.ParseTime(h.Get("Date"))
	if wrong != nil || err != nil {
		return 0
	}
	return max(until.Sub(now), 0)
}
