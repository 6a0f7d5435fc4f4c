package command

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/theme/words"
)

// flags holds the command line as it was given. Values are text until all of
// them can be judged together.
type flags struct {
	set *pflag.FlagSet

	name, billing, networking, bandwidth string
	profile, endpoint, timeout, rehearse string
	output, stateDir, lang, traffic      string
	sandbox, live, yes, again, dryRun    bool
	resume, fresh, accessible            bool
	ascii, noColor                       bool
	reading                              reading
}

func (f *flags) define(set *pflag.FlagSet, w words.Flags) {
	f.set = set
	set.SortFlags = false
	textFlag(set, &f.name, "name", "TEXT", "", w.Name)
	textFlag(set, &f.billing, "billing-method", "VALUE", "", w.Billing)
	textFlag(set, &f.networking, "networking-mode", "VALUE", "", w.Networking)
	textFlag(set, &f.bandwidth, "bandwidth", "MBITPS", "", w.Bandwidth)
	f.defineTarget(set, w)
	textFlag(set, &f.rehearse, "rehearse", "WHAT", "", w.Rehearse)
	set.BoolVarP(&f.yes, "yes", "y", false, w.Yes)
	set.BoolVar(&f.again, "again", false, w.Again)
	set.BoolVar(&f.dryRun, "dry-run", false, w.DryRun)
	f.defineOutput(set, w)
	set.BoolVar(&f.resume, "resume", false, w.Resume)
	set.BoolVar(&f.fresh, "fresh", false, w.Fresh)
	textFlag(set, &f.traffic, "traffic", "FILE", "", w.Traffic)
	f.reading.define(set, w)
	f.defineLook(set, w)
	f.defineState(set, w)
	set.Bool("restricted", false, w.Restricted) // package restricted has read it by now
}

// defineLook defines the flags of commands that ask questions.
func (f *flags) defineLook(set *pflag.FlagSet, w words.Flags) {
	set.BoolVar(&f.accessible, "accessible", false, w.Accessible)
	set.BoolVar(&f.ascii, "ascii", false, w.ASCII)
	set.BoolVar(&f.noColor, "no-color", false, w.NoColor)
}

// defineTarget defines the flags of commands that ask a service.
func (f *flags) defineTarget(set *pflag.FlagSet, w words.Flags) {
	set.BoolVar(&f.sandbox, "sandbox", false, w.Sandbox)
	set.BoolVar(&f.live, "live", false, w.Live)
	textFlag(set, &f.profile, "profile", "NAME", "", w.Profile)
	textFlag(set, &f.endpoint, "endpoint", "HOST|URL", "", w.Endpoint)
	textFlag(set, &f.timeout, "timeout", "DURATION", "30s", w.Timeout)
}

// defineState defines the flag of commands that keep files.
func (f *flags) defineState(set *pflag.FlagSet, w words.Flags) {
	textFlag(set, &f.stateDir, "state-dir", "DIR", "", w.StateDir)
}

// defineOutput defines the flag that every command with a result takes.
func (f *flags) defineOutput(set *pflag.FlagSet, w words.Flags) {
	textFlag(set, &f.output, "output", "text|json", "text", w.Output)
}

// given reports whether a flag stands on the command line.
func (f *flags) given(name string) bool { return f.set.Changed(name) }

// on reports whether a flag says something: it is given, and not as --flag=false.
func (f *flags) on(name string) bool {
	flag := f.set.Lookup(name)
	return flag != nil && flag.Changed && flag.Value.String() != "false"
}

// wantsJSON reports whether JSON was asked for, also where the command line
// could not be read to its end.
func (f *flags) wantsJSON() bool {
	if f.output == "json" {
		return true
	}
	args := os.Args[1:]
	return slices.Contains(args, "--output=json") ||
		slices.ContainsFunc(args, func(s string) bool { return s == "--output" }) && args[len(args)-1] != "--output" &&
			args[slices.Index(args, "--output")+1] == "json"
}

// flagNames lists the flags a command takes.
func flagNames(c *cobra.Command) []string {
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return names
}

// setting gives the value of a flag or else of its variable, and which of the
// two it was. An empty variable is unset; an empty flag is not.
func (f *flags) setting(name, value, variable string) (v, origin string, ok bool) {
	if f.given(name) {
		return value, "--" + name, true
	}
	if v := os.Getenv(variable); variable != "" && v != "" {
		return v, variable, true
	}
	return "", "", false
}

// or gives what a switch says, or else its variable.
func (f *flags) or(name, variable string) bool {
	if f.set.Lookup(name) != nil && f.given(name) {
		return f.on(name)
	}
	return switched(variable)
}

// switched reads a switch-like variable: off where it is unset, empty, 0,
// false or no.
func switched(variable string) bool {
	return !slices.Contains([]string{"", "0", "false", "no"}, strings.ToLower(os.Getenv(variable)))
}
