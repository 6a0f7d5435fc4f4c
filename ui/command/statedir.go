package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/private"
	"epn-wizard/theme/words"
	"epn-wizard/ui/phrase"
	"epn-wizard/ui/script"
)

// resolveDirectory gives where the program keeps its files, or "" where that is not clear.
// Sentences name the directory where it is not the default.
func (o *stateOptions) resolveDirectory(v *validation) string {
	dir, _, given := o.stateDir.setting()
	if !given {
		if dir = os.Getenv("XDG_STATE_HOME"); !filepath.IsAbs(dir) {
			home, err := os.UserHomeDir()
			if err != nil {
				v.addProblems(o.stateDir.newProblem(v.words.Script.NoStateDir))
				return ""
			}
			dir = filepath.Join(home, ".local", "state")
		}
		dir = filepath.Join(dir, "epn-wizard")
	}
	if dir == "" { // It would be the working directory.
		v.addProblems(o.stateDir.newProblem(v.words.Script.Empty))
		return ""
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		v.addProblems(o.newDirectoryProblem(v.words, dir, err))
	}
	if given && !strings.ContainsFunc(absolute, client.Unprintable) {
		v.words.UseStateDirectory(client.Command{Words: []string{"--state-dir", absolute}}.String())
	}
	return absolute
}

// prepareDirectory makes the directory for a run that may send an order, or says why its
// files cannot be kept there. One that does not exist is made only where nothing else is wrong.
func (o *stateOptions) prepareDirectory(v *validation, dir string) {
	if dir == "" || len(v.problems) > 0 && !fileExists(dir) { // Without one there is a problem already.
		return
	}
	if err := private.EnsureDir(dir); err != nil {
		v.addProblems(o.newDirectoryProblem(v.words, dir, err))
	}
}

// openJournal opens the journal of the state directory, or gives nil where it cannot.
func (o *stateOptions) openJournal(v *validation) *journal.Journal {
	dir := o.resolveDirectory(v)
	if dir == "" {
		return nil
	}
	j, err := journal.Open(dir)
	if err != nil {
		v.addProblems(o.newDirectoryProblem(v.words, dir, err))
		return nil
	}
	return j
}

// newDirectoryProblem says why a state directory cannot be used. Of the default it
// names the flag, which would replace it.
func (o *stateOptions) newDirectoryProblem(w *words.Words, dir string, err error) script.Problem {
	_, origin, _ := o.stateDir.setting()
	why := phrase.ErrorText(w, private.CauseOf(err))
	return newProblem("state-dir", dir, fmt.Sprintf(w.Script.NotUsable, why), origin.Detail)
}

// fileExists reports whether there is anything at a path.
func fileExists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
