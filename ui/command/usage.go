package command

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/theme"
	"epn-wizard/ui/script"
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
	_, _ = fmt.Fprintln(c.OutOrStdout(), theme.Fit(about, helpColumns)) // Nothing is left to report a failure on.
	if c.Runnable() || c.HasSubCommands() {
		_, _ = fmt.Fprintln(c.OutOrStdout())
		_ = c.Usage()
	}
}

// printUsage prints what cobra would, in the program's language.
func (a *app) printUsage(c *cobra.Command) error {
	w, p := a.words.Flags, script.Printer{Columns: func(io.Writer) int { return helpColumns }}
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
				rows = append(rows, [2]string{fmt.Sprintf("  %-11s", sub.Name()), sub.Short})
			}
		}
		return p.SetTable(rows)
	}
	if c.HasAvailableSubCommands() {
		section(w.CommandsTitle, listCommands(func(s *cobra.Command) bool { return s.IsAvailableCommand() })...)
	}
	if c.HasAvailableFlags() {
		section(w.FlagsTitle, p.SetTable(describeFlags(c.Flags()))...)
	}
	if c.HasHelpSubCommands() {
		section(w.TopicsTitle, listCommands(func(s *cobra.Command) bool { return s.IsAdditionalHelpTopicCommand() })...)
	}
	if c.HasAvailableSubCommands() {
		b.WriteString(theme.Fit(w.UsageMore, helpColumns) + "\n")
	}
	_, err := fmt.Fprintln(c.OutOrStdout(), strings.TrimRight(b.String(), "\n"))
	return err
}

// describeFlags lists flags with their descriptions. The library breaks Chinese in
// the wrong places.
func describeFlags(set *pflag.FlagSet) (rows [][2]string) {
	set.VisitAll(func(f *pflag.Flag) {
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + f.Value.Type()
		}
		rows = append(rows, [2]string{name, f.Usage})
	})
	return rows
}
