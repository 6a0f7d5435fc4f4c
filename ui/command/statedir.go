package command

import (
	"fmt"
	"os"
	"path/filepath"

	"epn-wizard/client/private"
	"epn-wizard/forms"
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

// exists reports whether there is anything at a path.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// notUsable says why a state directory cannot be used.
func (a *app) notUsable(dir string, err error) script.Problem {
	why := forms.SayTrouble(a.words, private.Why(err))
	return bad("state-dir", dir, fmt.Sprintf(a.words.Script.NotUsable, why), "--state-dir")
}
