package command

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/theme/words"
)

// outputFormats are the values of --output.
var outputFormats = []string{"text", "json"}

// defineOutput adds the flag that every command with a result has.
func defineOutput(set *pflag.FlagSet, w words.Flags) {
	defineText(set, &textFlag{}, textFlag{name: "output", placeholder: "text|json", value: "text"}, w.Output)
}

// checkOutput notes what is wrong with --output. Its value was needed before.
func (v *validation) checkOutput(c *cobra.Command) {
	if defined := c.Flag("output"); defined != nil {
		if flag, ok := defined.Value.(*textFlag); ok && !slices.Contains(outputFormats, flag.value) {
			v.addProblems(flag.newProblem(fmt.Sprintf(v.words.Script.OneOf, v.words.List(outputFormats))))
		}
	}
}

// stateOptions are of commands that keep or read files.
type stateOptions struct{ stateDir textFlag }

func (o *stateOptions) register(set *pflag.FlagSet, w words.Flags) {
	defineText(set, &o.stateDir, textFlag{name: "state-dir", placeholder: "DIR", variable: "EPN_STATE_DIR"}, w.StateDir)
}

// displayOptions are of commands that ask questions.
type displayOptions struct {
	accessible, noColor switchFlag
	ascii               bool
}

func (o *displayOptions) register(set *pflag.FlagSet, w words.Flags) {
	defineSwitch(set, &o.accessible, "accessible", "ACCESSIBLE", w.Accessible)
	set.BoolVar(&o.ascii, "ascii", false, w.ASCII)
	defineSwitch(set, &o.noColor, "no-color", "NO_COLOR", w.NoColor)
}

// targetOptions are of commands that ask a service.
type targetOptions struct {
	sandbox, live              switchFlag
	profile, endpoint, timeout textFlag
	rehearse                   textFlag // It is defined for an order alone, and so never given elsewhere.
}

func (o *targetOptions) register(set *pflag.FlagSet, w words.Flags) {
	defineSwitch(set, &o.sandbox, "sandbox", "", w.Sandbox)
	defineSwitch(set, &o.live, "live", "", w.Live)
	defineText(set, &o.profile,
		textFlag{name: "profile", placeholder: "NAME", variable: "ALIBABA_CLOUD_PROFILE"}, w.Profile)
	defineText(set, &o.endpoint,
		textFlag{name: "endpoint", placeholder: "HOST|URL", variable: "ALIBABA_CLOUD_ENDPOINT"}, w.Endpoint)
	defineText(set, &o.timeout, textFlag{name: "timeout", placeholder: "DURATION", value: "30s"}, w.Timeout)
}
