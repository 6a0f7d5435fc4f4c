//go:build !unix

package journal

// syncDirectory does nothing where directories cannot be synced.
func syncDirectory(string) error { return nil }
