package explain

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"epn-wizard/client"
)

// documentation reads the error table of the documentation page.
func documentation(t *testing.T) (rows [][]string) {
	t.Helper()
	b, err := os.ReadFile("testdata/errors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	for _, line := range lines[1:] {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

func TestEveryDocumentedRowHasItsOwnEntry(t *testing.T) {
	t.Parallel()
	rows := documentation(t)
	if len(rows) != 28 || len(documented) != len(rows) {
		t.Fatalf("documentation: %d rows, catalogue: %d, want 28 each", len(rows), len(documented))
	}
	seen := map[Text]string{}
	for i, row := range rows {
		status, code, message := row[0], row[1], row[2]
		e := documented[i]
		if e.Code != code || e.Message != message || strconv.Itoa(e.HTTPStatus) != status {
			t.Errorf("row %d: %v, catalogue has %+v", i+1, row, e)
		}
		code = strings.ReplaceAll(code, "%s", "InternetChargeType")
		message = strings.ReplaceAll(message, "%s", "InternetChargeType")
		if found, _, known := findListedRow(normalizeText(code), normalizeText(message)); !known || found != e {
			t.Errorf("row %d: found %+v, want %+v", i+1, found, e)
		}
		text := ExplainReply("en", code, message).Text
		if other, ok := seen[text]; ok {
			t.Errorf("row %d has the text of %s", i+1, other)
		}
		seen[text] = row[1] + ": " + row[2]
	}
}

func TestEverySampleIsExplainedByItsOwnEntry(t *testing.T) {
	t.Parallel()
	for _, e := range Entries() {
		code, message := e.SampleReply()
		if code == "" || message == "" || strings.ContainsAny(code+message, "%*") {
			t.Errorf("%s: sample is %q, %q", e.Code, code, message)
		}
		if found, _, known := findListedRow(normalizeText(code), normalizeText(message)); !known || found != e {
			t.Errorf("%q, %q: found %+v, want %+v", code, message, found, e)
		}
		x := ExplainReply("en", code, message)
		if e.named == nil && (x.Field != e.Field || x.Retry != e.Retry) || e.named != nil && x.Field == "" {
			t.Errorf("%q, %q: field %q, retry %q; entry %+v", code, message, x.Field, x.Retry, e)
		}
		if x.Code != code || !x.Known {
			t.Errorf("%q: code %q, known %v", code, x.Code, x.Known)
		}
	}
}

func TestEntriesAreWhole(t *testing.T) {
	t.Parallel()
	pattern := false
	for i, e := range Entries() {
		if !slices.Contains([]Retry{Later, Change, Never}, e.Retry) || e.HTTPStatus < 400 || e.key == "" {
			t.Errorf("%s: %+v", e.Code, e)
		}
		if e.Field != "" && !slices.Contains(client.Fields(), e.Field) {
			t.Errorf("%s: no such question: %q", e.Code, e.Field)
		}
		if e.Field != "" && e.Retry == Never {
			t.Errorf("%s points to a question that cannot help", e.Code)
		}
		if i >= len(documented) {
			if pattern && !e.IsPattern() {
				t.Errorf("%s: an exact code after the families", e.Code)
			}
			pattern = e.IsPattern()
		}
	}
	if last := guesses[len(guesses)-1]; last.Code != "" {
		t.Errorf("the last guess is %q, want one for every code", last.Code)
	}
	for _, e := range guesses {
		if e.Code != strings.ToLower(e.Code) {
			t.Errorf("guess %q is not in lower case", e.Code)
		}
	}
}

// Rows follow the verdict: one whose code leaves an instance possible advises nothing
// before that is known, and every other code is a refusal.
func TestRowsFollowTheVerdict(t *testing.T) {
	t.Parallel()
	inDoubt := []string{"CallInterface", "SignatureNonceUsed", "InternalError", "ServiceUnavailable"}
	ofKeys := regexp.MustCompile(`^(key|key-[^p].*|token-.*|clock.*|signature|signature-incomplete)$`)
	for _, e := range Entries() {
		code, message := e.SampleReply()
		kind := client.ClassifyReply(e.HTTPStatus, code)
		open := slices.Contains(inDoubt, e.Code)
		if open != (kind == client.Unknown) || open && (e.Retry != Never || e.Field != "") {
			t.Errorf("%s: %s, retry %s, field %q", e.Code, kind, e.Retry, e.Field)
		}
		if ofKeys.MatchString(e.key) != (kind == client.Unauthenticated) {
			t.Errorf("%s, told of as %s, is %s", e.Code, e.key, kind)
		}
		f := &client.Failure{Kind: kind, Code: code, Message: message, HTTPStatus: e.HTTPStatus}
		x := ExplainFailure("en", f)
		if AdviseOn(f) != x.Advice || open != strings.Contains(x.Title, wordings["en"].mayExist) {
			t.Errorf("%s, %s: %+v", e.Code, kind, x)
		}
	}
}

// TestUnlistedCodes: their text says what their verdict is, at any status. Package
// client has the verdicts themselves.
func TestUnlistedCodes(t *testing.T) {
	t.Parallel()
	for _, code := range []string{
		"RequestTimeout", "InternalError.Timeout", "UnknownError", "SystemBusy", "CallInterface.Error", "Forbidden.Timeout",
		"InvalidRegionId.NotFound", "QuotaExceeded", "OperationDenied", "NoPermission.Epn", "ENS_Never_Heard_Of",
		"InvalidAccessKeyId.Disabled", "ExpiredSecurityToken", "InvalidTimeStamp.Skewed",
	} {
		for _, status := range []int{400, 403, 429, 500, 503} {
			kind := client.ClassifyReply(status, code)
			x := ExplainFailure("en", &client.Failure{Kind: kind, Code: code, HTTPStatus: status})
			says := strings.Contains(x.Title, wordings["en"].mayExist)
			if says != (kind == client.Unknown) || says && (x.Retry != Never || x.Field != "") {
				t.Errorf("%d %s, %s: %+v", status, code, kind, x)
			}
		}
		if client.ClassifyReply(400, code) == client.Unknown && ExplainReply("en", code, "").Known {
			t.Errorf("%s is said to be known", code)
		}
	}
	for _, code := range []string{"Throttling", "throttling.user", "Throttling.Api", "Throttling.InternalTimeout"} {
		if ExplainReply("en", code, "").Retry != Later {
			t.Errorf("%s is not to be tried later", code)
		}
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	tests := []struct {
		spec, key string // key "" = not found
	}{
		{"StockNotEnough", "stock-type"},
		{"StockNotEnough:1", "stock-type"},
		{" stocknotenough:2 ", "stock-configuration"},
		{"StockNotEnough:6", "purchase-limit"},
		{"StockNotEnough:7", ""},
		{"InvalidParameter:2", "reason"},
		{"InvalidParameter.%s", "invalid"},
		{"MissingParameter:2", "missing"},
		{"CallInterface", "call-failed"},
		{"Throttling.*", "throttled-other"},
		{"InvalidApi.NotFound", "withdrawn"},
		{"StockNotEnough:0", ""},
		{"StockNotEnough:-1", ""},
		{"StockNotEnough:two", ""},
		{"StockNotEnough:", ""},
		{"Nonsense", ""},
		{"", ""},
	}
	for _, tt := range tests {
		e, ok := LookupEntry(tt.spec)
		if ok != (tt.key != "") || e.key != tt.key {
			t.Errorf("Lookup(%q) = %q, %v; want %q", tt.spec, e.key, ok, tt.key)
		}
	}
}
