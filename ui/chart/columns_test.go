package traffic

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestColumns: each column holds the highest sample of its part of the day and
// the peak of its day, in the samples' own zone.
func TestColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		perDay     int
		want       string // highest/peak a column
	}{
		{"a day in one", "2026-10-05T00:00:00Z,1\n2026-10-05T23:55:00Z,2\n", 1, "2/2"},
		{"a day in two", "2026-10-05T11:55:00Z,3\n2026-10-05T12:00:00Z,2\n", 2, "3/3 2/3"},
		{"half a day is missing", "2026-10-05T12:00:00Z,2\n", 2, "NaN/2 2/2"},
		{"a day is missing", "2026-10-05T12:00:00Z,2\n2026-10-07T12:00:00Z,0\n", 1, "2/2 NaN/NaN 0/0"},
		{"its own zone", "2026-10-05T23:00:00+08:00,1\n2026-10-06T00:00:00+08:00,2\n", 1, "1/1 2/2"},
		{"the last second", "2026-10-05T23:59:59Z,1\n", 24, strings.Repeat("NaN/1 ", 23) + "1/1"},
		{"recorded on the move", "2026-10-06T00:00:00+14:00,1\n2026-10-05T00:05:00-10:00,2\n", 1, "2/2 1/1"},
	} {
		var got []string
		m := mustRead(t, c.text).Months()[0]
		for _, column := range m.Columns(c.perDay) {
			got = append(got, fmt.Sprintf("%v/%v", column.Mbps, column.Peak))
		}
		if s := strings.Join(got, " "); s != c.want || len(got) != m.Days()*c.perDay {
			t.Errorf("%s: got %s, want %s", c.name, s, c.want)
		}
	}
}

func TestTypical(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		days []string // first and number, one recording after the other
		want string
	}{
		{"one day", []string{"2026-10-05 1"}, "2026-10 false"},
		{"a whole month", []string{"2026-10-01 31"}, "2026-10 true"},
		{"the last whole one", []string{"2026-08-15 17", "2026-09-01 30", "2026-10-01 31", "2026-11-01 29"}, "2026-10 true"},
		{"a whole one is better than a longer one", []string{"2027-02-01 28", "2027-03-01 30"}, "2027-02 true"},
		{"a leap year", []string{"2028-02-01 28"}, "2028-02 false"},
		{"the most days", []string{"2026-08-20 12", "2026-09-01 5"}, "2026-08 false"},
		{"the last of as many", []string{"2026-08-27 5", "2026-09-01 5"}, "2026-09 false"},
		{"a month with a hole", []string{"2026-09-01 30", "2026-10-01 15", "2026-10-17 15"}, "2026-09 true"},
	} {
		var b strings.Builder
		for _, part := range c.days {
			date, n, _ := strings.Cut(part, " ")
			from, err := time.Parse(time.DateOnly, date)
			if err != nil {
				t.Fatal(err)
			}
			var days int
			fmt.Sscan(n, &days) //nolint:errcheck // it stands above
			for d := range days {
				fmt.Fprintf(&b, "%s,1\n", from.AddDate(0, 0, d).Format(time.RFC3339))
			}
		}
		months := mustRead(t, b.String()).Months()
		at, whole := Typical(months)
		if got := fmt.Sprint(months[at].Month, " ", whole); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
