package traffic

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// BenchmarkYear reads a year and works out what would be billed for it.
func BenchmarkYear(b *testing.B) {
	for _, zone := range []int{0, 8 * 3600, 5*3600 + 45*60} { // seconds east
		start := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.FixedZone("", zone))
		year := rows(start, 365*288, func(i int) float64 { return float64(i*7919%100_000) / 1000 })
		b.Run(fmt.Sprintf("%+d", zone), func(b *testing.B) {
			b.SetBytes(int64(len(year)))
			b.ReportAllocs()
			for b.Loop() {
				s, err := Read(strings.NewReader(year))
				if err != nil || len(s.Summary().Months) != 12 {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDownsample makes the columns of one pane.
func BenchmarkDownsample(b *testing.B) {
	s := Illustration()
	for b.Loop() {
		s.Downsample(40)
	}
}

// BenchmarkIllustration makes up the month of the pictures.
func BenchmarkIllustration(b *testing.B) {
	for b.Loop() {
		Illustration()
	}
}
