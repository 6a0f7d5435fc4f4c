package quiet_test

import (
	"os"
	"os/exec"
	"testing"

	_ "epn-wizard/client/quiet"
)

func TestMain(m *testing.M) {
	if os.Getenv("QUIET_TEST_CHILD") != "" {
		if value, set := os.LookupEnv("DEBUG"); set {
			_, _ = os.Stdout.WriteString(value)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestDebugIsUnset(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"dara", "", "1"} {
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), "QUIET_TEST_CHILD=1", "DEBUG="+value)
		if out, err := child.CombinedOutput(); err != nil || len(out) != 0 {
			t.Errorf("DEBUG=%q: %q, %v", value, out, err)
		}
	}
}
