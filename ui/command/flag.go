package command

import (
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/ui/script"
)

// textFlag is a flag that takes text, and the variable that is read where the
// flag is not given. An empty variable is unset; an empty flag is not. Values stay
// text until all of them can be validated together.
type textFlag struct {
	name        string
	placeholder string // of the value in the help, such as DIR
	variable    string // of the environment, or ""
	value       string // of the flag, or else its default
	given       bool   // on the command line
}

// defineText adds a flag to a command. Its description tells the default.
func defineText(set *pflag.FlagSet, at *textFlag, flag textFlag, usage string) {
	*at = flag
	set.Var(at, at.name, usage)
}

// String implements pflag.Value, as do Set and Type. It is empty until the flag is
// given, so that the library tells no default of its own.
func (f *textFlag) String() string {
	if !f.given {
		return ""
	}
	return f.value
}

// Set takes the value from the command line.
func (f *textFlag) Set(value string) error {
	f.value, f.given = value, true
	return nil
}

// Type gives what stands for the value in the help.
func (f *textFlag) Type() string { return f.placeholder }

// setting gives the value of the flag or else of its variable or else its default,
// which flag or variable that is, and whether either was given.
func (f *textFlag) setting() (value, origin string, given bool) {
	if v := os.Getenv(f.variable); !f.given && f.variable != "" && v != "" {
		return v, f.variable, true
	}
	return f.value, "--" + f.name, f.given
}

// newProblem says what is wrong with the setting.
func (f *textFlag) newProblem(problem string) script.Problem {
	value, origin, _ := f.setting()
	return newProblem(f.name, value, problem, origin)
}

// switchFlag is a flag that is on or off, and the variable that is read where the
// flag is not given.
type switchFlag struct {
	name     string
	variable string // of the environment, or ""
	value    bool
	given    bool // on the command line, also as --flag=false
}

// defineSwitch adds a flag to a command.
func defineSwitch(set *pflag.FlagSet, at *switchFlag, flag switchFlag, usage string) {
	*at = flag
	set.VarPF(at, at.name, "", usage).NoOptDefVal = "true"
}

// String implements pflag.Value, as do Set and Type.
func (f *switchFlag) String() string { return strconv.FormatBool(f.value) }

// Set takes the value from the command line.
func (f *switchFlag) Set(value string) (err error) {
	f.value, err = strconv.ParseBool(value)
	f.given = true
	return err
}

// Type tells the library, and the help, that the flag needs no value.
func (f *switchFlag) Type() string { return "bool" }

// isOn gives what the flag says, or else its variable: off where that is unset,
// empty, 0, false or no.
func (f *switchFlag) isOn() bool {
	if f.given || f.variable == "" {
		return f.value
	}
	return !slices.Contains([]string{"", "0", "false", "no"}, strings.ToLower(os.Getenv(f.variable)))
}

// listFlag is a flag that may be repeated.
type listFlag struct {
	placeholder string
	values      []string
}

// String implements pflag.Value, as do Set and Type.
func (f *listFlag) String() string { return "" }

// Set takes one more value from the command line.
func (f *listFlag) Set(value string) error {
	f.values = append(f.values, value)
	return nil
}

// Type gives what stands for the value in the help.
func (f *listFlag) Type() string { return f.placeholder }

// listFlagNames lists the flags a command takes.
func listFlagNames(c *cobra.Command) []string {
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return names
}

// readFlagAhead reads a flag before the command line is parsed: the descriptions
// of all flags are in the language of --lang, and what is wrong with any flag is
// told in the form of --output. Like the parser, it takes the last value.
func readFlagAhead(args []string, name string) (value string) {
	for i, arg := range args {
		switch text, ok := strings.CutPrefix(arg, "--"+name+"="); {
		case arg == "--":
			return value
		case ok:
			value = text
		case arg == "--"+name && i+1 < len(args):
			value = args[i+1]
		}
	}
	return value
}

// newProblem says what is wrong with a value, and which flag or variable gave it.
func newProblem(field, value, problem, origin string) script.Problem {
	return script.Problem{Field: field, Value: client.Visible(value), Problem: problem, Origin: origin}
}

// newFlagProblem says what is wrong with a flag whatever its value.
func newFlagProblem(name, problem string) script.Problem {
	return newProblem(name, "", problem, "--"+name)
}
