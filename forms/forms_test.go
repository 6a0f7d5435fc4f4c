package forms

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

func TestQuestions(t *testing.T) {
	t.Parallel()
	questions := Questions(words.English())
	for i, f := range client.Fields() {
		official := map[client.Field][]string{
			client.BillingMethod: client.BillingMethods(), client.NetworkingMode: client.NetworkingModes(),
		}[f]
		q, first := questions[i], ""
		if len(official) > 0 {
			first = official[0]
		}
		if q.Field != f || q.Title == "" || q.Help == "" || q.Step == "" || len(q.Options) != len(official) ||
			DefaultValue(f) != first {
			t.Fatalf("question %d starts on %q: %+v, want one about %s of %v", i+1, DefaultValue(f), q, f, official)
		}
		for j, v := range official {
			o := q.Options[j]
			if o.Value != v || o.Label == "" || o.Means == "" || o.Choose == "" {
				t.Errorf("option %d of %s is %+v, want %s with its texts", j+1, f, o, v)
			}
		}
	}
	for _, c := range []struct {
		question    int
		value, want string
	}{
		{0, "edge lab", "edge lab"}, {0, "", ""}, {0, "a\x1b[31m\u202e", `a\x1b[31m\u202e`},
		{1, "PayByBandwidth", "Fixed bandwidth"}, {2, "SpeedUp", "Internet acceleration"}, {3, "10", "10 Mbit/s"},
	} {
		if got := questions[c.question].DisplayValue(c.value); got != c.want {
			t.Errorf("%s shows %q as %q, want %q", questions[c.question].Field, c.value, got, c.want)
		}
	}
	for o, want := range map[Origin]string{
		{Kind: FromTyping}: "typed", {Kind: FromDefault}: "default",
		{Kind: FromFlag, Detail: "--name"}: "--name", {Kind: FromVariable, Detail: "EPN_BANDWIDTH"}: "EPN_BANDWIDTH",
	} {
		if got := o.OriginText(words.English()); got != want {
			t.Errorf("%+v is %q, want %q", o, got, want)
		}
	}
}

// TestForm: a form is bound to its value from the first key on.
func TestForm(t *testing.T) {
	t.Parallel()
	q, look := Questions(words.English()), theme.New(theme.Unicode)
	name, billing := "edge", "PayByBandwidth"
	f := q[0].NewForm(&name, look)
	for _, r := range " 实验" {
		f.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	f = q[1].NewForm(&billing, look)
	f.Update(tea.KeyPressMsg{Code: tea.KeyUp})
	if name != "edge 实验" || billing != "PayByBandwidth4thMonth" {
		t.Errorf("the name is %q, and up from the fourth option is %q", name, billing)
	}
	f.Update(tea.WindowSizeMsg{Width: 40, Height: 20})
	f.Update(tea.KeyPressMsg{Code: '/', Text: "/"})
	f.Update(tea.KeyPressMsg{Code: 'd', Text: "d"})
	if s := f.View(); !strings.Contains(s, "Daily peak") || !strings.Contains(s, "Fixed bandwidth") {
		t.Errorf("a / filters the options:\n%s", s)
	}
}

// TestEveryAnswerIsTaught: what it means, when to choose it, and for billing what its picture shows.
func TestEveryAnswerIsTaught(t *testing.T) {
	t.Parallel()
	w := words.English()
	for _, q := range Questions(w) {
		for _, o := range append(q.Options, Option{}) {
			l := q.BuildLesson(w, o.Value, nil, nil)
			taught := strings.Join(append(append(l.Means, l.Advice...), l.More...), " ")
			if l.Title == "" || len(l.Means) == 0 || len(l.Advice) == 0 || !strings.Contains(taught, w.Lessons.EPN) ||
				strings.Contains(taught, "%!") || len(l.Figures.Rows)+len(l.Months.Rows) > 0 {
				t.Errorf("%s %q: the example has a table, or too little is taught: %+v", q.Field, o.Value, l)
			}
			drawn := q.Field == client.BillingMethod && o.Value != ""
			if (l.Method != "") != drawn || (l.Billed != "") != drawn || (l.Source != "") != drawn {
				t.Errorf("%s %q: method %q, %q %q", q.Field, o.Value, l.Method, l.Billed, l.Source)
			}
		}
	}
}

// recordDays makes a sample every five minutes for days from a date of 2026 on: at noon the day's number of Mbit/s,
// otherwise half of it.
func recordDays(month time.Month, day, days int) (s traffic.Series) {
	for i := range days * 288 {
		at := time.Date(2026, month, day, 0, 5*i, 0, 0, time.UTC)
		mbps := float64(at.Day())
		if at.Hour() != 12 || at.Minute() != 0 {
			mbps /= 2
		}
		s.Samples = append(s.Samples, traffic.Sample{Time: at, Mbps: mbps})
	}
	return s
}

// recordOnce makes one sample of August.
func recordOnce(mbps float64) traffic.Series {
	return traffic.Series{Samples: []traffic.Sample{{Time: time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), Mbps: mbps}}}
}

// TestBandwidthLesson: what costs is said first; what is typed is worked out, and what is no bandwidth is not. Traffic
// above what is ordered, or can be, is said to be cut off, for how long and by how much.
func TestBandwidthLesson(t *testing.T) {
	t.Parallel()
	w := words.English()
	q, fixed := Questions(w)[3], w.Lessons.FixedBilled
	const carries10 = "10 Mbit/s can send at most 108 GB a day, and 3.24 TB in 30 days."
	const carries100 = "100 Mbit/s can send at most 1.08 TB a day, and 32.4 TB in 30 days."
	const needs30 = "Your own traffic needs 30 Mbit/s: in 2026-09 it reached 30."
	const needs251 = "Your own traffic needs 251 Mbit/s: in 2026-08 it reached 250.5."
	const cutAt50 = "At 50 Mbit/s, it would have been cut off (hours: 1; days: 1; data above it: 94.5 GB)."
	const cutAt100 = "At 100 Mbit/s, it would have been cut off (hours: 1; days: 1; data above it: 72 GB)."
	high := recordDays(time.August, 1, 2)
	for i := range 12 { // an hour at 160 Mbit/s more than can be ordered
		high.Samples[100+i].Mbps = client.MaxBandwidth + 160
	}
	for _, c := range []struct {
		typed, method string
		own           *Traffic
		want          string // what it begins with, after the help, a line each
	}{
		{"", "", nil, ""},
		{"x", "PayByBandwidth", nil, fixed},
		{"101", "PayByBandwidth", nil, fixed},
		{"1", "", nil, "1 Mbit/s can send at most 10.8 GB a day, and 324 GB in 30 days."},
		{"10", "PayByBandwidth", nil, fixed + "\n" + carries10},
		{" 100 ", "PayByBandwidth4thMonth", nil, fmt.Sprintf(w.Lessons.Follows, "Monthly fourth peak") + "\n" + carries100},
		{"", "", OwnTraffic(recordDays(time.September, 1, 31), nil), needs30},
		{"", "", OwnTraffic(recordOnce(250.5), nil), needs251},
		{"", "PayByBandwidth", OwnTraffic(high, nil), fixed + "\nYour own traffic needs 260 Mbit/s: in 2026-08 it reached " +
			"260.\n" + cutAt100},
		{"100", "", OwnTraffic(high, nil), "Your own traffic needs 260 Mbit/s: in 2026-08 it reached 260.\n" + cutAt100 +
			"\n" + carries100},
		{"50", "", OwnTraffic(high, nil), "Your own traffic needs 260 Mbit/s: in 2026-08 it reached 260.\n" + cutAt50 +
			"\n" + cutAt100},
	} {
		l := q.BuildLesson(w, c.typed, Answers{client.BillingMethod: {Value: c.method}}, c.own)
		got := strings.Join(l.Means[1:], "\n")
		if l.Means[0] != q.Help || !strings.HasPrefix(got, c.want) || c.own == nil && got != c.want {
			t.Errorf("%q with %q:\n got %s\nwant %s", c.typed, c.method, got, c.want)
		}
	}
}

// TestCosts: what each method costs is said with the cheapest, and nothing where there are no prices or the month is
// not whole.
func TestCosts(t *testing.T) {
	t.Parallel()
	w := words.English()
	tooMuch := recordDays(time.August, 1, 31)
	tooMuch.Samples[0].Mbps = 115
	p95 := traffic.Prices{"BandwidthByDay": 2, "95BandwidthByMonth": 50}
	p95fixed := traffic.Prices{"PayByBandwidth": 1, "95BandwidthByMonth": 50}
	all := traffic.Prices{"BandwidthByDay": 2, "PayByBandwidth": 1, "95BandwidthByMonth": 50}
	const cheapest = "Cheapest: Monthly 95th percentile"
	for _, c := range []struct {
		s                        traffic.Series
		prices                   traffic.Prices
		method, cost, note, warn string
	}{
		{recordDays(time.August, 1, 31), p95, "BandwidthByDay", "At your prices in 2026-08: 992.00 for 496 Mbit/s-days. " +
			"Cheapest is Monthly 95th percentile: 750.00.", cheapest, ""},
		{recordDays(time.August, 1, 31), p95, "95BandwidthByMonth", "Cheapest at your prices in 2026-08: 750.00 for " +
			"15 Mbit/s (Daily peak 992.00).", cheapest, ""},
		{recordDays(time.August, 1, 31), p95, "PayByBandwidth", "", cheapest, ""},
		{recordDays(time.August, 1, 31), nil, "BandwidthByDay", "", "", ""},
		{recordDays(time.August, 1, 30), p95, "BandwidthByDay", "", "", "From 30 days only: a whole month is " +
			"usually billed at more. " + w.Compare.NoCost},
		{tooMuch, p95fixed, "PayByBandwidth", "At your prices in 2026-08: 115.00 for 115 Mbit/s, which cannot be ordered. " +
			w.Compare.NoCheapest, "", ""},
		{tooMuch, p95fixed, "95BandwidthByMonth", "At your prices in 2026-08: 750.00 for 15 Mbit/s. " +
			w.Compare.NoCheapest, "", ""},
		{tooMuch, all, "95BandwidthByMonth", "Cheapest at your prices in 2026-08: 750.00 for 15 Mbit/s (Daily peak " +
			"1220.00, Fixed bandwidth 115.00 for 115 Mbit/s, which cannot be ordered).", cheapest, ""},
	} {
		l := billingQuestion(w).BuildLesson(w, c.method, nil, OwnTraffic(c.s, c.prices))
		if l.Cost != c.cost || l.Figures.Note != c.note || l.Warning != c.warn {
			t.Errorf("%s at %v: got %q, %q, %q, want %q, %q, %q",
				c.method, c.prices, l.Cost, l.Figures.Note, l.Warning, c.cost, c.note, c.warn)
		}
	}
}

// TestOwnTraffic: which month is drawn, what each method bills for it, and what its recording lacks.
func TestOwnTraffic(t *testing.T) {
	t.Parallel()
	w := words.English()
	for _, c := range []struct {
		what      string
		s         traffic.Series
		bandwidth string
		source    string // a part of it
		figures   string // of the four methods, and the number of months that are listed beside each other
		fixed     string // what the picture of fixed bandwidth says
	}{
		{"the last whole month of several", recordDays(time.August, 1, 31+30+31+9), "", "2026-10, the last whole month",
			"16.0 15.0 28.0 as ordered, 4", "here 31 Mbit/s"},
		{"none is whole: the one with the most days", recordDays(time.August, 20, 12+5), "10",
			"2026-08 (days recorded: 12)", "25.5 15.5 28.0 10.0, 2", "here 10 Mbit/s"},
		{"under four days", recordDays(time.August, 1, 3), "", "2026-08 (days recorded: 3)", "2.0 1.5 - as ordered, 0",
			"here 3 Mbit/s"},
		{"more than can be ordered", recordOnce(250.5), "", "(days recorded: 1)", "250.5 250.5 - as ordered, 0",
			"at most 100 Mbit/s; this traffic needs 251"},
		{"nothing used", recordOnce(0), "", "(days recorded: 1)", "0.0 0.0 - as ordered, 0", "here 1 Mbit/s"},
	} {
		own, answers := OwnTraffic(c.s, nil), Answers{client.Bandwidth: {Value: c.bandwidth}}
		l := billingQuestion(w).BuildLesson(w, "95BandwidthByMonth", answers, own)
		var figures []string
		for _, r := range l.Figures.Rows {
			figures = append(figures, r.Figure)
			if r.Current != (r.Label == l.Title) {
				t.Errorf("%s: %+v is marked", c.what, r)
			}
		}
		got := fmt.Sprintf("%s, %d", strings.Join(figures, " "), len(l.Months.Rows))
		fixed := billingQuestion(w).BuildLesson(w, "PayByBandwidth", answers, own).Billed
		if got != c.figures || !strings.Contains(l.Source, c.source) || !strings.Contains(fixed, c.fixed) {
			t.Errorf("%s: got %s, %q, %q, want %s, %q, %q", c.what, got, l.Source, fixed, c.figures, c.source, c.fixed)
		}
	}
	for want, r := range map[string]traffic.Reading{
		"From 0 days only":                              {},
		"finer than the service's 5 minutes: 9":         {Averaged: 9},
		"coarser than 5 minutes: 9":                     {Coarser: 9},
		"missing: 5 (gaps: 2, the first before line 7)": {Gaps: 2, Missing: 5, FirstGap: 7},
	} {
		if got := OwnTraffic(traffic.Series{Reading: r}, nil).warningText(w); !strings.Contains(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
