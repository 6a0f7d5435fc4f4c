// Package private keeps what the program writes to its own user.
package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Dir makes sure of a directory that only this user can enter: created
// 0700, narrowed to it if it is the user's own, refused if it is a link or
// belongs to another. Its error is an OpError with StateDir.
func Dir(dir string) error {
	if err := makeSure(dir); err != nil {
		return &OpError{With: StateDir, Err: err}
	}
	return nil
}

func makeSure(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	dir = filepath.Clean(dir) // a trailing slash would follow a link
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSticky != 0 {
		return &Refusal{dir, Shared}
	}
	if !info.IsDir() {
		return &Refusal{dir, Link}
	}
	return narrow(dir, info, 0o700)
}

// File does the same for a file, 0600. One that does not exist is private.
func File(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &Refusal{path, Special}
	}
	return narrow(path, info, 0o600)
}

func narrow(path string, info fs.FileInfo, mode fs.FileMode) error {
	if !isOwn(info) {
		return &Refusal{path, Foreign}
	}
	if info.Mode().Perm()&^mode == 0 {
		return nil
	}
	return os.Chmod(path, mode)
}
