//go:build unix

package private

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func hasMode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Lstat(path)
	must(t, err)
	if info.Mode().Perm() != want {
		t.Errorf("%s has mode %v, want %v", path, info.Mode().Perm(), want)
	}
}

// plant makes a file of a mode, or a directory where its name ends in a slash.
func plant(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	if strings.HasSuffix(path, "/") {
		must(t, os.Mkdir(path, 0o700))
	} else {
		must(t, os.WriteFile(path, []byte("kept"), 0o600))
	}
	must(t, os.Chmod(path, mode))
}

// reason is why a path is not taken, or "".
func reason(err error) Reason {
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return refusal.Why
	}
	if err != nil {
		return "an error"
	}
	return ""
}

// TestWhatIsTaken: a directory that others can enter, that is none or that holds another
// program's files is refused and left as it is. A file that others can read is narrowed.
func TestWhatIsTaken(t *testing.T) {
	t.Parallel()
	top := t.TempDir() + "/"
	tests := []struct {
		name      string
		mode      fs.FileMode // or 0 where it is not planted
		dir, file Reason      // why it is not taken as the one or the other
	}{
		{"private/", 0o700, "", Special},
		{"narrow/", 0o500, "", Special}, // than it has to be: the user's own doing
		{"entered/", 0o710, Wide, Special},
		{"read/", 0o755, Wide, Special},
		{"shared/", 0o777 | fs.ModeSticky, Shared, Special},
		{"site/", 0o755, Others, Special},
		{"site/index.html", 0o644, Link, ""},
		{"disk/", 0o700, "", Special},
		{"disk/lost+found/", 0o700, "", Special},
		{"used/", 0o700, "", Special},
		{"used/journal.jsonl", 0o601, Link, ""},
		{"used/.nfs0001", 0o400, Link, ""},
		{"file", 0o777, Link, ""},
		{"file/new", 0, "an error", "an error"},
		{"fifo", 0, Link, Special},
		{"link", 0, Link, Special},
		{"link/", 0, Link, Special},
		{"link//./", 0, Link, Special},
		{"dangling", 0, Link, Special},
		{"dangling/", 0, Link, ""},
	}
	for _, test := range tests {
		if test.mode != 0 {
			plant(t, top+test.name, test.mode)
		}
	}
	must(t, os.Symlink("read", top+"link"))
	must(t, os.Symlink("nowhere", top+"dangling"))
	must(t, syscall.Mkfifo(top+"fifo", 0o600))
	for _, test := range tests {
		dirErr, fileErr := EnsureDir(top+test.name), EnsureFile(top+test.name)
		if reason(dirErr) != test.dir || reason(fileErr) != test.file {
			t.Errorf("%s: as a directory %v, as a file %v; want %+v", test.name, dirErr, fileErr, test)
		}
		if trouble, ok := errors.AsType[*OpError](dirErr); dirErr != nil && (!ok || trouble.Op != StateDir) {
			t.Errorf("%s: what was wanted is not told: %v", test.name, dirErr)
		}
		if test.file == "" && test.mode != 0 {
			hasMode(t, top+test.name, test.mode&0o600)
		} else if test.mode != 0 {
			hasMode(t, top+test.name, test.mode.Perm())
		}
	}
	hasMode(t, top+"read", 0o755) // a link's target is not touched
	if data, err := os.ReadFile(top + "file"); err != nil || string(data) != "kept" {
		t.Errorf("the file holds %q, %v", data, err)
	}
	if EnsureDir("") == nil {
		t.Error("the working directory was taken for no name")
	}
	if os.Geteuid() == 0 { // only root can give a file away
		plant(t, top+"foreign", 0o644)
		must(t, errors.Join(os.Chown(top+"foreign", 12345, 12345), os.Chown(top+"private", 12345, 12345)))
		if reason(EnsureFile(top+"foreign")) != Foreign || reason(EnsureDir(top+"private")) != Foreign {
			t.Error("a file or a directory of another user was taken")
		}
		hasMode(t, top+"foreign", 0o644)
	}
}

func TestWhatIsMissing(t *testing.T) {
	t.Parallel()
	top := t.TempDir() + "/"
	must(t, EnsureFile(top+"file"))
	must(t, CheckDir(top+"state"))
	if left, err := os.ReadDir(top); err != nil || len(left) != 0 {
		t.Errorf("made: %v, %v", left, err)
	}
	must(t, EnsureDir(top+"state/epn-wizard"))
	hasMode(t, top+"state", 0o700)
	hasMode(t, top+"state/epn-wizard", 0o700)
	must(t, EnsureDir(top+"state/epn-wizard/")) // it is there now
}

func TestCheckWritable(t *testing.T) {
	t.Parallel()
	top := t.TempDir() + "/"
	plant(t, top+"dir/", 0o700)
	plant(t, top+"file", 0o600)
	for _, name := range []string{"dir", "file", "dir/new", "dir/new/newer"} {
		must(t, CheckWritable(top+name))
	}
	if CheckWritable(top+"file/new") == nil {
		t.Error("a file in a file was taken")
	}
	if left, err := os.ReadDir(top + "dir"); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	must(t, os.Chmod(top+"dir", 0o500))
	must(t, os.Chmod(top+"file", 0o400))
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	for _, name := range []string{"dir", "file", "dir/new/newer"} {
		if err := CheckWritable(top + name); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whoever reads a file while it is replaced sees all of the old one or of the new one.
func TestAFileIsReplacedAtOnce(t *testing.T) {
	t.Parallel()
	top := t.TempDir() + "/"
	must(t, WriteFile(top+"file", []byte("old")))
	reader, err := os.Open(top + "file")
	must(t, err)
	defer reader.Close()
	must(t, WriteFile(top+"file", []byte("new")))
	old, err := io.ReadAll(reader)
	if now, err2 := os.ReadFile(top + "file"); string(old) != "old" || string(now) != "new" {
		t.Errorf("%q becomes %q, %v, %v", old, now, err, err2)
	}
	hasMode(t, top+"file", 0o600)
	if left, err := os.ReadDir(top); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}
