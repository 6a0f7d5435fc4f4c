package command

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/theme"
)

// helpColumns fit most terminals, and stay the same in a file.
const helpColumns = 80

// printHelp prints a topic, or what cobra would, wrapped: what a command is for, and
// its usage.
func (a *app) printHelp(c *cobra.Command, _ []string) {
	if c.IsAdditionalHelpTopicCommand() {
		a.printTopic(c)
		return
	}
	about := cmp.Or(c.Long, c.Short)
	_, _ = fmt.Fprintln(c.OutOrStdout(), theme.Fit(about, helpColumns+1)) // Nothing is left to report a failure on.
	if c.Runnable() || c.HasSubCommands() {
		_, _ = fmt.Fprintln(c.OutOrStdout())
		_ = c.Usage()
	}
}

// printUsage prints what cobra would, in the program's language.
func (a *app) printUsage(c *cobra.Command) error {
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
	listCommands := func(wanted func(*cobra.Command) bool) []string {
		var rows [][2]string
		for _, sub := range c.Commands() {
			if wanted(sub) {
				rows = append(rows, [2]string{fmt.Sprintf("  %-12s ", sub.Name()), sub.Short})
			}
		}
		return alignRows(rows)
	}
	if c.HasAvailableSubCommands() {
		section(w.CommandsTitle, listCommands(func(s *cobra.Command) bool { return s.IsAvailableCommand() })...)
	}
	if c.HasAvailableFlags() {
		section(w.FlagsTitle, describeFlags(c.Flags())...)
	}
	if c.HasHelpSubCommands() {
		section(w.TopicsTitle, listCommands(func(s *cobra.Command) bool { return s.IsAdditionalHelpTopicCommand() })...)
	}
	if c.HasAvailableSubCommands() {
		b.WriteString(theme.Fit(w.UsageMore, helpColumns+1) + "\n")
	}
	_, err := fmt.Fprintln(c.OutOrStdout(), strings.TrimRight(b.String(), "\n"))
	return err
}

// describeFlags lists flags with their descriptions. The library breaks Chinese in
// the wrong places.
func describeFlags(set *pflag.FlagSet) []string {
	var rows [][2]string
	set.VisitAll(func(f *pflag.Flag) {
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + f.Value.Type()
		}
		rows = append(rows, [2]string{name + "  ", f.Usage})
	})
	return alignRows(rows)
}

// alignRows sets each row's text beside its name, wrapped.
func alignRows(rows [][2]string) (lines []string) {
	width := 0
	for _, row := range rows {
		width = max(width, len(row[0]))
	}
	for _, row := range rows {
		name := row[0]
		for _, line := range theme.Wrap(row[1], helpColumns-width) {
			lines = append(lines, fmt.Sprintf("%-*s%s", width, name, line))
			name = ""
		}
	}
	return lines
}
