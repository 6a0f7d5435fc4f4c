package command

import (
	"fmt"
	"strings"
	"time"
)

// manPage is a manual page as man reads it. The library's own makes a paragraph
// of each line, and has man set hyphens that no shell knows.
type manPage struct{ text string }

// roffEscapes are the characters that man would set as others.
var roffEscapes = strings.NewReplacer(
	`\`, `\e`, `-`, `\-`, `'`, `\(aq`, "`", `\(ga`, `^`, `\(ha`, `~`, `\(ti`, `"`, `\(dq`,
)

// writeRequest writes a line for man itself.
func (m *manPage) writeRequest(line string) {
	m.EndSection()
	m.text += line + "\n"
}

// write adds to the line that is being written.
func (m *manPage) write(text string) {
	if strings.HasPrefix(text, ".") && m.atLineStart() { // It is no request.
		m.text += `\&`
	}
	m.text += roffEscapes.Replace(text)
}

func (m *manPage) atLineStart() bool { return m.text == "" || strings.HasSuffix(m.text, "\n") }

// tagRequest begins a paragraph whose first line is its tag.
const tagRequest = ".TP\n"

// Heading implements mango's Builder, as do those below.
func (m *manPage) Heading(section uint, title, description string, date time.Time) {
	day := date.Format(time.DateOnly)
	m.writeRequest(fmt.Sprintf(`.TH %s %d "%s" "%s" "%s"`, strings.ToUpper(title), section, day, title, description))
}

func (m *manPage) Paragraph() { m.writeRequest(".PP") }

func (m *manPage) Indent(n int) { m.writeRequest(fmt.Sprintf(".RS %d", n)) }

func (m *manPage) IndentEnd() { m.writeRequest(".RE") }

func (m *manPage) TaggedParagraph(int) { m.writeRequest(strings.TrimSuffix(tagRequest, "\n")) }

func (m *manPage) List(text string) {
	m.writeRequest(`.IP \(bu 3`)
	m.write(text)
}

func (m *manPage) Section(heading string) { m.writeRequest(".SH " + strings.ToUpper(heading)) }

// EndSection ends a line.
func (m *manPage) EndSection() {
	if !m.atLineStart() {
		m.text += "\n"
	}
}

// Text writes a text in Markdown, less its title, which the section has said. An
// entry of a list that begins with a name in code is its meaning.
func (m *manPage) Text(text string) {
	for i, block := range parseMarkdown(text) {
		switch {
		case block.kind == verbatim:
			m.writeVerbatim(block.text)
		case block.kind == item:
			m.writeEntry(block.text)
		case block.kind == heading && block.level == 1:
		case block.kind == heading:
			m.dropTag()
			m.Paragraph()
			m.writeInFont("B", block.text)
		default:
			if i > 0 {
				m.dropTag()
				m.Paragraph()
			}
			m.write(unmark(block.text))
		}
	}
}

// writeEntry writes one entry of a list.
func (m *manPage) writeEntry(text string) {
	m.dropTag()
	name, meaning, named := strings.Cut(text, "`: ")
	if !named {
		name, meaning, named = strings.Cut(text, "`：")
	}
	if !named {
		m.List(unmark(text))
		return
	}
	m.TaggedParagraph(0)
	m.write(unmark(name))
	m.EndSection()
	m.write(unmark(meaning))
}

// writeVerbatim writes lines as they are.
func (m *manPage) writeVerbatim(block string) {
	m.dropTag()
	m.writeRequest(".nf")
	for line := range strings.SplitSeq(block, "\n") {
		m.write(line)
		m.EndSection()
	}
	m.writeRequest(".fi")
}

// dropTag takes back that a paragraph has a tag.
func (m *manPage) dropTag() {
	m.EndSection()
	m.text = strings.TrimSuffix(m.text, tagRequest)
}

// TextBold writes a name. A flag begins a paragraph, and what stands for its
// value is in italics.
func (m *manPage) TextBold(text string) {
	name, value := text, ""
	if strings.HasPrefix(text, "-") {
		if !strings.HasSuffix(m.text, tagRequest) {
			m.TaggedParagraph(0)
		}
		if i := strings.LastIndex(text, " "); i >= 0 && !strings.HasPrefix(text[i+1:], "-") {
			name, value = text[:i], text[i+1:]
		}
	}
	m.writeInFont("B", name)
	if value != "" {
		m.write(" ")
		m.TextItalic(value)
	}
}

func (m *manPage) TextItalic(text string) { m.writeInFont("I", text) }

func (m *manPage) writeInFont(font, text string) {
	m.text += `\f` + font
	m.write(text)
	m.text += `\fP`
}

func (m *manPage) String() string { return strings.TrimRight(m.text, "\n") + "\n" }
