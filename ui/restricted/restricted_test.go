package restricted

import (
	"slices"
	"strings"
	"testing"
)

func TestIsRequested(t *testing.T) {
	t.Parallel()
	for want, commands := range map[bool][]string{ // the variable, and the arguments
		true: {
			": --restricted", ": --live --restricted --lang en", ": --restricted=true", ": --restricted=1", ": --restricted=",
			": --restricted=maybe", ": --restricted=false --restricted", "1: --restricted=false", "1:", "yes:",
			": -- --restricted", ": --name -- --restricted", ": history --restricted",
		},
		false: {":", ": --live", ": --restricted=false", ": --restricted=0", "0:", "no:", "False:", ": --restrictedly"},
	} {
		for _, command := range commands {
			variable, args, _ := strings.Cut(command, ":")
			if got := isRequested(strings.Fields(args), variable); got != want {
				t.Errorf("EPN_RESTRICTED=%s: %v, want %v", command, got, want)
			}
		}
	}
}

func TestKeepVariables(t *testing.T) {
	t.Parallel()
	good := []string{
		"LC_NAME=" + strings.Repeat("x", 128),
		"TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=C.UTF-8", "LC_MESSAGES=zh_CN.utf8@x", "NO_COLOR=1", "ACCESSIBLE=",
		"SSH_CONNECTION=fe80::1%eth0 5000 192.0.2.1 22",
	}
	bad := []string{
		"HOME=/tmp", "PATH=/tmp", "SHELL=/bin/sh", "EDITOR=vi", "TMUX=/tmp/x,1,1", "TERMINFO=/tmp", "TZ=/tmp/x",
		"EPN_NAME=x", "EPN_STATE_DIR=/tmp", "ALIBABA_CLOUD_ACCESS_KEY_ID=x", "HTTPS_PROXY=http://x", "https_proxy=http://x",
		"SSL_CERT_FILE=/tmp/x", "XDG_STATE_HOME=/tmp", "GODEBUG=x=1", "TEA_TRACE=/tmp/x", "DEBUG=dara",
		"LANG=../../tmp/x", "LANGUAGE=zh", "TERM=x/../../tmp/x", "LC_ALL=\x1b]0;x\a", "LC_\x1b=C", "NO_COLOR=\u202e", "=C:=x",
		"LANG=" + strings.Repeat("x", 129), "SSH_ORIGINAL_COMMAND=sh", "SSH_AUTH_SOCK=/tmp/x", "",
	}
	if got := keepVariables(slices.Concat(bad, good)); !slices.Equal(got, good) {
		t.Errorf("kept\n%q, want\n%q", got, good)
	}
}

func TestAccountIsTheSystems(t *testing.T) {
	name, dir := findAccount()
	for _, variable := range []string{"HOME", "USERPROFILE", "USER", "LOGNAME"} {
		t.Setenv(variable, t.TempDir())
	}
	if n, d := findAccount(); n != name || d != dir {
		t.Errorf("%s in %s in another environment, %s in %s without", n, d, name, dir)
	}
}
