// Package private keeps what the program writes to its own user.
package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// EnsureDir makes sure of a directory that only this user can enter: created 0700,
// or as CheckDir takes it. Its error is an OpError with StateDir.
func EnsureDir(dir string) error {
	err := CheckDir(dir)
	if err == nil {
		if err = os.MkdirAll(dir, 0o700); err != nil {
			err = &OpError{Op: StateDir, Err: err}
		}
	}
	return err
}

// CheckDir refuses a directory that is a link, that others can enter or own, or
// that holds files, but none of the program's. It changes nothing: one that does
// not exist is taken. Its error is an OpError with StateDir.
func CheckDir(dir string) error {
	if err := checkDir(dir); err != nil {
		return &OpError{Op: StateDir, Err: err}
	}
	return nil
}

func checkDir(dir string) error {
	if dir == "" { // the working directory is not meant
		return &fs.PathError{Op: "lstat", Path: dir, Err: fs.ErrNotExist}
	}
	dir = filepath.Clean(dir) // a trailing slash would follow a link
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSticky != 0:
		return &Refusal{dir, Shared}
	case !info.IsDir():
		return &Refusal{dir, Link}
	case !isOwnFile(info):
		return &Refusal{dir, Foreign}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if len(entries) > 0 && !slices.ContainsFunc(entries, isProgramFile) {
		return &Refusal{dir, Others}
	}
	if !isPrivate(info, 0o700) {
		return &Refusal{dir, Wide}
	}
	return nil
}

// isProgramFile reports whether a file of a state directory is one of the program's, or
// one that a new file system comes with.
func isProgramFile(e fs.DirEntry) bool {
	switch e.Name() {
	case "journal.jsonl", "journal.lock", "draft.json", "draft.lock", "sandbox.json", "sandbox.lock", "lost+found":
		return true
	}
	return false
}

// CheckWritable refuses a file or a directory that this user may not write, or
// one that is not there and may not be made, or for which there is no room. It leaves
// nothing behind.
func CheckWritable(path string) error {
	info, err := os.Lstat(path)
	for errors.Is(err, fs.ErrNotExist) && path != filepath.Dir(path) {
		path = filepath.Dir(path)
		info, err = os.Lstat(path)
	}
	isDir := err == nil && info.IsDir()
	if err = canWrite(path); err == nil && isDir {
		err = checkRoom(path)
	}
	if err != nil {
		return &fs.PathError{Op: "write", Path: path, Err: err}
	}
	return nil
}

// EnsureFile makes sure of a file that only this user can read: narrowed to 0600, or
// as CheckFile takes it.
func EnsureFile(path string) error {
	if err := CheckFile(path); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err != nil || isPrivate(info, 0o600) {
		return nil // also where it does not exist yet
	}
	return os.Chmod(path, 0o600)
}

// CheckFile refuses a file that is a link, special or another user's. It changes
// nothing: one that does not exist is taken.
func CheckFile(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return &Refusal{path, Special}
	case !isOwnFile(info):
		return &Refusal{path, Foreign}
	}
	return nil
}
