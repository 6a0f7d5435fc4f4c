package script

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/journal"
	"epn-wizard/client/traffic"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

// said is what a printer writes to a terminal so many columns wide, or to a
// pipe where that is 0.
func said(t *testing.T, lang string, columns int, print func(Printer) error) string {
	t.Helper()
	w, ok := words.For(lang)
	if !ok {
		t.Fatal(lang)
	}
	var out bytes.Buffer
	p := Printer{Out: &out, Err: io.Discard, Words: w, Columns: func(io.Writer) int { return columns }}
	if err := print(p); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// recording is n samples from the last days of a September on.
func recording(t *testing.T, n int) traffic.Series {
	t.Helper()
	var rows strings.Builder
	at := time.Date(2026, time.September, 24, 0, 0, 0, 0, time.UTC)
	for i := range n {
		fmt.Fprintf(&rows, "%s,%d\n", at.Add(time.Duration(i)*traffic.Every).Format(time.RFC3339), 1000+i%7)
	}
	s, err := traffic.Read(strings.NewReader(rows.String()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestTextFitsTheTerminal: whatever is printed for a person stays within the
// terminal, and is not wrapped on a pipe.
func TestTextFitsTheTerminal(t *testing.T) {
	t.Parallel()
	s := recording(t, 45*288)
	records := []journal.Record{
		{Entry: journal.Entry{ID: "20261123-101112-ABCDEFGH", Target: "live", Login: "alice", Client: "192.0.2.7", Order: client.Order{EPNInstanceName: "上海 edge lab of the west"}},
			Resolution: journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-20260102150405SAMPLE"}},
	}
	for name, print := range map[string]func(Printer) error{
		"compare":   func(p Printer) error { return p.Compare(s, theme.New(false).Glyphs) },
		"history":   func(p Printer) error { return p.History(records, 0) },
		"settle":    func(p Printer) error { return p.Settled(records[0], p.Words.Unsettled.NotYet) },
		"catalogue": func(p Printer) error { return p.Catalogue([]string{"timeout"}) },
		"explain": func(p Printer) error {
			return p.Explain(explain.Explain(p.Words.Lang, "UserNotExist", ""), nil)
		},
	} {
		for _, lang := range words.Languages() {
			piped := said(t, lang, 0, print)
			for _, columns := range []int{200, 100, 80, 60, 47} { // the longest code takes 45
				text := said(t, lang, columns, print)
				for line := range strings.Lines(text) {
					if n := ansi.StringWidth(strings.TrimSuffix(line, "\n")); n >= columns {
						t.Errorf("%s, %s: %d of %d columns: %s", name, lang, n, columns, line)
					}
				}
				if flat(text) == "" || name != "compare" && flat(text) != flat(piped) {
					t.Errorf("%s, %s, %d columns:\n%s\non a pipe:\n%s", name, lang, columns, text, piped)
				}
			}
			if lines := strings.Count(piped, "\n"); name == "history" && lines != 2 || name == "catalogue" && lines != len(explain.Specs())+1 {
				t.Errorf("%s, %s: on a pipe\n%s", name, lang, piped)
			}
		}
	}
}

// flat is a text without what parts its words.
func flat(text string) string { return strings.Join(strings.Fields(text), "") }

// TestCompareTable: the columns are named as the methods are, where there is
// room; they stand below their names in any script, and months that are not
// whole say so.
func TestCompareTable(t *testing.T) {
	t.Parallel()
	s := recording(t, (7+31+1)*288)
	for _, c := range []struct {
		lang    string
		columns int
		head    string // of the table, or of its first month
		want    []string
	}{
		{"en", 0, "Month              Daily peak  Monthly 95th percentile  Monthly fourth peak  Maximum", nil},
		{"en", 100, "Month             Daily peak  Monthly 95th percentile  Monthly fourth peak  Maximum",
			[]string{"2026-09 (7 days)      1006.0                   1006.0               1006.0   1006.0", "2026-10 ", "2026-11 (1 day) "}},
		{"en", 80, "Month             Daily peak  95th perc.  Fourth peak  Maximum", nil},
		{"en", 40, "2026-09 (7 days)", []string{"  Monthly 95th percentile  1006.0"}},
		{"zh", 80, "月份             日峰值带宽  月 95 峰值带宽  月第四峰值带宽  最大值",
			[]string{"2026-09（7 天）      1006.0          1006.0          1006.0  1006.0", "2026-10 ", "2026-11（1 天）"}},
	} {
		text := said(t, c.lang, c.columns, func(p Printer) error { return p.Compare(s, theme.New(false).Glyphs) })
		_, table, _ := strings.Cut(text, "\n\n")
		for _, want := range append([]string{c.head}, c.want...) {
			if c.columns == 0 {
				table, want = flat(table), flat(want)
			}
			if !strings.Contains(table, want) {
				t.Errorf("%s, %d columns: no %q in\n%s", c.lang, c.columns, want, table)
			}
		}
	}
}
