package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"epn-wizard/client/journal"
	"epn-wizard/client/private"
	"epn-wizard/theme/words"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/script"
)

// directory is where the program keeps its files.
func (o *stateOptions) directory(w *words.Words) (string, []script.Problem) {
	dir, _, given := o.stateDir.setting()
	if !given {
		if dir = os.Getenv("XDG_STATE_HOME"); !filepath.IsAbs(dir) {
			home, err := os.UserHomeDir()
			if err != nil {
				return "", []script.Problem{o.stateDir.newProblem(w.Script.NoStateDir)}
			}
			dir = filepath.Join(home, ".local", "state")
		}
		dir = filepath.Join(dir, "epn-wizard")
	}
	if dir == "" { // It would be the working directory.
		return "", []script.Problem{o.stateDir.newProblem(w.Script.Empty)}
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return "", []script.Problem{o.newDirectoryProblem(w, dir, err)}
	}
	return absolute, nil
}

// validateDirectory gives why a run that may send an order cannot keep its files
// in a directory. One that does not exist is made only where nothing else is wrong.
func (o *stateOptions) validateDirectory(w *words.Words, dir string, mayMake bool) []script.Problem {
	if _, err := os.Lstat(dir); dir == "" || errors.Is(err, fs.ErrNotExist) && !mayMake {
		return nil // Without a directory there is a problem already.
	}
	if err := private.EnsureDir(dir); err != nil {
		return []script.Problem{o.newDirectoryProblem(w, dir, err)}
	}
	return nil
}

// openJournal opens the journal of the state directory.
func (o *stateOptions) openJournal(w *words.Words) (*journal.Journal, []script.Problem) {
	dir, problems := o.directory(w)
	if len(problems) > 0 {
		return nil, problems
	}
	j, err := journal.Open(dir)
	if err != nil {
		return nil, []script.Problem{o.newDirectoryProblem(w, dir, err)}
	}
	return j, nil
}

// newDirectoryProblem says why a state directory cannot be used. Of the default it
// names the flag, which would replace it.
func (o *stateOptions) newDirectoryProblem(w *words.Words, dir string, err error) script.Problem {
	_, origin, _ := o.stateDir.setting()
	why := phrase.ErrorText(w, private.CauseOf(err))
	return newProblem("state-dir", dir, fmt.Sprintf(w.Script.NotUsable, why), origin)
}

// fileExists reports whether there is anything at a path.
func fileExists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
