package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// acs3 is the signature of the current SDKs, in the Authorization header.
const acs3 = "ACS3-HMAC-SHA256"

// readACS3Claim reads a request signed with ACS3-HMAC-SHA256:
// Authorization: ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=hex
func readACS3Claim(r *http.Request, query map[string]string, body []byte) (claim, error) {
	algorithm, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if algorithm != acs3 {
		return claim{}, refuse("InvalidSignatureMethod", "Specified signature method is not valid.")
	}
	fields := make(map[string]string)
	for field := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(field), "=")
		fields[name] = value
	}
	if fields["Credential"] == "" || fields["SignedHeaders"] == "" || fields["Signature"] == "" {
		return claim{}, incompleteSignature("the Authorization header needs Credential, SignedHeaders and Signature")
	}
	signed := strings.Split(fields["SignedHeaders"], ";")
	if err := checkHeaders(r.Header, signed, len(body) > 0); err != nil {
		return claim{}, err
	}
	hash := r.Header.Get("x-acs-content-sha256")
	if hash != hexSHA256(body) {
		return claim{}, refuse("SignatureDoesNotMatch",
			"Specified x-acs-content-sha256 is not matched with the request body.")
	}
	var headers strings.Builder
	for _, name := range signed {
		fmt.Fprintf(&headers, "%s:%s\n", name, headerValue(r, name))
	}
	request := strings.Join([]string{r.Method, "/", canonicalQuery(query), headers.String(), fields["SignedHeaders"],
		hash}, "\n")
	text := acs3 + "\n" + hexSHA256([]byte(request))
	return claim{
		keyID:     fields["Credential"],
		token:     r.Header.Get("x-acs-security-token"),
		time:      r.Header.Get("x-acs-date"),
		nonce:     r.Header.Get("x-acs-signature-nonce"),
		action:    r.Header.Get("x-acs-action"),
		version:   r.Header.Get("x-acs-version"),
		signature: fields["Signature"],
		expected:  hex.EncodeToString(signText(sha256.New, AccessKeySecret, text)),
	}, nil
}

// checkHeaders sees to it that the headers that matter are there, once, and
// signed: those of every request, any other x-acs- header, and the type of a body.
func checkHeaders(header http.Header, signed []string, hasBody bool) error {
	for _, h := range []struct{ name, param string }{
		{"x-acs-action", "Action"},
		{"x-acs-version", "Version"},
		{"x-acs-date", "Timestamp"},
		{"x-acs-signature-nonce", "SignatureNonce"},
		{"x-acs-content-sha256", "ContentSha256"},
	} {
		if header.Get(h.name) == "" {
			return missingParameter(h.param)
		}
	}
	if !slices.Contains(signed, "host") {
		return incompleteSignature("the header host is not signed")
	}
	for name, values := range header {
		name = strings.ToLower(name)
		matters := strings.HasPrefix(name, "x-acs-") || name == "authorization" || name == "content-type" && hasBody
		if !matters {
			continue
		}
		if len(values) > 1 {
			return incompleteSignature("a header is given twice")
		}
		if name != "authorization" && !slices.Contains(signed, name) {
			return incompleteSignature("a header of the request is not signed")
		}
	}
	return nil
}

// headerValue gives a header as it is signed. One that is absent is signed as empty.
func headerValue(r *http.Request, name string) string {
	if name == "host" {
		return r.Host // the server keeps it apart from the others
	}
	return strings.TrimSpace(r.Header.Get(name))
}

func incompleteSignature(why string) error {
	return refuse("IncompleteSignature", "The request signature does not conform to Aliyun standards: %s.", why)
}

func hexSHA256(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
