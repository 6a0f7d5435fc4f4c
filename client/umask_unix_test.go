//go:build unix

package client_test

import "syscall"

// What the tests make is for their user alone, as a state directory has to be.
func init() { syscall.Umask(0o077) }
