package theme

import (
	"slices"
	"strings"
	"testing"
)

func TestWrapCommand(t *testing.T) {
	t.Parallel()
	words := []string{"aliyun", "ens", "--Name", "'edge lab'", "--Mode", "x", "--insecure"}
	for width, want := range map[int][]string{
		0:  {"aliyun ens --Name 'edge lab' --Mode x --insecure"},
		50: {"aliyun ens --Name 'edge lab' --Mode x --insecure"},
		49: {`aliyun ens --Name 'edge lab' --Mode x \`, "  --insecure"},
		24: {`aliyun ens \`, `  --Name 'edge lab' \`, "  --Mode x --insecure"},
		14: {`aliyun ens \`, `  --Name \`, `  'edge lab' \`, `  --Mode x \`, "  --insecure"},
		1:  {`aliyun \`, `  ens \`, `  --Name \`, `  'edge lab' \`, `  --Mode \`, `  x \`, "  --insecure"},
	} {
		if got := WrapCommand(words, width); !slices.Equal(got, want) {
			t.Errorf("%d columns: %s", width, strings.Join(got, "\n"))
		}
	}
	if got := WrapCommand(nil, 80); got != nil {
		t.Errorf("no command: %q", got)
	}
}
