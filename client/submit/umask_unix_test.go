//go:build unix

package submit

import "syscall"

// What the tests make is for their user alone, as a state directory has to be.
func init() { syscall.Umask(0o077) }
