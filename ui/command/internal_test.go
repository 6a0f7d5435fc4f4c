package command

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/client/traffic"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

func TestParseZone(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.October, 1, 0, 0, 0, 0, time.UTC)
	for text, seconds := range map[string]int{
		"UTC": 0, "+08:00": 28800, "+05:45": 20700, "-0930": -34200, "UTC+8": 28800, "+8": 28800,
		"UTC-5": -18000, "UTC+08": 28800, "Asia/Shanghai": 28800, "Europe/Berlin": 7200,
		"": -1, "x": -1, "Local": -1, "+25:00": -1, "8": -1, "../etc": -1, "Z": -1,
	} {
		zone, ok := parseZone(text)
		if !ok {
			if seconds != -1 {
				t.Errorf("%q is no zone", text)
			}
			continue
		}
		if _, got := at.In(zone).Zone(); got != seconds {
			t.Errorf("%q is %d seconds east, want %d", text, got, seconds)
		}
	}
}

func TestParsePrices(t *testing.T) {
	t.Parallel()
	want := traffic.Prices{"BandwidthByDay": 2, "95BandwidthByMonth": 50, "PayByBandwidth4thMonth": 50.5,
		"PayByBandwidth": 0}
	for _, text := range []string{
		"daily-peak=2, 95th-percentile=50,4th-peak=50.5,fixed=0", "daily=2, p95=50,fourth=50.5,fixed=0",
	} {
		if got, wrong := parsePrices(text); wrong != nil || !maps.Equal(got, want) {
			t.Errorf("%q is %v", text, got)
		}
	}
	for text, want := range map[string][]string{
		"": {""}, "daily": nil, "daily=": nil, "daily=x": nil, "daily=-1": nil, "daily=NaN": nil, "daily=1e999": nil,
		"weekly=1": nil, "daily=1,daily-peak=2": {"daily-peak=2"}, "daily=1,": {""},
		"p95=-50,daily=2,fixd=40": {"p95=-50", "fixd=40"},
	} {
		if want == nil { // All of it is wrong.
			want = []string{text}
		}
		if got, wrong := parsePrices(text); !slices.Equal(wrong, want) {
			t.Errorf("%q is %v, and wrong at %q, want %q", text, got, wrong, want)
		}
	}
}

// TestCheckLimit: whatever --timeout says, a check ends within ten seconds.
func TestCheckLimit(t *testing.T) {
	t.Parallel()
	if most := checkLimit(1<<63 - 1); most < 5*time.Second || most > 9500*time.Millisecond ||
		checkLimit(time.Second) > most/4 {
		t.Errorf("%v at most, %v with a second for a request", most, checkLimit(time.Second))
	}
}

func TestShowMarkdown(t *testing.T) {
	t.Parallel()
	const text = "# A title\n\nA `word`, and one\nmore word.\n\n## Below\n\n" +
		"- `name`: its meaning\n  goes on\n- another\n\n```\n" +
		"a line of code that is longer than the terminal\n\n    and one set in\n```\n\n" +
		"汉字在此\n换行 A\nB\n"
	const want = "A title\n\n  A word, and one more\n  word.\n\nBelow\n\n" +
		"  - name: its meaning\n    goes on\n  - another\n\n" +
		"a line of code that is longer than the terminal\n\n    and one set in\n\n" +
		"  汉字在此换行 A B\n"
	if got := showMarkdown(text, 23); got != want {
		t.Errorf("shown as\n%s\nwant\n%s", got, want)
	}
}

// TestFaceThatBreaksDown: what became of an order stays so, with its journal id and its status, and why the face broke
// down is said beside it.
func TestFaceThatBreaksDown(t *testing.T) {
	t.Parallel()
	lost := submit.FailedOutcome(client.Order{}, &client.Failure{Kind: client.Unknown, Cause: client.Interrupted})
	lost.JournalID = "J-1"
	for _, c := range []struct {
		outcome *submit.Outcome
		broken  error
		status  int
	}{
		{&submit.Outcome{Result: submit.Created, JournalID: "J-1"}, errors.New("panic: \x1b"), 0},
		{&lost, errors.New("panic: \x1b"), 5},
		{nil, errors.New("panic: \x1b"), 1},
		{nil, nil, 130},
	} {
		a := &app{validation: validation{words: words.English()}}
		r := a.newEndReport(flow.Ending{Outcome: c.outcome}, c.broken, &destination{dir: t.TempDir(), sandbox: true})
		if status := exitStatus(r.Result); status != c.status || (c.outcome != nil) != (r.JournalID == "J-1") ||
			(c.broken != nil) != (r.Reason == `panic: \x1b`) {
			t.Errorf("%+v, %v: status %d, %+v", c.outcome, c.broken, status, r)
		}
	}
}
