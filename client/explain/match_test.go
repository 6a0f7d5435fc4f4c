package explain

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"epn-wizard/client"
)

func TestFind(t *testing.T) {
	t.Parallel()
	const (
		limit   = "You have reached the purchase default limit."
		field   = "The specified field %s invalid. Please check it again."
		missing = "The input parameter %s that is mandatory for processing this request is not supplied."
	)
	tests := []struct {
		name, code, message string
		key                 string
	}{
		{"as documented", "StockNotEnough", limit, "purchase-limit"},
		{"other case", "STOCKNOTENOUGH", strings.ToUpper(limit), "purchase-limit"},
		{"white space around", "\tStockNotEnough \n", "  " + limit + "\r\n", "purchase-limit"},
		{"no period", "StockNotEnough", strings.TrimSuffix(limit, "."), "purchase-limit"},
		{"two periods", "StockNotEnough.", limit + ".", "purchase-limit"},
		{"doubled spaces", "StockNotEnough", strings.ReplaceAll(limit, " ", "  "), "purchase-limit"},
		{"a period where the documentation has none", "ENS_PASSWORDORKEYPAIRNAME_MODULE_NOT_CHOOSEN", "The required module pwd or keyPairName is not inputed.", "login"},

		{"several messages, a new one", "StockNotEnough", "Sold out.", "stock"},
		{"several messages, none", "StockNotEnough", "", "stock"},
		{"the message of another code", "NoPermission", limit, "permission"},
		{"one message, a new one", "NoPermission", "You are not allowed to.", "permission"},
		{"one message, none", "CallInterface", "", "call-failed"},

		{"the row that captures", "MissingParameter", strings.ReplaceAll(missing, "%s", "NetworkingModel"), "missing"},
		{"the row that does not", "MissingParameter", strings.ReplaceAll(missing, "%s ", ""), "missing-unnamed"},
		{"a capture in quotes", "MissingParameter", strings.ReplaceAll(missing, "%s", `"EPNInstanceName"`), "missing"},
		{"nothing to capture", "InvalidParameter", "The errorMessage is . Please check it again.", "invalid"},
		{"only quotes to capture", "InvalidParameter", `The errorMessage is "". Please check it again.`, "invalid"},
		{"something to capture", "InvalidParameter", "the errormessage is X. please check it again", "reason"},

		{"exact code before pattern", "InvalidParameter.Bandwidth", "", "billing-method"},
		{"fitting message before exact code", "InvalidParameter.Bandwidth", strings.ReplaceAll(field, "%s", "InternetMaxBandwidthOut"), "invalid"},
		{"pattern of the documentation", "InvalidParameter.NetworkingModel", "", "invalid"},

		{"exact before family", "InvalidAccessKeyId.NotFound", "", "key-unknown"},
		{"family before shorter family", "InvalidAccessKeyId.Deleted", "", "key-other"},
		{"the shorter family", "InvalidRegionId.NotFound", "", "invalid"},
		{"a bare code with its own row", "Throttling", "", "throttled"},
		{"a family", "throttling.burst", "", "throttled-other"},
		{"a family by its bare name", "InvalidSecurityToken", "", "token-other"},
		{"a missing parameter", "MissingInternetChargeType", "", "missing"},
		{"a token is not a parameter", "MissingSecurityToken", "", "token-missing"},
		{"no dot, no family", "ForbiddenFruit", "", ""},
		{"only a part of a code", "StockNot", limit, ""},
		{"more than a code", "NoPermissionAtAll", "", ""},
		{"nothing", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, _, known := findListedRow(normalizeText(tt.code), normalizeText(tt.message))
			if e.key != tt.key || known != (tt.key != "") {
				t.Errorf("found %q, known %v; want %q", e.key, known, tt.key)
			}
			if x := ExplainReply("en", tt.code, tt.message); x.Known != known {
				t.Errorf("known = %v", x.Known)
			}
		})
	}
}

func TestNamedParameter(t *testing.T) {
	t.Parallel()
	const long = "of all the many things that could have been wrong with this it is "
	tests := []struct {
		name, code, message string
		field               client.Field
		retry               Retry
		text                string // what the explanation must hold
	}{
		{"name", "InvalidParameter.EPNInstanceName", "The specified field EPNInstanceName invalid. Please check it again.", client.Name, Change, "EPNInstanceName"},
		{"mode, another case", "InvalidParameter.x", "The specified field networkingmodel invalid. Please check it again.", client.NetworkingMode, Change, "NetworkingModel"},
		{"in the code alone", "InvalidParameter.InternetChargeType", "No.", client.BillingMethod, Change, "InternetChargeType"},
		{"the message against the code", "InvalidParameter.EPNInstanceName", "NetworkingModel is wrong", client.NetworkingMode, Change, "NetworkingModel"},
		{"the documentation's short name", "InvalidParameter.Bandwidth", "The specified field Bandwidth invalid. Please check it again.", client.Bandwidth, Change, "InternetMaxBandwidthOut"},
		{"full name before short name", "InvalidParameter", "The errorMessage is Bandwidth needs another InternetChargeType. Please check it again.", client.BillingMethod, Change, "InternetChargeType"},
		{"in free text", "InvalidParameter", "The errorMessage is InternetMaxBandwidthOut: 100 > 50. Please check it again.", client.Bandwidth, Change, "InternetMaxBandwidthOut: 100 > 50"},
		{"in Chinese text", "InvalidParameter", "The errorMessage is 参数NetworkingModel无效. Please check it again.", client.NetworkingMode, Change, "参数NetworkingModel无效"},
		{"late in free text", "InvalidParameter", "The errorMessage is " + long + "EPNInstanceName. Please check it again.", client.Name, Change, "EPNInstanceName"},
		{"missing", "MissingParameter", "The input parameter NetworkingModel that is mandatory for processing this request is not supplied.", client.NetworkingMode, Change, "NetworkingModel"},
		{"by the gateway", "MissingEPNInstanceName", "EPNInstanceName is mandatory for this action.", client.Name, Change, "EPNInstanceName"},
		{"by the gateway, with a suffix", "InvalidNetworkingModel.ValueNotSupported", "", client.NetworkingMode, Change, "NetworkingModel"},
		{"a documented code with a new message", "InvalidParameter", "InternetChargeType is wrong", client.BillingMethod, Change, "InternetChargeType"},
		{"an unknown code", "Odd", "the NetworkingModel is odd", client.NetworkingMode, Change, "NetworkingModel"},

		{"the type is no question", "InvalidParameter.EPNInstanceType", "The specified field EPNInstanceType invalid. Please check it again.", "", Never, "EPNInstanceType"},
		{"the type, late in free text", "InvalidParameter", "The errorMessage is " + long + "EPNInstanceType. Please check it again.", "", Change, "EPNInstanceType"},
		{"the type is missing", "MissingParameter", "The input parameter EPNInstanceType that is mandatory for processing this request is not supplied.", "", Never, "EPNInstanceType"},
		{"another parameter", "InvalidParameter.VSwitchId", "The specified field VSwitchId invalid. Please check it again.", "", Never, `"VSwitchId"`},
		{"another parameter missing", "MissingParameter", `The input parameter "RegionId" that is mandatory for processing this request is not supplied`, "", Never, `"RegionId"`},
		{"another parameter, by the gateway", "InvalidRegionId.NotFound", "", "", Never, `"RegionId.NotFound"`},
		{"only part of a word", "InvalidParameter", "The errorMessage is MyNetworkingModels. Please check it again.", "", Change, "MyNetworkingModels"},
		{"no parameter at all", "InvalidParameter", "The errorMessage is out of order. Please check it again.", "", Change, `"out of order"`},
		{"a documented code, no message", "InvalidParameter", "", "", Change, "none of the four answers"},
		{"a pattern as listed", "invalidparameter.%s", "", "", Change, "Its code or its message names the value"},
		{"a family as listed", "Missing*", "", "", Change, "Its code or its message names the value"},
		{"a documented code, nothing named", "MissingParameter", "something", "", Never, "all five values"},
		{"a placeholder in the reply", "InvalidParameter", "The errorMessage is {advice}. Please check it again.", "", Change, `"{advice}"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			x := ExplainReply("en", tt.code, tt.message)
			if x.Field != tt.field || x.Retry != tt.retry || !strings.Contains(x.Explanation, tt.text) {
				t.Errorf("field %q, retry %s, %q; want %q, %s, %q", x.Field, x.Retry, x.Explanation, tt.field, tt.retry, tt.text)
			}
			if question := english.questions[tt.field]; !strings.Contains(x.Title, question) {
				t.Errorf("title %q does not name the question %q", x.Title, question)
			}
		})
	}
}

func TestUnknownCode(t *testing.T) {
	t.Parallel()
	tests := []struct{ code, key string }{
		{"InsufficientBalance", "guess-payment"},
		{"AccessDenied", "guess-permission"},
		{"OperationDenied.NoStock", "guess-supply"},
		{"Forbidden", "forbidden"},
		{"InternalFailure", "guess-failure"},
		{"ServiceUnavailableTemporary", "guess-failure"},
		{"QuotaExceeded", "guess-limit"},
		{"OutOfStock", "guess-supply"},
		{"Strange", "unexplained"},
		{"<nil>", "unexplained"},
		{"", "unexplained"},
	}
	for _, tt := range tests {
		x := ExplainReply("en", tt.code, "")
		if x.Text != english.texts[tt.key] || x.Known != (tt.key == "forbidden") || x.Code != tt.code {
			t.Errorf("%q: %+v, want the text of %s", tt.code, x, tt.key)
		}
	}
}

func TestCodeIsSpelledAsInTheCatalogue(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		" stocknotenough ": "StockNotEnough", "throttling.burst": "throttling.burst", "Internal": "Internal",
	} {
		if got := ExplainReply("en", code, "").Code; got != want {
			t.Errorf("%q became %q, want %q", code, got, want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, s, word, want string }{
		{"short", "short", "", "short"},
		{"just fits", strings.Repeat("网", 60), "", strings.Repeat("网", 60)},
		{"cut at the end", strings.Repeat("网", 61), "", strings.Repeat("网", 57) + "..."},
		{"word in sight", "word" + strings.Repeat("a", 60), "word", "word" + strings.Repeat("a", 53) + "..."},
		{"word out of sight", strings.Repeat("a", 60) + " word", "word", "...word"},
		{"both ends cut", strings.Repeat("a", 60) + "word" + strings.Repeat("b", 60), "word", "...word" + strings.Repeat("b", 50) + "..."},
	}
	for _, tt := range tests {
		if got := excerptCapture(tt.s, tt.word); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzExplain(f *testing.F) {
	for _, e := range Entries() {
		code, message := e.SampleReply()
		f.Add(code, message)
		f.Add(e.Code, e.Message)
	}
	f.Add("", "")
	f.Add("*", "%s")
	f.Add("InvalidParameter", "The errorMessage is \x1b]0;{title}\x07\u202e\xff. Please check it again.")
	f.Add("InvalidParameter.\u212a", "the specified field \u212a INVALID. please chec\u212a it again")
	f.Fuzz(func(t *testing.T, code, message string) {
		for name := range languages {
			x := ExplainReply(name, code, message)
			if x.Title == "" || x.Explanation == "" || x.Remedy == "" || x.Retry == "" {
				t.Fatalf("%s: not whole: %+v", name, x)
			}
			whole := x.Title + x.Explanation + x.Remedy
			if n := utf8.RuneCountInString(whole); n > 500 {
				t.Errorf("%s: %d characters", name, n)
			}
			for _, r := range whole {
				if unicode.IsControl(r) && !strings.ContainsRune(code+message, r) {
					t.Errorf("%s: control character %q", name, r)
				}
			}
		}
	})
}
