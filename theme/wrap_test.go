package theme

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two  three", 9, []string{"one two", "three"}},
		{"  kept indent", 8, []string{"  kept", "indent"}},
		{"a\n\nb", 10, []string{"a", "", "b"}},
		{"pass --billing-method now", 18, []string{"pass", "--billing-method", "now"}},
		{"epn-20200825134537VyK81T", 10, []string{"epn-202008", "25134537Vy", "K81T"}},
		{"see epn-20200825134537VyK81T", 10, []string{"see", "epn-202008", "25134537Vy", "K81T"}},
		{"一个账号只有一种计费方式", 10, []string{"一个账号只", "有一种计费", "方式"}},
		{"一个账号，只有一种", 8, []string{"一个账", "号，只有", "一种"}},                     // no line begins with a comma
		{"账号的“工单”一栏", 7, []string{"账号的", "“工单”", "一栏"}},                     // nor ends with what opens
		{"请设置 HTTPS_PROXY 变量。", 14, []string{"请设置", "HTTPS_PROXY 变", "量。"}}, // a name stays whole
		{"请设置 HTTPS_PROXY变量", 12, []string{"请设置", "HTTPS_PROXY", "变量"}},
		{"e\u0301te\u0301 e\u0301te\u0301", 3, []string{"e\u0301te\u0301", "e\u0301te\u0301"}}, // accents take no room
		{"中", 1, []string{"中"}},
		{"\x1b[32m+\x1b[m no instance", 6, []string{"\x1b[32m+\x1b[m no", "instan", "ce"}},
	} {
		if got := Wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%q at %d:\n got %q\nwant %q", c.text, c.width, got, c.want)
		}
	}
}

// TestWrapItem: entries of a list do not run together.
func TestWrapItem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want []string
	}{
		{"one two", []string{"  one two"}}, {"one two three", []string{"  one two", "    three"}},
		{"没有找到配置", []string{"  没有找", "    到配置"}},
	} {
		if got := WrapItem(c.text, 11); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	text := "one two three\n  aliyun ens --x y z\n一个账号"
	if got := Fit(text, 0); got != text {
		t.Errorf("no terminal: %q", got)
	}
	if got, want := Fit(text, 7), "one two\nthree\n  aliyun ens --x y z\n一个账\n号"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWrapCommand(t *testing.T) {
	t.Parallel()
	words := []string{"aliyun", "ens", "--Name", "'edge lab'", "--Mode", "x", "--insecure"}
	for width, want := range map[int][]string{
		0:  {"aliyun ens --Name 'edge lab' --Mode x --insecure"},
		50: {"aliyun ens --Name 'edge lab' --Mode x --insecure"},
		49: {`aliyun ens --Name 'edge lab' --Mode x \`, "  --insecure"},
		24: {`aliyun ens \`, `  --Name 'edge lab' \`, "  --Mode x --insecure"},
		14: {`aliyun ens \`, `  --Name \`, `  'edge lab' \`, `  --Mode x \`, "  --insecure"},
		1:  {`aliyun \`, `  ens \`, `  --Name \`, `  'edge lab' \`, `  --Mode \`, `  x \`, "  --insecure"},
	} {
		if got := WrapCommand(words, width); !slices.Equal(got, want) {
			t.Errorf("%d columns: %s", width, strings.Join(got, "\n"))
		}
	}
	if got := WrapCommand(nil, 80); got != nil {
		t.Errorf("no command: %q", got)
	}
}

// FuzzWrap: nothing but spaces is lost, and no line is too wide unless a
// single character is.
func FuzzWrap(f *testing.F) {
	f.Add("一个账号，只有一种 billing-method。", 9)
	f.Add("a  b\n\nc\u0301 中", 2)
	f.Fuzz(func(t *testing.T, text string, width int) {
		control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' }
		if !utf8.ValidString(text) || width < 2 || width > 200 || strings.ContainsFunc(text, control) {
			t.Skip()
		}
		lines := Wrap(text, width)
		without := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got, want := without(strings.Join(lines, "")), without(text); got != want {
			t.Errorf("%q became %q", want, got)
		}
		for _, line := range lines {
			if w := ansi.StringWidth(line); w > width && strings.TrimSpace(ansi.Truncate(line, width, "")) != "" {
				t.Errorf("%q is %d columns wide, not %d", line, w, width)
			}
		}
	})
}
