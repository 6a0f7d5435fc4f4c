//go:build unix

package command_test

import "testing"

// TestLocaleOfTheCharacters: where it is Chinese, Japanese or Korean, nothing is
// drawn that could take two columns, whatever the language is. The first of
// LC_ALL, LC_CTYPE and LANG that says something decides.
func TestLocaleOfTheCharacters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		env  []string
		args []string
		rule string
	}{
		{"Chinese, in English", []string{"LANG=zh_CN.UTF-8"}, []string{"--lang", "en"}, " ---"},
		{"Japanese", []string{"LANG=ja_JP.UTF-8"}, nil, " ---"},
		{"Korean characters", []string{"LANG=en_US.UTF-8", "LC_CTYPE=ko_KR.UTF-8"}, nil, " ---"},
		{"Chinese but for the characters", []string{"LANG=zh_CN.UTF-8", "LC_CTYPE=C.UTF-8"}, []string{"--lang", "en"}, " ───"},
		{"German", []string{"LANG=zh_CN.UTF-8", "LC_ALL=de_DE.UTF-8"}, nil, " ───"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := run{env: c.env}.start(t, append(c.args, "--sandbox")...)
			s.waitFor(nameQuestion)
			s.waitFor(c.rule)
			s.leave()
		})
	}
}
