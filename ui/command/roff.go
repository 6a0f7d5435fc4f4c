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

// Text writes paragraphs, one a line, of which those that hold more than one
// space in a row are examples or a table.
func (d *document) Text(text string) {
	for i, block := range strings.Split(text, "\n\n") {
		if i > 0 {
			d.Paragraph()
		}
		switch {
		case strings.HasPrefix(block, "  "):
			d.examples(block)
		case strings.Contains(block, "  "):
			d.table(block)
		default:
			for j, line := range strings.Split(block, "\n") {
				if j > 0 {
					d.Paragraph()
				}
				d.write(line)
			}
		}
	}
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

// table writes rows of a name and its meaning, which the lines that begin with
// a space belong to.
func (d *document) table(block string) {
	d.untag()
	for line := range strings.SplitSeq(block, "\n") {
		name, meaning, _ := strings.Cut(line, "  ")
		if name != "" {
			d.TaggedParagraph(0)
			d.write(name)
		}
		d.EndSection()
		d.write(strings.TrimSpace(meaning))
	}
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
