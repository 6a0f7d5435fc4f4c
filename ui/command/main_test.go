package command_test

import (
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

// coverageDir is an existing directory where the program's runs leave what they cover, or "".
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
	flags, root := "-X epn-wizard/ui/restricted.home="+accountHome(), "../.."
	var args []string
	if raceEnabled() {
		args = append(args, "-race")
	}
	if coverageDir != "" {
		root = filepath.Join(dir, "source")
		if err := copySource(root); err != nil {
			return err
		}
		flags += " -X epn-wizard/ui/restricted.coverageDir=" + coverageDir
		args = append(args, "-cover", "-coverpkg=epn-wizard/...", "-buildvcs=false")
	}
	build := exec.Command("go", slices.Concat([]string{"build", "-C", root, "-o", binary, "-ldflags", flags}, args,
		[]string{"."})...)
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	return build.Run()
}

// copySource copies the program's source, with a file more for the package restricted:
// after a session's variables were taken away, it says again where coverage goes.
func copySource(root string) error {
	const source = `package restricted
import "os"
var coverageDir string
func init() { _ = os.Setenv("GOCOVERDIR", coverageDir) }
`
	file := filepath.Join(root, "ui", "restricted", "zcoverage.go") // The last file's init runs last.
	if err := os.CopyFS(root, os.DirFS("../..")); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(source), 0o600)
}

// raceEnabled reports whether the tests run with the race detector; the
// program is then built with it too.
func raceEnabled() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
