package command

import (
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"epn-wizard/client"
	"epn-wizard/forms"
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
func (f *textFlag) setting() (value string, origin forms.Origin, given bool) {
	if v := os.Getenv(f.variable); !f.given && f.variable != "" && v != "" {
		return v, forms.Origin{Kind: forms.FromVariable, Detail: f.variable}, true
	}
	return f.value, forms.Origin{Kind: forms.FromFlag, Detail: "--" + f.name}, f.given
}

// newProblem says what is wrong with the setting.
func (f *textFlag) newProblem(problem string) script.Problem {
	value, origin, _ := f.setting()
	return newProblem(f.name, value, problem, origin.Detail)
}

// switchFlag is a text flag that is on or off.
type switchFlag struct{ textFlag }

// defineSwitch adds a flag to a command, with its variable, if any.
func defineSwitch(set *pflag.FlagSet, at *switchFlag, name, variable, usage string) {
	at.textFlag = textFlag{name: name, placeholder: "bool", variable: variable}
	set.VarPF(at, name, "", usage).NoOptDefVal = "true"
}

// Set takes what the library takes for on and off.
func (f *switchFlag) Set(value string) error {
	on, err := strconv.ParseBool(value)
	_ = f.textFlag.Set(strconv.FormatBool(on)) // It takes any text.
	return err
}

// isOn gives what the flag says, or else its variable: off where that is unset,
// empty, 0, false or no.
func (f *switchFlag) isOn() bool {
	value, _, _ := f.setting()
	return !slices.Contains([]string{"", "0", "false", "no"}, strings.ToLower(value))
}

// repeatedFlag is a text flag that may be repeated.
type repeatedFlag struct {
	textFlag
	values []string
}

// Set takes one more value from the command line.
func (f *repeatedFlag) Set(value string) error {
	f.values = append(f.values, value)
	return f.textFlag.Set(value)
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
