//go:build linux

package main

import (
	"fmt"
	"io"
	"os"
	"slices"
)

// values are what was measured, by name.
type values map[string][]float64

func (v values) add(name string, x float64) { v[name] = append(v[name], x) }

func (v values) median(name string) float64 {
	sorted := slices.Sorted(slices.Values(v[name]))
	if len(sorted) == 0 {
		return 0
	}
	return (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]) / 2
}

// percentile gives the value that p of a hundred do not exceed.
func (v values) percentile(name string, p int) float64 {
	sorted := slices.Sorted(slices.Values(v[name]))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)*p+99)/100-1]
}

// row is a line of the table: ours beside theirs, and what their ratio may be.
type row struct {
	what         string
	ours, theirs string // names of values
	format       string
	budget       string
}

var rows = []row{
	{"exec to first full frame, text", "first frame typed", "first frame typed gum", "%.1f ms", "0.45"},
	{"exec to first full frame, choice", "first frame arrow", "first frame arrow gum", "%.1f ms", "0.45"},
	{"key to last byte, typed", "key typed", "key typed gum", "%.2f ms", "1.4"},
	{"key to last byte, arrow", "key arrow", "key arrow gum", "%.2f ms", "1.4"},
	{"bytes per typed key", "bytes typed", "bytes typed gum", "%.0f", "0.2"},
	{"bytes per arrow key, the lesson changing with it", "bytes arrow", "bytes arrow gum", "%.0f", "0.9"},
	{"bytes per arrow key at 40×12, without a lesson", "bytes narrow", "bytes narrow gum", "%.0f", "0.9"},
	{"bytes of the first frame", "first bytes typed", "first bytes typed gum", "%.0f", ""},
	{"idle %d s, bytes, text", "idle bytes typed", "idle bytes typed gum", "%.0f", "0 bytes"},
	{"idle %d s, CPU, text", "idle cpu typed", "idle cpu typed gum", "%.1f ms", "1.25"},
	{"idle %d s, bytes, choice", "idle bytes arrow", "idle bytes arrow gum", "%.0f", "0 bytes"},
	{"idle %d s, CPU, choice", "idle cpu arrow", "idle cpu arrow gum", "%.1f ms", "1.25"},
	{"resident memory", "memory typed", "memory typed gum", "%.1f MiB", "0.9"},
	{"`--version`, against an empty Go program", "version", "empty", "%.2f ms", "4"},
	{"`--yes` to a sandbox alone, against the same", "yes", "empty", "%.2f ms", "15"},
}

// table prints the medians.
func (b *bench) table(w io.Writer) error {
	_, _ = fmt.Fprintf(w, "Medians of %d runs.\n\n| | epn-wizard | gum | ratio | budget |\n|---|---:|---:|---:|---:|\n", b.runs)
	for _, r := range rows {
		what := r.what
		if r.what[:4] == "idle" {
			what = fmt.Sprintf(r.what, b.idle)
		}
		ours, theirs := b.values.median(r.ours), b.values.median(r.theirs)
		ratio := "–"
		if theirs > 0 {
			ratio = fmt.Sprintf("%.2f", ours/theirs)
		}
		_, _ = fmt.Fprintf(w, "| %s | "+r.format+" | "+r.format+" | %s | %s |\n", what, ours, theirs, ratio, r.budget)
	}
	var sizes [2]float64
	for i, name := range []string{"epn-wizard", "gum"} {
		info, err := os.Stat(b.program(name))
		if err != nil {
			return err
		}
		sizes[i] = float64(info.Size()) / (1 << 20)
	}
	_, _ = fmt.Fprintf(w, "| binary, stripped | %.1f MiB | %.1f MiB | %.2f | 14 MiB |\n", sizes[0], sizes[1], sizes[0]/sizes[1])
	for _, run := range []struct{ name, what string }{{"", "a whole run, bytes"}, {"narrow ", "a whole run at 40×12, bytes"}} {
		_, _ = fmt.Fprintf(w, "| %s | %.0f | | | 6000 |\n", run.what, b.values.median(run.name+"run"))
	}
	for _, run := range []struct{ name, size string }{{"", "80×24"}, {"narrow ", "40×12"}} {
		_, _ = fmt.Fprintf(w, "\nBytes per step at %s: first frame %.0f", run.size, b.values.median(run.name+"step: first frame"))
		for _, s := range order {
			_, _ = fmt.Fprintf(w, ", %s %.0f", s.name, b.values.median(run.name+"step: "+s.name))
		}
		_, _ = fmt.Fprintln(w, ".")
	}
	return nil
}
