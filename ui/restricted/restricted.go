// Package restricted takes the environment away from a session that an operator
// has restricted. It does so before any library can read it: one of them runs
// tmux from PATH, and reads the file that TERMINFO and TERM name, while its
// package initialises. This package imports the standard library alone and its
// path sorts before theirs, so that it is initialised first.
package restricted

import (
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// home, if not empty, stands for the home directory of the account. Tests link
// one of their own in; no flag and no variable can.
var home string

var isOn = isRequested(os.Args[1:], os.Getenv("EPN_RESTRICTED"))

var login string

func init() {
	if isOn {
		takeEnvironment()
		return
	}
	_ = os.Unsetenv("TMUX") // nobody wants tmux asked what the terminal can do, at every start
}

// IsRestricted reports whether the operator has restricted this session.
func IsRestricted() bool { return isOn }

// LoginName gives the name of a restricted session's account, or its number.
func LoginName() string { return login }

// isRequested reports whether the command line or the variable restricts the session.
// Neither can take back what the other says.
func isRequested(args []string, variable string) bool {
	if !slices.Contains([]string{"", "0", "false", "no"}, strings.ToLower(variable)) {
		return true
	}
	for _, arg := range args {
		name, value, given := strings.Cut(arg, "=")
		if off, err := strconv.ParseBool(value); name == "--restricted" && !(given && err == nil && !off) {
			return true
		}
	}
	return false
}

// takeEnvironment leaves nothing of the environment but what kept lets through,
// and sets HOME to the account's own, as far as that is known.
func takeEnvironment() {
	var dir string
	login, dir = findAccount()
	keep := keepVariables(os.Environ())
	os.Clearenv()
	for _, v := range keep {
		name, value, _ := strings.Cut(v, "=")
		_ = os.Setenv(name, value) // without a variable there is its default
	}
	if dir != "" {
		_ = os.Setenv("HOME", dir)
		_ = os.Setenv("USERPROFILE", dir) // what Windows calls it
	}
}

// keepVariables gives the variables that a session needs: how its terminal and its
// language are, and where it comes from. Their values are words: no path, no
// control sequence, nothing long.
func keepVariables(environ []string) []string {
	names := []string{"TERM", "LANG", "NO_COLOR", "ACCESSIBLE", "SSH_CONNECTION"}
	return slices.DeleteFunc(slices.Clone(environ), func(v string) bool {
		name, value, _ := strings.Cut(v, "=")
		switch {
		case strings.EqualFold(name, "SystemRoot"): // without it Windows opens no connection
			return false
		case !slices.Contains(names, name) && !strings.HasPrefix(name, "LC_"):
			return true
		}
		return !isHarmless(name) || !isHarmless(value)
	})
}

// isHarmless reports whether a text is short and harmless wherever it is shown.
func isHarmless(s string) bool {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-_.:@% "
	return len(s) <= 128 && strings.Trim(s, allowed) == ""
}

// findAccount gives the account's name, or its number, and its home directory, or "".
// A static build does not know the accounts of a directory service: of these,
// USER and HOME tell, which sshd sets itself, over whatever a client sends.
func findAccount() (name, dir string) {
	name, dir = os.Getenv("USER"), os.Getenv("HOME")
	if u, err := user.Current(); err == nil {
		name, dir = u.Username, u.HomeDir
	}
	if name == "" {
		name = "uid " + strconv.Itoa(os.Getuid())
	}
	if home != "" {
		dir = home
	}
	if !filepath.IsAbs(dir) {
		dir = ""
	}
	return name, dir
}
