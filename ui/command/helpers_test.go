package command_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"epn-wizard/client/journal"
	"epn-wizard/client/sandbox"
)

// result is what a run without a terminal left behind.
type result struct {
	stdout, stderr string
	status         int
}

// script runs the program without a terminal.
func script(t *testing.T, home string, env []string, args ...string) result {
	t.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Env = environment(home, env...)
	var out, err bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &err
	if e := cmd.Run(); e != nil && !errors.As(e, new(*exec.ExitError)) {
		t.Error(e)
		return result{status: -1}
	}
	return result{out.String(), err.String(), cmd.ProcessState.ExitCode()}
}

// accountHome is the home directory that restricted sessions of the binary take for the
// account's own: the real one is none of the tests' business.
func accountHome() string { return filepath.Join(filepath.Dir(binary), "account") }

// programRan is what the program of the profile "program" would leave behind.
func programRan() string { return filepath.Join(accountHome(), "ran") }

// furnish puts profiles into that home, all of them harmless: with the sandbox's key, with a
// program, and with the keys of that program.
func furnish() error {
	dir := filepath.Join(accountHome(), ".aliyun")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	config := fmt.Sprintf(`{"current":"program","profiles":[
		{"name":"epn","mode":"AK","access_key_id":%q,"access_key_secret":%q},
		{"name":"program","mode":"External","process_command":"touch %s"},
		{"name":"chained","mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":"program"}]}`,
		sandbox.AccessKeyID, sandbox.AccessKeySecret, programRan())
	return os.WriteFile(filepath.Join(dir, "config.json"), []byte(config), 0o600)
}

// answering is a service that gives each request the answer.
func answering(t *testing.T, answer http.HandlerFunc) (url string) {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return server.URL
}

// entry is what a journal keeps of an order.
type entry struct{ JournalID, Outcome, EPNInstanceID string }

func history(t testing.TB, home string) (entries []entry) {
	t.Helper()
	j, err := journal.Open(stateDir(home))
	must(t, err)
	records, _, err := j.ReadRecords()
	must(t, err)
	for _, r := range records {
		entries = append(entries, entry{r.ID, cmp.Or(r.Resolution.Outcome, "unknown"), r.Resolution.EPNInstanceID})
	}
	return entries
}

// environment is all that the program gets of one, besides extra.
func environment(home string, extra ...string) []string {
	return append([]string{
		"HOME=" + home, "TERM=xterm-256color", "LANG=C.UTF-8",
		"ALIBABA_CLOUD_ECS_METADATA_DISABLED=true", // no question leaves this machine
		"GORACE=atexit_sleep_ms=0",
	}, extra...)
}

// stateDir is where the program keeps its files by default.
func stateDir(home string) string { return filepath.Join(home, ".local", "state", "epn-wizard") }

// given are the four values as flags, so that nothing is asked.
func given(more ...string) []string {
	return append([]string{
		"--name", "edge lab", "--billing-method", "daily-peak", "--networking-mode", "internet", "--bandwidth", "10",
	}, more...)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
