package words

// Compare is said of recorded traffic.
type Compare struct {
	NeedsFile, NotInput, Explained      string
	NotReadable                         string // %s why
	Month, Maximum                      string
	DailyPeak, Percentile95, FourthPeak string // in short, for where the names of the methods do not fit
	Days                                string // %s month, %d days of it that were recorded
	OneDay                              string // %s month
	Caption                             string // %s from, %s to
	Gaps                                string // %d samples, %d gaps, %d line
	Finer, Coarser                      string
	Part                                string            // %d days of a month, of which alone the figures are
	Input                               string            // in place of a file's name
	Row                                 string            // %s file, %s line and what is wrong
	Line                                string            // %d line, %s what is wrong
	Cell                                string            // %s what stands there, %s what is wrong with it
	More                                string            // %d rows
	Problems                            map[string]string // by traffic.Kind
}
