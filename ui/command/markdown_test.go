package command

import "testing"

func TestShowMarkdown(t *testing.T) {
	t.Parallel()
	const text = "# A title\n\nA `word`, and one\nmore word.\n\n## Below\n\n" +
		"- `name`: its meaning\n  goes on\n- another\n\n```\n" +
		"a line of code that is longer than the terminal\n\n    and one set in\n```\n\n" +
		"汉字在此\n换行 A\nB\n"
	const want = "A title\n\n  A word, and one more\n  word.\n\nBelow\n\n" +
		"  - name: its meaning\n    goes on\n  - another\n\n" +
		"a line of code that is longer than the terminal\n\n    and one set in\n\n" +
		"  汉字在此换行 A B\n"
	if got := showMarkdown(text, 23); got != want {
		t.Errorf("shown as\n%s\nwant\n%s", got, want)
	}
}
