package restricted

import (
	"slices"
	"strings"
	"testing"
)

func TestAsked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args, variable string
		want           bool
	}{
		{"", "", false}, {"--live", "", false}, {"--restricted", "", true}, {"--live --restricted --lang en", "", true},
		{"--restricted=true", "", true}, {"--restricted=1", "", true}, {"--restricted=false", "", false},
		{"--restricted=0", "", false},
		{"--restricted=", "", true}, {"--restricted=maybe", "", true}, {"--restricted=false --restricted", "", true},
		{"--restricted=false", "1", true}, {"", "1", true}, {"", "yes", true}, {"", "0", false}, {"", "no", false},
		{"", "False", false},
		{"-- --restricted", "", true}, {"--name -- --restricted", "", true}, {"history --restricted", "", true},
		{"--restrictedly", "", false},
	} {
		if got := isRequested(strings.Fields(c.args), c.variable); got != c.want {
			t.Errorf("%q with EPN_RESTRICTED=%q: %v", c.args, c.variable, got)
		}
	}
}

func TestKept(t *testing.T) {
	t.Parallel()
	good := []string{
		"TERM=xterm-256color", "LANG=en_US.UTF-8", "LC_ALL=C.UTF-8", "LC_MESSAGES=zh_CN.utf8@x", "NO_COLOR=1", "ACCESSIBLE=",
		"SSH_CONNECTION=fe80::1%eth0 5000 192.0.2.1 22",
	}
	bad := []string{
		"HOME=/tmp", "PATH=/tmp", "SHELL=/bin/sh", "EDITOR=vi", "TMUX=/tmp/x,1,1", "TERMINFO=/tmp", "TZ=/tmp/x",
		"EPN_NAME=x", "EPN_STATE_DIR=/tmp",
		"ALIBABA_CLOUD_ACCESS_KEY_ID=x", "HTTPS_PROXY=http://x", "https_proxy=http://x", "SSL_CERT_FILE=/tmp/x",
		"XDG_STATE_HOME=/tmp", "GODEBUG=x=1",
		"TEA_TRACE=/tmp/x", "DEBUG=dara", "LANG=../../tmp/x", "TERM=x/../../tmp/x", "LC_ALL=\x1b]0;x\a", "LC_\x1b=C",
		"LANG=" + strings.Repeat("x", 200), "LANGUAGE=zh",
		"SSH_ORIGINAL_COMMAND=sh", "SSH_AUTH_SOCK=/tmp/x", "NO_COLOR=\u202e", "=C:=x", "",
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
