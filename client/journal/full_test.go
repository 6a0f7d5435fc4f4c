//go:build linux || darwin

package journal

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"epn-wizard/client"
)

// A full disk: nothing is begun, nothing half-written stays, and once there is
// room again all goes on.
func TestAFullDisk(t *testing.T) {
	t.Parallel()
	const roomVariable = "EPN_TEST_ROOM"
	if dir := os.Getenv(dirVariable); dir != "" {
		j, d := open(t, dir), openDraft(t, dir)
		f := begin(t, j, "under way")
		info, err := os.Stat(filepath.Join(dir, journalFile))
		must(t, err)
		room, err := strconv.Atoi(os.Getenv(roomVariable))
		must(t, err)
		var before syscall.Rlimit
		must(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before))
		signal.Ignore(syscall.SIGXFSZ) // the write fails instead
		full := syscall.Rlimit{Cur: uint64(info.Size()) + uint64(room), Max: before.Max}
		must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &full))
		_, began := beginAnyway(j, entry("too much"))
		saved := d.Save(map[client.Field]string{client.InstanceName: strings.Repeat("too much ", 1000)})
		finished := f.RecordOutcome(Resolution{Outcome: Created})
		must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before)) // or coverage cannot be written
		for _, err := range []error{began, saved, finished} {
			fmt.Print(errors.Is(err, syscall.EFBIG), " ")
		}
		fmt.Println()
		return
	}
	for _, room := range []string{"0", "1", "100"} {
		dir := t.TempDir()
		d := openDraft(t, dir)
		must(t, d.Save(answers))
		d.Close()
		c := start(t, dir, roomVariable+"="+room)
		if failed := c.line(t); failed != "true true true" {
			t.Errorf("with room for %s bytes, a request, a draft and an outcome failed: %s", room, failed)
		}
		must(t, c.Wait())
		j := open(t, dir)
		if all := records(t, j); len(all) != 1 || !all[0].Unsettled() || all[0].Order.EPNInstanceName != "under way" {
			t.Errorf("with room for %s bytes: %+v", room, all)
		}
		must(t, begin(t, j, "next").RecordOutcome(Resolution{Outcome: Created}))
		if all := records(t, j); len(all) != 2 || all[1].Resolution.Outcome != Created {
			t.Errorf("after the next: %+v", all)
		}
		s, left := ReadDraft(dir), files(t, dir)
		if !maps.Equal(s.Answers, answers) || left != "draft.json draft.lock journal.jsonl journal.lock" {
			t.Errorf("with room for %s bytes the draft became %+v; left: %s", room, s, left)
		}
	}
}
