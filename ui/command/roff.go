package command

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manCommand prints the manual page.
func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: a.words.Flags.ManShort, Args: a.noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(standardOutput, a.writeManual(c.Root()))
			return err
		},
	}
}

// writeManual writes the manual page as man reads it. It is written by hand, since
// the library for it joins the lines of examples and has man set hyphens that no
// shell knows. The page has the date of the build, so that it is the same whenever
// it is printed. Its lines are neither stretched nor hyphenated, since that breaks
// flags and the names of variables.
func (a *app) writeManual(root *cobra.Command) string {
	w, b := a.words.Flags.Man, thisBuild()
	date := b.date
	if date.IsZero() {
		date = time.Now()
	}
	d := &document{}
	d.request(fmt.Sprintf(".TH %s 1 \"%s\" \"%s %s\"\n.ad l\n.nh",
		strings.ToUpper(root.Name()), date.Format(time.DateOnly), root.Name(), b.version))
	d.section(w.Name, root.Name()+" - "+root.Short)
	d.section(w.Synopsis, "")
	d.text += fmt.Sprintf(`%s [%s] [%s]`, embolden(root.Name()), italicize(w.Option), italicize(w.Argument))
	d.section(w.Description, root.Long)
	d.section(w.Options, "")
	d.writeFlags(root)
	d.section(w.Commands, "")
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			name, arguments, _ := strings.Cut(c.Use, " ")
			d.writeEntry(strings.TrimSpace(embolden(name)+" "+escape(arguments)), c.Short)
			d.request(".RS")
			d.writeFlags(c)
			d.request(".RE")
		}
	}
	d.section(w.Examples, root.Example)
	d.section(w.ExitStatus, a.topic("exit-codes"))
	d.section(w.Environment, a.topic("environment"))
	return strings.TrimRight(d.text, "\n") + "\n"
}

// document is a manual page that is being written.
type document struct{ text string }

// escape has man set characters as they are that it would set as others.
var escape = strings.NewReplacer(`\`, `\e`, `-`, `\-`, `'`, `\(aq`, "`", `\(ga`, `^`, `\(ha`, `~`, `\(ti`, `"`, `\(dq`).Replace

func embolden(text string) string { return `\fB` + escape(text) + `\fP` }

func italicize(text string) string { return `\fI` + escape(text) + `\fP` }

// request writes a line for man itself.
func (d *document) request(line string) {
	if d.text != "" && !strings.HasSuffix(d.text, "\n") {
		d.text += "\n"
	}
	d.text += line + "\n"
}

// write writes a line of text, which is no request, whatever it begins with.
func (d *document) write(line string) {
	if strings.HasPrefix(line, ".") {
		line = `\&` + line
	}
	d.text += escape(line) + "\n"
}

// writeEntry writes a tag, which is escaped already, and what is said of it.
func (d *document) writeEntry(tag, meaning string) {
	d.request(".TP\n" + tag)
	d.write(strings.ReplaceAll(meaning, "\n", " "))
}

// writeFlags writes the flags of a command, without those that every command has.
func (d *document) writeFlags(c *cobra.Command) {
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
		d.writeEntry(tag, f.Usage)
	})
}

// section begins a section with a text in Markdown, less its title, which the
// heading has said. An entry of a list that begins with a name in code is its
// meaning.
func (d *document) section(title, text string) {
	d.request(".SH " + strings.ToUpper(title))
	for i, block := range parseMarkdown(text) {
		switch {
		case block.kind == verbatim:
			d.request(".nf")
			for line := range strings.SplitSeq(block.text, "\n") {
				d.write(line)
			}
			d.request(".fi")
		case block.kind == item:
			d.writeItem(block.text)
		case block.kind == heading && block.level == 1:
		case block.kind == heading:
			d.request(".PP\n" + embolden(block.text))
		default:
			if i > 0 {
				d.request(".PP")
			}
			d.write(unmark(block.text))
		}
	}
}

// writeItem writes one entry of a list.
func (d *document) writeItem(text string) {
	name, meaning, named := strings.Cut(text, "`: ")
	if !named {
		name, meaning, named = strings.Cut(text, "`：")
	}
	if named {
		d.writeEntry(escape(unmark(name)), unmark(meaning))
		return
	}
	d.request(`.IP \(bu 3`)
	d.write(unmark(text))
}
