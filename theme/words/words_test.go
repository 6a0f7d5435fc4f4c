package words

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
)

// passages gives every sentence of a language, by its place in Words.
func passages(w *Words) map[string]string {
	all := map[string]string{}
	var gather func(path string, v reflect.Value)
	gather = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			all[path] = v.String()
		case reflect.Struct:
			for i := range v.NumField() {
				gather(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				gather(path+"."+key.String(), v.MapIndex(key))
			}
		case reflect.Slice:
			for i := range v.Len() {
				gather(fmt.Sprintf("%s.%d", path, i), v.Index(i))
			}
		default:
			all[path] = "" // which TestEveryLanguageSaysTheSame complains of
		}
	}
	gather("", reflect.ValueOf(*w))
	return all
}

// literals are what is spelled alike in every language: commands, flags, keys,
// variables, files, hosts, values of the API and of flags, and numbers.
var literals = regexp.MustCompile(strings.Join([]string{
	`aliyun(?: ens \w+| configure| CLI)`, `epn-wizard(?: history| explain)?`, `--[A-Za-z][A-Za-z-]*(?: json\b)?`,
	`\bctrl\+c\b`, `\b[bcnqrxy]\b`, `(?:^|[\s，])\? `, `\bEnter\b`,
	`\$?\b[A-Z]+(?:_[A-Z]+)+(?:=\w+)?`, `\b_SECRET\b`, `~?/?[.\w/]+/\.?[\w./-]+`, `\bconfig\.json\b`,
	`[\w.]+\.aliyuncs\.com`, `https?(?:://[.\w]*)?`,
	`\b(?:95)?(?:Pay|Bandwidth)\w+[BDM]\w+`, `\b(?:SpeedUp\w*|Connection)\b`, `StockNotEnough(?::2)?`, `\bCODE(?::2)?`,
	`SANDBOX|LIVE|ACCESSIBLE|ASCII|UTF-8|CSV|OIDC|ECS|RFC 3339|EPN|Mbit/s|\bLANG\b|\bJSON\b`, `time,mbps`, `'?edge lab'?`,
	`daily-peak|95th-percentile|4th-peak|\bfixed \(|\binternet\b,|\binternal\b,|\bboth \(`,
	`lost-reply|html-502|throttled|timeout,|reset,`,
	`exit-codes`, `access_key(?:_\w+)?`, `type =`, `sandbox-secret`, `\d[\d,.:TZ-]*[\dZ]|\d`, `%(?:\[\d\])?[sdq]`,
}, "|"))

// literalsOf gives each literal of a passage once. What stands before the
// bracket of an alias, or around a lone key, is not compared.
func literalsOf(s string) []string {
	found := literals.FindAllString(strings.NewReplacer("（", " (", "、", ", ").Replace(s), -1)
	for i, f := range found {
		found[i] = strings.TrimRight(strings.Trim(f, " ,，("), ".") // a full stop may follow
	}
	slices.Sort(found)
	return slices.Compact(found)
}

var (
	// verbs are what a sentence is filled in with, in this order.
	verbs = regexp.MustCompile(`%(?:\[\d\])?[sdq%]`)
	// optional are the sentences that a choice does without.
	optional = regexp.MustCompile(`\.(Prompt|Limits|Fixes)$`)
	letter   = regexp.MustCompile(`\p{L}`)
	// alike are the passages that are the same in every language: an address on
	// which another program waits.
	alike = []string{".Script.Listening"}
)

// TestEveryLanguageSaysTheSame: no language lacks a sentence, each sentence is filled in with the
// same things in all, names the same things, and is translated. No sentence has a character that
// terminals of Chinese locales draw one or two columns wide, such as curly quotation marks.
func TestEveryLanguageSaysTheSame(t *testing.T) {
	t.Parallel()
	var first map[string]string
	for _, name := range Languages() {
		w, ok := For(name)
		if !ok || w.Lang != name {
			t.Fatalf("%s gives %+v", name, w)
		}
		said := passages(w)
		if first == nil {
			first = said
		}
		if len(said) != len(first) {
			t.Errorf("%s has %d passages, and the first language %d", name, len(said), len(first))
		}
		for place, want := range first {
			got, there := said[place]
			empty := strings.TrimSpace(got) == "" && (want != "" || !optional.MatchString(place))
			if !there || empty || !slices.Equal(verbs.FindAllString(got, -1), verbs.FindAllString(want, -1)) {
				t.Errorf("%s%s is %q, and in the first language %q", name, place, got, want)
			}
			if got, want := literalsOf(got), literalsOf(want); !slices.Equal(got, want) {
				t.Errorf("%s%s names\n%q, and in the first language\n%q", name, place, got, want)
			}
			translatable := name != Languages()[0] && letter.MatchString(literals.ReplaceAllString(want, ""))
			if translatable && slices.Contains(alike, place) != (got == want) {
				t.Errorf("%s%s is %q, and in the first language %q", name, place, got, want)
			}
			for _, r := range got {
				if (displaywidth.Options{EastAsianWidth: true}).Rune(r) != displaywidth.Rune(r) {
					t.Errorf("%s%s has %q in %q", name, place, r, got)
				}
			}
		}
	}
	for _, name := range []string{"", "EN", "xx"} {
		if w, ok := For(name); ok || w != nil {
			t.Errorf("%q is a language: %s", name, w.Lang)
		}
	}
}

// notChinese finds punctuation of Latin letters where Chinese has its own,
// and Latin letters or numbers that stand too close to Chinese ones.
var notChinese = regexp.MustCompile(`\p{Han}[,.;:!?()"'][^.]|[,.;:!?()"']\p{Han}|` +
	`\p{Han}(?:[A-Za-z0-9]|%d)|(?:[A-Za-z0-9]|%d)\p{Han}`)

func TestChinesePunctuation(t *testing.T) {
	t.Parallel()
	first := passages(English())
	for place, s := range passages(Chinese()) {
		if found := notChinese.FindString(strings.ReplaceAll(s, "%s", "*")); found != "" {
			t.Errorf("%s: %q in %q", place, found, s)
		}
		english := strings.TrimSuffix(strings.TrimSuffix(first[place], "..."), "perc.")
		if strings.HasSuffix(s, "。") != strings.HasSuffix(english, ".") {
			t.Errorf("%s ends otherwise than in English: %q", place, s)
		}
	}
}

// TestCounts: one is not counted as many are.
func TestCounts(t *testing.T) {
	t.Parallel()
	en, zh := English(), Chinese()
	for got, want := range map[string]string{
		en.Unsettled.CountLooks(1): "once", en.Unsettled.CountLooks(2): "2 times",
		zh.Unsettled.CountLooks(1): "一次", zh.Unsettled.CountLooks(2): " 2 次",
		en.ListLines([]string{"3"}): "line 3", en.ListLines([]string{"3", "7"}): "lines 3, 7",
		zh.ListLines([]string{"3", "7"}): "第 3、7 行",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestTitlesBeginSentences: the title of a failure is a sentence, and stands behind a full stop.
func TestTitlesBeginSentences(t *testing.T) {
	t.Parallel()
	w := English()
	for _, sentence := range []string{
		w.Checks.NamesUnknown, w.Checks.BillingUnknown, w.Unsettled.LookFailed, w.Unsettled.LookFailedYet, w.Practice.Failed,
	} {
		if before, _, _ := strings.Cut(sentence, "%s"); !strings.HasSuffix(before, ". ") {
			t.Errorf("%q", sentence)
		}
	}
}
