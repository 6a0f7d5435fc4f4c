package traffic

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestCases(t *testing.T) {
	files, _ := filepath.Glob("/work/shared/cases/traffic/*.[cj]s*")
	for _, f := range files {
		o := Options{}
		if filepath.Base(f) == "grafana-wide-local.csv" {
			o.Unit, _ = ParseUnit("bps")
		}
		r, _ := os.Open(f)
		t0 := time.Now()
		s, err := Read(r, o)
		if err != nil {
			fmt.Println(f, err)
			continue
		}
		for _, m := range s.Months(nil) {
			f4 := -1.0
			if m.FourthPeak != nil {
				f4 = *m.FourthPeak
			}
			fmt.Println(filepath.Base(f), len(s.Samples), m.Month, m.Percentile95, f4, m.MeanPeak(), len(m.DailyPeaks), m.Whole, m.Missing, m.BreakEven, time.Since(t0))
		}
		fmt.Printf("%+v %v %v gaps %v\n", s.Reading, s.From(), s.To(), s.Gaps)
	}
}
