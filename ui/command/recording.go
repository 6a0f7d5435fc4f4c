package command

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // for machines that know no names of zones

	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// recordingOptions say how recorded traffic is to be read, and what it would cost.
type recordingOptions struct {
	zone, direction, unit, month, price textFlag
	columns                             repeatedFlag
}

func (o *recordingOptions) register(set *pflag.FlagSet, w words.Flags) {
	defineText(set, &o.zone, textFlag{name: "zone", placeholder: "ZONE"}, w.Zone)
	o.columns.textFlag = textFlag{name: "column", placeholder: "NAME"}
	set.Var(&o.columns, "column", w.Column)
	defineText(set, &o.direction, textFlag{name: "direction", placeholder: "max|sum|out"}, w.Direction)
	defineText(set, &o.unit, textFlag{name: "unit", placeholder: "UNIT"}, w.Unit)
	defineText(set, &o.month, textFlag{name: "month", placeholder: "YYYY-MM"}, w.Month)
	defineText(set, &o.price, textFlag{name: "price", placeholder: "PRICES"}, w.Price)
}

// flags gives the flags that mean nothing without a recording.
func (o *recordingOptions) flags() []*textFlag {
	return []*textFlag{&o.zone, &o.columns.textFlag, &o.direction, &o.unit, &o.month, &o.price}
}

// parse gives how the recording is to be read, and the prices if there are any.
func (o *recordingOptions) parse(v *validation) (_ traffic.Options, _ traffic.Prices, valid bool) {
	zone, zoneOK := parseZone(o.zone.value)
	unit, unitOK := traffic.ParseUnit(o.unit.value)
	prices, wrong := parsePrices(o.price.value)
	for i, part := range wrong {
		wrong[i] = fmt.Sprintf(v.words.Joins.Quote, client.Visible(part))
	}
	_, err := time.Parse("2006-01", o.month.value)
	directions := []string{string(traffic.Max), string(traffic.Sum), string(traffic.Out)}
	valid = true
	for _, checked := range []struct {
		flag    *textFlag
		ok      bool
		allowed string
	}{
		{&o.zone, zoneOK, v.words.Compare.Zones},
		{&o.direction, slices.Contains(directions, o.direction.value),
			fmt.Sprintf(v.words.Script.OneOf, v.words.List(directions))},
		{&o.unit, unitOK, v.words.Compare.Units},
		{&o.price, len(wrong) == 0, fmt.Sprintf(v.words.Compare.Prices, v.words.List(wrong))},
		{&o.month, err == nil, v.words.Compare.OneMonth},
	} {
		if checked.flag.given && !checked.ok {
			v.addProblems(checked.flag.newProblem(checked.allowed))
			valid = false
		}
	}
	direction := traffic.Direction(o.direction.value)
	return traffic.Options{Zone: zone, Columns: o.columns.values, Direction: direction, Unit: unit}, prices, valid
}

// readRecording reads recorded traffic; "-" is standard input. A signal ends the
// program there and then: nothing has begun, and the input may never end.
func (a *app) readRecording(field, path string, o *recordingOptions) *forms.Traffic {
	options, prices, valid := o.parse(&a.validation)
	if !valid {
		return nil
	}
	signal.Reset(endingSignals...)
	defer signal.Notify(a.arrived, endingSignals...)
	in := os.Stdin
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			a.addProblems(newRecordingProblems(a.words, field, path, err)...)
			return nil
		}
		defer file.Close() //nolint:errcheck // It was only read.
		in = file
	}
	series, err := traffic.ReadRecording(in, options)
	if err != nil {
		a.addProblems(newRecordingProblems(a.words, field, path, err)...)
		return nil
	}
	own := forms.OwnTraffic(series, prices)
	if o.month.given && !own.ChooseMonth(o.month.value) {
		var months []string
		for _, m := range own.Months {
			months = append(months, m.Month)
		}
		a.addProblems(o.month.newProblem(fmt.Sprintf(a.words.Compare.Months, a.words.List(months))))
	}
	return own
}

// readOwnTraffic reads the file of --traffic. Standard input is for answers.
func (a *app) readOwnTraffic(o *orderOptions) *forms.Traffic {
	if !o.traffic.given {
		for _, flag := range o.flags() {
			if flag.given {
				a.addProblems(newFlagProblem(flag.name, fmt.Sprintf(a.words.Problems.OnlyWith, "--traffic")))
			}
		}
		return nil
	}
	problem := ""
	switch {
	case restricted.IsRestricted(): // No file of the user's choosing is read.
		problem = a.words.Restricted.NotAllowed
	case o.traffic.value == "":
		problem = a.words.Script.Empty
	case o.traffic.value == "-":
		problem = a.words.Compare.NotInput
	}
	if problem != "" {
		a.addProblems(o.traffic.newProblem(problem))
		return nil
	}
	return a.readRecording("traffic", o.traffic.value, &o.recordingOptions)
}

// newRecordingProblems says why a recording cannot be used: in the system's words why
// it cannot be read, or which columns it does not have, or else in which line, and
// where its form is at fault how the nearest one looks.
func newRecordingProblems(w *words.Words, field, path string, err error) (problems []script.Problem) {
	t := w.Compare
	var unusable *traffic.Problem
	if !errors.As(err, &unusable) {
		var withPath *fs.PathError
		if errors.As(err, &withPath) { // The problem names the path.
			err = withPath.Err
		}
		return []script.Problem{newProblem(field, path, fmt.Sprintf(t.NotReadable, client.Visible(err.Error())), "")}
	}
	for _, column := range unusable.Missing {
		said := fmt.Sprintf(t.NoColumn, client.Visible(unusable.Value))
		problems = append(problems, newProblem("column", column, said, "--column"))
	}
	if len(problems) > 0 {
		return problems
	}
	p := newProblem(field, path, t.Problems[string(unusable.Kind)], "")
	if unusable.Value != "" {
		p.Cell = client.Visible(unusable.Value)
		p.Problem = fmt.Sprintf(t.Cell, p.Cell, p.Problem)
	}
	if p.Line = unusable.Line; p.Line > 0 {
		p.Problem = fmt.Sprintf(t.Line, p.Line, p.Problem)
	}
	switch unusable.Kind {
	case traffic.Absurd, traffic.Negative, traffic.WhichColumn, traffic.NoOutbound, traffic.Contradicting,
		traffic.Unordered, traffic.TooMany:
	default:
		nearest, sample := t.Nearest, words.SampleCSV
		if unusable.JSON {
			nearest, sample = t.NearestJSON, words.SampleJSON
		}
		p.Problem = fmt.Sprintf(nearest, p.Problem, sample)
	}
	return []script.Problem{p}
}

// parseZone reads an offset such as +05:45 or UTC+8, or a name of IANA's.
func parseZone(text string) (zone *time.Location, ok bool) {
	offset := strings.TrimPrefix(text, "UTC")
	if len(offset) == len("+8") {
		offset = offset[:1] + "0" + offset[1:]
	}
	for _, layout := range []string{"-07:00", "-0700", "-07"} {
		if t, err := time.Parse(layout, offset); err == nil {
			_, seconds := t.Zone()
			return time.FixedZone(t.Format("-07:00"), seconds), true
		}
	}
	zone, err := time.LoadLocation(text)
	if err != nil || text == "" || text == "Local" {
		return nil, false
	}
	return zone, true
}

// olderPriceNames are taken in --price as well as the billing methods' own names.
var olderPriceNames = map[string]string{"daily": "daily-peak", "p95": "95th-percentile", "fourth": "4th-peak"}

// parsePrices reads prices such as daily-peak=2,fixed=50, and gives the parts that are none, or
// that have been there before.
func parsePrices(text string) (prices traffic.Prices, wrong []string) {
	prices = traffic.Prices{}
	for part := range strings.SplitSeq(text, ",") {
		name, price, _ := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		method, problem := client.CheckAnswer(client.BillingMethod, cmp.Or(olderPriceNames[name], name))
		v, err := strconv.ParseFloat(strings.TrimSpace(price), 64)
		_, twice := prices[method]
		if problem != nil || err != nil || !(v >= 0) || math.IsInf(v, 0) || twice {
			wrong = append(wrong, part)
			continue
		}
		prices[method] = v
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return prices, nil
}
