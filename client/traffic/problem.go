package traffic

import (
	"fmt"
	"strings"
)

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

// MaxProblems is how many problems are told of one recording.
const MaxProblems = 10

// Problems are what is wrong with a recording: at least one, in the order of its
// lines, and how many more there are.
type Problems struct {
	First []Problem // at most MaxProblems
	More  int
}

func (p *Problems) add(problem Problem) {
	if len(p.First) == MaxProblems {
		p.More++
		return
	}
	p.First = append(p.First, problem)
}

func (p *Problems) Error() string {
	var all []string
	for _, problem := range p.First {
		all = append(all, problem.Error())
	}
	if p.More > 0 {
		all = append(all, fmt.Sprintf("and %d more", p.More))
	}
	return strings.Join(all, "; ")
}
