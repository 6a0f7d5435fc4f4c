package explain

import (
	"strings"
	"testing"
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
		"no dot, no family":       {"ForbiddenFruit", "", "guess-permission"},
		"only a part of a code":   {"StockNot", purchaseLimit, "guess-supply"},
		"more than a code":        {"NoPermissionAtAll", "", "guess-permission"},
		"nothing":                 {"", "", "unexplained-named"},
		"nil":                     {"<nil>", "", "unexplained-named"},

		"the family of a bare code":       {"Forbidden", "", "forbidden"},
		"unknown, of payment":             {"InsufficientBalance", "", "guess-payment"},
		"unknown, of a permission":        {"AccessDenied", "", "guess-permission"},
		"unknown, of a limit":             {"QuotaExceeded", "", "guess-limit"},
		"unknown, supply before a denial": {"OperationDenied.NoStock", "", "guess-supply"},
		"unknown, a failure":              {"InternalFailure", "", "guess-failure"},
		"unknown, a failure, temporary":   {"ServiceUnavailableTemporary", "", "guess-failure"},
	} {
		row, _, known := findRow(normalizeText(tt.code), normalizeText(tt.message))
		guessed := strings.HasPrefix(tt.key, "guess-") || tt.key == "unexplained-named"
		x := ExplainReply("en", tt.code, tt.message)
		if row.key != tt.key || known == guessed || x.Known != known || row.named == nil && x.Text != english.texts[row.key] {
			t.Errorf("%s: found %q, known %v, want %q: %+v", name, row.key, known, tt.key, x)
		}
	}
	for code, want := range map[string]string{ // as the catalogue spells it, if it has it
		" stocknotenough ": "StockNotEnough", "throttling.burst": "throttling.burst", "Internal": "Internal",
	} {
		if got := ExplainReply("en", code, "").Code; got != want {
			t.Errorf("%q became %q, want %q", code, got, want)
		}
	}
}

// TestQuestionThatIsNamed: a reply that names a parameter of the order leads to its question, and any other to none.
func TestQuestionThatIsNamed(t *testing.T) {
	t.Parallel()
	const mode, bandwidth = "NetworkingModel", "InternetMaxBandwidthOut"
	const method, name, kind = "InternetChargeType", "EPNInstanceName", "EPNInstanceType"
	const general = "Its code or its message names the value"
	const farAway = "of all the many things that could have been wrong with this it is " // a name there would be cut off
	for what, c := range map[string]struct {
		code, message string
		field         client.Field
		retry         Retry
		explanation   string // what it must hold
	}{
		"name":                 {"InvalidParameter." + name, invalidMessage(name), client.Name, Change, name},
		"mode, another case":   {"InvalidParameter.x", invalidMessage("networkingmodel"), client.NetworkingMode, Change, mode},
		"in the code alone":    {"InvalidParameter." + method, "No.", client.BillingMethod, Change, method},
		"message against code": {"InvalidParameter." + name, mode + " is wrong", client.NetworkingMode, Change, mode},
		"a short name":         {"InvalidParameter.Bandwidth", invalidMessage("Bandwidth"), client.Bandwidth, Change, bandwidth},
		"full before short": {
			"InvalidParameter", freeMessage("Bandwidth: " + method), client.BillingMethod, Change, method,
		},
		"in free text": {"InvalidParameter", freeMessage(bandwidth + ": 100 > 50"), client.Bandwidth, Change, ": 100 > 50"},
		"in Chinese text": {
			"InvalidParameter", freeMessage("参数" + mode + "无效"), client.NetworkingMode, Change, mode + "无效",
		},
		"late in free text": {"InvalidParameter", freeMessage(farAway + name), client.Name, Change, name},
		"missing":           {"MissingParameter", missingMessage(mode), client.NetworkingMode, Change, mode},
		"by the gateway":    {"Missing" + name, name + " is mandatory for this action.", client.Name, Change, name},
		"with a suffix":     {"Invalid" + mode + ".ValueNotSupported", "", client.NetworkingMode, Change, mode},
		"a new message":     {"InvalidParameter", method + " is wrong", client.BillingMethod, Change, method},
		"an unknown code":   {"Odd", "the " + mode + " is odd", client.NetworkingMode, Change, mode},

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
		"none by an unknown":  {"Strange", "", "", Never, "does not know the refusal"},
	} {
		x := ExplainReply("en", c.code, c.message)
		if x.Field != c.field || x.Retry != c.retry || !strings.Contains(x.Explanation, c.explanation) ||
			!strings.Contains(x.Title, english.questions[c.field]) {
			t.Errorf("%s: got %+v, want %+v", what, x, c)
		}
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	a60 := strings.Repeat("a", 60)
	for _, c := range []struct{ s, word, want string }{
		{"short", "", "short"},
		{strings.Repeat("网", 60), "", strings.Repeat("网", 60)},
		{strings.Repeat("网", 61), "", strings.Repeat("网", 57) + "..."},
		{a60[:53] + "word" + a60, "word", a60[:53] + "word..."},
		{a60 + " word", "word", "...word"},
		{a60 + "word" + a60[:53], "word", "...word" + a60[:53]},
		{a60 + "word" + a60, "word", "...word" + a60[:50] + "..."},
	} {
		if got := excerptCapture(c.s, c.word); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.word, c.s, got, c.want)
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
			if n := utf8.RuneCountInString(x.Title + x.Explanation + x.Remedy); n > 500 {
				t.Errorf("%s: %d characters", name, n)
			}
		}
	})
}
