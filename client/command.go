package client

import (
	"os"
	"strings"
)

// CLI is how the aliyun CLI reaches a service, as an account.
type CLI struct {
	Endpoint Endpoint
	Account  Account // whose keys pay; none where keys were not looked for or not found
	// Elsewhere says that nobody can type a command in this session: what is
	// shown is for another machine, with keys of its own.
	Elsewhere bool
}

// Command is what the aliyun CLI would be told. Without words there is none, and
// the hint says why.
type Command struct {
	Words []string // as the program gets them; variables that are set for it stand before, as NAME=VALUE
	Hint  Hint
}

// Hint is what has to be known of a command.
type Hint string

// The hints. An empty one says that there is nothing to know.
const (
	HintRelease Hint = "release"         // only from release 3.0.213 on does the CLI take the environment's keys
	HintDefault Hint = "default-account" // the CLI's own default account would pay
	HintMachine Hint = "other-machine"   // it is for another machine, where the CLI's default account would pay
	HintSource  Hint = "other-source"    // no command: the CLI cannot be told to use keys of this source
	HintFile    Hint = "other-file"      // no command: the CLI does not read the configuration file of the keys
)

// CreateCommand is the command that sends an order.
func (c CLI) CreateCommand(o Order) Command {
	return c.ActionCommand(CreateAction, o.Parameters()...)
}

// ActionCommand is the command that asks ENS for an action. It always names the endpoint,
// which the CLI would otherwise choose by a region, or by a variable.
func (c CLI) ActionCommand(action string, parameters ...Parameter) Command {
	variables, profile, hint := c.selectAccount()
	if hint == HintSource || hint == HintFile {
		return Command{Hint: hint}
	}
	words := append(variables, "aliyun", "ens", action)
	for _, p := range append(parameters, profile...) {
		words = append(words, formatArgument(p)...)
	}
	words = append(words, "--endpoint", c.Endpoint.Host)
	if c.Endpoint.Scheme == "http" {
		words = append(words, "--insecure") // the CLI's word for plain HTTP
	}
	return Command{Words: words, Hint: hint}
}

// selectAccount says what tells the CLI whose keys to use. It prefers a profile of its
// own to the environment's keys, unless a variable says otherwise; where that
// one is set already, it would ignore a profile that is named.
func (c CLI) selectAccount() (variables []string, profile []Parameter, hint Hint) {
	const ignore = "ALIBABA_CLOUD_IGNORE_PROFILE"
	switch a := c.Account; {
	case c.Elsewhere:
		return nil, nil, HintMachine
	case a.Source == "":
		return nil, nil, HintDefault
	case a.Source == FromEnvironment:
		return []string{ignore + "=TRUE"}, nil, HintRelease
	case a.Source != FromConfigFile:
		return nil, nil, HintSource
	case a.OtherFile || strings.ContainsFunc(a.Profile, Unprintable):
		return nil, nil, HintFile
	}
	if os.Getenv(ignore) == "TRUE" || os.Getenv("ALIBABACLOUD_IGNORE_PROFILE") == "TRUE" {
		variables = []string{ignore + "=FALSE"}
	}
	profile = []Parameter{{"profile", c.Account.Profile}}
	if c.Account.NoRegion {
		profile = append(profile, Parameter{"region", "cn-hangzhou"}) // any will do, since the endpoint is named
	}
	return variables, profile, ""
}

// formatArgument gives an option and its value. A value that starts with a dash is
// joined to its option, since the CLI takes it for an option where it stands
// alone.
func formatArgument(p Parameter) []string {
	if strings.HasPrefix(p.Value, "-") {
		return []string{"--" + p.Name + "=" + p.Value}
	}
	return []string{"--" + p.Name, p.Value}
}

// String is the command on one line, or "" where there is none.
func (c Command) String() string { return strings.Join(c.QuotedWords(), " ") }

// QuotedWords gives the words as a shell has to read them.
func (c Command) QuotedWords() []string {
	quoted := make([]string, len(c.Words))
	for i, word := range c.Words {
		quoted[i] = quoteWord(word)
	}
	return quoted
}

// quoteWord makes one word of a text for POSIX shells, zsh and fish. To zsh a = at
// the beginning is more than itself, as ~ is to all and % to jobs. To fish a
// backslash is more than itself inside quotes too, so none stands there.
func quoteWord(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,/:@%"
	if s != "" && strings.Trim(s, plain) == "" && !strings.ContainsAny(s[:1], "=~%") {
		return s
	}
	return "'" + strings.NewReplacer("'", `'\''`, `\`, `'\\'`).Replace(s) + "'"
}
