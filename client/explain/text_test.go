package explain

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
)

// everyText gives each text of a language in every form that it can take, with the
// longest capture, by a name of its place.
func everyText(name string) map[string]Text {
	l, all := languages[name], map[string]Text{}
	capture := strings.Repeat("m", maxCapture)
	add := func(e Entry) {
		all[e.key] = l.fillText(e.key, parameter{}, capture)
		for _, p := range parameters {
			if e.named != nil && p.field != "" {
				delete(all, e.key) // it always names a parameter
				all[e.key+" of "+p.name] = l.fillText(e.key, p, capture)
			}
		}
	}
	for _, e := range slices.Concat(documented, gateway, general, guesses, []Entry{failure, unsettled}) {
		if add(e); e.named != nil {
			add(e.named.other)
			add(e.named.nothing)
		}
	}
	for _, c := range everyCause {
		all["cause "+string(c)] = ExplainFailure(name, &client.Failure{Kind: client.Unreachable, Cause: c}).Text
	}
	for end, text := range l.looks {
		text.Title = strings.Replace(text.Title, "{permission}", "ens:"+client.ListAction, 1)
		all["look "+end] = text
	}
	return all
}

// findFaults tells what of a text is missing, or too much for a small screen. A Chinese
// character takes two columns.
func (t Text) findFaults() (faults []string) {
	const title, part, sentences = 60, 220, 3
	if n := ansi.StringWidth(t.Title); n > title || strings.HasSuffix(t.Title, ".") || strings.HasSuffix(t.Title, "。") {
		faults = append(faults, fmt.Sprintf("the title has %d columns, or a full stop", n))
	}
	for _, s := range []string{t.Title, t.Explanation, t.Remedy} {
		if strings.TrimSpace(s) == "" || strings.ContainsAny(s, "{}") {
			faults = append(faults, fmt.Sprintf("it is not whole: %q", s))
		}
		if n := ansi.StringWidth(s); n > part {
			faults = append(faults, fmt.Sprintf("%d columns: %q", n, s))
		}
		if n := strings.Count(s+" ", ". ") + strings.Count(s, "。"); n > sentences {
			faults = append(faults, fmt.Sprintf("%d sentences: %q", n, s))
		}
	}
	return faults
}

func TestEveryTextIsWholeAndFits(t *testing.T) {
	t.Parallel()
	for name, l := range languages {
		texts := everyText(name)
		for place, text := range texts {
			for _, fault := range text.findFaults() {
				t.Errorf("%s: %s: %s", name, place, fault)
			}
			whole := strings.ToLower(text.Title + "\n" + text.Explanation + "\n" + text.Remedy)
			for _, e := range Entries() {
				if code, _ := e.SampleReply(); strings.Contains(whole, strings.ToLower(code)) {
					t.Errorf("%s: %s holds the code %s", name, place, code)
				}
			}
		}
		for key := range l.texts {
			_, listed := texts[key]
			_, named := texts[key+" of "+parameters[0].name]
			if !listed && !named {
				t.Errorf("%s: no row uses the text %q", name, key)
			}
		}
		for c := range l.causes {
			if c != givenUpSent && !slices.Contains(everyCause, c) {
				t.Errorf("%s: there is no cause %q", name, c)
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
		check := func(key string, parts ...string) {
			for _, s := range parts {
				if other, ok := seen[s]; ok {
					t.Errorf("%s: %s and %s both say %q", name, key, other, s)
				}
				seen[s] = key
			}
		}
		for key, text := range l.texts {
			check(key, text.Title, text.Explanation)
		}
		for cause, text := range l.causes {
			check(string(cause), text.Title)
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
		notYet: []string{"do not submit again yet", "do not order again yet"},
		again:  []string{"submit again", "order again", "try again"},
	},
	"zh": {
		mayExist: "实例可能已创建", correct: "校正", notYours: "与您填写的内容无关",
		notYet: []string{"先不要再次提交"}, again: []string{"再次提交", "重新提交", "再次下单", "重试", "再试"},
	},
}

// Commands, flags, hosts and permissions are the same in every language.
func TestWhatATextMustSay(t *testing.T) {
	t.Parallel()
	const international = "--endpoint ens.ap-southeast-1.aliyuncs.com"
	for name := range languages {
		say := wordings[name]
		for _, e := range slices.Concat(Entries(), guesses) {
			code, message := e.SampleReply()
			x := ExplainReply(name, code, message)
			if mayHaveCreated(code) &&
				(!strings.Contains(x.Remedy, "epn-wizard settle") || !strings.Contains(x.Title, say.mayExist)) {
				t.Errorf("%s: %s: an instance may exist, but %+v", name, code, x)
			}
			if strings.HasPrefix(code, "InvalidTimeStamp.") && !strings.Contains(x.Remedy, say.correct) {
				t.Errorf("%s: %s: remedy %q", name, code, x.Remedy)
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
		for _, code := range []string{ // of what a server or a network has and an EPN order has not
			"InstanceIdNotFound", "InvalidDiskSize.ValueNotSupported", "InvalidParameter.Image",
			"InvalidParameter.InstanceType", "unsupported_Ipv6Feature", "ENS_OperationUnsupported_KeyPairName",
			"ENS_DependencyViolation_WindowsInstance", "ENS_PASSWORDORKEYPAIRNAME_MODULE_NOT_CHOOSEN",
			"InvalidPrivateIpAddress", "InvalidVSwitchId.NotFound", "InvalidPrivateIpAddress.Duplicated",
		} {
			x := ExplainReply(name, code, "")
			if !strings.Contains(x.Explanation, say.notYours) || x.Field != "" || x.Retry != Never {
				t.Errorf("%s: %s: %+v", name, code, x)
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
		got := ExplainFailure(name, &client.Failure{Cause: client.NoRoute}).Text
		if got != want.causes[client.NoRoute] || got.Title == "" {
			t.Errorf("%q: %+v", name, got)
		}
	}
}
