package command

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"epn-wizard/client/traffic"
	"epn-wizard/ui/script"
)

// compareCommand says what each billing method would bill for recorded traffic.
func (a *app) compareCommand() *cobra.Command {
	w := a.words.Flags
	c := &cobra.Command{Use: "compare FILE", Short: w.CompareShort, Long: w.CompareLong, Args: cobra.MaximumNArgs(1)}
	a.flags.defineOutput(c.Flags(), w)
	c.Flags().BoolVar(&a.flags.ascii, "ascii", false, w.ASCII)
	c.RunE = func(_ *cobra.Command, args []string) error {
		problems := a.judgeOutput()
		if len(args) == 0 {
			problems = append(problems, script.Problem{Field: "file", Problem: a.words.Compare.NeedsFile})
		}
		if len(problems) > 0 {
			a.status = a.invalid(problems)
			return nil
		}
		series, problem := a.traffic(args[0])
		if problem != nil {
			a.status = a.invalid([]script.Problem{*problem})
			return nil
		}
		return a.printer().Compare(series, a.flags.ascii || !unicode())
	}
	return c
}

// traffic reads recorded traffic; "-" is standard input.
func (a *app) traffic(path string) (traffic.Series, *script.Problem) {
	in := io.Reader(os.Stdin)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			p := bad("file", path, a.words.Compare.NotReadable, "")
			return traffic.Series{}, &p
		}
		defer f.Close() //nolint:errcheck // it was only read
		in = f
	}
	s, err := traffic.Read(in)
	var problem *traffic.Problem
	switch {
	case errors.As(err, &problem):
		text := a.words.Compare.Problems[string(problem.Kind)]
		if problem.Line > 0 {
			text = fmt.Sprintf(a.words.Compare.Line, problem.Line, text)
		}
		p := bad("file", problem.Value, text, path)
		return traffic.Series{}, &p
	case err != nil:
		p := bad("file", path, a.words.Compare.NotReadable, "")
		return traffic.Series{}, &p
	}
	return s, nil
}
