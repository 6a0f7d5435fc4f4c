package client

import (
	"net/url"
	"strings"
	"time"
)

// Kind says how a request ended. Its spelling is the outcome in JSON.
type Kind string

// The four ways to fail. Only with Unknown may an instance exist.
const (
	Refused         Kind = "refused"         // the service said no; nothing was created
	Unauthenticated Kind = "unauthenticated" // no usable credentials, or the service rejected them; nothing was created
	Unreachable     Kind = "unreachable"     // not one byte of the request left this machine
	Unknown         Kind = "unknown"         // the request may have been received and carried out
)

// Cause says what happened where the service itself gave no code.
type Cause string

// What keeps an order from being sent before the service is asked.
const (
	NoCredentials      Cause = "no-credentials"
	NoLocalCredentials Cause = "no-local-credentials"
	EarlierUnsettled   Cause = "earlier-unsettled"
	EarlierInFlight    Cause = "earlier-in-flight" // another process still sends the same order
	EarlierOtherKey    Cause = "earlier-other-key" // the same order was created meanwhile, with another key
	WaitRequested      Cause = "wait-requested"    // the service throttles, and the wait it asked for is not over
	JournalFailed      Cause = "journal-failed"
	JournalDamaged     Cause = "journal-damaged" // records do not read, and that was not acknowledged
	SandboxFailed      Cause = "sandbox-failed"
)

// What can go wrong on the way to the service, and with a look's answer.
const (
	IncompleteList    Cause = "incomplete-list" // a look was answered, but its list was not seen in full
	NameNotFound      Cause = "name-not-found"
	ConnectionRefused Cause = "connection-refused"
	ConnectTimeout    Cause = "connect-timeout"
	NoRoute           Cause = "no-route"
	ConnectFailed     Cause = "connect-failed"
	TLSExpired        Cause = "tls-expired"
	TLSWrongHost      Cause = "tls-wrong-host"
	TLSUnknownCA      Cause = "tls-unknown-authority"
	TLSFailed         Cause = "tls-failed"
	ProxyFailed       Cause = "proxy-failed"
	ProxySetting      Cause = "proxy-setting"
)

// What can go wrong once a request may have been sent.
const (
	Interrupted     Cause = "interrupted" // given up; the Kind says whether it was sent
	ReplyTimeout    Cause = "reply-timeout"
	ConnectionLost  Cause = "connection-lost"
	Truncated       Cause = "truncated"
	TooLarge        Cause = "too-large"
	EmptyReply      Cause = "empty-reply"
	NotJSON         Cause = "not-json"
	UnexpectedReply Cause = "unexpected-reply" // JSON, but neither a result nor an error
	Redirected      Cause = "redirected"
)

// Failure is how a request to the service failed. Its texts come from outside
// and have been through Visible; none of them holds a secret.
type Failure struct {
	Kind       Kind
	Code       string // the service's error code, or ""
	Message    string // the service's own message, or ""
	RequestID  string // of the service, or ""
	Recommend  string // the service's own link about it, or ""
	Err        error  // what is wrong with this program's own files, with JournalFailed
	HTTPStatus int    // 0 where no reply came
	Cause      Cause  // "" where there is a Code
	Host       string // who was spoken to
	Action     string // what the service was asked for, or "" where it was not asked

	// Looked is where credentials were looked for, with NoCredentials.
	Looked []Finding
	// ClockSkew is how far this machine's clock is ahead of the service's, by
	// the reply's Date header. It is 0 where ClockKnown is false.
	ClockSkew  time.Duration
	ClockKnown bool
	// RetryAfter is how long a throttling service asked to be left alone, or 0.
	RetryAfter time.Duration
}

// MaxRetryAfter is how long a throttling service is left alone at most, whatever it asks for.
const MaxRetryAfter = time.Hour

// IsOfLook reports whether it was a look that failed: no instance can have come of it.
func (f *Failure) IsOfLook() bool { return f.Action == ListAction || f.Action == BillingAction }

// WasAnswered reports whether it was the service itself that answered: with a code,
// or with a list that was not whole.
func (f *Failure) WasAnswered() bool { return f.Code != "" || f.Cause == IncompleteList }

// WasThrottled reports whether the service refused since it was asked too often:
// the same request may be sent once RetryAfter is over.
func (f *Failure) WasThrottled() bool { return isThrottling(f.Code) }

// HelpLink gives an address to read more at: the service's own if it is one of
// Alibaba Cloud's, else its page about the code.
func (f *Failure) HelpLink() string {
	u, err := url.Parse(f.Recommend)
	if err == nil && u.Scheme == "https" && u.User == nil &&
		(strings.HasSuffix(u.Host, ".aliyun.com") || strings.HasSuffix(u.Host, ".alibabacloud.com")) {
		return f.Recommend
	}
	if f.Code == "" {
		return ""
	}
	return "https://api.alibabacloud.com/troubleshoot?q=" + url.QueryEscape(f.Code) + "&product=Ens"
}
