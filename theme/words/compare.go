package words

// Compare is said of recorded traffic.
type Compare struct {
	NeedsFile, NotInput, Unpriced, Explained string
	NotReadable                              string            // %s why
	Whole                                    string            // %s month
	NotWhole                                 string            // %s month, %d days recorded, %d of the month, %d samples missing
	DailyMean                                string            // of the sum of the daily peaks; %s their mean
	TooMuch                                  string            // of a fixed bandwidth; %d that can be ordered
	Cheapest                                 string            // marks a method
	AsCheap                                  string            // marks a method that costs as much
	Cost, WouldCost                          string            // %s what is billed, or would be if it could be ordered; %s money
	CheapestIs                               string            // after what another method costs; %s the cheapest, %s its cost
	CostOf, CostTooMuch                      string            // %s money, %s what it is for, which can or cannot be ordered
	BilledAtMost                             string            // of fixed bandwidth, below a picture; %d Mbit/s at most, %s needed
	NoCost, NoCheapest                       string            // why
	BreakEven                                string            // %s days
	Legend                                   string            // below a picture: %s month, %s the line's glyph, %s method, %s what it bills
	Zone                                     string            // %s
	Counted                                  string            // %s columns, %s unit, %s the first sample, %s the last
	Directions                               map[string]string // by traffic.Direction
	UpIsOut, EndStamped                      string
	Gaps                                     string            // %d samples, %d gaps, %d line
	Assumed                                  string            // of a unit; %s Mbit/s, the highest
	Averaged, Coarser, Duplicates            string            // %d samples
	Part                                     string            // %d days of a month, of which alone the figures are
	Input                                    string            // in place of a file's name
	Row                                      string            // %s file, %s line and what is wrong
	Line                                     string            // %d line, %s what is wrong
	Cell                                     string            // %s what stands there, %s what is wrong with it
	Nearest                                  string            // %s what is wrong, %s an example of how it is written
	NearestJSON                              string            // the same
	Zones, Units, OneMonth                   string            // what may stand in these flags
	Prices                                   string            // the same; %s the parts that may not
	Months                                   string            // %s the months that there are
	NoColumn                                 string            // %s the columns that there are
	Problems                                 map[string]string // by traffic.Kind
}

// SampleCSV and SampleJSON are recordings that can be read.
const (
	SampleCSV  = "2026-10-01T00:05:00+08:00,41.2"
	SampleJSON = `{"MonitorData":{"BandWidthMonitorData":[{"TimeStamp":"2026-10-01T00:05:00Z","UpBandWidth":41200000,"DownBandWidth":8000000}]}}`
)
