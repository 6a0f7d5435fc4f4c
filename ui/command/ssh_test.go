//go:build unix

package command_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// An order over SSH, and who is told to have sent it.
func TestCreateOverSSH(t *testing.T) {
	t.Parallel()
	service := newService(t)
	b := newBastion(t, service.live("--profile", "epn")...)
	s := b.login(nil)
	s.waitFor("LIVE")
	s.walk("edge lab", "10")
	s.waitFor("profile epn")
	id := s.create()
	s.leaves(id)
	if got := onlyInstance(t, service.dir); got.EPNInstanceID != id {
		t.Errorf("created %s, the screen said %s", got.EPNInstanceID, id)
	}
	if bytes.Contains(s.raw(), []byte("sandbox-secret")) {
		t.Error("the terminal got the secret")
	}

	me, err := user.Current()
	must(t, err)
	var record struct{ Outcome, Login, Client string }
	r := script(t, t.TempDir(), nil, "history", "--output", "json", "--state-dir", b.state)
	must(t, json.Unmarshal([]byte(r.stdout), &record))
	if record.Outcome != "created" || record.Login != me.Username || record.Client != "127.0.0.1" {
		t.Errorf("recorded %s", r.stdout)
	}
	r = script(t, t.TempDir(), nil, "history", "--state-dir", b.state)
	if !strings.HasPrefix(r.stdout, "Sent to: live "+service.url+"\n") ||
		!strings.Contains(r.stdout, "by "+me.Username+" from 127.0.0.1") {
		t.Errorf("history says %s", r.stdout)
	}
}

// escapes are keys that lead out of other programs. The session answers them by
// nothing, or by what it always does.
var escapes = []struct{ name, keys string }{
	{"ctrl+z", "\x1a"}, {"ctrl+z, extended", "\x1b[122;5u\x1b[27;5;122~"}, {`ctrl+\`, "\x1c"},
	{`ctrl+\, extended`, "\x1b[92;5u"}, {"ctrl+y", "\x19"},
	{"ctrl+e, the editor's", "\x05"}, {"ctrl+x ctrl+e", "\x18\x05"}, {"ctrl+v, the clipboard's", "\x16"},
	{"ctrl+o", "\x0f"}, {"ctrl+]", "\x1d"},
	{"ctrl+d", "\x04"}, {"ctrl+l, ctrl+r, ctrl+t", "\x0c\x12\x14"}, {"ctrl+s and ctrl+q", "\x13\x11"},
	{"F10", "\x1b[21~"}, {"a break", "\x00"},
	{"a string that never ends", "\x1b]x;"}, {"a command", ":!sh"},
}

func TestNoWayOutByKeys(t *testing.T) {
	t.Parallel()
	b, trap := newBastion(t, "--sandbox"), newTrap(t)
	s := b.login(trap.variables())
	s.waitFor(nameQuestion)
	for i, e := range append(escapes, []struct{ name, keys string }{{"alt+x", "\x1bx"}, {"alt+e", "\x1be"}}...) {
		t.Logf("%s where text is typed", e.name)
		lab := fmt.Sprintf("lab %d.", i)
		s.pressEscape(e.keys)
		s.send(erase, lab)
		s.waitFor("› " + lab)
	}
	s.send(enter)
	s.waitFor(billingQuestion)
	for _, e := range escapes {
		t.Logf("%s on a choice", e.name)
		s.pressEscape(e.keys)
		s.send(down)
		s.converse("› 2 Monthly 95th percentile", up, "› 1 Daily peak")
	}
	s.send(enter)
	s.converse(networkingQuestion, enter, bandwidthQuestion, "7"+enter, review)
	for _, e := range escapes {
		t.Logf("%s on the review", e.name)
		s.pressEscape(e.keys)
		s.send("4")
		s.converse(bandwidthQuestion, esc, review)
	}
	s.leave()
	trap.untouched()
	nothingCreated(t, b.state)
}

// pressEscape presses one of the escapes, and lets a string that was begun be given up.
func (s *session) pressEscape(keys string) {
	s.t.Helper()
	s.press(keys)
	if strings.HasPrefix(keys, "\x1b]") {
		time.Sleep(1100 * time.Millisecond)
	}
}

// In line mode the terminal makes signals of ctrl+z and ctrl+\.
func TestNoWayOutOfLineMode(t *testing.T) {
	t.Parallel()
	b := newBastion(t, "--sandbox")
	s := b.login([]string{"TERM=dumb"})
	s.converse(nameQuestion, "\x1c", `^\`, "\x1a", "^Z", "lab\n", billingQuestion, "!sh\n", "Answer with the number",
		"q\n")
	s.ends(130)
}

// Whatever a client sends along, the session is the operator's.
func TestNoWayOutByVariables(t *testing.T) {
	t.Parallel()
	service, trap := newService(t), newTrap(t)
	b := newBastion(t, service.live("--profile", "epn")...)
	long := strings.Repeat("x", 20_000)
	for name, env := range map[string][]string{
		"files, programs and servers": nil,
		"a terminal of that name":     {"TERM=../../../../../../.." + trap.path("pipe")},
		"control sequences": {
			"TERM=\x1b]0;owned\a", "LANG=\x1b]0;owned\a.UTF-8", "LC_TIME=\x1b[31mowned", "NO_COLOR=\x1b]0;owned\a",
		},
		"long ones": {"TERM=" + long, "LANG=" + long, "LC_TIME=" + long, "LC_OWNED=" + long},
	} {
		s := b.login(append(trap.variables(), env...))
		s.waitFor("LIVE")
		if env == nil {
			s.walk("edge lab", "10")
		} else { // without a name, it is a terminal that nobody knows
			s.walkLines("edge lab", "10")
		}
		s.waitFor("profile epn")
		s.send(ctrlC)
		if s.ends(130); bytes.Contains(s.raw(), []byte("owned")) || bytes.Contains(s.raw(), []byte("xxx")) || t.Failed() {
			t.Fatalf("with %s:\n%.500q", name, s.raw())
		}
		must(t, os.Remove(filepath.Join(b.state, "draft.json")))
	}
	trap.untouched()
	if n := service.creates.Load(); n != 0 {
		t.Errorf("%d creates were sent", n)
	}
}

// A command of the client's is not run, nor looked at.
func TestNoWayOutByCommand(t *testing.T) {
	t.Parallel()
	b := newBastion(t, "--sandbox")
	ran := b.path("ran")
	for _, command := range []string{
		"touch " + ran, "epn-wizard --live --endpoint http://127.0.0.1:1", "sh -c 'touch " + ran + "'",
		"; touch " + ran, "history",
	} {
		s := b.login([]string{"SSH_ORIGINAL_COMMAND=touch " + ran}, command)
		s.waitFor("SANDBOX")
		s.waitFor(nameQuestion)
		s.leave()
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("a command of the client's was run")
	}
}

// No file goes in or out, no connection leads through, and without a terminal
// the session says how to get one.
func TestNoWayAround(t *testing.T) {
	t.Parallel()
	b, trap := newBastion(t, "--sandbox"), newTrap(t)
	inside, outside := trap.path(".aliyun/config.json"), b.path("copy")
	batch := "get " + inside + " " + outside + "\nput " + b.path("batch") + " " + trap.path("put") + "\n"
	must(t, os.WriteFile(b.path("batch"), []byte(batch), 0o600))
	const connect, refused = "connect with ssh -t", "forwarding failed"
	for name, c := range map[string]struct{ command, says string }{
		"scp, from there":         {"scp 127.0.0.1:" + inside + " " + outside, ""},
		"scp, to there":           {"scp " + b.path("batch") + " 127.0.0.1:" + trap.path("put"), ""},
		"scp of old, from there":  {"scp -O 127.0.0.1:" + inside + " " + outside, connect},
		"scp of old, to there":    {"scp -O " + b.path("batch") + " 127.0.0.1:" + trap.path("put"), connect},
		"sftp":                    {"sftp -b " + b.path("batch") + " 127.0.0.1", ""},
		"the sftp subsystem":      {"ssh -s 127.0.0.1 sftp", ""},
		"no terminal":             {"ssh 127.0.0.1", connect},
		"a command":               {"ssh 127.0.0.1 touch " + trap.path("put"), connect},
		"a connection from there": {"ssh -W " + trap.address + " 127.0.0.1", refused},
		"a port there":            {"ssh -N -o ExitOnForwardFailure=yes -R 0:" + trap.address + " 127.0.0.1", refused},
		"a socket there": {
			"ssh -N -o ExitOnForwardFailure=yes -R " + trap.path("socket") + ":" + trap.address + " 127.0.0.1", refused,
		},
	} {
		args := strings.Fields(c.command)
		status, said := b.client(args[0], args[1:]...)
		if status == 0 || !strings.Contains(said, c.says) {
			t.Errorf("%s: status %d: %s", name, status, said)
		}
	}
	trap.untouched()
	if _, err := os.Stat(outside); err == nil {
		t.Error("a file came out")
	}
}

// A connection that drops leaves a draft, and no process.
func TestDroppedConnection(t *testing.T) {
	t.Parallel()
	for name, env := range map[string][]string{"full screen": nil, "line mode": {"TERM=dumb"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBastion(t, "--sandbox")
			s := b.login(env)
			s.converse(nameQuestion, "dropped lab"+enter, billingQuestion)
			if len(b.sessions()) == 0 {
				t.Fatal("the session is not found, so this test shows nothing")
			}
			must(t, s.cmd.Process.Kill())
			s.exit()
			b.deserted()
			nothingCreated(t, b.state)

			s = b.login(env)
			fresh := "n" + enter
			if env == nil {
				fresh = down + enter
			}
			s.converse("Continue your draft of", fresh, nameQuestion)
			s.leave()
		})
	}
}

// A connection that goes silent, without a word of its end, does so too.
func TestSilentConnection(t *testing.T) {
	t.Parallel()
	b := newOtherBastion(t, [][2]string{{"ClientAliveInterval 30", "ClientAliveInterval 1"},
		{"ClientAliveCountMax 4", "ClientAliveCountMax 1"}}, "--sandbox")
	s := b.login(nil)
	s.converse(nameQuestion, "silent lab"+enter, billingQuestion)
	must(t, s.cmd.Process.Signal(syscall.SIGSTOP)) // it answers nothing any more, and nothing is closed
	b.deserted()
	must(t, s.cmd.Process.Kill())
	s.exit()
	again := run{}.start(t, "--sandbox", "--state-dir", b.state)
	again.waitFor("silent lab")
	again.leave()
}
