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
			all[path] = "" // which TestComplete complains of
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

// alike are the passages that are the same in every language: an address on
// which another program waits.
var alike = []string{".Script.Listening"}

var letter = regexp.MustCompile(`\p{L}`)

func TestEveryLanguageSaysTheSame(t *testing.T) {
	t.Parallel()
	all := every(t)
	first := passages(all[0])
	for _, w := range all[1:] {
		for place, s := range passages(w) {
			want := first[place]
			if got, want := literalsOf(s), literalsOf(want); !slices.Equal(got, want) {
				t.Errorf("%s%s names\n%q, and in the first language\n%q", w.Lang, place, got, want)
			}
			words := letter.MatchString(literals.ReplaceAllString(want, ""))
			if same := slices.Contains(alike, place); words && same != (s == want) {
				t.Errorf("%s%s is %q, and in the first language %q", w.Lang, place, s, want)
			}
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

// TestNothingIsAmbiguous: terminals of Chinese locales draw some characters, such
// as curly quotation marks, one or two columns wide. No sentence has any.
func TestNothingIsAmbiguous(t *testing.T) {
	t.Parallel()
	wide := displaywidth.Options{EastAsianWidth: true}
	for _, w := range every(t) {
		for place, s := range passages(w) {
			for _, r := range s {
				if wide.Rune(r) != displaywidth.Rune(r) {
					t.Errorf("%s%s has %q in %q", w.Lang, place, r, s)
				}
			}
		}
	}
}
