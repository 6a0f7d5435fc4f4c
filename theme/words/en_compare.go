package words

func englishCompare() Compare {
	return Compare{
		NeedsFile:    "is required: a CSV file of time,mbps, or - for standard input",
		NotReadable:  "cannot be read: %s",
		NotInput:     "must be a file, since standard input is for the answers; epn-wizard compare - reads it",
		Month:        "Month",
		DailyPeak:    "Daily peak",
		Percentile95: "95th perc.",
		FourthPeak:   "Fourth peak",
		Maximum:      "Maximum",
		Days:         "%s (%d days)",
		OneDay:       "%s (1 day)",
		Caption:      "Mbit/s, %s to %s",
		Gaps:         "Samples missing: %d (gaps: %d, the first before line %d). The figures are of what is there.",
		Finer:        "The service takes a sample every 5 minutes. These are closer together: peaks can be lower there, the 95th percentile lower or higher.",
		Coarser:      "The service takes a sample every 5 minutes. These are further apart: its peaks are higher.",
		Part:         "Of %d days alone: what a whole month would be billed at is usually more.",
		Input:        "standard input",
		Row:          "%s, %s",
		Line:         "line %d: %s",
		Cell:         "\"%s\" %s",
		More:         "has more rows that cannot be used: %d",
		Explained: "In Mbit/s, by the usual meaning of the terms; the invoice decides. Daily peak bills each day by its own peak: " +
			"the column is their mean. Fixed bandwidth bills what is ordered. Each method has a price of its own, not known here: the lower figure need not be the lower bill.",
		Problems: map[string]string{
			"no-samples":     "holds no sample",
			"not-text":       "is not a text file in UTF-8",
			"line-too-long":  "is too long to be a sample",
			"not-two-fields": "must be a time, a comma and a number, such as 2026-10-01T00:05:00Z,41.2",
			"not-a-time":     "must begin with a time such as 2026-10-01T00:05:00Z",
			"not-a-number":   "must end with a number of Mbit/s such as 41.2",
			"negative":       "must not be below 0 Mbit/s",
			"absurd":         "is more than 10,000,000 Mbit/s",
			"duplicate":      "has the time of the sample before",
			"unordered":      "is earlier than the sample before",
			"too-many":       "is more than a year of 5-minute samples",
		},
	}
}
