package script

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/explain"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

var update = flag.Bool("update", false, "write the texts of testdata anew")

// said is what a printer writes to a terminal so many columns wide, or to a
// pipe where that is 0.
func said(t *testing.T, lang string, columns int, print func(Printer) error) string {
	t.Helper()
	w, ok := words.For(lang)
	if !ok {
		t.Fatal(lang)
	}
	var out bytes.Buffer
	p := Printer{Out: &out, Err: io.Discard, Words: w, Columns: func(io.Writer) int { return max(columns-1, 0) }}
	if err := print(p); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// printCheck prints a check that has found nearly all there can be.
func printCheck(p Printer) error {
	skew := -90 * time.Second
	return p.PrintCheck(Check{
		Report: Report{
			Outcome: submit.Outcome{Result: submit.Ready}, Target: "live", Endpoint: "https://ens.aliyuncs.com",
			Account: client.Account{Source: client.FromConfigFile, Profile: "work\x1b", KeyID: "LTAI****9Q"},
		},
		Looks: &submit.Checks{
			InForce: "BandwidthByDay", ClockSkew: &skew,
			NamesFailed: &client.Failure{Kind: client.Refused, Code: "Forbidden.RAM", Action: client.ListAction},
		},
		Files: Files{
			StateDir: "/home/me/.local/state/epn-wizard", Requests: 3, Draft: true,
			Unsettled: []string{"20261123-101112-ABCDEFGH"},
		},
	})
}

// records are of an order that was carried out and of one that was not.
func records() (made, refused journal.Record) {
	made = journal.Record{
		Entry: journal.Entry{
			ID: "20261123-101112-ABCDEFGH", Time: time.Date(2026, time.November, 23, 10, 11, 0, 0, time.Local),
			Target: "live", Endpoint: "https://ens.aliyuncs.com", Login: "alice",
			Order: client.Order{EPNInstanceName: "edge lab"},
		},
		Resolution: journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-20260102150405SAMPLE"},
	}
	refused = made
	refused.Login, refused.Resolution = "", journal.Resolution{Outcome: string(client.Refused), Code: "NoPermission"}
	return made, refused
}

// recording is so many days' samples from the last days of a September on.
func recording(t *testing.T, days int) *forms.Traffic {
	t.Helper()
	var rows strings.Builder
	at := time.Date(2026, time.September, 24, 0, 0, 0, 0, traffic.BillZone)
	for i := range days * 288 {
		fmt.Fprintf(&rows, "%s,%d\n", at.Add(time.Duration(i)*traffic.Every).Format(time.RFC3339), 1000+i%7)
	}
	s, err := traffic.ReadRecording(strings.NewReader(rows.String()), traffic.Options{})
	if err != nil {
		t.Fatal(err)
	}
	prices := traffic.Prices{
		"BandwidthByDay": 2, "95BandwidthByMonth": 50, "PayByBandwidth4thMonth": 50, "PayByBandwidth": 40,
	}
	return forms.OwnTraffic(s, prices)
}

// TestTexts: the files of testdata are what is printed. Of a history, each cell stands
// below its heading, on a terminal of 80 columns on two lines, and the place that all were
// sent to is said once. Of recorded traffic, each month has every method's figure in its
// unit, a whole one also what it costs, which is cheapest and the break-even, and one that
// is not whole how much of it there is. On a narrow terminal no name is broken.
func TestTexts(t *testing.T) {
	t.Parallel()
	s := recording(t, 7+31+1)
	made, refused := records()
	tried := made
	tried.Target = client.TargetSandbox
	history := func(all ...journal.Record) func(Printer) error {
		return func(p Printer) error { return p.PrintHistory(all, nil) }
	}
	months := func(p Printer) error { return p.PrintComparison(s, theme.Unicode) }
	for _, c := range []struct {
		file, lang string
		columns    int
		print      func(Printer) error
	}{
		{"check.txt", "en", 0, printCheck},
		{"check_narrow.txt", "en", 40, printCheck},
		{"check.json", "en", 0, func(p Printer) error {
			p.JSON = true
			return printCheck(p)
		}},
		{"history.txt", "en", 0, history(tried, refused)},
		{"history_80.txt", "en", 80, history(made, refused)},
		{"months.txt", "en", 0, months},
		{"months_zh.txt", "zh", 0, months},
		{"months_unpriced.txt", "en", 0, func(p Printer) error {
			return p.PrintComparison(forms.OwnTraffic(s.Series, nil), theme.ASCII)
		}},
	} {
		got := said(t, c.lang, c.columns, c.print)
		if *update {
			if err := os.WriteFile("testdata/"+c.file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile("testdata/" + c.file)
		if err != nil || got != string(want) {
			t.Errorf("%s: %v, got\n%s\nwant\n%s", c.file, err, got, want)
		}
	}
}

// TestACraftedJournalIsVisible: nothing that a terminal would obey or be misled by
// comes out of a journal, whatever was written into it.
func TestACraftedJournalIsVisible(t *testing.T) {
	t.Parallel()
	const evil = "a\u009b31m\u202e\x1b]0;b\u2028"
	r := journal.Record{
		Entry: journal.Entry{
			ID: evil, Target: evil, Endpoint: evil, Profile: evil, Login: evil, Client: evil, Order: client.Order{
				EPNInstanceType: evil, EPNInstanceName: evil, InternetChargeType: evil, NetworkingModel: evil,
			},
		},
		Resolution: journal.Resolution{Outcome: evil, EPNInstanceID: evil, RequestID: evil, Code: evil},
	}
	found := []client.Instance{{EPNInstanceID: evil, CreationTime: evil, Status: evil}}
	damage := []journal.Damage{{Line: 7}, {Line: 8, Torn: true}, {Line: 9, Recorded: true}}
	for _, lang := range words.Languages() {
		for _, asJSON := range []bool{false, true} {
			var notes bytes.Buffer
			text := said(t, lang, 0, func(p Printer) error {
				p.Err, p.JSON = &notes, asJSON
				return errors.Join(p.PrintHistory([]journal.Record{r}, damage), p.PrintSettlement(r, "", found))
			})
			text = strings.ReplaceAll(text+notes.String(), "\n", "")
			if i := strings.IndexFunc(text, client.Unprintable); i >= 0 || !strings.Contains(text, `u202e`) {
				t.Errorf("%s, JSON %v: %q", lang, asJSON, text)
			}
			for _, line := range []string{"7", "8", "9"} {
				if !strings.Contains(notes.String(), line) {
					t.Errorf("%s: line %s is not named: %s", lang, line, notes.String())
				}
			}
		}
	}
}

// TestTextFitsTheTerminal: whatever is printed for a person stays within the
// terminal, and is not wrapped on a pipe.
func TestTextFitsTheTerminal(t *testing.T) {
	t.Parallel()
	flatten := func(text string) string { return strings.Join(strings.Fields(text), "") }
	s := recording(t, 45)
	made, _ := records()
	made.Client, made.Order.EPNInstanceName = "192.0.2.7", "上海 edge lab of the west"
	for name, print := range map[string]func(Printer) error{
		"compare":   func(p Printer) error { return p.PrintComparison(s, theme.Unicode) },
		"history":   func(p Printer) error { return p.PrintHistory([]journal.Record{made}, nil) },
		"settle":    func(p Printer) error { return p.PrintSettlement(made, p.Words.Unsettled.NotYet, nil) },
		"check":     printCheck,
		"catalogue": func(p Printer) error { return p.PrintCatalogue([]string{"timeout"}) },
		"explain": func(p Printer) error {
			return p.PrintExplanation(explain.ExplainReply(p.Words.Lang, "UserNotExist", ""), nil)
		},
	} {
		for _, lang := range words.Languages() {
			piped := said(t, lang, 0, print)
			for _, columns := range []int{200, 80, 47} { // the longest code takes 45
				text := said(t, lang, columns, print)
				for line := range strings.Lines(text) {
					if n := ansi.StringWidth(strings.TrimSuffix(line, "\n")); n >= columns {
						t.Errorf("%s, %s: %d of %d columns: %s", name, lang, n, columns, line)
					}
				}
				if flatten(text) == "" || name != "compare" && flatten(text) != flatten(piped) {
					t.Errorf("%s, %s, %d columns:\n%s\non a pipe:\n%s", name, lang, columns, text, piped)
				}
				if name == "check" && columns == 80 && strings.Count(text, "\n") > 24 {
					t.Errorf("%s, %s: more than a screen:\n%s", name, lang, text)
				}
			}
			lines := map[string]int{"history": 3, "catalogue": len(explain.ListSpecs()) + 1}
			if want, known := lines[name]; known && strings.Count(piped, "\n") != want {
				t.Errorf("%s, %s: on a pipe not %d lines:\n%s", name, lang, want, piped)
			}
		}
	}
}
