package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/restricted"
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
	var err error
	if a.flags.given("zone") {
		if o.Zone, err = traffic.ParseZone(r.zone); err != nil {
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
		if prices, err = traffic.ParsePrices(r.price); err != nil {
			wrong("price", r.price, w.Prices)
		}
	}
	return o, prices, problems
}

// compareCommand says what each billing method would bill for recorded traffic.
func (a *app) compareCommand() *cobra.Command {
	w := a.words.Flags
	c := &cobra.Command{Use: "compare FILE", Short: w.CompareShort, Long: w.CompareLong, Args: a.atMost(1)}
	a.flags.reading.define(c.Flags(), w)
	a.flags.defineOutput(c.Flags(), w)
	c.Flags().BoolVar(&a.flags.ascii, "ascii", false, w.ASCII)
	c.RunE = func(c *cobra.Command, args []string) error {
		a.flags.set = c.Flags()
		problems := a.judgeOutput()
		if len(args) == 0 {
			problems = append(problems, script.Problem{Field: "file", Problem: a.words.Compare.NeedsFile})
		}
		options, prices, wrong := a.judgeReading()
		if problems = append(problems, wrong...); len(problems) > 0 {
			return &usageError{problems}
		}
		own, problems := a.readTraffic("file", args[0], options, prices)
		if len(problems) > 0 {
			return &usageError{problems}
		}
		return a.printer().Compare(own, prices, a.theme().Glyphs)
	}
	return c
}

// ownTraffic reads the file of --traffic. Standard input is for answers.
func (a *app) ownTraffic() (*forms.Traffic, []script.Problem) {
	path := a.flags.traffic
	if !a.flags.given("traffic") {
		var problems []script.Problem
		for _, flag := range []string{"zone", "column", "direction", "unit", "month", "price"} {
			if a.flags.given(flag) {
				problems = append(problems, bad(flag, "", fmt.Sprintf(a.words.Problems.OnlyWith, "--traffic"), "--"+flag))
			}
		}
		return nil, problems
	}
	why := ""
	switch {
	case restricted.On(): // no file of the user's choosing is read
		why = a.words.Restricted.NotAllowed
	case path == "":
		why = a.words.Script.Empty
	case path == "-":
		why = a.words.Compare.NotInput
	}
	if why != "" {
		return nil, []script.Problem{bad("traffic", path, why, "--traffic")}
	}
	options, prices, problems := a.judgeReading()
	if len(problems) > 0 {
		return nil, problems
	}
	return a.readTraffic("traffic", path, options, prices)
}

// readTraffic reads recorded traffic; "-" is standard input. A signal ends the
// program there and then: nothing has begun, and the input may never end.
func (a *app) readTraffic(field, path string, o traffic.Options, prices traffic.Prices) (*forms.Traffic, []script.Problem) {
	signal.Reset(endings...)
	defer signal.Notify(a.arrived, endings...)
	in := io.Reader(os.Stdin)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, []script.Problem{a.notReadable(field, path, err)}
		}
		defer f.Close() //nolint:errcheck // it was only read
		in = f
	}
	s, err := traffic.Read(in, o)
	var wrong *traffic.Problem
	switch {
	case errors.As(err, &wrong):
		return nil, []script.Problem{a.unusable(field, path, wrong)}
	case err != nil:
		return nil, []script.Problem{a.notReadable(field, path, err)}
	}
	own := forms.OwnTraffic(s, prices)
	if month := a.flags.reading.month; a.flags.given("month") && !own.ChooseMonth(month) {
		var months []string
		for _, m := range own.Months {
			months = append(months, m.Month)
		}
		return nil, []script.Problem{bad("month", month, fmt.Sprintf(a.words.Compare.Months, a.words.List(months)), "--month")}
	}
	return own, nil
}

// notReadable says why a file cannot be read, in the system's words.
func (a *app) notReadable(field, path string, err error) script.Problem {
	var system *fs.PathError
	if errors.As(err, &system) { // it names the path, which is said already
		err = system.Err
	}
	return bad(field, path, fmt.Sprintf(a.words.Compare.NotReadable, client.Visible(err.Error())), "")
}

// unusable says why a recording cannot be used, in which line, and where its
// form is at fault how the nearest one looks.
func (a *app) unusable(field, path string, wrong *traffic.Problem) script.Problem {
	w := a.words.Compare
	p := bad(field, path, w.Problems[string(wrong.Kind)], "")
	if wrong.Value != "" {
		p.Cell = client.Visible(wrong.Value)
		p.Problem = fmt.Sprintf(w.Cell, p.Cell, p.Problem)
	}
	if p.Line = wrong.Line; wrong.Line > 0 {
		p.Problem = fmt.Sprintf(w.Line, wrong.Line, p.Problem)
	}
	switch wrong.Kind {
	case traffic.Absurd, traffic.Negative, traffic.WhichColumn, traffic.Contradicting, traffic.Unordered, traffic.TooMany:
	default:
		nearest, sample := w.Nearest, words.SampleCSV
		if wrong.JSON {
			nearest, sample = w.NearestJSON, words.SampleJSON
		}
		p.Problem = fmt.Sprintf(nearest, p.Problem, sample)
	}
	return p
}
