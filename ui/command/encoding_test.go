//go:build unix

package command_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOtherEncodings: bytes of GBK and Latin-1 are refused with a sentence,
// wherever they come from, and nothing stands in for them.
func TestOtherEncodings(t *testing.T) {
	t.Parallel()
	const gbk, latin1 = "\xc4\xe3\xba\xc3", "caf\xe9"
	valid := slices.Clip(given("--sandbox", "--dry-run")[2:])
	for _, c := range []struct {
		name  string
		env   []string
		args  []string
		draft string
		want  []string
	}{
		{"name by flag", nil, append(valid, "--name", gbk), "", []string{`name "\xc4\xe3\xba\xc3" must be UTF-8`}},
		{"name by variable", []string{"EPN_NAME=" + latin1}, valid, "", []string{`name "caf\xe9" must be UTF-8`, "EPN_NAME"}},
		{"bandwidth by flag", nil, given("--sandbox", "--dry-run", "--bandwidth", "1\xa3"), "", []string{`bandwidth "1\xa3" must be UTF-8`}},
		{"draft", nil, append(valid, "--resume"), `{"answers":{"name":"` + gbk + `"}}`, []string{"draft.json) are not UTF-8", "name is required"}},
		{"draft, for JSON", nil, append(valid, "--resume", "--output", "json"), `{"answers":{"name":"` + gbk + `"}}`, []string{"draft.json) are not UTF-8"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			if c.draft != "" {
				must(t, os.MkdirAll(stateDir(home), 0o700))
				must(t, os.WriteFile(filepath.Join(stateDir(home), "draft.json"), []byte(c.draft), 0o600))
			}
			r := script(t, home, c.env, c.args...)
			for _, want := range c.want {
				if r.status != 2 || !strings.Contains(r.stderr, want) || strings.Contains(r.stderr, "\ufffd") {
					t.Errorf("status %d, and it does not say %q:\n%s", r.status, want, r.stderr)
				}
			}
		})
	}
}
