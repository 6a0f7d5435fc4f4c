package sandbox

import (
	"crypto/sha1" // what the signature's definition says
	"encoding/base64"
	"maps"
)

// readRPCClaim reads a request signed with RPC's version 1, HMAC-SHA1 over all
// parameters of query and form: the signature of the aliyun command and older SDKs.
func readRPCClaim(method string, params map[string]string) (claim, error) {
	for _, name := range []string{
		"AccessKeyId", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp", "Signature", "Action", "Version",
	} {
		if params[name] == "" {
			return claim{}, missingParameter(name)
		}
	}
	if params["SignatureMethod"] != "HMAC-SHA1" {
		return claim{}, refuse("InvalidSignatureMethod", "Specified signature method is not valid.")
	}
	if params["SignatureVersion"] != "1.0" {
		return claim{}, refuse("InvalidSignatureVersion", "Specified signature version is not valid.")
	}
	signed := maps.Clone(params)
	delete(signed, "Signature")
	text := method + "&" + percentEncode("/") + "&" + percentEncode(canonicalQuery(signed))
	return claim{
		keyID:     params["AccessKeyId"],
		token:     params["SecurityToken"],
		time:      params["Timestamp"],
		nonce:     params["SignatureNonce"],
		action:    params["Action"],
		version:   params["Version"],
		signature: params["Signature"],
		expected:  base64.StdEncoding.EncodeToString(signText(sha1.New, AccessKeySecret+"&", text)),
	}, nil
}
