package command_test

import (
	"bytes"
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

	"epn-wizard/client/sandbox"
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

// exits STATUS PROGRAM ARGS... runs it and fails unless it ends
// with that status.
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
		ts.Fatalf("exit status %d, want %s\nstdout: %s\nstderr: %s", status, args[0], ts.ReadFile("stdout"), ts.ReadFile("stderr"))
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
	if strings.Index(text, "\n") != len(text)-1 {
		ts.Fatalf("not one line: %q", text)
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var object map[string]any
	ts.Check(decoder.Decode(&object))
	value, found := at(object, strings.Split(args[1], "."))
	switch {
	case neg && found:
		ts.Fatalf("%s is there: %s", args[1], value)
	case neg:
		return
	case !found:
		ts.Fatalf("%s is not there: %s", args[1], text)
	}
	want, err := regexp.Compile("^(?:" + args[2] + ")$")
	ts.Check(err)
	if !want.MatchString(value) {
		ts.Fatalf("%s is %s, want %s", args[1], value, args[2])
	}
}

// at gives what stands at a path: a string as it is, anything else as JSON.
func at(v any, path []string) (string, bool) {
	for _, key := range path {
		switch node := v.(type) {
		case map[string]any:
			inner, ok := node[key]
			if !ok {
				return "", false
			}
			v = inner
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(node) {
				return "", false
			}
			v = node[i]
		default:
			return "", false
		}
	}
	if s, ok := v.(string); ok {
		return s, true
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err.Error(), true
	}
	return strings.TrimSpace(b.String()), true
}

// service starts a sandbox that stands alone, its state in the
// directory service, its address in $SERVICE, less http:// in $SERVICE_HOST.
func startService(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: service")
	}
	s, err := sandbox.Listen("127.0.0.1:0", sandbox.Options{Dir: ts.MkAbs("service")})
	ts.Check(err)
	ts.Defer(func() { _ = s.Close() })
	ts.Setenv("SERVICE", s.URL())
	ts.Setenv("SERVICE_HOST", strings.TrimPrefix(s.URL(), "http://"))
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
