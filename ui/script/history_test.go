package script

import (
	"bytes"
	"io"
	"strings"
	"testing"

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
