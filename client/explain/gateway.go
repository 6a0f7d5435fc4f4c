package explain

// gateway holds what the gateway in front of the service answers to any caller:
// exact codes, then the families they belong to. Their messages vary and are of
// no account; the samples only serve rehearsals.
var gateway = []Entry{
	{Code: "InvalidApi.NotFound", HTTPStatus: 404, Retry: Never, key: "withdrawn", sample: "Specified api is not found, please check your url and method."},
	{Code: "InvalidAction.NotFound", HTTPStatus: 404, Retry: Never, key: "withdrawn", sample: "Specified action is not found."},
	{Code: "InvalidProduct.NotFound", HTTPStatus: 404, Retry: Never, key: "product", sample: "Cannot find product according to your specified domain."},
	{Code: "InvalidProtocol.NeedSsl", HTTPStatus: 400, Retry: Never, key: "encryption", sample: "Your request is denied as lack of ssl protect."},

	{Code: "InvalidAccessKeyId.NotFound", HTTPStatus: 404, Retry: Never, key: "key-unknown", sample: "Specified access key is not found."},
	{Code: "InvalidAccessKeyId.Inactive", HTTPStatus: 400, Retry: Never, key: "key-disabled", sample: "Specified access key is disabled."},
	{Code: "InvalidAccessKeyId", HTTPStatus: 400, Retry: Never, key: "key", sample: "Specified access key is not valid."},
	{Code: "InvalidTimeStamp.Format", HTTPStatus: 400, Retry: Never, key: "clock-format", sample: "Specified time stamp or date value is not well formatted."},
	{Code: "InvalidTimeStamp.Expired", HTTPStatus: 400, Retry: Never, key: "clock", sample: "Specified time stamp or date value is expired."},
	{Code: "SignatureNonceUsed", HTTPStatus: 400, Retry: Never, key: "nonce", sample: "Specified signature nonce was used already."},
	{Code: "SignatureDoesNotMatch", HTTPStatus: 400, Retry: Never, key: "signature", sample: "Specified signature is not matched with our calculation."},
	{Code: "IncompleteSignature", HTTPStatus: 400, Retry: Never, key: "signature-incomplete", sample: "The request signature does not conform to standards."},
	{Code: "InvalidSignatureMethod", HTTPStatus: 400, Retry: Never, key: "signature-method", sample: "Specified signature method is not valid."},
	{Code: "UnsupportedHTTPMethod", HTTPStatus: 403, Retry: Never, key: "http-method", sample: "This http method is not supported."},
	{Code: "MissingSecurityToken", HTTPStatus: 400, Retry: Never, key: "token-missing", sample: "SecurityToken is mandatory for this action."},
	{Code: "InvalidSecurityToken.Expired", HTTPStatus: 400, Retry: Never, key: "token-expired", sample: "Specified SecurityToken is expired."},
	{Code: "InvalidSecurityToken.Malformed", HTTPStatus: 400, Retry: Never, key: "token-malformed", sample: "Specified SecurityToken is malformed."},
	{Code: "InvalidSecurityToken.MismatchWithAccessKey", HTTPStatus: 400, Retry: Never, key: "token-mismatch", sample: "Specified SecurityToken mismatch with the AccessKey."},
	{Code: "Forbidden.RAM", HTTPStatus: 403, Retry: Never, key: "ram", sample: "User not authorized to operate on the specified resource."},
	{Code: "Forbidden.RiskControl", HTTPStatus: 403, Retry: Never, key: "risk", sample: "This operation is forbidden by the risk control system."},
	{Code: "Throttling", HTTPStatus: 400, Retry: Later, key: "throttled", sample: "Request was denied due to request throttling."},
	{Code: "Throttling.User", HTTPStatus: 400, Retry: Later, key: "throttled-user", sample: "Request was denied due to user flow control."},
	{Code: "Throttling.Api", HTTPStatus: 400, Retry: Later, key: "throttled-operation", sample: "Request was denied due to api flow control."},
	{Code: "InternalError", HTTPStatus: 500, Retry: Never, key: "internal", sample: "The request processing has failed due to some unknown error."},
	{Code: "ServiceUnavailable", HTTPStatus: 503, Retry: Never, key: "unavailable", sample: "The request has failed due to a temporary failure of the server."},

	{Code: "InvalidAccessKeyId.*", HTTPStatus: 403, Retry: Never, key: "key-other", fill: "Revoked", sample: "Specified access key cannot be used."},
	{Code: "InvalidTimeStamp.*", HTTPStatus: 400, Retry: Never, key: "clock-other", fill: "Mismatch", sample: "Specified time stamp does not match date value."},
	{Code: "InvalidSecurityToken.*", HTTPStatus: 400, Retry: Never, key: "token-other", fill: "Revoked", sample: "Specified SecurityToken cannot be used."},
	{Code: "Forbidden.*", HTTPStatus: 403, Retry: Never, key: "forbidden", fill: "UserVerification", sample: "Your user account is not verified."},
	{Code: "Throttling.*", HTTPStatus: 429, Retry: Later, key: "throttled-other", fill: "Burst", sample: "Request was denied due to burst control."},
	{Code: "Missing*", HTTPStatus: 400, Retry: Change, key: "missing", named: missing, fill: "NetworkingModel", sample: "%s is mandatory for this action."},
	{Code: "Invalid*", HTTPStatus: 400, Retry: Change, key: "invalid", named: invalid, fill: "InternetMaxBandwidthOut", sample: "Specified parameter %s is not valid."},
}

// guesses says what can be said of a refusal whose code has no row, by a part of
// it in lower case. The first that fits counts, and the last one always does.
var guesses = []Entry{
	{Code: "balance", Retry: Never, key: "guess-payment"},
	{Code: "arrear", Retry: Never, key: "guess-payment"},
	{Code: "overdue", Retry: Never, key: "guess-payment"},
	{Code: "permission", Retry: Never, key: "guess-permission"},
	{Code: "unauthorized", Retry: Never, key: "guess-permission"},
	{Code: "forbidden", Retry: Never, key: "guess-permission"},
	{Code: "stock", Retry: Later, key: "guess-supply"},
	{Code: "insufficient", Retry: Later, key: "guess-supply"},
	{Code: "quota", Retry: Later, key: "guess-limit"},
	{Code: "limit", Retry: Later, key: "guess-limit"},
	{Code: "exceed", Retry: Later, key: "guess-limit"},
	{Code: "denied", Retry: Never, key: "guess-permission"},
	{Code: "", Retry: Change, key: "unexplained-named", named: unexplained},
}

var unexplained = &named{
	other:   Entry{Retry: Never, key: "unexplained"},
	nothing: Entry{Retry: Never, key: "unexplained"},
}

// Where an instance may exist and the code has no row that says so, these stand
// in: the advice of a refusal's row would come too early.
var (
	failure   = Entry{Retry: Never, key: "guess-failure"} // by the code
	unsettled = Entry{Retry: Never, key: "unsettled"}     // by the status alone
)
