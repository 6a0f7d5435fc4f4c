//go:build unix

package private

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

func TestDirIsCreatedForItsUserAlone(t *testing.T) {
	t.Parallel()
	top := filepath.Join(t.TempDir(), "state")
	dir := filepath.Join(top, "epn-wizard")
	accepted(t, EnsureDir(dir))
	hasMode(t, top, 0o700)
	hasMode(t, dir, 0o700)
	accepted(t, EnsureDir(dir+"/")) // it is there now
}

func TestLooseModes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		dir, file, wantFile fs.FileMode
		refused             bool
	}{
		{0o777, 0o644, 0o600, true},
		{0o710, 0o601, 0o600, true},
		{0o755, 0o777, 0o600, true},
		{0o700, 0o600, 0o600, false},
		{0o500, 0o400, 0o400, false}, // narrower than it has to be: the user's own doing
	} {
		dir, file := filepath.Join(t.TempDir(), "dir"), filepath.Join(t.TempDir(), "file")
		accepted(t, os.Mkdir(dir, 0o700))
		accepted(t, os.WriteFile(file, []byte("kept"), 0o600))
		accepted(t, os.Chmod(dir, c.dir))
		accepted(t, os.Chmod(file, c.file))
		var refusal *Refusal
		if err := EnsureDir(dir); c.refused != (errors.As(err, &refusal) && refusal.Why == Wide) {
			t.Errorf("mode %o: %v", c.dir, err)
		}
		hasMode(t, dir, c.dir)
		accepted(t, CheckFile(file))
		hasMode(t, file, c.file)
		accepted(t, EnsureFile(file))
		hasMode(t, file, c.wantFile)
		if data, err := os.ReadFile(file); err != nil || string(data) != "kept" {
			t.Errorf("the file holds %q, %v", data, err)
		}
	}
}

func TestAMissingFileIsPrivate(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "none")
	accepted(t, EnsureFile(path))
	if _, err := os.Lstat(path); !os.IsNotExist(err) {
		t.Errorf("it was made: %v", err)
	}
}

func TestDirRefuses(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	accepted(t, os.Mkdir(filepath.Join(top, "real"), 0o755))
	accepted(t, os.Chmod(filepath.Join(top, "real"), 0o755))
	accepted(t, os.Symlink("real", filepath.Join(top, "link")))
	accepted(t, os.Symlink("nowhere", filepath.Join(top, "dangling")))
	accepted(t, os.WriteFile(filepath.Join(top, "file"), nil, 0o600))
	for name, dir := range map[string]string{
		"a link":                       top + "/link",
		"a link with a slash":          top + "/link/",
		"a link with slashes and dots": top + "/link//./",
		"a link that leads nowhere":    top + "/dangling",
		"one with a slash":             top + "/dangling/",
		"a file":                       top + "/file",
		"a directory in a file":        top + "/file/dir",
		"no name":                      "", // and the working directory is not meant by it
	} {
		err := EnsureDir(dir)
		if trouble := (*OpError)(nil); !errors.As(err, &trouble) || trouble.Op != StateDir {
			t.Errorf("%s was taken, or what is wrong is not told: %v", name, err)
		}
	}
	hasMode(t, filepath.Join(top, "real"), 0o755) // a link's target is not touched
	if _, err := os.Lstat(filepath.Join(top, "nowhere")); !os.IsNotExist(err) {
		t.Errorf("a link's target was made: %v", err)
	}
}

func TestFileRefuses(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	accepted(t, os.WriteFile(filepath.Join(top, "real"), nil, 0o644))
	accepted(t, os.Chmod(filepath.Join(top, "real"), 0o644))
	accepted(t, os.Symlink("real", filepath.Join(top, "link")))
	accepted(t, os.Symlink("nowhere", filepath.Join(top, "dangling")))
	accepted(t, os.Mkdir(filepath.Join(top, "dir"), 0o700))
	accepted(t, syscall.Mkfifo(filepath.Join(top, "fifo"), 0o600))
	for _, name := range []string{"link", "dangling", "dir", "fifo", "real/file"} {
		if err := EnsureFile(filepath.Join(top, name)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	hasMode(t, filepath.Join(top, "real"), 0o644)
}

func TestWhatBelongsToAnotherIsRefused(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	top := t.TempDir()
	dir, file := filepath.Join(top, "dir"), filepath.Join(top, "file")
	accepted(t, os.Mkdir(dir, 0o755))
	accepted(t, os.WriteFile(file, nil, 0o644))
	for path, mode := range map[string]fs.FileMode{dir: 0o755, file: 0o644} {
		accepted(t, os.Chmod(path, mode))
		accepted(t, os.Chown(path, 12345, 12345))
	}
	if EnsureDir(dir) == nil || EnsureFile(file) == nil {
		t.Error("a directory or a file of another user was taken")
	}
	hasMode(t, dir, 0o755)
	hasMode(t, file, 0o644)
}

func accepted(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func hasMode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != want {
		t.Errorf("%s has mode %v, want %v", filepath.Base(path), info.Mode().Perm(), want)
	}
}

func TestCheckWritable(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	dir, file := filepath.Join(top, "dir"), filepath.Join(top, "file")
	accepted(t, os.Mkdir(dir, 0o700))
	accepted(t, os.WriteFile(file, nil, 0o600))
	for _, path := range []string{dir, file, filepath.Join(dir, "new"), filepath.Join(dir, "new", "newer")} {
		accepted(t, CheckWritable(path))
	}
	if CheckWritable(filepath.Join(file, "new")) == nil {
		t.Error("a file in a file was taken")
	}
	if _, err := os.Lstat(filepath.Join(dir, "new")); !os.IsNotExist(err) {
		t.Errorf("it was made: %v", err)
	}
	accepted(t, os.Chmod(dir, 0o500))
	accepted(t, os.Chmod(file, 0o400))
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	for _, path := range []string{dir, file, filepath.Join(dir, "new", "newer")} {
		if err := CheckWritable(path); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// Whoever reads a file while it is replaced sees all of the one or of the other.
func TestAFileIsReplacedAtOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	short, long := []byte("short"), bytes.Repeat([]byte("long "), 20_000)
	accepted(t, WriteFile(path, long))
	var writer sync.WaitGroup
	stop := make(chan struct{})
	writer.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				if err := errors.Join(WriteFile(path, short), WriteFile(path, long)); err != nil {
					t.Error(err)
				}
			}
		}
	})
	for range 200 {
		if data, err := os.ReadFile(path); err != nil || !bytes.Equal(data, short) && !bytes.Equal(data, long) {
			t.Errorf("%d bytes were seen, %v", len(data), err)
		}
	}
	close(stop)
	writer.Wait()
	hasMode(t, path, 0o600)
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}
