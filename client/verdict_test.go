package client

import (
	"strings"
	"testing"
)

// verdicts are codes by what they leave of an order at a status of 4xx: the contract's
// list, the error table, those of the gateway, and some that are listed nowhere.
var verdicts = map[Kind]string{
	Refused: `StockNotEnough UserNotExist MissingParameter InstanceIdNotFound NoPermission InvalidParameter
		InvalidParameter.EPNInstanceName InvalidDiskSize.ValueNotSupported InvalidParameter.Bandwidth
		InvalidParameter.Image InvalidParameter.InstanceType InvalidAccountStatus.NotEnoughBalance
		unsupported_Ipv6Feature Forbidden.CreateInstance ENS_OperationUnsupported_KeyPairName
		ENS_DependencyViolation_WindowsInstance ENS_PASSWORDORKEYPAIRNAME_MODULE_NOT_CHOOSEN
		InvalidPrivateIpAddress InvalidVSwitchId.NotFound InvalidPrivateIpAddress.Duplicated
		InvalidApi.NotFound InvalidAction.NotFound InvalidProduct.NotFound InvalidProtocol.NeedSsl
		MissingEPNInstanceType InvalidSignatureMethod UnsupportedHTTPMethod Forbidden.RAM Forbidden.RiskControl
		Forbidden NewAndNeverSeen InvalidInternetChargeType.ValueNotSupported InvalidRegionId.NotFound
		MissingRegionId Forbidden.AccountLocked ResourceNotFound OperationNotSupported QuotaExceeded
		LimitExceeded.Epn InsufficientBalance Account.Arrearage OperationDenied IncorrectStatus
		UnsupportedOperation NoPermission.Epn ResourceNotAvailable InvalidSystemDiskCategory InvalidServiceId
		DuplicateName ENS_Never_Heard_Of Strange InvalidInternalIp InvalidParameter.InternalIp MissingInternalIp
		invalid_internal_ip InvalidDBInstanceId.NotFound DbNameExists IdempotentParameterMismatch
		InstanceNotReady RequestNotSupported`,
	Unauthenticated: `InvalidAccessKeyId InvalidAccessKeyId.NotFound InvalidAccessKeyId.Inactive
		InvalidAccessKeyId.Disabled SignatureDoesNotMatch signaturedoesnotmatch IncompleteSignature
		MissingSecurityToken InvalidSecurityToken InvalidSecurityToken.Expired InvalidSecurityToken.Malformed
		InvalidSecurityToken.MismatchWithAccessKey ExpiredSecurityToken
		InvalidTimeStamp.Format InvalidTimeStamp.Expired InvalidTimeStamp.Skewed`,
	Unknown: `CallInterface InternalError ServiceUnavailable SignatureNonceUsed InnerError ServiceFault
		RpcException UnexpectedError SystemAbnormal NullPointerException RequestTimeout InternalError.Timeout
		ServiceUnavailable.Temporary OperationTimeout GatewayTimeout InternalServerError UnknownError SystemBusy
		CallInterface.Error Request.TimedOut request_time_out Timeout DeadlineExceeded TimeLimitExceeded
		InternalFailure Internal.Error InternalException ServiceInternalError Call.Interface SystemError
		ServerError BackendException Database.Error ServiceFailure BadGateway NetworkError ConnectionReset
		Unavailable service_unavailable ServerBusy TooBusy ServerOverloaded Unknown Unknown.Reason
		ResultUnknown.UnknownState Forbidden.Timeout ThrottlingOfTimeouts DBError Db.Exception ServiceNotReady
		RetryLater TryAgainLater try_again_later RequestInProgress Processing IdempotentProcessing
		DuplicatedRequest DuplicateRequest Request.Duplicated RepeatedRequest InvalidInternalIp.Timeout
		InvalidParameter.InternalError MissingInternalException InvalidOperation.Timeout InternalIp
		Forbidden.Internal`,
}

func TestClassifyReply(t *testing.T) {
	t.Parallel()
	check := func(status int, code string, want Kind) {
		if got := ClassifyReply(status, code); got != want {
			t.Errorf("%d %s is %s, want %s", status, code, got, want)
		}
	}
	for kind, codes := range verdicts {
		for code := range strings.FieldsSeq(codes) {
			for _, status := range []int{400, 401, 403, 404, 408, 429, 499} {
				check(status, code, kind)
			}
			for _, status := range []int{200, 500, 502, 503, 599} {
				check(status, code, Unknown)
			}
		}
	}
	for _, status := range []int{200, 400, 403, 429, 500, 503} {
		for code := range strings.FieldsSeq("Throttling Throttling.User throttling.api Throttling.InternalTimeout") {
			check(status, code, Refused)
		}
	}
	check(503, "ThrottlingOfAnotherKind", Unknown)
}
