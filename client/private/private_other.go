//go:build !unix

package private

import (
	"io/fs"
	"os"
)

// isOwnFile leaves ownership to the system's access lists where there is no owner to compare.
func isOwnFile(fs.FileInfo) bool { return true }

// canWrite leaves it to the write itself.
func canWrite(string) error { return nil }

// checkRoom does so too: a file that is open cannot be removed everywhere.
func checkRoom(string) error { return nil }

// WriteFile writes a file of this user's where none can be replaced at once.
func WriteFile(path string, data []byte) error { return os.WriteFile(path, data, 0o600) }

// isPrivate is true where modes mean nothing.
func isPrivate(fs.FileInfo, fs.FileMode) bool { return true }
