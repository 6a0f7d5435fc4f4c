// Package client knows the Edge Node Service: what can be ordered, how it is
// asked for and what an answer means. It knows no terminal and no prompt.
package client

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// EdgeToEdge is the only EPN instance type the documentation allows.
const EdgeToEdge = "EdgeToEdge"

// Limits of an order. The bandwidth is the documentation's; the name's length
// is this program's own, since the documentation sets none.
const (
	MinBandwidth  = 1   // Mbit/s
	MaxBandwidth  = 100 // Mbit/s
	MaxNameLength = 128 // Unicode code points
)

// The values of InternetChargeType.
const (
	BillingDailyPeak      = "BandwidthByDay"         // each day's peak, billed by the day
	Billing95thPercentile = "95BandwidthByMonth"     // the month's 95th percentile
	Billing4thPeak        = "PayByBandwidth4thMonth" // the month's fourth-highest daily peak
	BillingFixed          = "PayByBandwidth"         // the bandwidth that is ordered
)

// The values of NetworkingModel.
const (
	NetworkingInternet = "SpeedUp"              // over the Internet, accelerated
	NetworkingInternal = "Connection"           // over the internal network
	NetworkingBoth     = "SpeedUpAndConnection" // both ways
)

// BillingMethods lists the values of InternetChargeType in the documentation's order.
func BillingMethods() []string {
	return []string{BillingDailyPeak, Billing95thPercentile, Billing4thPeak, BillingFixed}
}

// NetworkingModes lists the values of NetworkingModel in the documentation's order.
func NetworkingModes() []string {
	return []string{NetworkingInternet, NetworkingInternal, NetworkingBoth}
}

// Order is what CreateEpnInstance is asked for, its fields named as the API
// names them. The JSON form is the one of the request in every output.
type Order struct {
	EPNInstanceType         string
	EPNInstanceName         string
	InternetChargeType      string
	NetworkingModel         string
	InternetMaxBandwidthOut int // Mbit/s
}

// Parameter is one parameter of the call, as the API names and spells it.
type Parameter struct{ Name, Value string }

// Parameters gives the order as the parameters of CreateEpnInstance.
func (o Order) Parameters() []Parameter {
	return []Parameter{
		{"EPNInstanceType", o.EPNInstanceType},
		{"EPNInstanceName", o.EPNInstanceName},
		{"InternetChargeType", o.InternetChargeType},
		{"NetworkingModel", o.NetworkingModel},
		{"InternetMaxBandwidthOut", strconv.Itoa(o.InternetMaxBandwidthOut)},
	}
}

// Field names one of the four values a user answers. The spelling is the one
// of flags and JSON.
type Field string

// The four questions, in the order in which they are asked.
const (
	InstanceName   Field = "name"
	BillingMethod  Field = "billing-method"
	NetworkingMode Field = "networking-mode"
	Bandwidth      Field = "bandwidth"
)

// Fields lists the questions in the order in which they are asked.
func Fields() []Field { return []Field{InstanceName, BillingMethod, NetworkingMode, Bandwidth} }

// Rule is what a value broke.
type Rule int

// The rules an order keeps.
const (
	Required         Rule = iota + 1 // nothing was given
	TooLong                          // a name of more than MaxNameLength code points
	ControlCharacter                 // a name with a character of the classes Cc or Cf, but for joiners
	NotAnOption                      // a billing method or networking mode that the documentation does not list
	NotWholeNumber                   // a bandwidth that is not made of digits
	OutOfRange                       // a bandwidth below MinBandwidth or above MaxBandwidth
	NotUTF8                          // bytes that are no UTF-8, as those of GBK or Latin-1
)

// Problem says which value broke which rule. The value stands as it was given:
// it may hold control characters and is not fit for a terminal as it is.
type Problem struct {
	Field  Field
	Value  string
	Rule   Rule
	Rune   rune // with ControlCharacter: the first offender
	Length int  // with TooLong: the code points counted
}

// checkName trims an instance name and checks it: at most MaxNameLength code points, none of
// them a control or format character but for the joiners, and not joiners alone,
// which nobody sees. What else is unprintable the service may take: it is shown written out.
// The documentation sets no rule; a name is required because a request whose reply is lost
// is only found by it.
func checkName(s string) (string, *Problem) {
	name := strings.TrimSpace(s)
	if strings.TrimFunc(name, IsJoiner) == "" {
		return "", &Problem{Field: InstanceName, Value: s, Rule: Required}
	}
	for _, r := range name {
		if unicode.In(r, unicode.Cc, unicode.Cf) && !IsJoiner(r) {
			return name, &Problem{Field: InstanceName, Value: s, Rule: ControlCharacter, Rune: r}
		}
	}
	if n := utf8.RuneCountInString(name); n > MaxNameLength {
		return name, &Problem{Field: InstanceName, Value: s, Rule: TooLong, Length: n}
	}
	return name, nil
}

// aliases are this program's own short names for the API's values.
var aliases = map[string]string{
	BillingDailyPeak: "daily-peak", Billing95thPercentile: "95th-percentile",
	Billing4thPeak: "4th-peak", BillingFixed: "fixed",
	NetworkingInternet: "internet", NetworkingInternal: "internal", NetworkingBoth: "both",
}

// checkOption gives the official spelling of a value, which may be given by its alias.
func checkOption(f Field, s string, official []string) (string, *Problem) {
	given := strings.TrimSpace(s)
	if given == "" {
		return "", &Problem{Field: f, Value: s, Rule: Required}
	}
	for _, v := range official {
		if strings.EqualFold(v, given) || strings.EqualFold(aliases[v], given) {
			return v, nil
		}
	}
	return given, &Problem{Field: f, Value: s, Rule: NotAnOption}
}

// FindAlias gives this program's short name for an official value, or "".
func FindAlias(official string) string { return aliases[official] }

// CheckBandwidth reads a bandwidth in Mbit/s: digits after trimming, from MinBandwidth to MaxBandwidth.
func CheckBandwidth(s string) (int, *Problem) {
	digits := NarrowCharacters(strings.TrimSpace(s))
	if digits == "" {
		return 0, &Problem{Field: Bandwidth, Value: s, Rule: Required}
	}
	if strings.Trim(digits, "0123456789") != "" {
		return 0, &Problem{Field: Bandwidth, Value: s, Rule: NotWholeNumber}
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < MinBandwidth || n > MaxBandwidth {
		return 0, &Problem{Field: Bandwidth, Value: s, Rule: OutOfRange}
	}
	return n, nil
}

// CheckAnswer validates one value by the rules of its field and gives its canonical form.
func CheckAnswer(f Field, s string) (string, *Problem) {
	if !utf8.ValidString(s) {
		return s, &Problem{Field: f, Value: s, Rule: NotUTF8}
	}
	switch f {
	case InstanceName:
		return checkName(s)
	case BillingMethod:
		return checkOption(f, s, BillingMethods())
	case NetworkingMode:
		return checkOption(f, s, NetworkingModes())
	case Bandwidth:
		n, p := CheckBandwidth(s)
		if p != nil {
			return strings.TrimSpace(s), p
		}
		return strconv.Itoa(n), nil
	}
	panic("client: no such field: " + string(f))
}

// NewOrder makes an order of answers, or gives every problem they have, in the
// order of Fields.
func NewOrder(answers map[Field]string) (Order, []Problem) {
	var problems []Problem
	value := func(f Field) string {
		v, p := CheckAnswer(f, answers[f])
		if p != nil {
			problems = append(problems, *p)
		}
		return v
	}
	o := Order{
		EPNInstanceType:    EdgeToEdge,
		EPNInstanceName:    value(InstanceName),
		InternetChargeType: value(BillingMethod),
		NetworkingModel:    value(NetworkingMode),
	}
	o.InternetMaxBandwidthOut, _ = strconv.Atoi(value(Bandwidth))
	if len(problems) > 0 {
		return Order{}, problems
	}
	return o, nil
}
