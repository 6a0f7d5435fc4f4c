//go:build unix

package command_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// TestWordsForTheEar: at 175 words a minute, line mode takes 20 s for the billing
// question, 15 s for networking, and 45 s from the review to the end of the output.
func TestWordsForTheEar(t *testing.T) {
	t.Parallel()
	c := exec.Command(binary, "--sandbox", "--accessible")
	c.Env, c.Stdin = environment(t.TempDir()), strings.NewReader("edge lab\n\n\n10\ny\n")
	var heard bytes.Buffer
	c.Stdout, c.Stderr = &heard, &heard // as at a terminal
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s", err, heard.String())
	}
	said := heard.String()
	for _, part := range []struct {
		from, to string
		most     int
	}{{"Step 2 of 4", "\nStep 3 of 4", 58}, {"Step 3 of 4", "\nStep 4 of 4", 43}, {"Review, ", "", 131}} {
		_, rest, _ := strings.Cut(said, part.from)
		if part.to != "" {
			rest, _, _ = strings.Cut(rest, part.to)
		}
		if n := len(strings.Fields(part.from + rest)); n > part.most || rest == "" {
			t.Errorf("from %q: %d words, want at most %d\n%s", part.from, n, part.most, said)
		}
	}
	_, after, _ := strings.Cut(said, "The EPN instance was created.\n")
	if !strings.HasPrefix(after, "epn-") {
		t.Errorf("the id does not follow at once:\n%s", said)
	}
}
