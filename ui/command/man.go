package command

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"epn-wizard/theme/words"
)

// newManCommand makes the command that prints the manual page.
func (a *app) newManCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: a.words.Flags.ManShort, Args: a.takeNoArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := a.findError(); err != nil {
				return err
			}
			_, err := fmt.Fprint(standardOutput, writeManual(a.words, c.Root()))
			return err
		},
	}
}

// writeManual writes the manual page as man reads it. It is written by hand, since
// the library for it joins the lines of examples and has man set hyphens that no
// shell knows. The page has the date of the build, so that it is the same whenever
// it is printed. Its lines are neither stretched nor hyphenated, since that breaks
// flags and the names of variables.
func writeManual(w *words.Words, root *cobra.Command) string {
	t, b := w.Flags.Man, readBuild()
	day := dayOf(cmp.Or(b.Date, time.Now().Format(time.RFC3339)))
	m := &manPage{}
	m.writeLines(
		fmt.Sprintf(`.TH %s 1 "%s" "%s %s"`, strings.ToUpper(root.Name()), day, root.Name(), b.Version), ".ad l", ".nh")
	m.writeSection(t.Name, root.Name()+" - "+root.Short)
	m.writeSection(t.Synopsis, "")
	m.writeLines(fmt.Sprintf(`%s [%s] [%s]`, embolden(root.Name()), italicize(t.Option), italicize(t.Argument)))
	m.writeSection(t.Description, root.Long)
	m.writeSection(t.Options, "")
	m.writeFlags(root)
	m.writeSection(t.Commands, "")
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			name, arguments, _ := strings.Cut(c.Use, " ")
			m.writeEntry(strings.TrimSpace(embolden(name)+" "+escapeText(arguments)), c.Short)
			m.writeLines(".RS")
			m.writeFlags(c)
			m.writeLines(".RE")
		}
	}
	m.writeSection(t.Examples, root.Example)
	m.writeSection(t.ExitStatus, readTopic(w, "exit-codes"))
	m.writeSection(t.Environment, readTopic(w, "environment"))
	return m.String()
}

// manPage is a manual page that is being written.
type manPage struct{ strings.Builder }

// escapeText has man set characters as they are that it would set as others.
var escapeText = strings.NewReplacer(
	`\`, `\e`, `-`, `\-`, `'`, `\(aq`, "`", `\(ga`, `^`, `\(ha`, `~`, `\(ti`, `"`, `\(dq`,
).Replace

func embolden(text string) string { return `\fB` + escapeText(text) + `\fP` }

func italicize(text string) string { return `\fI` + escapeText(text) + `\fP` }

// writeLines writes lines as man reads them.
func (m *manPage) writeLines(lines ...string) { m.WriteString(strings.Join(lines, "\n") + "\n") }

// writeText writes lines of text, which are no requests, whatever they begin with.
func (m *manPage) writeText(text string) {
	for line := range strings.SplitSeq(escapeText(text), "\n") {
		if strings.HasPrefix(line, ".") {
			line = `\&` + line
		}
		m.writeLines(line)
	}
}

// writeEntry writes a tag, which is escaped already, and what is said of it.
func (m *manPage) writeEntry(tag, meaning string) {
	m.writeLines(".TP", tag)
	m.writeText(strings.ReplaceAll(meaning, "\n", " "))
}

// writeFlags writes the flags of a command, without those that every command has.
func (m *manPage) writeFlags(c *cobra.Command) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if c.HasParent() && (f.Name == "help" || c.Root().PersistentFlags().Lookup(f.Name) != nil) {
			return
		}
		tag := "--" + f.Name
		if f.Shorthand != "" {
			tag = "-" + f.Shorthand + ", " + tag
		}
		tag = embolden(tag)
		if kind := f.Value.Type(); kind != "bool" {
			tag += " " + italicize(kind)
		}
		m.writeEntry(tag, f.Usage)
	})
}

// writeSection begins a section with a text in Markdown, less its title, which the
// heading has said. An entry of a list begins with a name in code, and says what it
// means.
func (m *manPage) writeSection(title, text string) {
	m.writeLines(".SH " + strings.ToUpper(title))
	for i, block := range parseMarkdown(text) {
		switch {
		case block.kind == verbatim:
			m.writeLines(".nf")
			m.writeText(block.text)
			m.writeLines(".fi")
		case block.kind == item:
			name, meaning, _ := strings.Cut(strings.Replace(block.text, "`：", "`: ", 1), "`: ")
			m.writeEntry(escapeText(unmark(name)), unmark(meaning))
		case block.kind == heading && block.level > 1:
			m.writeLines(".PP", embolden(block.text))
		case block.kind == paragraph:
			if i > 0 {
				m.writeLines(".PP")
			}
			m.writeText(unmark(block.text))
		}
	}
}
