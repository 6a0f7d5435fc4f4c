package journal

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// framing frames a record's JSON, spelled as it is.
func framing(record string) string {
	return `{"sum":"` + checksum([]byte(record)) + `","record":` + record + "}\n"
}

// A record with a right checksum stands in its order's way however its JSON is
// spelled; where it says nothing that this program knows, it is damage.
func TestRecordsOfOtherSpelling(t *testing.T) {
	t.Parallel()
	e := entry("edge 实验 lab")
	e.ID, e.Time = "20261122-101112-ABCDEFGH", time.Date(2026, 11, 22, 10, 11, 12, 0, time.UTC)
	whole, err := marshalPlain(line{Sent: &e})
	must(t, err)
	sent := string(whole)
	refused, err := marshalPlain(line{Resolution: Resolution{Outcome: "refused"}.stampedFor(e.ID)})
	must(t, err)
	fate := string(refused)
	spaced := strings.NewReplacer(`":`, `": `, `,"`, `, "`).Replace
	for name, c := range map[string]struct {
		records          string
		standing, damage int
	}{
		"as it is written":       {framing(sent), 1, 0},
		"spaces":                 {framing(spaced(sent)), 1, 0},
		"spaces before the name": {framing(strings.Replace(sent, `"EPNInstanceName":`, `"EPNInstanceName": `, 1)), 1, 0},
		"escaped letters":        {framing(strings.Replace(sent, "实验", `\u5b9e\u9a8c`, 1)), 1, 0},
		"its fate alike":         {framing(spaced(sent)) + framing(fate), 0, 0},
		"its fate with spaces":   {framing(sent) + framing(spaced(fate)), 0, 0},
		"an unknown outcome":     {framing(sent) + framing(strings.Replace(fate, "refused", "pending", 1)), 1, 1},
		"no outcome":             {framing(sent) + framing(strings.Replace(fate, "refused", "", 1)), 1, 1},
		"a fate that is none":    {framing(sent) + framing(`{"fate":{"journalId":"`+e.ID+`"`), 1, 1},
		"a time that is none":    {framing(strings.Replace(sent, "2026-11-22T", "yesterday", 1)), 0, 1},
		"a number for a text":    {framing(strings.Replace(sent, `"looked":`, `"login":1,"looked":`, 1)), 0, 1},
		"an unreadable unknown":  {framing(sent) + framing(strings.Replace(fate, `refused"`, `unknown","code":5`, 1)), 1, 1},
		"no JSON":                {framing(`{"sent":{"journalId":"x",garbage}}`), 0, 1},
		"no order":               {framing(`{"sent":{"journalId":7}}`), 0, 1},
		"another type":           {framing(strings.Replace(sent, "EdgeToEdge", "Other", 1)), 1, 0}, // a namesake
		"another name, cut":      {framing(strings.Replace(sent, "edge", "hub", 1)[:len(sent)-2]), 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := holding(t, t.TempDir(), []byte(c.records))
			o := shown(t, j, e)
			if len(o.Records)+len(o.Namesakes) != c.standing || len(o.Damaged) != c.damage {
				t.Errorf("got %+v, want %d records and %d damaged parts", o, c.standing, c.damage)
			}
			other := entry("other") // no order is sent before damage was acknowledged
			if got := shown(t, j, other).Damaged; !slices.Equal(got, o.Damaged) {
				t.Errorf("in the way of another order: %+v, want %+v", got, o.Damaged)
			}
			must(t, j.AcknowledgeDamage(o.Damaged))
			if o = shown(t, j, e); len(o.Damaged) > 0 {
				t.Errorf("what was acknowledged still stands in the way: %+v", o.Damaged)
			}
		})
	}
}
