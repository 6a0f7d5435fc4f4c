package command

import (
	"fmt"
	"strings"
	"time"

	"github.com/muesli/mango"
	mcobra "github.com/muesli/mango-cobra"
	"github.com/spf13/cobra"
)

// newManCommand makes the command that prints the manual page.
func (a *app) newManCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: a.words.Flags.ManShort, Args: a.takeNoArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			manual, err := mcobra.NewManPage(1, c.Root())
			if err != nil {
				return fmt.Errorf("making the manual page: %w", err)
			}
			completeManual(&manual.Root, c.Root())
			_, err = fmt.Fprint(standardOutput, manual.WithSection("Exit status", a.readTopic("exit-codes")).
				WithSection("Environment", a.readTopic("environment")).
				Build(translatedPage{&manPage{}, readBuild(), a.words.Flags.Man}))
			return err
		},
	}
}

// completeManual says of each flag what its value is, and leaves out the topics of help,
// which are no commands, and the flags that every command has.
func completeManual(m *mango.Command, c *cobra.Command) {
	for name, f := range m.Flags {
		flag := c.Flag(name)
		switch {
		case c.HasParent() && c.Root().PersistentFlags().Lookup(name) != nil:
			delete(m.Flags, name)
		case flag.Value.Type() != "bool":
			f.Name += " " + flag.Value.Type()
			m.Flags[name] = f
		}
	}
	for _, sub := range c.Commands() {
		if sub.IsAdditionalHelpTopicCommand() {
			delete(m.Commands, sub.Name())
			continue
		}
		completeManual(m.Commands[sub.Name()], sub)
	}
}

// translatedPage is a manual page with the date of the build, so that it is the same
// whenever it is printed, and with headings in the program's language.
type translatedPage struct {
	*manPage
	build    build
	headings map[string]string
}

// Heading implements mango's Builder.
func (p translatedPage) Heading(section uint, title, _ string, today time.Time) {
	if !p.build.date.IsZero() {
		today = p.build.date
	}
	p.manPage.Heading(section, title, p.build.version, today)
}

// Section implements mango's Builder, as do the two below.
func (p translatedPage) Section(heading string) { p.manPage.Section(p.translate(heading)) }

// TextBold writes a name, or a heading within a section.
func (p translatedPage) TextBold(text string) { p.manPage.TextBold(p.translate(text)) }

// TextItalic writes what stands for others.
func (p translatedPage) TextItalic(text string) { p.manPage.TextItalic(p.translate(text)) }

func (p translatedPage) translate(text string) string {
	if heading, ok := p.headings[text]; ok {
		return heading
	}
	return text
}

// String gives the page as man takes it: lines neither stretched nor
// hyphenated, since that breaks flags and the names of variables.
func (p translatedPage) String() string {
	heading, rest, _ := strings.Cut(p.manPage.String(), "\n")
	return heading + "\n.ad l\n.nh\n" + rest
}
