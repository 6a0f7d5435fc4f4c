package sandbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// privateDir makes sure of a directory that only this user can enter: created
// 0700, narrowed to it if it is the user's own, refused if it is a link or
// belongs to another.
func privateDir(dir string) error {
	dir = filepath.Clean(dir) // a trailing slash would follow a link
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is a link, not a directory", dir)
	}
	return narrow(dir, info, 0o700)
}

// privateFile does the same for a file, 0600. One that does not exist is private.
func privateFile(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is a link or not a regular file", path)
	}
	return narrow(path, info, 0o600)
}

func narrow(path string, info fs.FileInfo, mode fs.FileMode) error {
	if !isOwn(info) {
		return fmt.Errorf("%s belongs to another user", path)
	}
	if info.Mode().Perm()&^mode == 0 {
		return nil
	}
	return os.Chmod(path, mode)
}
