package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"epn-wizard/client"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

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
				why := fmt.Sprintf(a.words.Problems.OnlyWith, "--traffic")
				problems = append(problems, bad(flag, "", why, "--"+flag))
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
func (a *app) readTraffic(
	field, path string, o traffic.Options, prices traffic.Prices,
) (*forms.Traffic, []script.Problem) {
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
	case traffic.Absurd, traffic.Negative, traffic.WhichColumn, traffic.Contradicting, traffic.TooMany:
	default:
		nearest, sample := w.Nearest, words.SampleCSV
		if wrong.JSON {
			nearest, sample = w.NearestJSON, words.SampleJSON
		}
		p.Problem = fmt.Sprintf(nearest, p.Problem, sample)
	}
	return p
}
