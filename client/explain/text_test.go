package explain

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"epn-wizard/client"
)

// rows gives every row a text can belong to.
func rows() (all []Entry) {
	for _, e := range slices.Concat(documented, gateway, general, guesses) {
		if all = append(all, e); e.named != nil {
			all = append(all, e.named.other, e.named.nothing)
		}
	}
	return all
}

// filled gives a row's text in every form it can take, with the longest capture.
func filled(l language, e Entry) (texts []Text) {
	capture := strings.Repeat("m", maxCapture)
	if e.named == nil {
		return []Text{l.fill(e.key, parameter{}, capture)}
	}
	for _, p := range parameters {
		if p.field != "" {
			texts = append(texts, l.fill(e.key, p, capture))
		}
	}
	return texts
}

func TestEveryLanguageIsWhole(t *testing.T) {
	t.Parallel()
	for name, l := range languages {
		used := map[string]bool{}
		for _, e := range rows() {
			used[e.key] = true
			for _, text := range filled(l, e) {
				for part, s := range map[string]string{"title": text.Title, "explanation": text.Explanation, "remedy": text.Remedy} {
					if strings.TrimSpace(s) == "" || strings.ContainsAny(s, "{}") {
						t.Errorf("%s: %s of %s: %q", name, part, e.key, s)
					}
				}
			}
		}
		for key := range l.texts {
			if !used[key] {
				t.Errorf("%s: no row uses the text %q", name, key)
			}
		}
		for _, f := range client.Fields() {
			if l.questions[f] == "" || l.advice[f] == "" {
				t.Errorf("%s: nothing to call the question %q, or no advice on it", name, f)
			}
		}
	}
}

// A row may share another's text by naming its key, never by repeating it.
func TestNoTwoKeysShareAText(t *testing.T) {
	t.Parallel()
	for name, l := range languages {
		seen := map[string]string{}
		for key, text := range l.texts {
			for _, s := range []string{text.Title, text.Explanation} {
				if other, ok := seen[s]; ok {
					t.Errorf("%s: %s and %s both say %q", name, key, other, s)
				}
				seen[s] = key
			}
		}
	}
}

func TestTextsHoldNoCode(t *testing.T) {
	t.Parallel()
	for name, l := range languages {
		for _, e := range rows() {
			for _, text := range filled(l, e) {
				whole := strings.Join([]string{text.Title, text.Explanation, text.Remedy}, "\n")
				for _, other := range Entries() {
					code, _ := other.Sample()
					if strings.Contains(strings.ToLower(whole), strings.ToLower(code)) {
						t.Errorf("%s: the text of %s holds the code %s", name, e.key, code)
					}
				}
			}
		}
	}
}

func TestTextsFitTheScreen(t *testing.T) {
	t.Parallel()
	const title, part, sentences = 60, 220, 3
	for name, l := range languages {
		for _, e := range rows() {
			for _, text := range filled(l, e) {
				if n := utf8.RuneCountInString(text.Title); n > title || strings.HasSuffix(text.Title, ".") {
					t.Errorf("%s: title of %s has %d characters, or a full stop: %q", name, e.key, n, text.Title)
				}
				for _, s := range []string{text.Explanation, text.Remedy} {
					if n := utf8.RuneCountInString(s); n > part {
						t.Errorf("%s: %s: %d characters: %q", name, e.key, n, s)
					}
					if n := strings.Count(s+" ", ". "); n > sentences {
						t.Errorf("%s: %s: %d sentences: %q", name, e.key, n, s)
					}
				}
			}
		}
	}
}

// Commands, flags, hosts and permissions are the same in every language.
func TestWhatATextMustName(t *testing.T) {
	t.Parallel()
	const international = "--endpoint ens.ap-southeast-1.aliyuncs.com"
	for name := range languages {
		for _, e := range slices.Concat(Entries(), guesses) {
			code, message := e.Sample()
			x := Explain(name, code, message)
			if has := strings.Contains(x.Remedy, "epn-wizard settle"); e.Unknown && !has {
				t.Errorf("%s: %s: an instance may exist, but the remedy is %q", name, code, x.Remedy)
			}
			want := map[string]string{
				"UserNotExist": international, "InvalidAccessKeyId.NotFound": international,
				"InvalidApi.NotFound": international, "InvalidAction.NotFound": international,
				"NoPermission": "ens:CreateEpnInstance", "Forbidden.RAM": "ens:CreateEpnInstance",
			}[e.Code]
			if !strings.Contains(x.Remedy, want) {
				t.Errorf("%s: remedy of %s does not name %s: %q", name, code, want, x.Remedy)
			}
		}
		x := Explain(name, "InvalidParameter.Bandwidth", "The specified parameter InternetChargeType is not valid.")
		for _, p := range []string{"InternetChargeType", "InternetMaxBandwidthOut"} {
			if x.Field != client.BillingMethod || !strings.Contains(x.Explanation, p) {
				t.Errorf("%s: %q, want the billing method and %s: %q", name, x.Field, p, x.Explanation)
			}
		}
	}
}

func TestEnglishWording(t *testing.T) {
	t.Parallel()
	for _, e := range Entries() {
		code, message := e.Sample()
		x := Explain("en", code, message)
		if e.Unknown && !strings.Contains(x.Title, "an instance may exist") {
			t.Errorf("%s: title %q", code, x.Title)
		}
		if strings.HasPrefix(code, "InvalidTimeStamp.") && !strings.Contains(x.Remedy, "Correct") {
			t.Errorf("%s: remedy %q", code, x.Remedy)
		}
	}
	// What a server or a network has and an EPN order has not.
	for _, code := range []string{
		"InstanceIdNotFound", "InvalidDiskSize.ValueNotSupported", "InvalidParameter.Image", "InvalidParameter.InstanceType",
		"unsupported_Ipv6Feature", "ENS_OperationUnsupported_KeyPairName", "ENS_DependencyViolation_WindowsInstance",
		"ENS_PASSWORDORKEYPAIRNAME_MODULE_NOT_CHOOSEN", "InvalidPrivateIpAddress", "InvalidVSwitchId.NotFound", "InvalidPrivateIpAddress.Duplicated",
	} {
		x := Explain("en", code, "")
		if !strings.Contains(strings.ToLower(x.Explanation), "none of your answers can") || x.Field != "" || x.Retry != Never {
			t.Errorf("%s: field %q, retry %s, %q", code, x.Field, x.Retry, x.Explanation)
		}
	}
}

func TestALanguageThatIsMissingIsEnglish(t *testing.T) {
	t.Parallel()
	if got, want := Explain("xx", "NoPermission", ""), Explain("en", "NoPermission", ""); got != want || got.Title == "" {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
