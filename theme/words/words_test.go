package words

import (
	"reflect"
	"strings"
	"testing"
)

// every gives the words of all languages, the first language first.
func every(t *testing.T) []*Words {
	t.Helper()
	var all []*Words
	for _, name := range Languages() {
		w, ok := For(name)
		if !ok || w.Lang != name {
			t.Fatalf("%s gives %+v", name, w)
		}
		all = append(all, w)
	}
	return all
}

func TestNoSuchLanguage(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "EN", "xx"} {
		if w, ok := For(name); ok || w != nil {
			t.Errorf("%q is a language: %s", name, w.Lang)
		}
	}
}

// TestComplete: no language lacks a sentence, and each sentence is filled in
// with the same things in all.
func TestComplete(t *testing.T) {
	t.Parallel()
	all := every(t)
	for _, w := range all {
		walk(t, w.Lang, reflect.ValueOf(*w), reflect.ValueOf(*all[0]))
	}
}

func walk(t *testing.T, path string, v, first reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.String() == "" && first.String() == "" && optional(path) {
			return
		}
		if strings.TrimSpace(v.String()) == "" {
			t.Errorf("%s is empty", path)
		}
		if got, want := verbs(v.String()), verbs(first.String()); got != want {
			t.Errorf("%s is filled in with %q, and in the first language with %q", path, got, want)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walk(t, path+"."+v.Type().Field(i).Name, v.Field(i), first.Field(i))
		}
	case reflect.Map:
		for _, key := range first.MapKeys() {
			if !v.MapIndex(key).IsValid() {
				t.Errorf("%s lacks %s", path, key)
				continue
			}
			walk(t, path+"."+key.String(), v.MapIndex(key), first.MapIndex(key))
		}
		for _, key := range v.MapKeys() {
			if !first.MapIndex(key).IsValid() {
				t.Errorf("%s has %s, which the first language has not", path, key)
			}
		}
	case reflect.Slice:
		if v.Len() != first.Len() {
			t.Errorf("%s has %d entries, and in the first language %d", path, v.Len(), first.Len())
			return
		}
		for i := range v.Len() {
			walk(t, path, v.Index(i), first.Index(i))
		}
	default:
		t.Errorf("%s is a %s, which nobody can read", path, v.Kind())
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

// optional tells the sentences that a choice does without.
func optional(path string) bool {
	return strings.HasSuffix(path, ".Prompt") || strings.HasSuffix(path, ".Limits") || strings.HasSuffix(path, ".Fixes")
}

// verbs gives what a sentence is filled in with.
func verbs(s string) string {
	var found []string
	for i := range len(s) - 1 {
		if s[i] == '%' {
			found = append(found, s[i:min(i+5, len(s))])
		}
	}
	for i, f := range found {
		end := strings.IndexAny(f, "sdq%")
		if j := strings.IndexAny(f[1:], "sdq%"); j >= 0 {
			end = j + 1
		}
		found[i] = f[:max(end, 0)+1]
	}
	return strings.Join(found, " ")
}
