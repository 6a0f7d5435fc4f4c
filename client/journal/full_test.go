//go:build linux || darwin

package journal

import (
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

func init() {
	for _, room := range []int{0, 1, 100} {
		tasks[fmt.Sprintf("full but for %d bytes", room)] = func(dir string) error { return fullTask(dir, room) }
	}
}

// fullTask fills the disk while a request is under way, but for so many bytes,
// and says what failed for want of room.
func fullTask(dir string, room int) error {
	j, err := Open(dir)
	if err != nil {
		return err
	}
	d, err := OpenDraft(dir)
	if err != nil {
		return err
	}
	f, err := beginAnyway(j, entry("under way"))
	if err != nil {
		return err
	}
	info, err := os.Stat(filepath.Join(dir, journalFile))
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ) // the write fails instead
	limit := syscall.Rlimit{Cur: uint64(info.Size()) + uint64(room), Max: uint64(info.Size()) + uint64(room)}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	_, began := beginAnyway(j, entry("too much"))
	saved := d.Save(map[client.Field]string{client.Name: strings.Repeat("too much ", 1000)})
	finished := f.RecordOutcome(Resolution{Outcome: Created})
	for _, err := range []error{began, saved, finished} {
		fmt.Println(errors.Is(err, syscall.EFBIG))
	}
	return nil
}

// A full disk: nothing is begun, nothing half-written stays, and once there is
// room again all goes on.
func TestAFullDisk(t *testing.T) {
	t.Parallel()
	for _, room := range []string{"0", "1", "100"} {
		dir := t.TempDir()
		d := openDraft(t, dir)
		must(t, d.Save(answers))
		d.Close()
		c := start(t, "full but for "+room+" bytes", dir)
		for _, what := range []string{"a request was begun", "a draft was saved", "a fate was recorded"} {
			if c.line(t) != "true" {
				t.Errorf("with room for %s bytes %s", room, what)
			}
		}
		c.end(t)
		j := open(t, dir)
		if all := records(t, j, 0); len(all) != 1 || !all[0].Unsettled() || all[0].Order.EPNInstanceName != "under way" {
			t.Errorf("with room for %s bytes: %+v", room, all)
		}
		must(t, begin(t, j, "next").RecordOutcome(Resolution{Outcome: Created}))
		if all := records(t, j, 0); len(all) != 2 || all[1].Resolution.Outcome != Created {
			t.Errorf("after the next: %+v", all)
		}
		if s, ok := openDraft(t, dir).Load(); !ok || s.Answers[client.Name] != answers[client.Name] {
			t.Errorf("with room for %s bytes the draft became %+v", room, s)
		}
		left, err := os.ReadDir(dir)
		must(t, err)
		if len(left) != 4 { // journal and draft, each with its lock
			t.Errorf("left: %v", left)
		}
	}
}
