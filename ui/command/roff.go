package command

import (
	"fmt"
	"strings"
	"time"
)

// document is a manual page as man reads it. The library's own makes a paragraph
// of each line, and has man set hyphens that no shell knows.
type document struct{ text string }

// plain are the characters that man would set as others.
var plain = strings.NewReplacer(`\`, `\e`, `-`, `\-`, `'`, `\(aq`, "`", `\(ga`, `^`, `\(ha`, `~`, `\(ti`, `"`, `\(dq`)

// request writes a line for man itself.
func (d *document) request(line string) {
	d.EndSection()
	d.text += line + "\n"
}

// write adds to the line that is being written.
func (d *document) write(text string) {
	if strings.HasPrefix(text, ".") && d.begins() { // it is no request
		d.text += `\&`
	}
	d.text += plain.Replace(text)
}

func (d *document) begins() bool { return d.text == "" || strings.HasSuffix(d.text, "\n") }

const tagged = ".TP\n"

// Heading implements mango's Builder, as do those below.
func (d *document) Heading(section uint, title, description string, date time.Time) {
	d.request(fmt.Sprintf(`.TH %s %d "%s" "%s" "%s"`, strings.ToUpper(title), section, date.Format(time.DateOnly), title, description))
}

func (d *document) Paragraph() { d.request(".PP") }

func (d *document) Indent(n int) { d.request(fmt.Sprintf(".RS %d", n)) }

func (d *document) IndentEnd() { d.request(".RE") }

func (d *document) TaggedParagraph(int) { d.request(strings.TrimSuffix(tagged, "\n")) }

func (d *document) List(text string) {
	d.request(`.IP \(bu 3`)
	d.write(text)
}

func (d *document) Section(heading string) { d.request(".SH " + strings.ToUpper(heading)) }

// EndSection ends a line.
func (d *document) EndSection() {
	if !d.begins() {
		d.text += "\n"
	}
}

// Text writes a text in Markdown, less its title, which the section has said. An
// entry of a list that begins with a name in code is its meaning.
func (d *document) Text(text string) {
	for i, block := range parseMarkdown(text) {
		switch {
		case block.kind == verbatim:
			d.examples(block.text)
		case block.kind == item:
			d.entry(block.text)
		case block.kind == heading && block.level == 1:
		case block.kind == heading:
			d.untag()
			d.Paragraph()
			d.font("B", block.text)
		default:
			if i > 0 {
				d.untag()
				d.Paragraph()
			}
			d.write(unmark(block.text))
		}
	}
}

// entry writes one entry of a list.
func (d *document) entry(text string) {
	d.untag()
	name, meaning, named := strings.Cut(text, "`: ")
	if !named {
		name, meaning, named = strings.Cut(text, "`：")
	}
	if !named {
		d.List(unmark(text))
		return
	}
	d.TaggedParagraph(0)
	d.write(unmark(name))
	d.EndSection()
	d.write(unmark(meaning))
}

// examples writes lines as they are.
func (d *document) examples(block string) {
	d.untag()
	d.request(".nf")
	for line := range strings.SplitSeq(block, "\n") {
		d.write(line)
		d.EndSection()
	}
	d.request(".fi")
}

// untag takes back that a paragraph has a tag.
func (d *document) untag() {
	d.EndSection()
	d.text = strings.TrimSuffix(d.text, tagged)
}

// TextBold writes a name. A flag begins a paragraph, and what stands for its
// value is in italics.
func (d *document) TextBold(text string) {
	name, value := text, ""
	if strings.HasPrefix(text, "-") {
		if !strings.HasSuffix(d.text, tagged) {
			d.TaggedParagraph(0)
		}
		if i := strings.LastIndex(text, " "); i >= 0 && !strings.HasPrefix(text[i+1:], "-") {
			name, value = text[:i], text[i+1:]
		}
	}
	d.font("B", name)
	if value != "" {
		d.write(" ")
		d.TextItalic(value)
	}
}

func (d *document) TextItalic(text string) { d.font("I", text) }

func (d *document) font(font, text string) {
	d.text += `\f` + font
	d.write(text)
	d.text += `\fP`
}

func (d *document) String() string { return strings.TrimRight(d.text, "\n") + "\n" }
