package client_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"epn-wizard/client/sandbox"
)

// With DEBUG set, the SDK would print the signed request on standard output.
func TestNothingIsPrintedWithDebug(t *testing.T) {
	t.Parallel()
	for _, debug := range []string{"dara", "tea", "credential", "dara,credential,tea"} {
		t.Run(debug, func(t *testing.T) {
			t.Parallel()
			s, err := sandbox.Listen("127.0.0.1:0", sandbox.Options{Dir: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			var stdout, stderr bytes.Buffer
			child := exec.CommandContext(t.Context(), os.Args[0])
			child.Env = append(os.Environ(), "DEBUG="+debug, "EPN_TEST_CHILD="+s.URL())
			child.Stdout, child.Stderr = &stdout, &stderr
			if err := child.Run(); err != nil {
				t.Fatalf("%v: %s", err, stderr.String())
			}
			if id := strings.TrimSpace(stderr.String()); !strings.HasPrefix(id, "epn-") || strings.ContainsAny(id, " \n") {
				t.Errorf("standard error is not the id alone: %s", stderr.String())
			}
			if stdout.Len() != 0 {
				t.Errorf("standard output is not empty: %s", stdout.String())
			}
		})
	}
}
