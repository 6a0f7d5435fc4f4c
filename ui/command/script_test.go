package command_test

import (
	"bufio"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	util "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
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
			e.Values[serviceKey{}] = new(*exec.Cmd)
			return os.Mkdir(home, 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"json":      jsonAt,
			"service":   startService,
			"request":   sendRequest,
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

// request METHOD PATH [NAME=VALUE...] [NAME:VALUE...] sends one to the service that was
// started, with parameters and headers, and writes the status and the reply. Where it
// has an Action, it is signed as older SDKs do.
func sendRequest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: request METHOD PATH [NAME=VALUE...] [NAME:VALUE...]")
	}
	params, header := map[string]*string{}, map[string]string{}
	set := func(name, value string) { params[name] = &value }
	if strings.HasPrefix(args[min(2, len(args)-1)], "Action=") {
		set("AccessKeyId", sandbox.AccessKeyID)
		set("Format", "JSON")
		set("Version", "2017-11-10")
		set("SignatureMethod", "HMAC-SHA1")
		set("SignatureVersion", "1.0")
		set("SignatureNonce", rand.Text())
		set("Timestamp", time.Now().UTC().Format(time.RFC3339))
	}
	for _, word := range args[2:] {
		if name, value, isHeader := strings.Cut(word, ":"); isHeader && !strings.Contains(name, "=") {
			header[name] = value
			continue
		}
		name, value, _ := strings.Cut(word, "=")
		set(name, value)
	}
	query, body := url.Values{}, header["body"]
	delete(header, "body")
	if params["Action"] != nil && params["Signature"] == nil {
		secret := sandbox.AccessKeySecret
		params["Signature"] = util.GetRPCSignature(params, &args[0], &secret)
	}
	for name, value := range params {
		query.Set(name, *value)
	}
	r, err := http.NewRequest(args[0], ts.Getenv("SERVICE")+args[1]+"?"+query.Encode(), strings.NewReader(body))
	ts.Check(err)
	for name, value := range header {
		if r.Header.Set(name, value); name == "Host" {
			r.Host = value
		}
	}
	reply, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer reply.Body.Close() //nolint:errcheck // of a test
	text, err := io.ReadAll(reply.Body)
	ts.Check(err)
	_, _ = fmt.Fprintln(ts.Stdout(), reply.StatusCode, string(text))
}
