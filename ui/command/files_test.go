//go:build unix

package command_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// filesTopic gives the names that a part of the topic files lists.
func filesTopic(t *testing.T, part int) (names []string) {
	t.Helper()
	text, err := os.ReadFile("help/en/files.md")
	must(t, err)
	listed := regexp.MustCompile("(?m)^- (`.*?`):").FindAllStringSubmatch(strings.Split(string(text),
		"Read, and never written:")[part], -1)
	for _, item := range listed {
		for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(item[1], -1) {
			names = append(names, name[1])
		}
	}
	return names
}

// TestFilesAreWhereTheTopicSays: what the topic lists is made by orders, drafts and practice, in the
// directory that it names, for this user alone; and nothing else is.
func TestFilesAreWhereTheTopicSays(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	for dir, place := range map[string]struct{ variables, args []string }{
		".local/state/epn-wizard": {},
		"xdg/epn-wizard":          {variables: []string{"XDG_STATE_HOME=" + filepath.Join(home, "xdg")}},
		"variable": {variables: []string{"XDG_STATE_HOME=/none", "EPN_STATE_DIR=" +
			filepath.Join(home, "variable")}},
		"flag": {variables: []string{"EPN_STATE_DIR=/none"},
			args: []string{"--state-dir", filepath.Join(home, "flag")}},
	} {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(home, dir)
			if r := script(t, home, place.variables, append(given("--sandbox", "--yes"), place.args...)...); r.status != 0 {
				t.Fatal(r.stderr)
			}
			s := run{home: home, env: place.variables}.start(t, append([]string{"--sandbox", "--fresh"}, place.args...)...)
			s.waitFor(nameQuestion)
			s.send("kept", enter)
			s.waitFor(billingQuestion)
			s.send(ctrlC)
			s.ends(130)
			s = run{home: home, env: place.variables}.start(t, append([]string{"practice"}, place.args...)...)
			s.waitFor(practiceList)
			s.send(enter)
			s.waitFor(review)
			s.decide("y")
			s.waitFor("Nothing was created")
			modes := map[string]fs.FileMode{}
			entries, err := os.ReadDir(dir)
			must(t, err)
			for _, entry := range entries {
				info, err := entry.Info()
				must(t, err)
				modes[regexp.MustCompile(`^practice-.*`).ReplaceAllString(entry.Name(), "practice-...")] = info.Mode()
			}
			listed := filesTopic(t, 0)
			if found := slices.Sorted(maps.Keys(modes)); len(listed) < 7 ||
				!slices.Equal(found, slices.Sorted(slices.Values(listed))) {
				t.Errorf("there are %q, the topic lists %q", found, listed)
			}
			self, err := os.Stat(dir)
			must(t, err)
			modes["."] = self.Mode()
			for name, mode := range modes {
				if want := map[bool]fs.FileMode{true: 0o700, false: 0o600}[mode.IsDir()]; mode.Perm() != want {
					t.Errorf("%s has the mode %v", name, mode)
				}
			}
			s.send(ctrlC)
			s.ends(130)
		})
	}
}

// TestFilesThatAreReadAreWhereTheTopicSays: keys are found in each of the files that it lists.
func TestFilesThatAreReadAreWhereTheTopicSays(t *testing.T) {
	t.Parallel()
	service := newService(t)
	contents := map[string]string{
		"~/.aliyun/config.json": `{"current":"default","profiles":[
			{"name":"default","mode":"AK","access_key_id":"sandbox","access_key_secret":"sandbox-secret"}]}`,
		"~/.alibabacloud/credentials": "[default]\nenable = true\ntype = access_key\n" +
			"access_key_id = sandbox\naccess_key_secret = sandbox-secret\n",
	}
	listed := filesTopic(t, 1)
	if len(listed) != len(contents) {
		t.Errorf("the topic lists %q", listed)
	}
	for _, name := range listed {
		home := t.TempDir()
		file := strings.Replace(name, "~", home, 1)
		must(t, os.MkdirAll(filepath.Dir(file), 0o700))
		must(t, os.WriteFile(file, []byte(contents[name]), 0o600))
		before, err := os.Stat(file)
		must(t, err)
		if r := script(t, home, nil, service.live("check")...); r.status != 0 {
			t.Errorf("with %s: %s%s", name, r.stdout, r.stderr)
		}
		if after, err := os.Stat(file); err != nil || !after.ModTime().Equal(before.ModTime()) {
			t.Errorf("%s was written", name)
		}
	}
}
