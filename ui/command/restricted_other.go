//go:build !unix

package command

// holdFast has nothing to do where terminals send no such signals.
func holdFast() {}
