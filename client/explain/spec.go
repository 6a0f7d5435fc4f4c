package explain

import "fmt"

// Specs names every row of Entries as Lookup takes it: by its code, numbered
// from the second row of that code on.
func Specs() []string {
	var specs []string
	seen := map[string]int{}
	for _, e := range Entries() {
		spec := e.Code
		if seen[e.Code]++; seen[e.Code] > 1 {
			spec = fmt.Sprintf("%s:%d", e.Code, seen[e.Code])
		}
		specs = append(specs, spec)
	}
	return specs
}
