//go:build !unix

package command

import "os"

// quitSignals is empty where terminals send no such signal.
var quitSignals []os.Signal

// survivePipeSignals has nothing to do where a write to a pipe that nobody reads is
// an error anyway.
func survivePipeSignals() {}

// hardenRestrictedSession has nothing to do where terminals send no such signals, and the
// memory is not written to the disk.
func hardenRestrictedSession() {}
