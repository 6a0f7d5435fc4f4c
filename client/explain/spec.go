package explain

import (
	"fmt"
	"slices"
	"strings"
)

// ListSpecs names every row of Entries as Lookup and Spec take it: by its code,
// numbered where that code has several rows.
func ListSpecs() []string {
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

// ExplainSpec explains a row by its name in Specs, or a code by itself, where there is
// no reply: of what a reply would name it speaks in general.
func ExplainSpec(lang, spec string) Explanation {
	if e, ok := LookupEntry(spec); ok && strings.Contains(spec, ":") {
		x := e.explainReply(lang, "", "")
		x.Code, x.Known = e.Code, true
		return x
	}
	return ExplainReply(lang, spec, "")
}

// VariantsOf gives the specs of a code's rows, where it has several.
func VariantsOf(code string) []string {
	return slices.DeleteFunc(ListSpecs(), func(spec string) bool {
		return len(spec) <= len(code) || !strings.EqualFold(spec[:len(code)+1], code+":")
	})
}
