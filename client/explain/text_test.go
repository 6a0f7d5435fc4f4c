package explain

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
)

// rows gives every row a text can belong to.
func rows() (all []Entry) {
	for _, e := range slices.Concat(documented, gateway, general, guesses, []Entry{failure, unsettled}) {
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
		return []Text{l.fillText(e.key, parameter{}, capture)}
	}
	for _, p := range parameters {
		if p.field != "" {
			texts = append(texts, l.fillText(e.key, p, capture))
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
					code, _ := other.SampleReply()
					if strings.Contains(strings.ToLower(whole), strings.ToLower(code)) {
						t.Errorf("%s: the text of %s holds the code %s", name, e.key, code)
					}
				}
			}
		}
	}
}

// tooMuch tells what of a text is too much for a small screen. A Chinese character
// takes two columns.
func (t Text) tooMuch() (faults []string) {
	const title, part, sentences = 60, 220, 3
	if n := ansi.StringWidth(t.Title); n > title || strings.HasSuffix(t.Title, ".") || strings.HasSuffix(t.Title, "。") {
		faults = append(faults, fmt.Sprintf("the title has %d columns, or a full stop: %q", n, t.Title))
	}
	for _, s := range []string{t.Explanation, t.Remedy} {
		if n := ansi.StringWidth(s); n > part {
			faults = append(faults, fmt.Sprintf("%d columns: %q", n, s))
		}
		if n := strings.Count(s+" ", ". ") + strings.Count(s, "。"); n > sentences {
			faults = append(faults, fmt.Sprintf("%d sentences: %q", n, s))
		}
	}
	return faults
}

func TestTextsFitTheScreen(t *testing.T) {
	t.Parallel()
	for name, l := range languages {
		for _, e := range rows() {
			for _, text := range filled(l, e) {
				for _, fault := range text.tooMuch() {
					t.Errorf("%s: %s: %s", name, e.key, fault)
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
			code, message := e.SampleReply()
			x := ExplainReply(name, code, message)
			if has := strings.Contains(x.Remedy, "epn-wizard settle"); mayHaveCreated(code) && !has {
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
		x := ExplainReply(name, "InvalidParameter.Bandwidth", "The specified parameter InternetChargeType is not valid.")
		for _, p := range []string{"InternetChargeType", "InternetMaxBandwidthOut"} {
			if x.Field != client.BillingMethod || !strings.Contains(x.Explanation, p) {
				t.Errorf("%s: %q, want the billing method and %s: %q", name, x.Field, p, x.Explanation)
			}
		}
	}
}

// wording is how a language says what must be said.
type wording struct {
	mayExist, correct, notYours string
	notYet                      []string // forbids to submit for now
	again                       []string // speaks of submitting once more
}

var wordings = map[string]wording{
	"en": {
		mayExist: "an instance may exist", correct: "Correct", notYours: "one of your answers",
		notYet: []string{"do not submit again yet", "do not order again yet"}, again: []string{"submit again", "order again", "try again"},
	},
	"zh": {
		mayExist: "实例可能已创建", correct: "校正", notYours: "与您填写的内容无关",
		notYet: []string{"先不要再次提交"}, again: []string{"再次提交", "重新提交", "再次下单", "重试", "再试"},
	},
}

func TestWording(t *testing.T) {
	t.Parallel()
	for name := range languages {
		say, ok := wordings[name]
		if !ok {
			t.Fatalf("%s: no wording to look for", name)
		}
		for _, e := range Entries() {
			code, message := e.SampleReply()
			x := ExplainReply(name, code, message)
			if mayHaveCreated(code) && !strings.Contains(x.Title, say.mayExist) {
				t.Errorf("%s: %s: title %q", name, code, x.Title)
			}
			if strings.HasPrefix(code, "InvalidTimeStamp.") && !strings.Contains(x.Remedy, say.correct) {
				t.Errorf("%s: %s: remedy %q", name, code, x.Remedy)
			}
		}
		// What a server or a network has and an EPN order has not.
		for _, code := range []string{
			"InstanceIdNotFound", "InvalidDiskSize.ValueNotSupported", "InvalidParameter.Image", "InvalidParameter.InstanceType",
			"unsupported_Ipv6Feature", "ENS_OperationUnsupported_KeyPairName", "ENS_DependencyViolation_WindowsInstance",
			"ENS_PASSWORDORKEYPAIRNAME_MODULE_NOT_CHOOSEN", "InvalidPrivateIpAddress", "InvalidVSwitchId.NotFound", "InvalidPrivateIpAddress.Duplicated",
		} {
			x := ExplainReply(name, code, "")
			if !strings.Contains(x.Explanation, say.notYours) || x.Field != "" || x.Retry != Never {
				t.Errorf("%s: %s: field %q, retry %s, %q", name, code, x.Field, x.Retry, x.Explanation)
			}
		}
	}
}

func TestALanguageThatIsMissingIsEnglish(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]language{"en": english, "zh": chinese, "xx": english, "": english} {
		if got := ExplainReply(name, "NoPermission", "").Text; got != want.texts["permission"] || got.Title == "" {
			t.Errorf("%q: %+v", name, got)
		}
		if got := ExplainFailure(name, &client.Failure{Cause: client.NoRoute}).Text; got != want.causes[client.NoRoute] || got.Title == "" {
			t.Errorf("%q: %+v", name, got)
		}
	}
}
