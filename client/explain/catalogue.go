package explain

import (
	"slices"
	"strconv"
	"strings"

	"epn-wizard/client"
)

// Entry is one row of the catalogue: a refusal, in no language.
type Entry struct {
	Code       string       // exact, or a pattern: a * at its end, or the documentation's %s
	Message    string       // the documentation's, perhaps with a %s; "" = any
	HTTPStatus int          // as documented; for the gateway's codes, as usual
	Field      client.Field // the question it points to; "" = none, or the one that the reply names
	Retry      Retry

	key    string // of its text in every language
	named  *named // set where the question is the one that the reply names
	fill   string // what Sample puts in place of %s or *
	sample string // Sample's message where Message is ""
}

// named holds the rows to use where a reply could name a question and does not.
type named struct {
	other   Entry // it names something else
	nothing Entry // it names nothing, or there is none: the row as it is listed
}

// Entries gives the catalogue: the rows of the documentation in its order, then
// those of the gateway in front of every Alibaba Cloud service.
func Entries() []Entry { return slices.Concat(documented, gateway) }

// LookupEntry finds a row by its code as the catalogue spells it, in any case;
// "CODE:2" is the second row of that code.
func LookupEntry(spec string) (Entry, bool) {
	code, nth, numbered := strings.Cut(strings.TrimSpace(spec), ":")
	n := 1
	if numbered {
		var err error
		if n, err = strconv.Atoi(nth); err != nil || n < 1 {
			return Entry{}, false
		}
	}
	for _, e := range Entries() {
		if strings.EqualFold(e.Code, code) {
			if n--; n == 0 {
				return e, true
			}
		}
	}
	return Entry{}, false
}

// SampleReply gives a reply that this row explains, with a parameter of the order
// where the documentation has %s.
func (e Entry) SampleReply() (code, message string) {
	code = strings.Replace(e.Code, "%s", e.fill, 1)
	if head, open := strings.CutSuffix(code, "*"); open {
		code = head + e.fill
	}
	message = e.Message
	if message == "" {
		message = e.sample
	}
	return code, strings.Replace(message, "%s", e.fill, 1)
}

// parameter is a word in a reply that stands for a value of the order.
type parameter struct {
	word  string
	name  string       // in the API
	field client.Field // "" = no question: the wizard sets it
}

// parameters lists full names first: they are the surer sign. The short ones
// are those of the documented codes InvalidParameter.Bandwidth and .InstanceType.
var parameters = []parameter{
	{"EPNInstanceName", "EPNInstanceName", client.InstanceName},
	{"InternetChargeType", "InternetChargeType", client.BillingMethod},
	{"NetworkingModel", "NetworkingModel", client.NetworkingMode},
	{"InternetMaxBandwidthOut", "InternetMaxBandwidthOut", client.Bandwidth},
	{"EPNInstanceType", "EPNInstanceType", ""},
	{"Bandwidth", "InternetMaxBandwidthOut", client.Bandwidth},
	{"InstanceType", "EPNInstanceType", ""},
}

// What the rows that name a question mean where none is named.
var (
	missing = &named{
		other:   Entry{Retry: Never, key: "missing-other"},
		nothing: Entry{Retry: Change, key: "missing-listed"},
	}
	invalid = &named{
		other:   Entry{Retry: Never, key: "invalid-other"},
		nothing: Entry{Retry: Change, key: "invalid-listed"},
	}
	reason = &named{
		other:   Entry{Retry: Change, key: "reason-other"},
		nothing: Entry{Retry: Change, key: "reason-listed"},
	}
	missingUnnamed = &named{other: missing.other, nothing: Entry{Retry: Never, key: "missing-unnamed"}}
	invalidUnnamed = &named{other: invalid.other, nothing: Entry{Retry: Change, key: "invalid-unnamed"}}
)

// documented is the error table of the documentation page of CreateEPNInstance, in its order.
var documented = []Entry{
	{Code: "StockNotEnough", Message: "The specified instance type has insufficient resource.", HTTPStatus: 400, Field: client.Bandwidth, Retry: Later, key: "stock-type"},
	{Code: "UserNotExist", Message: "The specified user is not authroized to perform this operation.", HTTPStatus: 400, Retry: Never, key: "user-unknown"},
	{Code: "MissingParameter", Message: "The input parameter that is mandatory for processing this request is not supplied.", HTTPStatus: 400, Retry: Never, key: "missing-unnamed"},
	{Code: "InstanceIdNotFound", Message: "The input parameter instancdId that is not found.", HTTPStatus: 400, Retry: Never, key: "instance-not-found"},
	{Code: "NoPermission", Message: "Permission denied.", HTTPStatus: 400, Retry: Never, key: "permission"},
	{Code: "InvalidParameter", Message: "The input parameter is Invalid.", HTTPStatus: 400, Retry: Change, key: "invalid-unnamed"},
	{Code: "StockNotEnough", Message: "The specified configuration is unavailable. Reconfigure and try again.", HTTPStatus: 400, Field: client.Bandwidth, Retry: Change, key: "stock-configuration"},
	{Code: "InvalidParameter.%s", Message: "The specified field %s invalid. Please check it again.", HTTPStatus: 400, Retry: Change, key: "invalid", named: invalid, fill: "NetworkingModel"},
	{Code: "InvalidParameter", Message: "The errorMessage is %s. Please check it again.", HTTPStatus: 400, Retry: Change, key: "reason", named: reason, fill: "EPNInstanceName is not allowed"},
	{Code: "StockNotEnough", Message: "The specified EnsRegionId is unavailable. Reconfigure and try again.", HTTPStatus: 400, Retry: Later, key: "stock-region"},
	{Code: "StockNotEnough", Message: "The specified InstanceSpec is unavailable. Reconfigure and try again.", HTTPStatus: 400, Field: client.Bandwidth, Retry: Change, key: "stock-specification"},
	{Code: "InvalidDiskSize.ValueNotSupported", Message: "The specified disk capacity is invalid. Specify another capacity and try again.", HTTPStatus: 400, Retry: Never, key: "disk"},
	{Code: "InvalidParameter.Bandwidth", Message: "The specified parameter InternetChargeType is not valid.", HTTPStatus: 400, Field: client.BillingMethod, Retry: Change, key: "billing-method"},
	{Code: "StockNotEnough", Message: "The specified node has insufficient resource.", HTTPStatus: 400, Field: client.Bandwidth, Retry: Later, key: "stock-node"},
	{Code: "InvalidParameter.Image", Message: "The specified image does not support.", HTTPStatus: 400, Retry: Never, key: "image"},
	{Code: "StockNotEnough", Message: "You have reached the purchase default limit.", HTTPStatus: 400, Retry: Never, key: "purchase-limit"},
	{Code: "InvalidParameter.InstanceType", Message: "The specified parameter InstanceType is not valid.", HTTPStatus: 400, Retry: Never, key: "instance-type"},
	{Code: "InvalidAccountStatus.NotEnoughBalance", Message: "Your account does not have enough balance.", HTTPStatus: 400, Retry: Never, key: "balance"},
	{Code: "unsupported_Ipv6Feature", Message: "This ensregion does not support creating instance of the IPv6 type. Select another type.", HTTPStatus: 400, Retry: Never, key: "ipv6"},
	{Code: "Forbidden.CreateInstance", Message: "The user is not in the Goods whitelist of creating instance interface.", HTTPStatus: 400, Retry: Never, key: "whitelist"},
	{Code: "ENS_OperationUnsupported_KeyPairName", Message: "The KeyPairNameis not available or image not support ssh key.", HTTPStatus: 400, Retry: Never, key: "key-pair"},
	{Code: "ENS_DependencyViolation_WindowsInstance", Message: "The instance creating is window, only user password to login.", HTTPStatus: 400, Retry: Never, key: "windows"},
	{Code: "ENS_PASSWORDORKEYPAIRNAME_MODULE_NOT_CHOOSEN", Message: "The required module pwd or keyPairName is not inputed", HTTPStatus: 400, Retry: Never, key: "login"},
	{Code: "MissingParameter", Message: "The input parameter %s that is mandatory for processing this request is not supplied.", HTTPStatus: 400, Retry: Change, key: "missing", named: missing, fill: "EPNInstanceName"},
	{Code: "InvalidPrivateIpAddress", Message: "Specified private IP address is not in the CIDR block of virtual switch.", HTTPStatus: 400, Retry: Never, key: "private-address"},
	{Code: "InvalidVSwitchId.NotFound", Message: "Specified virtual switch does not exist.", HTTPStatus: 400, Retry: Never, key: "virtual-switch"},
	{Code: "InvalidPrivateIpAddress.Duplicated", Message: "Specified private IP address is duplicated.", HTTPStatus: 400, Retry: Never, key: "private-address-duplicate"},
	{Code: "CallInterface", Message: "Call Interface Happen Error.", HTTPStatus: 400, Retry: Never, key: "call-failed"},
}

// general says what the documented codes of more than one message mean by
// themselves: for no message, or one that the documentation does not have.
var general = []Entry{
	{Code: "StockNotEnough", Field: client.Bandwidth, Retry: Later, key: "stock"},
	{Code: "MissingParameter", Retry: Change, key: "missing", named: missingUnnamed},
	{Code: "InvalidParameter", Retry: Change, key: "invalid", named: invalidUnnamed},
}
