package explain

import (
	"fmt"
	"slices"
	"strings"
)

// Specs names every row of Entries as Lookup and Spec take it: by its code,
// numbered where that code has several rows.
func Specs() []string {
	entries := Entries()
	rows, seen := map[string]int{}, map[string]int{}
	for _, e := range entries {
		rows[e.Code]++
	}
	specs := make([]string, len(entries))
	for i, e := range entries {
		specs[i] = e.Code
		if seen[e.Code]++; rows[e.Code] > 1 {
			specs[i] = fmt.Sprintf("%s:%d", e.Code, seen[e.Code])
		}
	}
	return specs
}

// Spec explains a row by its name in Specs, or a code by itself, where there is
// no reply: of what a reply would name it speaks in general.
func Spec(lang, spec string) Explanation {
	if e, ok := Lookup(spec); ok && strings.Contains(spec, ":") {
		x := e.explain(lang, "", "")
		x.Code, x.Known = e.Code, true
		return x
	}
	return Explain(lang, spec, "")
}

// Variants gives the specs of a code's rows, where it has several.
func Variants(code string) []string {
	return slices.DeleteFunc(Specs(), func(spec string) bool {
		return len(spec) <= len(code) || !strings.EqualFold(spec[:len(code)+1], code+":")
	})
}
