package traffic

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// october is when most recordings of these tests begin.
var october = time.Date(2026, time.October, 1, 0, 0, 0, 0, BillZone)

// writeRows writes n samples, a step apart, each as a format has it: TIME stands for its time in a layout, or in
// seconds or milliseconds since 1970, RATE for its rate.
func writeRows(from time.Time, step time.Duration, n int, layout, format string, rate func(i int) float64) string {
	var b strings.Builder
	for i := range n {
		at := from.Add(time.Duration(i) * step)
		text := map[string]string{"s": fmt.Sprint(at.Unix()), "ms": fmt.Sprint(at.UnixMilli())}[layout]
		if text == "" {
			text = at.Format(layout)
		}
		b.WriteString(strings.NewReplacer("TIME", text, "RATE", fmt.Sprint(rate(i))).Replace(format))
	}
	return b.String()
}

// writePlain writes samples in the simplest form.
func writePlain(from time.Time, step time.Duration, n int, rate func(i int) float64) string {
	return writeRows(from, step, n, time.RFC3339, "TIME,RATE\n", rate)
}

func mustRead(t *testing.T, text string, o Options) Series {
	t.Helper()
	s, err := ReadRecording(strings.NewReader(text), o)
	if err != nil {
		t.Fatalf("%v in\n%.300s", err, text)
	}
	return s
}

// weekOf is a week at 20 Mbit/s, with 80 from 07:00 to 09:00 on the fifth day.
func weekOf(i int) float64 {
	if i >= 4*288+84 && i < 4*288+108 {
		return 80
	}
	return 20
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9*max(1, math.Abs(b)) }

func reverseLines(text string) string {
	lines := strings.SplitAfter(text, "\n")
	slices.Reverse(lines)
	return strings.Join(lines, "")
}

const (
	ensHead = `{"RequestId": "5B9A2F3C", "MonitorData": {"MaxUpBandWidth": 1, "BandWidthMonitorData": [`
	ensRow  = `{"TimeStamp": "TIME", "UpBandWidth": RATE, "DownBandWidth": 9000000, "InternetTX": 99, "InternetRX": 9},`
)

// ensReply is what aliyun ens DescribeEpnBandWidthData prints of weekOf.
func ensReply(from, to int) string {
	rows := writeRows(october.Add(time.Duration(from)*Every).UTC(), Every, to-from, time.RFC3339, ensRow,
		func(i int) float64 { return weekOf(from+i) * 1e6 })
	return ensHead + strings.TrimSuffix(rows, ",") + "]}}\n"
}

// TestFormats: the same week as each program of testdata/formats.tsv exports it. A - stands for nothing, and characters
// that a line cannot hold are written as in Go.
func TestFormats(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile("testdata/formats.tsv")
	if err != nil {
		t.Fatal(err)
	}
	unescape := strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t", `\uFEFF`, "\uFEFF")
	for _, line := range strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")[1:] {
		c := strings.Split(strings.ReplaceAll(line, "\t-", "\t"), "\t")
		scale, err := strconv.ParseFloat(c[2], 64)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		row, file := unescape.Replace(c[5]), unescape.Replace(c[6])
		rows := writeRows(october, Every, 7*288, c[1], row, func(i int) float64 { return weekOf(i) * scale })
		unit, _ := ParseUnit(c[3])
		columns := strings.FieldsFunc(c[4], func(r rune) bool { return r == ',' })
		text := strings.Replace(file, "ROWS", rows, 1)
		checkWeek(t, c[0], mustRead(t, text, Options{Unit: unit, Columns: columns}))
	}
	checkWeek(t, "newest first", mustRead(t, reverseLines(writePlain(october, Every, 7*288, weekOf)), Options{}))
	checkWeek(t, "ENS", mustRead(t, ensReply(0, 7*288), Options{}))
	checkWeek(t, "ENS in three", mustRead(t, ensReply(0, 700)+"\n"+ensReply(690, 1500)+ensReply(1500, 7*288), Options{}))
}

// checkWeek checks what was read of weekOf.
func checkWeek(t *testing.T, name string, s Series) {
	t.Helper()
	m := s.BillMonths(nil)[0]
	if len(s.Samples) != 7*288 || !s.Samples[0].Time.Equal(october) || s.Reading.Gaps > 0 || m.Month != "2026-10" ||
		!near(m.Percentile95, 20) || !near(*m.FourthPeak, 20) || !near(m.PeaksSum, 200) || !near(m.Maximum, 80) || m.Whole {
		t.Errorf("%s: %d samples from %v, %v, %+v", name, len(s.Samples), s.Samples[0].Time, m.DailyPeaks, s.Reading)
	}
}

// TestTimes: the same week with its times written in each way.
func TestTimes(t *testing.T) {
	t.Parallel()
	for i, layout := range []string{
		time.RFC3339, "2006-01-02T15:04:05.000Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05 -0700",
		"2006-01-02 15:04:05 +08", "2006-01-02 15:04", "20060102 15:04", "2006年1月2日 15:04", "02/01/2006 15:04",
		"01/02/2006 15:04", "1/2/06 15:04", "02.01.06 15:04", "02-01-2006 15:04", "02-Jan-2006 15:04", "2 Jan 2006 15:04",
		"1/2/2006 3:04:05 PM", "01/02/2006 03:04pm", "1/2/2006 3:04 PM - 3:04 PM", "Mon, 02 Jan 2006 15:04:05 -0700",
		"Jan 2, 2006, 3:04:05 PM", "s", "ms",
	} {
		head := []string{"", "time,mbps\n"}[i%2]
		text := writeRows(october, Every, 7*288, layout, "\"TIME\",RATE\n", weekOf)
		checkWeek(t, layout, mustRead(t, head+text, Options{}))
	}
	for _, zone := range []string{" UTC", " GMT", "Z"} {
		text := writeRows(october.UTC(), Every, 7*288, time.DateTime+zone, "TIME,RATE\n", weekOf)
		checkWeek(t, zone, mustRead(t, text, Options{}))
	}
	nano := writeRows(october, Every, 7*288, "s", "TIME000000000,RATE\n", weekOf)
	checkWeek(t, "nanoseconds", mustRead(t, nano, Options{}))
	ended := writeRows(october.Add(Every), Every, 7*288, time.DateTime, "TIME,RATE\n", weekOf)
	checkWeek(t, "ends of samples", mustRead(t, ended, Options{}))
	checkWeek(t, "24:00", mustRead(t, strings.Replace(ended, "-08 00:00", "-07 24:00", 1), Options{}))
}

// TestJSON: objects may lack names and order them otherwise, and what is around them does not count.
func TestJSON(t *testing.T) {
	t.Parallel()
	const a = `{"TimeStamp":"2026-10-01T00:00:00Z","UpBandWidth":5000000,"DownBandWidth":-0}`
	const b = `{"DownBandWidth":7e6,"New":{"a":1},"TimeStamp":"2026-10-01T00:05:00Z"}`
	for _, text := range []string{
		"[" + a + "," + b + "]", "[" + a + "]\n\n[" + b + "]",
		`{"Code":200,"Data":{"List":[` + a + ",\n" + b + `],"Total":2}}`,
		`[{"time":"2026\/10\/01 08:00","in":"5,0 Mb\/s","no\"te \u4e2d":null},{"time":"2026\/10\/01 08:05","in":"7 Mb\/s"}]`,
		`{"legend":["in","out"],"data":[[1790784000,5000000,null],[1790784300,null,7.0e+06]]}`,
		`{"legend":["in","\\"],"data":[[1790784000,5000000,null],[1790784300,7.0e+06]]}`,
	} {
		s := mustRead(t, text, Options{})
		first := s.Samples[0].Time
		if len(s.Samples) != 2 || !first.Equal(october.Add(8*time.Hour)) && !first.Equal(october) ||
			s.Samples[0].Mbps != 5 || s.Samples[1].Mbps != 7 {
			t.Errorf("%s: %+v", text, s)
		}
	}
}
