package sandbox

import (
	"crypto/hmac"
	"errors"
	"hash"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	timeLayout   = "2006-01-02T15:04:05Z" // UTC, in requests and replies
	maxClockSkew = 15 * time.Minute
)

// claim is what a request says of its sender, in either signature's spelling.
type claim struct {
	keyID, token        string
	time, nonce         string
	action, version     string
	signature, expected string // as sent, and as the secret makes it
}

// authenticate checks the signature, the clock and the nonce of a request.
func (s *Server) authenticate(r *http.Request, query, params map[string]string, body []byte) (call, error) {
	var c claim
	var err error
	if r.Header.Get("Authorization") != "" {
		c, err = readACS3Claim(r, query, body)
	} else {
		c, err = readRPCClaim(r.Method, params)
	}
	if err != nil {
		return call{}, err
	}
	sent, err := parseTime(c.time)
	if err != nil {
		return call{}, refuse("InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.")
	}
	if s.now().Sub(sent).Abs() > maxClockSkew {
		return call{}, refuse("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")
	}
	if err := checkKey(c); err != nil {
		return call{}, err
	}
	if !s.useNonce(c.nonce, sent) {
		return call{}, refuse("SignatureNonceUsed", "Specified signature nonce was used already.")
	}
	return call{action: c.action, version: c.version}, nil
}

// checkKey checks who signs. The sandbox issues no temporary keys, so that a
// token never belongs to its key.
func checkKey(c claim) error {
	switch {
	case strings.HasPrefix(c.keyID, "STS.") && c.token == "":
		return missingParameter("SecurityToken")
	case c.keyID != AccessKeyID:
		return newRefusal(http.StatusNotFound, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
	case c.token != "":
		return refuse("InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.")
	case !hmac.Equal([]byte(c.signature), []byte(c.expected)):
		return refuse("SignatureDoesNotMatch", "Specified signature is not matched with our calculation.")
	}
	return nil
}

// useNonce remembers a nonce for as long as the clock would let the request
// that carries it in again, and says whether it is new.
func (s *Server) useNonce(nonce string, sent time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	maps.DeleteFunc(s.nonces, func(_ string, until time.Time) bool { return until.Before(now) })
	if _, used := s.nonces[nonce]; used {
		return false
	}
	s.nonces[nonce] = sent.Add(maxClockSkew)
	return true
}

// parseTime reads a time of a request: UTC, in whole seconds.
func parseTime(s string) (time.Time, error) {
	t, err := time.Parse(timeLayout, s)
	if err == nil && len(s) != len(timeLayout) {
		err = errors.New("a fraction of a second") // which time.Parse lets pass
	}
	return t, err
}

// missingParameter refuses a request that lacks a parameter every request has.
func missingParameter(param string) error {
	return refuse("Missing"+param, "%s is mandatory for this action.", param)
}

// canonicalQuery writes parameters as both signatures sign them: sorted by name,
// everything but RFC 3986's unreserved characters percent-encoded.
func canonicalQuery(params map[string]string) string {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(params)) {
		pairs = append(pairs, percentEncode(name)+"="+percentEncode(params[name]))
	}
	return strings.Join(pairs, "&")
}

func percentEncode(s string) string {
	return strings.ReplaceAll(url.QueryEscape(s), "+", "%20")
}

func signText(hash func() hash.Hash, secret, text string) []byte {
	mac := hmac.New(hash, []byte(secret))
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
