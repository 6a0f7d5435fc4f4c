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
	"epn-wizard/forms"
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

// prices are those of the examples.
var prices = traffic.Prices{"BandwidthByDay": 2, "95BandwidthByMonth": 50, "PayByBandwidth4thMonth": 50, "PayByBandwidth": 40}

// recording is n samples from the last days of a September on.
func recording(t *testing.T, n int) *forms.Traffic {
	t.Helper()
	var rows strings.Builder
	at := time.Date(2026, time.September, 24, 0, 0, 0, 0, traffic.BillZone)
	for i := range n {
		fmt.Fprintf(&rows, "%s,%d\n", at.Add(time.Duration(i)*traffic.Every).Format(time.RFC3339), 1000+i%7)
	}
	s, err := traffic.ReadRecording(strings.NewReader(rows.String()), traffic.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return forms.OwnTraffic(s, prices)
}

// TestTextFitsTheTerminal: whatever is printed for a person stays within the
// terminal, and is not wrapped on a pipe.
func TestTextFitsTheTerminal(t *testing.T) {
	t.Parallel()
	s := recording(t, 45*288)
	records := []journal.Record{
		{Entry: journal.Entry{ID: "20261123-101112-ABCDEFGH", Target: "live", Endpoint: "https://ens.aliyuncs.com", Login: "alice", Client: "192.0.2.7", Order: client.Order{EPNInstanceName: "上海 edge lab of the west"}},
			Resolution: journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-20260102150405SAMPLE"}},
	}
	for name, print := range map[string]func(Printer) error{
		"compare":   func(p Printer) error { return p.PrintComparison(s, theme.Unicode) },
		"history":   func(p Printer) error { return p.PrintHistory(records, nil) },
		"settle":    func(p Printer) error { return p.PrintSettlement(records[0], p.Words.Unsettled.NotYet, nil) },
		"check":     func(p Printer) error { return p.PrintCheck(aCheck(t)) },
		"catalogue": func(p Printer) error { return p.PrintCatalogue([]string{"timeout"}) },
		"explain": func(p Printer) error {
			return p.PrintExplanation(explain.ExplainReply(p.Words.Lang, "UserNotExist", ""), nil)
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
			if lines := strings.Count(piped, "\n"); name == "history" && lines != 3 || name == "catalogue" && lines != len(explain.ListSpecs())+1 {
				t.Errorf("%s, %s: on a pipe\n%s", name, lang, piped)
			}
		}
	}
}

// flat is a text without what parts its words.
func flat(text string) string { return strings.Join(strings.Fields(text), "") }

// TestCompareMonths: each month has every method's figure in its unit, a whole
// one also what it costs, which is cheapest and the break-even, and one that is
// not whole how much of it there is.
func TestCompareMonths(t *testing.T) {
	t.Parallel()
	s := recording(t, (7+31+1)*288)
	for _, c := range []struct {
		lang string
		want []string
	}{
		{"en", []string{
			"2026-09, not whole (days recorded: 7 of 30; samples missing: 6624)\n  Daily peak               7042 Mbit/s-days (the sum of the daily peaks; 1006 a day on average)\n",
			"2026-10, the whole month\n  Daily peak               31186 Mbit/s-days (the sum of the daily peaks; 1006 a day on average), costs 62372.00\n" +
				"  Monthly 95th percentile  1006 Mbit/s, costs 50300.00 (cheapest)\n  Monthly fourth peak      1006 Mbit/s, costs 50300.00 (equally cheap)\n" +
				"  Fixed bandwidth          1006 Mbit/s, would cost 40240.00 (cannot be ordered: at most 100)\n" +
				"  Daily peak is cheaper than the 95th percentile only if 1 Mbit/s for a month costs more than 1 Mbit/s for 31 days.\n",
			"2026-11, not whole (days recorded: 1 of 30;", "  Monthly fourth peak      fewer than four days have no fourth peak\n",
			"Days and months begin at 00:00 +08:00.", "─ Monthly 95th percentile: the month is billed at 1006 Mbit/s", "\n     1       5         10        15        20        25        30\n",
		}},
		{"zh", []string{"2026-10，完整的月份\n  日峰值带宽      31186 Mbit/s-days（每日峰值之和，平均每天 1006），费用 62372.00\n", "2026-11，不完整（有记录的天数：1，全月 30 天；"}},
	} {
		text := said(t, c.lang, 0, func(p Printer) error { return p.PrintComparison(s, theme.Unicode) })
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", c.lang, want, text)
			}
		}
	}
	unpriced := said(t, "en", 0, func(p Printer) error {
		return p.PrintComparison(forms.OwnTraffic(s.Series, nil), theme.ASCII)
	})
	if strings.Contains(unpriced, "(cheapest)") || strings.Contains(unpriced, "costs 6") || !strings.Contains(unpriced, "No prices are assumed") {
		t.Errorf("without prices:\n%s", unpriced)
	}
}
