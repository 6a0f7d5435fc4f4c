package script

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/theme/words"
)

// TestACraftedJournalIsVisible: nothing that a terminal would obey or be misled by
// comes out of a journal, whatever was written into it.
func TestACraftedJournalIsVisible(t *testing.T) {
	t.Parallel()
	const evil = "a\u009b31m\u202e\x1b]0;b\u2028"
	r := journal.Record{
		Entry: journal.Entry{ID: evil, Target: evil, Endpoint: evil, Profile: evil, Login: evil, Client: evil, Order: client.Order{
			EPNInstanceType: evil, EPNInstanceName: evil, InternetChargeType: evil, NetworkingModel: evil}},
		Resolution: journal.Resolution{Outcome: evil, EPNInstanceID: evil, RequestID: evil, Code: evil},
	}
	found := []client.Instance{{EPNInstanceID: evil, CreationTime: evil, Status: evil}}
	for _, lang := range words.Languages() {
		w, _ := words.For(lang)
		for _, asJSON := range []bool{false, true} {
			var out, err bytes.Buffer
			p := Printer{Out: &out, Err: &err, JSON: asJSON, Words: w, Columns: func(io.Writer) int { return 0 }}
			if e := p.PrintHistory([]journal.Record{r}, []journal.Damage{{Line: 7}, {Line: 8, Torn: true}, {Line: 9, Recorded: true}}); e != nil {
				t.Fatal(e)
			}
			if e := p.PrintSettlement(r, "", found); e != nil {
				t.Fatal(e)
			}
			said := strings.ReplaceAll(out.String()+err.String(), "\n", "")
			if i := strings.IndexFunc(said, client.Unprintable); i >= 0 || !strings.Contains(said, `u202e`) {
				t.Errorf("%s, JSON %v: %q", lang, asJSON, said)
			}
			for _, line := range []string{"7", "8", "9"} {
				if !strings.Contains(err.String(), line) {
					t.Errorf("%s: line %s is not named: %s", lang, line, err.String())
				}
			}
		}
	}
}

// TestHistoryBelowHeadings: each cell stands below its heading, on a terminal of 80 columns
// on two lines, and the place that all were sent to is said once.
func TestHistoryBelowHeadings(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.November, 23, 10, 11, 0, 0, time.Local)
	made := journal.Record{
		Entry: journal.Entry{ID: "20261123-101112-ABCDEFGH", Time: at, Target: "live", Endpoint: "https://ens.aliyuncs.com",
			Login: "alice", Order: client.Order{EPNInstanceName: "edge lab"}},
		Resolution: journal.Resolution{Outcome: journal.Created, EPNInstanceID: "epn-20260102150405SAMPLE"},
	}
	refused := made
	refused.Login, refused.Resolution = "", journal.Resolution{Outcome: string(client.Refused), Code: "NoPermission"}
	tried := made
	tried.Target = client.TargetSandbox
	for _, tt := range []struct {
		columns int
		records []journal.Record
		want    string
	}{
		{80, []journal.Record{made, refused}, `Sent to: live ens.aliyuncs.com
Journal ID                Time              Outcome  Name
  Instance or code
20261123-101112-ABCDEFGH  2026-11-23 10:11  refused  edge lab
  NoPermission
20261123-101112-ABCDEFGH  2026-11-23 10:11  created  edge lab
  epn-20260102150405SAMPLE  by alice
`},
		{0, []journal.Record{tried, refused}, `Journal ID                Time              Outcome  Name      Instance or code          Sent to
20261123-101112-ABCDEFGH  2026-11-23 10:11  refused  edge lab  NoPermission              live ens.aliyuncs.com
20261123-101112-ABCDEFGH  2026-11-23 10:11  created  edge lab  epn-20260102150405SAMPLE  sandbox                by alice
`},
	} {
		got := said(t, "en", tt.columns, func(p Printer) error { return p.PrintHistory(tt.records, nil) })
		if got != tt.want {
			t.Errorf("%d columns:\n%s\nwant\n%s", tt.columns, got, tt.want)
		}
	}
}
