//go:build !unix

package command

import "os"

// quit is empty where terminals send no such signal.
var quit []os.Signal

// holdPipes has nothing to do where such a write is an error anyway.
func holdPipes() {}
