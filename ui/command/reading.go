package command

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // for machines that know no names of zones

	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/theme/words"
	"epn-wizard/ui/script"
)

// reading says how recorded traffic is to be read, as it was given.
type reading struct {
	zone, direction, unit, month, price string
	columns                             []string
}

func (r *reading) define(set *pflag.FlagSet, w words.Flags) {
	textFlag(set, &r.zone, "zone", "ZONE", "", w.Zone)
	set.Var(list{&r.columns}, "column", w.Column)
	textFlag(set, &r.direction, "direction", "max|sum|out", "", w.Direction)
	textFlag(set, &r.unit, "unit", "UNIT", "", w.Unit)
	textFlag(set, &r.month, "month", "YYYY-MM", "", w.Month)
	textFlag(set, &r.price, "price", "PRICES", "", w.Price)
}

// list is the value of a flag that may be repeated.
type list struct{ at *[]string }

func (l list) String() string     { return "" }
func (l list) Set(s string) error { *l.at = append(*l.at, s); return nil }
func (l list) Type() string       { return "NAME" }

// judgeReading reads the flags that say how recorded traffic is to be read.
func (a *app) judgeReading() (o traffic.Options, prices traffic.Prices, problems []script.Problem) {
	r, w := a.flags.reading, a.words.Compare
	wrong := func(flag, value, problem string) { problems = append(problems, bad(flag, value, problem, "--"+flag)) }
	directions := []string{string(traffic.Max), string(traffic.Sum), string(traffic.Out)}
	o = traffic.Options{Columns: r.columns, Direction: traffic.Direction(r.direction)}
	if a.flags.given("zone") {
		var err error
		if o.Zone, err = parseZone(r.zone); err != nil {
			wrong("zone", r.zone, w.Zones)
		}
	}
	if a.flags.given("direction") && !slices.Contains(directions, r.direction) {
		wrong("direction", r.direction, fmt.Sprintf(a.words.Script.OneOf, a.words.List(directions)))
	}
	if a.flags.given("unit") {
		var ok bool
		if o.Unit, ok = traffic.ParseUnit(r.unit); !ok {
			wrong("unit", r.unit, w.Units)
		}
	}
	if a.flags.given("price") {
		var ok bool
		if prices, ok = parsePrices(r.price); !ok {
			wrong("price", r.price, w.Prices)
		}
	}
	return o, prices, problems
}

// parseZone reads an offset such as +05:45 or UTC+8, or a name of IANA's.
func parseZone(text string) (*time.Location, error) {
	offset := strings.TrimPrefix(text, "UTC")
	if len(offset) == len("+8") {
		offset = offset[:1] + "0" + offset[1:]
	}
	for _, layout := range []string{"-07:00", "-0700", "-07"} {
		if t, err := time.Parse(layout, offset); err == nil {
			_, seconds := t.Zone()
			return time.FixedZone(t.Format("-07:00"), seconds), nil
		}
	}
	zone, err := time.LoadLocation(text)
	if err != nil || text == "" || text == "Local" {
		return nil, fmt.Errorf("no time zone: %q", text)
	}
	return zone, nil
}

// priceNames are what the billing methods are called in --price, in their order.
var priceNames = []string{"daily", "p95", "fourth", "fixed"}

// parsePrices reads prices such as daily=2,p95=50.
func parsePrices(text string) (traffic.Prices, bool) {
	prices := traffic.Prices{}
	for part := range strings.SplitSeq(text, ",") {
		name, price, _ := strings.Cut(part, "=")
		i := slices.Index(priceNames, strings.TrimSpace(name))
		v, err := strconv.ParseFloat(strings.TrimSpace(price), 64)
		if i < 0 || err != nil || !(v >= 0) || math.IsInf(v, 0) {
			return nil, false
		}
		if _, twice := prices[client.BillingMethods()[i]]; twice {
			return nil, false
		}
		prices[client.BillingMethods()[i]] = v
	}
	return prices, true
}
