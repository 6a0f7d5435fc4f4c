package words

// Compare is said of recorded traffic.
type Compare struct {
	NeedsFile, NotInput, Explained string
	NotReadable                    string // %s why
	Whole                          string // %s month
	NotWhole                       string // %s month, %d days recorded, %d of the month, %d samples missing
	MbpsDays                       string // %s sum of the daily peaks, %s their mean
	Mbps                           string // %s
	TooMuch                        string // a fixed bandwidth; %s Mbit/s, %d that can be ordered
	Cheapest                       string // marks a method
	AsCheap                        string // marks a method that costs as much
	Cost                           string // %s what is billed, %s money
	BreakEven                      string // %s days
	Unpriced                       string
	Legend                         string            // below a picture: %s month, %s the line's glyph, %s method, %s what it bills
	Zone                           string            // %s
	Counted                        string            // %s columns, %s unit
	Directions                     map[string]string // by traffic.Direction
	UpIsOut, EndStamped            string
	Gaps                           string            // %d samples, %d gaps, %d line
	Averaged, Coarser, Duplicates  string            // %d samples
	Part                           string            // %d days of a month, of which alone the figures are
	Input                          string            // in place of a file's name
	Row                            string            // %s file, %s line and what is wrong
	Line                           string            // %d line, %s what is wrong
	Cell                           string            // %s what stands there, %s what is wrong with it
	Nearest                        string            // %s what is wrong, %s an example of how it is written
	NearestJSON                    string            // the same
	Zones, Units, Prices           string            // what may stand in these flags
	Months                         string            // %s the months that there are
	NoColumn                       string            // %s the columns that there are
	Problems                       map[string]string // by traffic.Kind
}

// SampleCSV and SampleJSON are recordings that can be read.
const (
	SampleCSV  = "2026-10-01T00:05:00+08:00,41.2"
	SampleJSON = `{"MonitorData":{"BandWidthMonitorData":[{"TimeStamp":"2026-10-01T00:05:00Z","UpBandWidth":41200000,"DownBandWidth":8000000}]}}`
)
