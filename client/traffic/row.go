package traffic

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"time"
)

var comma = []byte(",")

// isHeader reports whether a first line names columns. A line that could be a
// mistyped sample (it begins with a digit, or holds a number) is not taken for
// a header, so that it is reported rather than dropped.
func isHeader(line []byte) bool {
	first, rest, _ := bytes.Cut(line, comma)
	first, rest = unquote(first), unquote(rest)
	if len(first) == 0 || len(rest) == 0 || first[0] >= '0' && first[0] <= '9' {
		return false
	}
	_, err := strconv.ParseFloat(string(rest), 64)
	return errors.Is(err, strconv.ErrSyntax)
}

// parseRow reads a time and Mbit/s. Neither can hold a comma or a quote, so
// that a row needs no more of CSV than quotes around a field.
func parseRow(line []byte) (Sample, *Problem) {
	first, second, two := bytes.Cut(line, comma)
	if !two || bytes.Contains(second, comma) {
		return Sample{}, &Problem{Kind: NotTwoFields, Value: string(line)}
	}
	var (
		sample Sample
		p      *Problem
	)
	if sample.Time, p = parseTime(unquote(first)); p != nil {
		return Sample{}, p
	}
	if sample.Mbps, p = parseMbps(string(unquote(second))); p != nil {
		return Sample{}, p
	}
	return sample, nil
}

// parseTime reads an RFC 3339 time. Package time also takes hours of one digit
// and offsets of a day and more, which it then refuses to write as JSON.
func parseTime(field []byte) (time.Time, *Problem) {
	var t time.Time
	err := t.UnmarshalText(field)
	if n := len(field); err != nil || field[13] != ':' ||
		field[n-1] != 'Z' && (string(field[n-5:n-3]) > "23" || string(field[n-2:]) > "59") {
		return time.Time{}, &Problem{Kind: NotTime, Value: string(field)}
	}
	return t, nil
}

// parseMbps reads a decimal number, with or without an exponent. A negative
// zero, which rounding programs write, is a zero.
func parseMbps(field string) (float64, *Problem) {
	v, err := strconv.ParseFloat(field, 64)
	switch {
	case errors.Is(err, strconv.ErrSyntax), strings.ContainsAny(field, "nNxX_"): // strconv also takes NaN, Inf, 0x1p-2 and 1_0
		return 0, &Problem{Kind: NotNumber, Value: field}
	case v < 0:
		return 0, &Problem{Kind: Negative, Value: field}
	case v > MaxMbps:
		return 0, &Problem{Kind: Absurd, Value: field}
	case v == 0:
		return 0, nil
	}
	return v, nil
}

// unquote takes the spaces and one pair of quotes off a field.
func unquote(field []byte) []byte {
	field = bytes.TrimSpace(field)
	if n := len(field); n >= 2 && field[0] == '"' && field[n-1] == '"' {
		field = bytes.TrimSpace(field[1 : n-1])
	}
	return field
}
