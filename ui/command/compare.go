package command

import (
	"errors"
	"fmt"
	"io"
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
			a.status = a.invalid(problems)
			return nil
		}
		series, problem := a.readTraffic("file", args[0])
		if problem != nil {
			a.status = a.invalid([]script.Problem{*problem})
			return nil
		}
		return a.printer().Compare(series, a.theme().Glyphs)
	}
	return c
}

// ownTraffic reads the file of --traffic. Standard input is for answers.
func (a *app) ownTraffic() (*forms.Traffic, *script.Problem) {
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
		p := bad("traffic", path, why, "--traffic")
		return nil, &p
	}
	series, problem := a.readTraffic("traffic", path)
	if problem != nil {
		return nil, problem
	}
	return forms.OwnTraffic(series), nil
}

// readTraffic reads recorded traffic; "-" is standard input. A signal ends the
// program there and then: nothing has begun, and the input may never end.
func (a *app) readTraffic(field, path string) (traffic.Series, *script.Problem) {
	signal.Reset(endings...)
	defer signal.Notify(a.arrived, endings...)
	in := io.Reader(os.Stdin)
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			p := bad(field, path, a.words.Compare.NotReadable, "")
			return traffic.Series{}, &p
		}
		defer f.Close() //nolint:errcheck // it was only read
		in = f
	}
	s, err := traffic.Read(in)
	var problem *traffic.Problem
	switch {
	case errors.As(err, &problem):
		p := bad(field, path, a.sayRow(problem), "")
		return traffic.Series{}, &p
	case err != nil:
		p := bad(field, path, a.words.Compare.NotReadable, "")
		return traffic.Series{}, &p
	}
	return s, nil
}

// sayRow says which line of a recording cannot be used, what stands there, and
// what is wrong with it.
func (a *app) sayRow(p *traffic.Problem) string {
	w := a.words.Compare
	text := w.Problems[string(p.Kind)]
	if p.Value != "" && p.Kind != traffic.NotText { // which nobody could read
		text = fmt.Sprintf(w.Cell, client.Visible(p.Value), text)
	}
	if p.Line == 0 {
		return text
	}
	return fmt.Sprintf(w.Line, p.Line, text)
}
