package traffic

import "time"

// Downsample gives n columns for a drawing of the whole series, each the
// maximum of its span of time in Mbit/s. A sample stands until the next one is
// due; a column in which nothing was recorded is 0.
func (s Series) Downsample(n int) []float64 {
	if n <= 0 || len(s.Samples) == 0 {
		return nil
	}
	const every = int64(Every / time.Second)
	from := s.From.Unix()
	span := s.To.Unix() - from + every
	column := func(second int64) int64 { return second * int64(n) / span }

	columns := make([]float64, n)
	for _, sample := range s.Samples {
		start := sample.Time.Unix() - from
		for c := column(start); c <= column(start+every-1); c++ {
			columns[c] = max(columns[c], sample.Mbps)
		}
	}
	return columns
}
