package forms

import (
	"math"
	"math/rand/v2"
	"time"

	"epn-wizard/client/traffic"
)

// bulge is a time of high traffic in the illustration.
type bulge struct {
	day         int     // of the month
	from, hours float64 // of the day
	mbps        float64 // at its height
}

// bulges are short bursts and three exceptional days. Together they last less
// than the 36 hours that the 95th percentile sets aside.
var bulges = []bulge{
	{3, 13, 0.5, 48}, {10, 20, 0.75, 55}, {12, 9, 0.5, 44}, {19, 16, 0.5, 51}, {21, 11, 0.75, 46}, {28, 19, 0.5, 53},
	{6, 15, 5, 84}, {16, 14, 4, 92}, {25, 17, 4, 77},
}

// Illustration makes up a month of traffic for pictures of the billing
// methods, always the same: a daily rhythm, some bursts, and three exceptional
// days, so that the 95th percentile, the fourth peak and the maximum lie apart.
// It stays within the bandwidth that can be ordered.
func Illustration() traffic.Series {
	const days, perDay = 30, int(24 * time.Hour / traffic.Every)
	start := time.Date(2026, time.September, 1, 0, 0, 0, 0, traffic.BillZone)
	noise := rand.New(rand.NewPCG(1, 1))
	samples := make([]traffic.Sample, days*perDay)
	for i := range samples {
		day, hour := i/perDay+1, float64(i%perDay)*traffic.Every.Hours()
		mbps := 22 + 12*math.Sin((hour-12)/12*math.Pi) // quietest at 6, busiest at 18
		for _, b := range bulges {
			if b.day == day && hour >= b.from && hour <= b.from+b.hours {
				mbps += (b.mbps - mbps) * math.Sin((hour-b.from)/b.hours*math.Pi)
			}
		}
		mbps += 3 * noise.Float64()
		samples[i] = traffic.Sample{Time: start.Add(time.Duration(i) * traffic.Every), Mbps: math.Round(mbps*10) / 10}
	}
	return traffic.Series{Samples: samples}
}
