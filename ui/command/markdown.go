package command

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/theme"
)

// blockKind tells the parts of a text in Markdown apart.
type blockKind int

const (
	paragraph blockKind = iota
	heading
	item     // one entry of a list
	verbatim // lines of code or of examples, which are left as they are
)

// block is one part of a text in Markdown.
type block struct {
	kind  blockKind
	level int // of a heading, from 1
	text  string
}

// parseMarkdown reads the small part of Markdown that the help is written in:
// headings, paragraphs, lists without lists in them, and fenced code.
// Lines that begin with two spaces, as cobra's examples do, are code as well.
func parseMarkdown(text string) []block {
	var blocks []block
	fenced, open := false, false // open: the last block may go on
	add := func(kind blockKind, level int, text string) {
		blocks = append(blocks, block{kind, level, text})
		open = true
	}
	goesOn := func(kind blockKind) bool { return open && blocks[len(blocks)-1].kind == kind }
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "```"):
			fenced, open = !fenced, false
		case trimmed == "" && !fenced:
			open = false
		case fenced, strings.HasPrefix(line, "  ") && !goesOn(item) && !goesOn(paragraph):
			if goesOn(verbatim) {
				blocks[len(blocks)-1].text += "\n" + line
			} else {
				add(verbatim, 0, line)
			}
		case strings.HasPrefix(line, "#"):
			title := strings.TrimLeft(line, "#")
			add(heading, len(line)-len(title), unmark(strings.TrimSpace(title)))
			open = false
		case strings.HasPrefix(line, "- "):
			add(item, 0, line[len("- "):])
		case goesOn(item), goesOn(paragraph):
			last := &blocks[len(blocks)-1]
			last.text = joinLines(last.text, trimmed)
		default:
			add(paragraph, 0, line)
		}
	}
	return blocks
}

// joinLines makes one line of two: Chinese takes no space where it was broken.
func joinLines(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if ansi.StringWidth(string(last)) > 1 && ansi.StringWidth(string(first)) > 1 {
		return before + after
	}
	return before + " " + after
}

// unmark takes away the marks of code within a line.
func unmark(text string) string { return strings.ReplaceAll(text, "`", "") }

// showMarkdown sets a text in Markdown for a terminal so many columns wide:
// headings stand out to the left of what is below them. So does code, whose
// lines are whole and without a margin, since they are pasted into a shell.
func showMarkdown(text string, width int) string {
	const margin = "  "
	var b strings.Builder
	var before blockKind
	for i, block := range parseMarkdown(text) {
		if i > 0 && (block.kind != item || before != item) {
			b.WriteString("\n")
		}
		before = block.kind
		lines := []string{block.text}
		switch block.kind {
		case paragraph:
			lines = theme.Wrap(unmark(block.text), width-len(margin))
			for i, line := range lines {
				lines[i] = margin + line
			}
		case item:
			lines = theme.WrapItem("- "+unmark(block.text), width)
		case heading, verbatim:
		}
		b.WriteString(strings.Join(lines, "\n") + "\n")
	}
	return b.String()
}
