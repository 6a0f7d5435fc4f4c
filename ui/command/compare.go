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
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/script"
)

// compareCommand says what each billing method would bill for recorded traffic.
func (a *app) compareCommand() *cobra.Command {
	w := a.words.Flags
	c := &cobra.Command{Use: "compare FILE", Short: w.CompareShort, Long: w.CompareLong, Args: a.atMost(1)}
	a.flags.defineOutput(c.Flags(), w)
	c.Flags().BoolVar(&a.flags.ascii, "ascii", false, w.ASCII)
	c.RunE = func(_ *cobra.Command, args []string) error {
		problems := a.judgeOutput()
		if len(args) == 0 {
			problems = append(problems, script.Problem{Field: "file", Problem: a.words.Compare.NeedsFile})
		}
		if len(problems) > 0 {
			return &usageError{problems}
		}
		series, problems := a.readTraffic("file", args[0])
		if len(problems) > 0 {
			return &usageError{problems}
		}
		return a.printer().Compare(series, a.theme().Glyphs)
	}
	return c
}

// ownTraffic reads the file of --traffic. Standard input is for answers.
func (a *app) ownTraffic() (*forms.Traffic, []script.Problem) {
	path := a.flags.traffic
	if !a.flags.given("traffic") {
		return nil, nil
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
	series, problems := a.readTraffic("traffic", path)
	if len(problems) > 0 {
		return nil, problems
	}
	return forms.OwnTraffic(series), nil
}

// readTraffic reads recorded traffic; "-" is standard input. A signal ends the
// program there and then: nothing has begun, and the input may never end.
func (a *app) readTraffic(field, path string) (traffic.Series, []script.Problem) {
	signal.Reset(endings...)
	defer signal.Notify(a.arrived, endings...)
	in := io.Reader(os.Stdin)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return traffic.Series{}, []script.Problem{a.notReadable(field, path, err)}
		}
		defer f.Close() //nolint:errcheck // it was only read
		in = f
	}
	s, err := traffic.Read(in)
	var wrong *traffic.Problems
	switch {
	case errors.As(err, &wrong):
		return traffic.Series{}, a.rows(field, path, wrong)
	case err != nil:
		return traffic.Series{}, []script.Problem{a.notReadable(field, path, err)}
	}
	return s, nil
}

// notReadable says why a file cannot be read, in the system's words.
func (a *app) notReadable(field, path string, err error) script.Problem {
	var system *fs.PathError
	if errors.As(err, &system) { // it names the path, which is said already
		err = system.Err
	}
	return bad(field, path, fmt.Sprintf(a.words.Compare.NotReadable, client.Visible(err.Error())), "")
}

// rows says of each row of a recording that cannot be used what stands there
// and what is wrong with it.
func (a *app) rows(field, path string, wrong *traffic.Problems) []script.Problem {
	w := a.words.Compare
	var problems []script.Problem
	for _, row := range wrong.First {
		p := bad(field, path, w.Problems[string(row.Kind)], "")
		if row.Value != "" && row.Kind != traffic.NotText { // which nobody could read
			p.Cell = client.Visible(row.Value)
			p.Problem = fmt.Sprintf(w.Cell, p.Cell, p.Problem)
		}
		if p.Line = row.Line; row.Line > 0 {
			p.Problem = fmt.Sprintf(w.Line, row.Line, p.Problem)
		}
		problems = append(problems, p)
	}
	if wrong.More > 0 {
		problems = append(problems, bad(field, path, fmt.Sprintf(w.More, wrong.More), ""))
	}
	return problems
}
