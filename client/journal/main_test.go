//go:build unix

package journal

import (
	"syscall"
	"testing"
)

// TestMain has what the tests make be for their user alone, as a state directory has to be.
func TestMain(m *testing.M) {
	syscall.Umask(0o077)
	m.Run()
}
