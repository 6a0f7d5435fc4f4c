package command_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the program without a terminal, as scripts do.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, scriptParams("testdata/script"))
}

func scriptParams(dir string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			home := filepath.Join(e.WorkDir, "home")
			path := filepath.Dir(binary) + string(filepath.ListSeparator) + os.Getenv("PATH")
			e.Vars = append(environment(home, "PATH="+path), "WORK="+e.WorkDir, "STATE="+stateDir(home))
			e.Values[serviceKey{}] = new(*exec.Cmd)
			return os.Mkdir(home, 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"json":      jsonAt,
			"service":   startService,
			"instances": countInstances,
		},
	}
}

// exits STATUS PROGRAM ARGS... runs it and fails unless it ends with that status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARGS...")
	}
	status := 0
	err := ts.Exec(args[1], args[2:]...)
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		status = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d, want %s\nstdout: %s\nstderr: %s", status, args[0], ts.ReadFile("stdout"),
			ts.ReadFile("stderr"))
	}
}

// json FILE PATH REGEXP checks that a file is one JSON object on one line, and
// what stands at a path such as error.code or problems.0.field; with ! and no
// REGEXP, that nothing does.
func jsonAt(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 && (!neg || len(args) != 2) {
		ts.Fatalf("usage: json FILE PATH REGEXP, or ! json FILE PATH")
	}
	text := ts.ReadFile(args[0])
	if strings.Index(text, "\n") != len(text)-1 || !json.Valid([]byte(text)) || text[0] != '{' {
		ts.Fatalf("not one line with an object: %q", text)
	}
	value, found := at([]byte(text), args[1])
	if neg {
		if found {
			ts.Fatalf("%s is there: %s", args[1], value)
		}
		return
	}
	want, err := regexp.Compile("^(?:" + args[2] + ")$")
	ts.Check(err)
	if !found || !want.MatchString(value) {
		ts.Fatalf("%s is %s, want %s", args[1], value, want)
	}
}

// at gives what stands at a path: a string as it is, anything else as JSON.
func at(text json.RawMessage, path string) (value string, found bool) {
	for key := range strings.SplitSeq(path, ".") {
		var object map[string]json.RawMessage
		var list []json.RawMessage
		if json.Unmarshal(text, &object) == nil {
			text = object[key]
		} else if i, err := strconv.Atoi(key); err == nil && json.Unmarshal(text, &list) == nil && i < len(list) {
			text = list[i]
		} else {
			return "", false
		}
	}
	if json.Unmarshal(text, &value) == nil {
		return value, true
	}
	return string(text), text != nil
}

type serviceKey struct{} // of what service started last

// service [FLAG...] starts the sandbox that stands alone, its state in the
// directory service, its address in $SERVICE, less http:// in $SERVICE_HOST.
// With !, it interrupts the last one, and fails unless that ends well.
func startService(ts *testscript.TestScript, neg bool, args []string) {
	last := ts.Value(serviceKey{}).(**exec.Cmd)
	if neg {
		ts.Check((*last).Process.Signal(os.Interrupt))
		ts.Check((*last).Wait())
		return
	}
	args = append([]string{"sandbox", "--listen", "127.0.0.1:0", "--state-dir", ts.MkAbs("service")}, args...)
	cmd := exec.Command(binary, args...)
	cmd.Env = environment(ts.Getenv("HOME"))
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	*last = cmd
	ts.Defer(func() { _ = cmd.Process.Signal(os.Interrupt); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	ts.Check(err)
	address := strings.TrimSpace(strings.TrimPrefix(line, "listening on "))
	ts.Setenv("SERVICE", address)
	ts.Setenv("SERVICE_HOST", strings.TrimPrefix(address, "http://"))
}

// instances DIR N fails unless the sandbox of a state directory holds N instances.
func countInstances(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: instances DIR N")
	}
	list, err := readInstances(ts.MkAbs(args[0]))
	ts.Check(err)
	if fmt.Sprint(len(list)) != args[1] {
		ts.Fatalf("%d instances, want %s: %+v", len(list), args[1], list)
	}
}
