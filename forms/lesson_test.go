package forms

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/theme/words"
)

// recording makes a sample every five minutes for days from a date on: at noon
// the day's number of Mbit/s, otherwise half of it.
func recording(from time.Time, days int) traffic.Series {
	var s traffic.Series
	for i := range days * 288 {
		at := from.Add(time.Duration(i) * traffic.Every)
		mbps := float64(at.Day())
		if at.Hour() != 12 || at.Minute() != 0 {
			mbps /= 2
		}
		s.Samples = append(s.Samples, traffic.Sample{Time: at, Mbps: mbps})
	}
	return s
}

func on(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// TestEveryAnswerIsTaught: what it means, when to choose it, and for billing
// what its picture shows.
func TestEveryAnswerIsTaught(t *testing.T) {
	t.Parallel()
	w := words.English()
	for _, q := range Questions(w) {
		values := []string{""}
		for _, o := range q.Options {
			values = append(values, o.Value)
		}
		for _, v := range values {
			l := q.BuildLesson(w, v, nil, nil)
			if l.Title == "" || len(l.Means) == 0 || len(l.Advice) == 0 {
				t.Errorf("%s %q: %+v", q.Field, v, l)
			}
			if want := q.Field == client.BillingMethod && v != ""; (l.Method != "") != want || (l.Billed != "") != want || (l.Source != "") != want {
				t.Errorf("%s %q: method %q, %q %q", q.Field, v, l.Method, l.Billed, l.Source)
			}
			if len(l.Figures.Rows)+len(l.Months.Rows) > 0 {
				t.Errorf("%s %q: the example has a table: %+v", q.Field, v, l)
			}
			if taught := strings.Join(append(append(l.Means, l.Advice...), l.More...), " "); !strings.Contains(taught, w.Lessons.EPN) || strings.Contains(taught, "%!") {
				t.Errorf("%s %q: %s", q.Field, v, taught)
			}
		}
	}
}

// TestBandwidthLesson: what costs is said first; what is typed is worked out, and what is no
// bandwidth is not.
func TestBandwidthLesson(t *testing.T) {
	t.Parallel()
	w := words.English()
	q := Questions(w)[3]
	follows, fixed := fmt.Sprintf(w.Lessons.Follows, "Monthly fourth peak"), w.Lessons.FixedBilled
	for _, c := range []struct {
		typed, method string
		want          []string
	}{
		{"", "", nil},
		{"x", "PayByBandwidth", []string{fixed}},
		{"101", "PayByBandwidth", []string{fixed}},
		{"1", "", []string{"1 Mbit/s can send at most 10.8 GB a day, and 324 GB in 30 days."}},
		{"10", "PayByBandwidth", []string{fixed, "10 Mbit/s can send at most 108 GB a day, and 3.24 TB in 30 days."}},
		{" 100 ", "PayByBandwidth4thMonth", []string{follows, "100 Mbit/s can send at most 1.08 TB a day, and 32.4 TB in 30 days."}},
	} {
		l := q.BuildLesson(w, c.typed, Answers{client.BillingMethod: {Value: c.method}}, nil)
		if got, want := strings.Join(l.Means, "|"), strings.Join(append([]string{q.Help}, c.want...), "|"); got != want {
			t.Errorf("%q with %q:\n got %s\nwant %s", c.typed, c.method, got, want)
		}
	}
	tooMuch := traffic.Series{Samples: []traffic.Sample{{Time: on(2026, time.August, 1), Mbps: 250.5}}}
	for _, c := range []struct {
		s    traffic.Series
		want []string
	}{
		{recording(on(2026, time.September, 1), 31), []string{"Your own traffic needs 30 Mbit/s: in 2026-09 it reached 30."}},
		{tooMuch, []string{"Your own traffic needs 251 Mbit/s: in 2026-08 it reached 250.5."}},
	} {
		for _, typed := range []string{"", "10"} { // also before anything is typed
			if got := q.BuildLesson(w, typed, nil, OwnTraffic(c.s, nil)).Means[1 : 1+len(c.want)]; !slices.Equal(got, c.want) {
				t.Errorf("%q: got %q, want %q", typed, got, c.want)
			}
		}
	}
}

// TestCutOff: traffic above what is ordered, or can be, is said to be cut off,
// for how long and by how much.
func TestCutOff(t *testing.T) {
	t.Parallel()
	s := recording(on(2026, time.August, 1), 2)
	for i := range s.Samples[100:112] { // an hour at 160 Mbit/s more than can be ordered
		s.Samples[100+i].Mbps = client.MaxBandwidth + 160
	}
	own := OwnTraffic(s, nil)
	for ordered, want := range map[int]string{
		0:   "Your own traffic needs 260 Mbit/s: in 2026-08 it reached 260.|At 100 Mbit/s, it would have been cut off (hours: 1; days: 1; data above it: 72 GB).",
		100: "Your own traffic needs 260 Mbit/s: in 2026-08 it reached 260.|At 100 Mbit/s, it would have been cut off (hours: 1; days: 1; data above it: 72 GB).",
		50: "Your own traffic needs 260 Mbit/s: in 2026-08 it reached 260.|At 50 Mbit/s, it would have been cut off (hours: 1; days: 1; data above it: 94.5 GB).|" +
			"At 100 Mbit/s, it would have been cut off (hours: 1; days: 1; data above it: 72 GB).",
	} {
		if got := strings.Join(own.NeedsTexts(words.English(), ordered), "|"); got != want {
			t.Errorf("%d: %s, want %s", ordered, got, want)
		}
	}
}

// TestCosts: what each method costs is said with the cheapest, and nothing
// where there are no prices or the month is not whole.
func TestCosts(t *testing.T) {
	t.Parallel()
	w := words.English()
	prices := traffic.Prices{"BandwidthByDay": 2, "95BandwidthByMonth": 50}
	own := OwnTraffic(recording(on(2026, time.August, 1), 31), prices)
	for method, want := range map[string]string{
		"BandwidthByDay":     "At your prices in 2026-08: 992.00 for 496 Mbit/s-days. Cheapest is Monthly 95th percentile: 750.00.",
		"95BandwidthByMonth": "Cheapest at your prices in 2026-08: 750.00 for 15 Mbit/s (Daily peak 992.00).",
		"PayByBandwidth":     "",
	} {
		l := billingQuestion(w).BuildLesson(w, method, nil, own)
		if l.Cost != want || l.Figures.Note != "Cheapest: Monthly 95th percentile" {
			t.Errorf("%s: %q, %q, want %q", method, l.Cost, l.Figures.Note, want)
		}
	}
	tooMuch := recording(on(2026, time.August, 1), 31)
	tooMuch.Samples[0].Mbps = 115
	for method, want := range map[string]string{
		"PayByBandwidth":     "At your prices in 2026-08: 115.00 for 115 Mbit/s, which cannot be ordered. " + w.Compare.NoCheapest,
		"95BandwidthByMonth": "At your prices in 2026-08: 750.00 for 15 Mbit/s. " + w.Compare.NoCheapest,
	} {
		own := OwnTraffic(tooMuch, traffic.Prices{"PayByBandwidth": 1, "95BandwidthByMonth": 50})
		if l := billingQuestion(w).BuildLesson(w, method, nil, own); l.Cost != want || l.Figures.Note != "" {
			t.Errorf("%s: %q, %q, want %q", method, l.Cost, l.Figures.Note, want)
		}
	}
	allPrices := traffic.Prices{"PayByBandwidth": 1, "95BandwidthByMonth": 50, "BandwidthByDay": 2}
	if cost := OwnTraffic(tooMuch, allPrices).CostText(w, "95BandwidthByMonth"); !strings.HasSuffix(cost,
		"Fixed bandwidth 115.00 for 115 Mbit/s, which cannot be ordered).") {
		t.Error(cost)
	}
	for _, none := range []*Traffic{OwnTraffic(recording(on(2026, time.August, 1), 30), prices), OwnTraffic(recording(on(2026, time.August, 1), 31), nil)} {
		if l := billingQuestion(w).BuildLesson(w, "BandwidthByDay", nil, none); l.Cost != "" || l.Figures.Note != "" ||
			strings.HasSuffix(l.Warning, w.Compare.NoCost) == (none.Prices == nil) {
			t.Errorf("%q, %q, %q", l.Cost, l.Figures.Note, l.Warning)
		}
	}
}

// TestOwnTraffic: which month is drawn, and what each method bills for it.
func TestOwnTraffic(t *testing.T) {
	t.Parallel()
	w := words.English()
	q := Questions(w)[1]
	for _, c := range []struct {
		name      string
		s         traffic.Series
		bandwidth string
		whose     string
		figures   string // of the four methods
		months    int    // listed beside each other
		fixed     string // what the picture of fixed bandwidth says
	}{
		{"the last whole month of several", recording(on(2026, time.August, 1), 31+30+31+9), "", "2026-10, the last whole month", "16.0 15.0 28.0 as ordered", 4, "here 31 Mbit/s"},
		{"none is whole: the one with the most days", recording(on(2026, time.August, 20), 12+5), "10", "2026-08 (days recorded: 12)", "25.5 15.5 28.0 10.0", 2, "here 10 Mbit/s"},
		{"under four days", recording(on(2026, time.August, 1), 3), "", "2026-08 (days recorded: 3)", "2.0 1.5 - as ordered", 0, "here 3 Mbit/s"},
		{"more than can be ordered", traffic.Series{Samples: []traffic.Sample{{Time: on(2026, time.August, 1), Mbps: 250.5}}}, "", "(days recorded: 1)", "250.5 250.5 - as ordered", 0, "at most 100 Mbit/s; this traffic needs 251"},
		{"nothing used", traffic.Series{Samples: []traffic.Sample{{Time: on(2026, time.August, 1)}}}, "", "(days recorded: 1)", "0.0 0.0 - as ordered", 0, "here 1 Mbit/s"},
	} {
		own, answers := OwnTraffic(c.s, nil), Answers{}
		if c.bandwidth != "" {
			answers[client.Bandwidth] = Answer{Value: c.bandwidth}
		}
		l := q.BuildLesson(w, "95BandwidthByMonth", answers, own)
		var figures []string
		for _, r := range l.Figures.Rows {
			figures = append(figures, r.Figure)
			if r.Current != (r.Label == l.Title) {
				t.Errorf("%s: %+v is marked", c.name, r)
			}
		}
		if got := strings.Join(figures, " "); got != c.figures || !strings.Contains(l.Source, c.whose) || len(l.Months.Rows) != c.months {
			t.Errorf("%s: figures %s, %q, %d months", c.name, got, l.Source, len(l.Months.Rows))
		}
		if got := q.BuildLesson(w, "PayByBandwidth", answers, own).Billed; !strings.Contains(got, c.fixed) {
			t.Errorf("%s: %q, want %q", c.name, got, c.fixed)
		}
	}
}

func TestRecordingDoubts(t *testing.T) {
	t.Parallel()
	w := words.English()
	finer := func(seconds int) (s traffic.Series) {
		var rows strings.Builder
		for i := range 9 {
			fmt.Fprintf(&rows, "%s,1\n", on(2026, time.August, 1).Add(time.Duration(i*seconds)*time.Second).Format(time.RFC3339))
		}
		s, err := traffic.ReadRecording(strings.NewReader(rows.String()), traffic.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, c := range []struct {
		s    traffic.Series
		want string
	}{
		{finer(300), "From 1 days only"},
		{finer(60), "finer than the service's 5 minutes: 9"},
		{finer(3600), "coarser than 5 minutes: 9"},
		{traffic.Series{Reading: traffic.Reading{Gaps: 2, Missing: 5, FirstGap: 7}}, "missing: 5 (gaps: 2, the first before line 7)"},
	} {
		if got := OwnTraffic(c.s, nil).warningText(w); !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
