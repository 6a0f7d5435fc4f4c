package command

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/theme"
)

// usage prints what cobra would, in the program's language.
func (a *app) usage(c *cobra.Command) error {
	w := a.words.Flags
	var b strings.Builder
	section := func(title string, lines ...string) {
		fmt.Fprintf(&b, "%s\n%s\n\n", title, strings.Join(lines, "\n"))
	}
	lines := []string{"  " + strings.Replace(c.UseLine(), "[flags]", w.UsageFlags, 1)}
	if c.HasAvailableSubCommands() {
		lines = append(lines, "  "+c.CommandPath()+" "+w.UsageCommand)
	}
	if c.Runnable() {
		section(w.UsageTitle, lines...)
	}
	if c.HasExample() {
		section(w.ExamplesTitle, c.Example)
	}
	list := func(wanted func(*cobra.Command) bool) (lines []string) {
		for _, sub := range c.Commands() {
			if wanted(sub) {
				lines = append(lines, fmt.Sprintf("  %-12s %s", sub.Name(), sub.Short))
			}
		}
		return lines
	}
	if c.HasAvailableSubCommands() {
		section(w.CommandsTitle, list(func(s *cobra.Command) bool { return s.IsAvailableCommand() })...)
	}
	if c.HasAvailableFlags() {
		section(w.FlagsTitle, flagLines(c.Flags())...)
	}
	if c.HasHelpSubCommands() {
		section(w.TopicsTitle, list(func(s *cobra.Command) bool { return s.IsAdditionalHelpTopicCommand() })...)
	}
	if c.HasAvailableSubCommands() {
		b.WriteString(w.UsageMore + "\n")
	}
	_, err := fmt.Fprintln(c.OutOrStdout(), strings.TrimRight(b.String(), "\n"))
	return err
}

// flagLines lists flags, with their descriptions beside them in lines that fit
// most terminals. The library breaks Chinese in the wrong places.
func flagLines(set *pflag.FlagSet) (lines []string) {
	const columns = 80
	head := func(f *pflag.Flag) string {
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + f.Value.Type()
		}
		return name + "  "
	}
	width := 0
	set.VisitAll(func(f *pflag.Flag) { width = max(width, len(head(f))) })
	set.VisitAll(func(f *pflag.Flag) {
		for i, line := range theme.Wrap(f.Usage, columns-width) {
			name := ""
			if i == 0 {
				name = head(f)
			}
			lines = append(lines, fmt.Sprintf("%-*s%s", width, name, line))
		}
	})
	return lines
}

// text is the value of a flag that takes text.
type text struct {
	at    *string
	shown string // what stands for the value in help
}

func (t text) String() string {
	if t.at == nil {
		return ""
	}
	return *t.at
}

func (t text) Set(s string) error { *t.at = s; return nil }

func (t text) Type() string { return t.shown }

// textFlag defines a flag that takes text. Its description tells the default.
func textFlag(set *pflag.FlagSet, at *string, name, shown, value, usage string) {
	*at = value
	set.Var(text{at, shown}, name, usage)
	set.Lookup(name).DefValue = ""
}
