package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"epn-wizard/ui/phrase"

	"epn-wizard/client/private"
	"epn-wizard/ui/script"
)

// stateDir is where the program keeps its files.
func (a *app) stateDir() (string, []script.Problem) {
	w := a.words.Script
	dir, origin, ok := a.flags.setting("state-dir", a.flags.stateDir, "EPN_STATE_DIR")
	if !ok {
		origin = "--state-dir"
		if dir = os.Getenv("XDG_STATE_HOME"); !filepath.IsAbs(dir) {
			home, err := os.UserHomeDir()
			if err != nil {
				return "", []script.Problem{bad("state-dir", "", w.NoStateDir, origin)}
			}
			dir = filepath.Join(home, ".local", "state")
		}
		dir = filepath.Join(dir, "epn-wizard")
	}
	if dir == "" { // it would be the working directory
		return "", []script.Problem{bad("state-dir", "", w.Empty, origin)}
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return "", []script.Problem{a.notUsable(dir, err)}
	}
	return absolute, nil
}

// judgeStateDir gives why a run that may send an order cannot keep its files in
// a directory. One that is not there is made only where nothing else is wrong.
func (a *app) judgeStateDir(dir string, mayMake bool) []script.Problem {
	if dir == "" || a.flags.dryRun { // it is a problem already, or nothing is kept
		return nil
	}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) && !mayMake {
		return nil
	}
	if err := private.Dir(dir); err != nil {
		return []script.Problem{a.notUsable(dir, err)}
	}
	return nil
}

// exists reports whether there is anything at a path.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// notUsable says why a state directory cannot be used.
func (a *app) notUsable(dir string, err error) script.Problem {
	_, origin, ok := a.flags.setting("state-dir", a.flags.stateDir, "EPN_STATE_DIR")
	if !ok { // of the default, which the flag would replace
		origin = "--state-dir"
	}
	why := phrase.ErrorText(a.words, private.Why(err))
	return bad("state-dir", dir, fmt.Sprintf(a.words.Script.NotUsable, why), origin)
}
