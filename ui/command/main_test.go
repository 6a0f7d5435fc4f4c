package command_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"testing"
)

// binary is the program itself, built once for all tests.
var binary string

// coverageDir is an existing directory where the program's runs leave what they
// cover, if anybody asks: EPN_TEST_COVERAGE=DIR go test -count=1 ./ui/command, and
// then go tool covdata percent -i DIR.
var coverageDir = os.Getenv("EPN_TEST_COVERAGE")

func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "aliyun" {
		os.Exit(standInForAliyun(os.Args[1:]))
	}
	flag.Parse()
	// These tests wait for other processes more than they work.
	_ = flag.Set("test.parallel", strconv.Itoa(max(3, runtime.GOMAXPROCS(0))))
	os.Exit(testMain(m))
}

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "epn-wizard-test")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // nothing depends on it
	binary = filepath.Join(dir, "epn-wizard")
	if err := furnish(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := buildProgram(dir); err != nil {
		fmt.Fprintln(os.Stderr, "building the program:", err)
		return 1
	}
	return m.Run()
}

// buildProgram builds it as the tests are built, and to count what its runs cover if
// anybody asks for that.
func buildProgram(dir string) error {
	flags := "-X epn-wizard/ui/restricted.home=" + accountHome()
	args := []string{"build", "-C", "../..", "-o", binary}
	if raceEnabled() {
		args = append(args, "-race")
	}
	if coverageDir != "" {
		overlay, err := overlayCoverage(dir)
		if err != nil {
			return err
		}
		flags += " -X epn-wizard/ui/restricted.coverageDir=" + coverageDir
		args = append(args, "-cover", "-coverpkg=epn-wizard/...", "-overlay", overlay)
	}
	build := exec.Command("go", append(args, "-ldflags", flags, ".")...)
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	return build.Run()
}

// overlayCoverage adds a file to the package restricted, of which go build is told by what is
// returned: after a session's variables were taken away, it says again where coverage goes.
func overlayCoverage(dir string) (overlay string, err error) {
	const source = `package restricted
import "os"
var coverageDir string
func init() { _ = os.Setenv("GOCOVERDIR", coverageDir) }
`
	file, err := filepath.Abs("../restricted/zcoverage.go") // The last file's init runs last.
	real, overlay := filepath.Join(dir, "coverage.go"), filepath.Join(dir, "overlay.json")
	return overlay, errors.Join(err, os.WriteFile(real, []byte(source), 0o600),
		os.WriteFile(overlay, fmt.Appendf(nil, `{"Replace": {%q: %q}}`, file, real), 0o600))
}

// raceEnabled reports whether the tests run with the race detector; the
// program is then built with it too.
func raceEnabled() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
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
