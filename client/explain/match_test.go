package explain

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"epn-wizard/client"
)

const purchaseLimit = "You have reached the purchase default limit."

// invalidMessage, missingMessage and freeMessage are messages of the documentation about something.
func invalidMessage(what string) string {
	return "The specified field " + what + " invalid. Please check it again."
}

func missingMessage(what string) string {
	return "The input parameter " + what + " that is mandatory for processing this request is not supplied."
}

func freeMessage(what string) string {
	return "The errorMessage is " + what + ". Please check it again."
}

func TestFind(t *testing.T) {
	t.Parallel()
	const login = "The required module pwd or keyPairName is not inputed."
	unnamed := strings.Replace(missingMessage(""), "  ", " ", 1)
	for name, tt := range map[string]struct{ code, message, key string }{
		"as documented":           {"StockNotEnough", purchaseLimit, "purchase-limit"},
		"other case":              {"STOCKNOTENOUGH", strings.ToUpper(purchaseLimit), "purchase-limit"},
		"white space around":      {"\tStockNotEnough \n", "  " + purchaseLimit + "\r\n", "purchase-limit"},
		"no period":               {"StockNotEnough", strings.TrimSuffix(purchaseLimit, "."), "purchase-limit"},
		"two periods":             {"StockNotEnough.", purchaseLimit + ".", "purchase-limit"},
		"doubled spaces":          {"StockNotEnough", strings.ReplaceAll(purchaseLimit, " ", "  "), "purchase-limit"},
		"a period that is not in": {"ENS_PASSWORDORKEYPAIRNAME_MODULE_NOT_CHOOSEN", login, "login"},

		"several messages, a new one": {"StockNotEnough", "Sold out.", "stock"},
		"several messages, none":      {"StockNotEnough", "", "stock"},
		"the message of another code": {"NoPermission", purchaseLimit, "permission"},
		"one message, a new one":      {"NoPermission", "You are not allowed to.", "permission"},
		"one message, none":           {"CallInterface", "", "call-failed"},

		"the row that captures":   {"MissingParameter", missingMessage("NetworkingModel"), "missing"},
		"the row that does not":   {"MissingParameter", unnamed, "missing-unnamed"},
		"a capture in quotes":     {"MissingParameter", missingMessage(`"EPNInstanceName"`), "missing"},
		"nothing to capture":      {"InvalidParameter", freeMessage(""), "invalid"},
		"only quotes to capture":  {"InvalidParameter", freeMessage(`""`), "invalid"},
		"something to capture":    {"InvalidParameter", strings.ToLower(freeMessage("X")), "reason"},
		"exact code first":        {"InvalidParameter.Bandwidth", "", "billing-method"},
		"fitting message first":   {"InvalidParameter.Bandwidth", invalidMessage("InternetMaxBandwidthOut"), "invalid"},
		"a pattern":               {"InvalidParameter.NetworkingModel", "", "invalid"},
		"exact before family":     {"InvalidAccessKeyId.NotFound", "", "key-unknown"},
		"family before shorter":   {"InvalidAccessKeyId.Deleted", "", "key-other"},
		"the shorter family":      {"InvalidRegionId.NotFound", "", "invalid"},
		"a bare code with a row":  {"Throttling", "", "throttled"},
		"a family":                {"throttling.burst", "", "throttled-other"},
		"a family by a bare name": {"InvalidSecurityToken", "", "token-other"},
		"a missing parameter":     {"MissingInternetChargeType", "", "missing"},
		"a token is no parameter": {"MissingSecurityToken", "", "token-missing"},
		"no dot, no family":       {"ForbiddenFruit", "", ""},
		"only a part of a code":   {"StockNot", purchaseLimit, ""},
		"more than a code":        {"NoPermissionAtAll", "", ""},
		"nothing":                 {"", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
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

// naming is a reply that names a parameter, and what follows from that.
type naming struct {
	code, message string
	field         client.Field
	retry         Retry
	explanation   string // what it must hold
}

func (n naming) check(t *testing.T, name string) {
	t.Helper()
	x := ExplainReply("en", n.code, n.message)
	if x.Field != n.field || x.Retry != n.retry || !strings.Contains(x.Explanation, n.explanation) {
		t.Errorf("%s: field %q, retry %s, %q; want %+v", name, x.Field, x.Retry, x.Explanation, n)
	}
	if question := english.questions[n.field]; !strings.Contains(x.Title, question) {
		t.Errorf("%s: title %q does not name the question %q", name, x.Title, question)
	}
}

// farAway puts a name where it would be cut off.
const farAway = "of all the many things that could have been wrong with this it is "

func TestQuestionThatIsNamed(t *testing.T) {
	t.Parallel()
	const mode, bandwidth = "NetworkingModel", "InternetMaxBandwidthOut"
	const method, name = "InternetChargeType", "EPNInstanceName"
	for what, n := range map[string]struct {
		code, message string
		field         client.Field
		explanation   string
	}{
		"name":                 {"InvalidParameter." + name, invalidMessage(name), client.Name, name},
		"mode, another case":   {"InvalidParameter.x", invalidMessage("networkingmodel"), client.NetworkingMode, mode},
		"in the code alone":    {"InvalidParameter." + method, "No.", client.BillingMethod, method},
		"message against code": {"InvalidParameter." + name, mode + " is wrong", client.NetworkingMode, mode},
		"a short name":         {"InvalidParameter.Bandwidth", invalidMessage("Bandwidth"), client.Bandwidth, bandwidth},
		"full before short":    {"InvalidParameter", freeMessage("Bandwidth: " + method), client.BillingMethod, method},
		"in free text":         {"InvalidParameter", freeMessage(bandwidth + ": 100 > 50"), client.Bandwidth, ": 100 > 50"},
		"in Chinese text":      {"InvalidParameter", freeMessage("参数" + mode + "无效"), client.NetworkingMode, mode + "无效"},
		"late in free text":    {"InvalidParameter", freeMessage(farAway + name), client.Name, name},
		"missing":              {"MissingParameter", missingMessage(mode), client.NetworkingMode, mode},
		"by the gateway":       {"Missing" + name, name + " is mandatory for this action.", client.Name, name},
		"with a suffix":        {"Invalid" + mode + ".ValueNotSupported", "", client.NetworkingMode, mode},
		"a new message":        {"InvalidParameter", method + " is wrong", client.BillingMethod, method},
		"an unknown code":      {"Odd", "the " + mode + " is odd", client.NetworkingMode, mode},
	} {
		naming{n.code, n.message, n.field, Change, n.explanation}.check(t, what)
	}
}

func TestNoQuestionIsNamed(t *testing.T) {
	t.Parallel()
	const kind, general = "EPNInstanceType", "Its code or its message names the value"
	for what, n := range map[string]naming{
		"the type":            {"InvalidParameter." + kind, invalidMessage(kind), "", Never, kind},
		"the type, late":      {"InvalidParameter", freeMessage(farAway + kind), "", Change, kind},
		"the type is missing": {"MissingParameter", missingMessage(kind), "", Never, kind},
		"another":             {"InvalidParameter.VSwitchId", invalidMessage("VSwitchId"), "", Never, `"VSwitchId"`},
		"another is missing":  {"MissingParameter", missingMessage(`"RegionId"`), "", Never, `"RegionId"`},
		"another, gateway":    {"InvalidRegionId.NotFound", "", "", Never, `"RegionId.NotFound"`},
		"only part of a word": {"InvalidParameter", freeMessage("MyNetworkingModels"), "", Change, "MyNetworkingModels"},
		"none at all":         {"InvalidParameter", freeMessage("out of order"), "", Change, `"out of order"`},
		"no message":          {"InvalidParameter", "", "", Change, "none of the four answers"},
		"a pattern as listed": {"invalidparameter.%s", "", "", Change, general},
		"a family as listed":  {"Missing*", "", "", Change, general},
		"nothing is named":    {"MissingParameter", "something", "", Never, "all five values"},
		"a placeholder in it": {"InvalidParameter", freeMessage("{advice}"), "", Change, `"{advice}"`},
	} {
		n.check(t, what)
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
	a60 := strings.Repeat("a", 60)
	tests := []struct{ name, s, word, want string }{
		{"short", "short", "", "short"},
		{"just fits", strings.Repeat("网", 60), "", strings.Repeat("网", 60)},
		{"cut at the end", strings.Repeat("网", 61), "", strings.Repeat("网", 57) + "..."},
		{"word in sight", "word" + a60, "word", "word" + strings.Repeat("a", 53) + "..."},
		{"word out of sight", a60 + " word", "word", "...word"},
		{"both ends cut", a60 + "word" + strings.Repeat("b", 60), "word", "...word" + strings.Repeat("b", 50) + "..."},
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
