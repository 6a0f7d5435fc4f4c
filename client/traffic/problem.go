package traffic

import "fmt"

// Kind is what is wrong with a recording.
type Kind string

// What can be wrong with a recording.
const (
	NoSamples    Kind = "no-samples"     // nothing, or only a header
	NotText      Kind = "not-text"       // a NUL byte: a binary file, or UTF-16
	LineTooLong  Kind = "line-too-long"  // more than MaxLine bytes
	NotTwoFields Kind = "not-two-fields" // other than a time, a comma and a number
	NotTime      Kind = "not-a-time"     // other than an RFC 3339 time
	NotNumber    Kind = "not-a-number"   // other than a decimal number
	Negative     Kind = "negative"       // below 0
	Absurd       Kind = "absurd"         // above MaxMbps
	Duplicate    Kind = "duplicate"      // the time of the sample before
	Unordered    Kind = "unordered"      // earlier than the sample before
	TooMany      Kind = "too-many"       // more than MaxSamples
)

// Kinds lists what can be wrong with a recording.
func Kinds() []Kind {
	return []Kind{
		NoSamples, NotText, LineTooLong, NotTwoFields, NotTime, NotNumber,
		Negative, Absurd, Duplicate, Unordered, TooMany,
	}
}

// Problem says which line of a recording cannot be used, and why. The value
// stands as it was read: it may hold control characters and is not fit for a
// terminal as it is.
type Problem struct {
	Line  int // counted from 1; 0 with NoSamples
	Kind  Kind
	Value string // the field or line at fault; "" with NoSamples and TooMany
}

func (p *Problem) Error() string {
	if p.Line == 0 {
		return string(p.Kind)
	}
	return fmt.Sprintf("line %d: %s: %.100q", p.Line, p.Kind, p.Value)
}
