package traffic

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func wantProblem(t *testing.T, name string, err error, want Problem) {
	t.Helper()
	var got *Problems
	if !errors.As(err, &got) {
		t.Errorf("%s: got %v, want %+v", name, err, want)
		return
	}
	if !slices.Equal(got.First, []Problem{want}) || got.More != 0 {
		t.Errorf("%s: got %v, want %v", name, got, &want)
	}
	if !slices.Contains(Kinds(), got.First[0].Kind) {
		t.Errorf("%s: %s is not listed", name, got.First[0].Kind)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	const good = "2026-10-01T00:00:00Z,1\n"
	long := "2026-10-01T00:05:00Z," + strings.Repeat("1", MaxLine)
	for _, c := range []struct {
		name, text string
		want       Problem
	}{
		{"empty", "", Problem{Kind: NoSamples}},
		{"BOM alone", "\uFEFF", Problem{Kind: NoSamples}},
		{"blank lines", "\r\n \n", Problem{Kind: NoSamples}},
		{"header alone", "time,mbps\n", Problem{Kind: NoSamples}},

		{"program", "\x7fELF\x02\x01\x01\x00\x00", Problem{1, NotText, "\x7fELF\x02\x01\x01\x00\x00"}},
		{"UTF-16", "\xff\xfet\x00,\x00m\x00\n\x00", Problem{1, NotText, "\xff\xfet\x00,\x00m\x00"}},
		{"junk", good + "\xff\xfe\x01\x1b[2J\n", Problem{2, NotTwoFields, "\xff\xfe\x01\x1b[2J"}},
		{"long line", good + long, Problem{2, LineTooLong, long[:MaxLine]}},
		{"spaces", good + strings.Repeat(" ", MaxLine+1), Problem{2, LineTooLong, strings.Repeat(" ", MaxLine)}},

		{"second header", "time,mbps\ntime,mbps\n", Problem{2, NotTime, "time"}},
		{"header of one column", "time\n" + good, Problem{1, NotTwoFields, "time"}},
		{"header of semicolons", "time;mbps\n" + good, Problem{1, NotTwoFields, "time;mbps"}},
		{"header without a second name", "time,\n" + good, Problem{1, NotTime, "time"}},
		{"header without a first name", ",mbps\n" + good, Problem{1, NotTime, ""}},
		{"header in a later line", good + "time,mbps\n", Problem{2, NotTime, "time"}},
		{"first row mistyped", "2026-13-01T00:00:00Z,5\n" + good, Problem{1, NotTime, "2026-13-01T00:00:00Z"}},
		{"first row of another form", "Oct 1 2026,5\n" + good, Problem{1, NotTime, "Oct 1 2026"}},
		{"first row without a number", "2026-10-01 00:00,n/a\n" + good, Problem{1, NotTime, "2026-10-01 00:00"}},
		{"first row not finite", "yesterday,NaN\n" + good, Problem{1, NotTime, "yesterday"}},

		{"one field", good + "2026-10-01T00:05:00Z\n", Problem{2, NotTwoFields, "2026-10-01T00:05:00Z"}},
		{"three fields", good + "2026-10-01T00:05:00Z,1,2\n", Problem{2, NotTwoFields, "2026-10-01T00:05:00Z,1,2"}},
		{"decimal comma", good + "2026-10-01T00:05:00Z,\"1,5\"\n", Problem{2, NotTwoFields, "2026-10-01T00:05:00Z,\"1,5\""}},
		{"empty fields", good + ",\n", Problem{2, NotTime, ""}},
		{"open quote", good + "\"2026-10-01T00:05:00Z,1\n", Problem{2, NotTime, "\"2026-10-01T00:05:00Z"}},

		{"no zone", good + "2026-10-01T00:05:00,1\n", Problem{2, NotTime, "2026-10-01T00:05:00"}},
		{"no such day", good + "2026-02-29T00:05:00Z,1\n", Problem{2, NotTime, "2026-02-29T00:05:00Z"}},
		{"hour of one digit", good + "2026-10-01T1:05:00Z,1\n", Problem{2, NotTime, "2026-10-01T1:05:00Z"}},
		{"no such offset", good + "2026-10-01T00:05:00+24:00,1\n", Problem{2, NotTime, "2026-10-01T00:05:00+24:00"}},
		{"no such minute of offset", good + "2026-10-01T00:05:00-08:60,1\n", Problem{2, NotTime, "2026-10-01T00:05:00-08:60"}},
		{"lower case", good + "2026-10-01t00:05:00z,1\n", Problem{2, NotTime, "2026-10-01t00:05:00z"}},
		{"leap second", good + "2026-10-01T00:05:60Z,1\n", Problem{2, NotTime, "2026-10-01T00:05:60Z"}},
		{"seconds since 1970", good + "1790812800,1\n", Problem{2, NotTime, "1790812800"}},

		{"no number", good + "2026-10-01T00:05:00Z,\n", Problem{2, NotNumber, ""}},
		{"word", good + "2026-10-01T00:05:00Z,n/a\n", Problem{2, NotNumber, "n/a"}},
		{"unit", good + "2026-10-01T00:05:00Z,5 Mbit/s\n", Problem{2, NotNumber, "5 Mbit/s"}},
		{"NaN", good + "2026-10-01T00:05:00Z,NaN\n", Problem{2, NotNumber, "NaN"}},
		{"Inf", good + "2026-10-01T00:05:00Z,-Inf\n", Problem{2, NotNumber, "-Inf"}},
		{"hexadecimal", good + "2026-10-01T00:05:00Z,0x1p-2\n", Problem{2, NotNumber, "0x1p-2"}},
		{"underscore", good + "2026-10-01T00:05:00Z,1_0\n", Problem{2, NotNumber, "1_0"}},
		{"full-width", good + "2026-10-01T00:05:00Z,１０\n", Problem{2, NotNumber, "１０"}},
		{"two points", good + "2026-10-01T00:05:00Z,1.2.3\n", Problem{2, NotNumber, "1.2.3"}},
		{"negative", good + "2026-10-01T00:05:00Z,-0.1\n", Problem{2, Negative, "-0.1"}},
		{"negative overflow", good + "2026-10-01T00:05:00Z,-1e400\n", Problem{2, Negative, "-1e400"}},
		{"overflow", good + "2026-10-01T00:05:00Z,1e400\n", Problem{2, Absurd, "1e400"}},
		{"bit/s", good + "2026-10-01T00:05:00Z,41200000\n", Problem{2, Absurd, "41200000"}},
		{"just absurd", good + "2026-10-01T00:05:00Z,10000000.1\n", Problem{2, Absurd, "10000000.1"}},

		{"duplicate", good + "\n2026-10-01T00:00:00Z,1\n", Problem{3, Duplicate, "2026-10-01T00:00:00Z"}},
		{"duplicate in another zone", good + "2026-10-01T08:00:00+08:00,2\n", Problem{2, Duplicate, "2026-10-01T08:00:00+08:00"}},
		{"unordered", "time,mbps\r\n" + good + "\"2026-09-30T23:55:00Z\",1\r\n", Problem{3, Unordered, "2026-09-30T23:55:00Z"}},
		{"unordered by its zone", good + "2026-10-01T00:05:00+01:00,1\n", Problem{2, Unordered, "2026-10-01T00:05:00+01:00"}},
	} {
		s, err := Read(strings.NewReader(c.text))
		wantProblem(t, c.name, err, c.want)
		if s.Samples != nil {
			t.Errorf("%s: samples beside the error", c.name)
		}
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]Problem{
		"no-samples":                    {Kind: NoSamples},
		`line 7: not-a-time: "\x1b[2J"`: {7, NotTime, "\x1b[2J"},
		`line 7: line-too-long: "` + strings.Repeat("x", 100) + `"`: {7, LineTooLong, strings.Repeat("x", MaxLine)},
	} {
		if got := p.Error(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestEveryProblem: all that is wrong is told at once, up to a limit; and one
// wrong time is one problem, whichever way it is wrong.
func TestEveryProblem(t *testing.T) {
	t.Parallel()
	var semicolons strings.Builder
	for range 15 {
		semicolons.WriteString("2026-10-01T00:00:00Z;1\n")
	}
	for _, c := range []struct{ name, text, want string }{
		{"several", "time,mbps\n2026-10-01T00:00:00Z,x\n\ngarbage\n2026-10-01T00:05:00Z,1\n2026-10-01T00:05:00Z,-1\n",
			`line 2: not-a-number: "x"; line 4: not-two-fields: "garbage"; line 6: negative: "-1"`},
		{"too late", "2026-10-01T00:00:00Z,1\n2036-10-01T00:05:00Z,1\n2026-10-01T00:10:00Z,1\n2026-10-01T00:15:00Z,1\n",
			`line 3: unordered: "2026-10-01T00:10:00Z"`},
		{"too early", "2026-10-01T00:00:00Z,1\n2016-10-01T00:05:00Z,1\n2026-10-01T00:10:00Z,1\n2026-10-01T00:15:00Z,1\n",
			`line 2: unordered: "2016-10-01T00:05:00Z"`},
		{"a long line", strings.Repeat("x", MaxLine+1) + "\ny\n",
			`line 1: line-too-long: "` + strings.Repeat("x", 100) + `"; line 2: not-two-fields: "y"`},
		{"a program", "x\n\x00\ny\n", `line 1: not-two-fields: "x"; line 2: not-text: "\x00"`},
		{"more than are told", semicolons.String(), strings.Repeat(`; line #: not-two-fields: "2026-10-01T00:00:00Z;1"`, MaxProblems)[2:] + "; and 5 more"},
	} {
		_, err := Read(strings.NewReader(c.text))
		got := fmt.Sprint(err)
		if strings.Contains(c.want, "#") {
			got = regexp.MustCompile(`line \d+`).ReplaceAllString(got, "line #")
		}
		if got != c.want {
			t.Errorf("%s: got\n%s, want\n%s", c.name, got, c.want)
		}
	}
}
