//go:build unix

package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/google/renameio/v2"
	"golang.org/x/sys/unix"
)

// isOwnFile says whether a file belongs to the user this program runs as.
func isOwnFile(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// canWrite says why this user may not write a file or in a directory, or nil.
func canWrite(path string) error { return unix.Access(path, unix.W_OK) }

// checkRoom refuses a directory where no new file can be filled, since its disk or a
// quota is full. The file that tells has no name any more when it is written.
func checkRoom(dir string) error {
	f, err := os.CreateTemp(dir, ".epn-wizard-")
	if err == nil {
		defer func() { _ = f.Close() }()
		err = os.Remove(f.Name())
	}
	if err == nil {
		_, err = f.Write(make([]byte, os.Getpagesize()))
	}
	if err == nil {
		err = f.Sync()
	}
	if failed, ok := errors.AsType[*fs.PathError](err); ok { // the file's name tells nobody anything
		err = failed.Err
	}
	return err
}

// WriteFile replaces a file of this user's, all of it or nothing. The new one begins
// beside it, and not in the temporary directory, which is everyone's.
func WriteFile(path string, data []byte) error {
	return renameio.WriteFile(path, data, 0o600, renameio.WithTempDir(filepath.Dir(path)))
}

// isPrivate says whether a mode gives nobody more than another mode does.
func isPrivate(info fs.FileInfo, mode fs.FileMode) bool { return info.Mode().Perm()&^mode == 0 }
