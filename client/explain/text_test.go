package explain

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"

	"epn-wizard/client"
)

// checkFits checks that a text is whole, names no code and fits a small screen. A Chinese character takes two columns.
func checkFits(t *testing.T, place string, text Text) {
	t.Helper()
	const title, part, sentences = 60, 220, 3
	if n := ansi.StringWidth(text.Title); n > title || strings.Trim(text.Title, ".。") != text.Title {
		t.Errorf("%s: the title has %d columns, or a full stop: %q", place, n, text.Title)
	}
	whole := strings.ToLower(text.Title + text.Reason + text.Remedy)
	for _, e := range Entries() {
		if code, _ := e.SampleReply(); strings.Contains(whole, strings.ToLower(code)) {
			t.Errorf("%s holds the code %s: %q", place, code, whole)
		}
	}
	for _, s := range []string{text.Title, text.Reason, text.Remedy} {
		if strings.TrimSpace(s) == "" || strings.ContainsAny(s, "{}") {
			t.Errorf("%s is not whole: %q", place, s)
		}
		columns, n := ansi.StringWidth(s), strings.Count(s+" ", ". ")+strings.Count(s, "。")
		if columns > part || n > sentences {
			t.Errorf("%s has %d columns, %d sentences: %q", place, columns, n, s)
		}
	}
}

// TestEveryTextFits: each text in every form that it can take, with the longest capture; and there is one for every row
// and cause, and no other.
func TestEveryTextFits(t *testing.T) {
	t.Parallel()
	for name, l := range languages {
		unused := map[string]bool{}
		for key := range l.texts {
			unused[key] = true
			for _, p := range parameters {
				checkFits(t, name+": "+key+" of "+p.name, l.fillText(key, p, strings.Repeat("m", maxCapture)))
			}
		}
		for _, e := range slices.Concat(documented, gateway, general, guesses, []Entry{failure, unsettled}) {
			keys := []string{e.key}
			if e.named != nil {
				keys = append(keys, e.named.other.key, e.named.nothing.key)
			}
			for _, key := range keys {
				if delete(unused, key); l.texts[key] == (Text{}) {
					t.Errorf("%s: there is no text %q", name, key)
				}
			}
		}
		for _, cause := range append(everyCause, givenUpSent) {
			checkFits(t, name+": "+string(cause), l.causes[cause])
		}
		got, want := []int{len(l.causes), len(l.questions), len(l.advice)}, len(client.Fields())
		if len(unused) > 0 || !slices.Equal(got, []int{len(everyCause) + 1, want, want}) {
			t.Errorf("%s: %v are of no row, or not all of %v are of a cause or a question", name, unused, got)
		}
		for end, text := range l.looks {
			text.Title = strings.Replace(text.Title, "{permission}", "ens:"+client.ListAction, 1)
			checkFits(t, name+": look "+end, text)
		}
	}
}

// passages gives all that is written in a language, by a name of its place.
func (l language) passages() map[string]string {
	all := map[string]string{}
	add := func(place string, t Text) {
		all[place+" title"], all[place+" explanation"], all[place+" remedy"] = t.Title, t.Reason, t.Remedy
	}
	for key, text := range l.texts {
		add(key, text)
	}
	for c, text := range l.causes {
		add(string(c), text)
	}
	for end, text := range l.looks {
		add("look "+end, text)
	}
	for f, s := range l.questions {
		all["question "+string(f)] = s
	}
	for f, s := range l.advice {
		all["advice "+string(f)] = s
	}
	return all
}

// literals are what is spelled alike in every language: placeholders, flags, variables, hosts and URLs, permissions,
// commands, and names of the API.
var literals = regexp.MustCompile(`\{\w+\}|--[a-z][a-z-]*|[A-Z]{2,}(?:_[A-Z]+)+|ens[.:][\w.-]*\w|http://[\w.:]+|` +
	`epn-wizard(?: settle| history)?|aliyun configure|ca-certificates|EPNInstance\w+|Internet[A-Z]\w+|EdgeToEdge`)

func literalsOf(s string) []string {
	found := literals.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// halfWidth finds punctuation of Latin letters where Chinese has its own, and Latin letters that stand too close to
// Chinese ones.
var halfWidth = regexp.MustCompile(`\p{Han}[,.;:!?()"']|[,.;:!?()"']\p{Han}|\p{Han}[A-Za-z0-9]|[A-Za-z0-9*]\p{Han}`)

// TestEveryLanguageSaysTheSame, in words of its own, its own punctuation, and no character that terminals of Chinese
// locales may draw one or two columns wide. No two rows say the same: one may share another's text by naming its key.
func TestEveryLanguageSaysTheSame(t *testing.T) {
	t.Parallel()
	first, wide := english.passages(), displaywidth.Options{EastAsianWidth: true}
	for name, l := range languages {
		passages, seen := l.passages(), map[string]string{}
		if len(passages) != len(first) {
			t.Errorf("%s has %d passages, and English %d", name, len(passages), len(first))
		}
		for place, want := range first {
			s := passages[place]
			if got, want := literalsOf(s), literalsOf(want); !slices.Equal(got, want) || s == "" {
				t.Errorf("%s: %s names %q, and in English %q: %q", name, place, got, want, s)
			}
			for _, r := range s {
				if wide.Rune(r) != displaywidth.Rune(r) {
					t.Errorf("%s: %s has %q in %q", name, place, r, s)
				}
			}
			if other, ok := seen[s]; ok && !strings.HasSuffix(place, " remedy") {
				t.Errorf("%s: %s and %s both say %q", name, place, other, s)
			}
			seen[s] = place
			if name == "en" {
				continue
			}
			sentence := !strings.HasSuffix(place, " title") && !strings.HasPrefix(place, "question ")
			ends := strings.HasSuffix(s, "。") || strings.HasSuffix(s, "{advice}")
			if s == want || ends != sentence || halfWidth.MatchString(s) {
				t.Errorf("%s: %s is not translated, not ended, or %q is too close: %q", name, place, halfWidth.FindString(s), s)
			}
		}
	}
}

// TestWhatATextMustSay: commands, flags, hosts and permissions are the same in every language.
func TestWhatATextMustSay(t *testing.T) {
	t.Parallel()
	const endpoint = "--endpoint ens.ap-southeast-1.aliyuncs.com"
	for name := range languages {
		for _, c := range []struct{ codes, english, chinese string }{
			{"UserNotExist InvalidAccessKeyId.NotFound InvalidApi.NotFound InvalidAction.NotFound", endpoint, endpoint},
			{"NoPermission Forbidden.RAM", "ens:CreateEpnInstance", "ens:CreateEpnInstance"},
			{"InvalidTimeStamp.Format InvalidTimeStamp.Expired InvalidTimeStamp.Odd", "Correct", "校正"},
			{"InstanceIdNotFound InvalidDiskSize.ValueNotSupported InvalidParameter.Image InvalidParameter.InstanceType " +
				"unsupported_Ipv6Feature ENS_OperationUnsupported_KeyPairName ENS_DependencyViolation_WindowsInstance " +
				"ENS_PASSWORDORKEYPAIRNAME_MODULE_NOT_CHOOSEN InvalidPrivateIpAddress InvalidVSwitchId.NotFound " +
				"InvalidPrivateIpAddress.Duplicated", "one of your answers", "与您填写的内容无关"}, // an EPN order has none
		} {
			want := map[string]string{"en": c.english, "zh": c.chinese}[name]
			for code := range strings.FieldsSeq(c.codes) {
				x := ExplainReply(name, code, "")
				if !strings.Contains(x.Reason+x.Remedy, want) || x.Field != "" || x.Retry != Never {
					t.Errorf("%s: %s does not say %q: %+v", name, code, want, x)
				}
			}
		}
		x := ExplainReply(name, "InvalidParameter.Bandwidth", "The specified parameter InternetChargeType is not valid.")
		for _, p := range []string{"InternetChargeType", "InternetMaxBandwidthOut"} {
			if x.Field != client.BillingMethod || !strings.Contains(x.Reason, p) {
				t.Errorf("%s: %q, want the billing method and %s: %q", name, x.Field, p, x.Reason)
			}
		}
	}
	for name, want := range map[string]language{"en": english, "zh": chinese, "xx": english, "": english} {
		reply := ExplainReply(name, "NoPermission", "").Text
		cause := ExplainFailure(name, &client.Failure{Cause: client.NoRoute}).Text
		if reply != want.texts["permission"] || cause != want.causes[client.NoRoute] {
			t.Errorf("%q: %+v, %+v", name, reply, cause)
		}
	}
}
