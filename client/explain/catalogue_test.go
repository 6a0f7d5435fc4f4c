package explain

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
)

// TestRows: the rows begin with the documentation's error table, whose texts differ, and each row explains its own
// sample. Its spec speaks of it as its sample would be explained; but where that names something, of no question.
func TestRows(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile("testdata/errors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(table), "\n")[1:]
	specs, entries, seen := ListSpecs(), Entries(), map[Text]string{}
	if len(documented) != 28 || len(lines) != 29 || len(specs) != len(entries) {
		t.Fatalf("%d rows of %d lines, %d specs of %d rows", len(documented), len(lines), len(specs), len(entries))
	}
	for i, e := range entries {
		if row := fmt.Sprintf("%d\t%s\t%s\t", e.HTTPStatus, e.Code, e.Message); i < 28 && !strings.HasPrefix(lines[i], row) {
			t.Errorf("row %d is %q, and documented is %q", i+1, row, lines[i])
		}
		code, message := e.SampleReply()
		found, _, known := findListedRow(normalizeText(code), normalizeText(message))
		if code == "" || message == "" || strings.ContainsAny(code+message, "%*") || !known || found != e {
			t.Errorf("%s: the sample %q, %q is of %+v, want %+v", e.Code, code, message, found, e)
		}
		x := ExplainReply("en", code, message)
		if x.Code != code || !x.Known || e.named != nil && x.Field == "" ||
			e.named == nil && x.Advice != (Advice{e.Field, e.Retry, true}) {
			t.Errorf("%q, %q: %+v of %+v", code, message, x, e)
		}
		if other, ok := seen[x.Text]; ok && i < len(documented) {
			t.Errorf("%s has the text of %s", specs[i], other)
		}
		seen[x.Text] = specs[i]
		if e.Field != "" && (e.Retry == Never || !slices.Contains(client.Fields(), e.Field)) {
			t.Errorf("%s points to a question that cannot help: %q", e.Code, e.Field)
		}
		if named, ok := LookupEntry(specs[i]); !ok || named != e || slices.Index(specs, specs[i]) != i {
			t.Errorf("%s is the row %+v, want %+v", specs[i], named, e)
		}
		for name, l := range languages {
			want := Explanation{e.Code, ExplainReply(name, code, message).Text, Advice{e.Field, e.Retry, true}}
			if e.named != nil {
				want.Text, want.Advice = l.texts[e.key+"-listed"], Advice{"", Change, true}
			}
			if got := ExplainSpec(name, specs[i]); got != want {
				t.Errorf("%s: %s is explained as %+v, want %+v", name, specs[i], got, want)
			}
		}
	}
}

// TestRowsFollowTheVerdict: a row whose code leaves an instance possible advises nothing before that is known, and
// every other code is a refusal. Codes that have no row are told of likewise, at any status. Package client has the
// verdicts themselves.
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
		f.Kind = client.Refused // What the code usually means holds then.
		if got, want := ExplainFailure("zh", f), ExplainReply("zh", code, message); got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
	for _, code := range []string{
		"RequestTimeout", "InternalError.Timeout", "UnknownError", "SystemBusy", "CallInterface.Error", "Forbidden.Timeout",
		"InvalidRegionId.NotFound", "QuotaExceeded", "OperationDenied", "NoPermission.Epn", "ENS_Never_Heard_Of",
		"InvalidAccessKeyId.Disabled", "ExpiredSecurityToken", "InvalidTimeStamp.Skewed", "Throttling.InternalTimeout",
		"Throttling", "throttling.user", "Throttling.Api",
	} {
		for _, status := range []int{400, 403, 429, 500, 503} {
			kind := client.ClassifyReply(status, code)
			x := ExplainFailure("en", &client.Failure{Kind: kind, Code: code, HTTPStatus: status})
			says := strings.Contains(x.Title, wordings["en"].mayExist)
			if says != (kind == client.Unknown) || says && (x.Retry != Never || x.Field != "" || x.Known && status == 400) ||
				strings.HasPrefix(strings.ToLower(code), "throttling") && x.Retry != Later {
				t.Errorf("%d %s, %s: %+v", status, code, kind, x)
			}
		}
	}
}

// TestSpecs: a code by itself, of several rows or of none, is explained as where its message is not known.
func TestSpecs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		spec, key string // key "" is not found
		listed    bool
	}{
		{"StockNotEnough", "stock-type", false},
		{"StockNotEnough:1", "stock-type", true},
		{" stocknotenough:2 ", "stock-configuration", false},
		{"StockNotEnough:7", "", false},
		{"InvalidParameter", "invalid-unnamed", false},
		{"missingparameter", "missing-unnamed", false},
		{"MissingParameter:2", "missing", true},
		{"UserNotExist", "user-unknown", true},
		{"UserNotExist:1", "user-unknown", false},
		{"Missing*", "missing", true},
		{"StockNotEnough:0", "", false},
		{"StockNotEnough:two", "", false},
		{"", "", false},
	} {
		e, ok := LookupEntry(c.spec)
		if ok != (c.key != "") || e.key != c.key || slices.Contains(ListSpecs(), c.spec) != c.listed {
			t.Errorf("%q is %q, %v; listed %v", c.spec, e.key, ok, !c.listed)
		}
		row := ok && strings.Contains(c.spec, ":")
		if x, want := ExplainSpec("en", c.spec), ExplainReply("en", c.spec, ""); !row && x != want {
			t.Errorf("%q: %+v, want %+v", c.spec, x, want)
		}
	}
	if v := VariantsOf("stocknotenough"); len(v) != 6 || v[5] != "StockNotEnough:6" || len(VariantsOf("Stock")) != 0 {
		t.Errorf("the variants are %v", v)
	}
}
