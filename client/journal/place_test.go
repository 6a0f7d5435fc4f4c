//go:build unix

package journal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"epn-wizard/client"
)

func init() { tasks["full"] = fullTask }

// places are what can stand where a file of the state directory should.
func places(t *testing.T) map[string]func(path string) {
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	must(t, os.WriteFile(elsewhere, nil, 0o600))
	all := map[string]func(path string){
		"a link":                    func(path string) { must(t, os.Symlink(elsewhere, path)) },
		"a link that leads nowhere": func(path string) { must(t, os.Symlink(elsewhere+"-not", path)) },
		"a directory":               func(path string) { must(t, os.Mkdir(path, 0o700)) },
		"a named pipe":              func(path string) { must(t, syscall.Mkfifo(path, 0o600)) },
	}
	if os.Geteuid() == 0 { // nobody else can give a file away
		all["somebody else's file"] = func(path string) {
			must(t, os.WriteFile(path, nil, 0o600))
			must(t, os.Chown(path, 12345, 12345))
		}
	}
	t.Cleanup(func() {
		if data, err := os.ReadFile(elsewhere); err != nil || len(data) > 0 {
			t.Errorf("written through a link: %q, %v", data, err)
		}
		if _, err := os.Lstat(elsewhere + "-not"); err == nil {
			t.Error("made through a link")
		}
	})
	return all
}

func TestAJournalThatIsNoFileOfOursIsRefused(t *testing.T) {
	t.Parallel()
	for what, put := range places(t) {
		for _, name := range []string{journalFile, lockFile} {
			dir := t.TempDir()
			j := open(t, dir)
			put(filepath.Join(dir, name))
			if f, err := j.Begin(entry("edge lab")); err == nil {
				t.Errorf("%s is %s, and a request was begun: %+v", name, what, f)
			}
			if err := j.Settle("20261122-101112-ABCDEFGH", Fate{Outcome: Created}); err == nil || errors.Is(err, ErrNoRecord) {
				t.Errorf("%s is %s, and settling said: %v", name, what, err)
			}
			if _, _, err := j.Records(); err == nil && name == journalFile {
				t.Errorf("%s is %s, and it was read", name, what)
			}
			if left := flightLocks(t, dir); len(left) != 0 {
				t.Errorf("%s is %s; left: %v", name, what, left)
			}
		}
	}
}

func TestAStateDirectoryThatIsNotOursIsRefused(t *testing.T) {
	t.Parallel()
	for what, put := range places(t) {
		if what == "a directory" {
			continue
		}
		dir := filepath.Join(t.TempDir(), "state")
		put(dir)
		if _, err := Open(dir); err == nil {
			t.Errorf("%s was taken for the journal", what)
		}
		d, err := OpenDraft(dir)
		if err == nil || d.Owned() {
			t.Errorf("%s was taken for the draft", what)
		}
	}
	real := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(real, link))
	for _, dir := range []string{link, link + "/"} {
		if _, err := Open(dir); err == nil {
			t.Errorf("a link to a directory was taken: %s", filepath.Base(dir))
		}
	}
}

func TestADraftThatIsNoFileOfOursIsRefused(t *testing.T) {
	t.Parallel()
	for what, put := range places(t) {
		for _, name := range []string{draftFile, draftLock} {
			dir := t.TempDir()
			put(filepath.Join(dir, name))
			d, err := OpenDraft(dir)
			if err == nil || d.Owned() {
				t.Errorf("%s is %s, and was taken", name, what)
			}
			if err := d.Save(answers); err != nil {
				t.Errorf("%s is %s, and saving failed: %v", name, what, err) // it was said once
			}
			if _, ok := d.Load(); ok {
				t.Errorf("%s is %s, and was read", name, what)
			}
			d.Close()
		}
	}
}

// fullTask tries to write where the disk has no room for more than so many
// bytes, and says what is wrong then.
func fullTask(dir string) error {
	signal.Ignore(syscall.SIGXFSZ)
	j, err := Open(dir)
	if err != nil {
		return err
	}
	d, err := OpenDraft(dir)
	if err != nil {
		return err
	}
	if err := d.Save(answers); err != nil {
		return err
	}
	under, err := j.Begin(entry("under way"))
	if err != nil {
		return err
	}
	path := filepath.Join(dir, journalFile)
	before, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	drafted, err := os.ReadFile(filepath.Join(dir, draftFile))
	if err != nil {
		return err
	}
	complain := func(format string, args ...any) {
		fmt.Println(strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", `\n`))
	}
	var unlimited syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &unlimited); err != nil {
		return err
	}
	for _, room := range []int{0, 1, 20, 200, -len(before)} {
		limit := unlimited
		limit.Cur = uint64(len(before) + room)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			return err
		}
		if f, err := j.Begin(entry("too much")); err == nil {
			complain("with room for %d bytes a request was begun: %+v", room, f.Entry)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, before) {
			complain("with room for %d bytes the journal became %q, %v", room, now, err)
		}
		if room == -len(before) {
			if d.Save(map[client.Field]string{client.Name: "another"}) == nil {
				complain("a draft was saved")
			}
			if now, err := os.ReadFile(filepath.Join(dir, draftFile)); err != nil || !bytes.Equal(now, drafted) {
				complain("the draft became %q, %v", now, err)
			}
			if under.Finish(Fate{Outcome: Created}) == nil {
				complain("a fate was recorded")
			}
		}
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &unlimited); err != nil {
		return err
	}
	fmt.Println("done")
	return nil
}

// A full disk: nothing is begun, nothing half-written stays, and once there is
// room again all goes on.
func TestAFullDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := start(t, "full", dir)
	said := bufio.NewScanner(c.lines)
	done := false
	for said.Scan() {
		if done = said.Text() == "done"; !done {
			t.Error(said.Text())
		}
	}
	c.end(t)
	if !done {
		t.Error("the child did not come to its end")
	}
	if left := flightLocks(t, dir); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	j := open(t, dir)
	if all := records(t, j, 0); len(all) != 1 || !all[0].Unsettled() {
		t.Errorf("afterwards: %+v", all)
	}
	must(t, begin(t, j, "next").Finish(Fate{Outcome: Created}))
	if all := records(t, j, 0); len(all) != 2 || all[1].Fate.Outcome != Created {
		t.Errorf("after the next: %+v", all)
	}
}
