package journal

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzScan: whatever a journal holds, what is appended to it is read again, nothing
// that was read is lost by that, and no damage appears.
func FuzzScan(f *testing.F) {
	e := entry("edge lab")
	e.ID = "20261122-101112-ABCDEFGH"
	whole, err := line{Sent: &e}.encodeLine()
	if err != nil {
		f.Fatal(err)
	}
	for _, cut := range []int{0, 1, 7, 30, len(whole) - 1, len(whole)} {
		f.Add(whole[:cut])
		f.Add(append(bytes.Clone(whole), whole[:cut]...))
		f.Add(append(whole[:cut:cut], "\x00\x00\n{}\r\n"...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		must(t, os.Chmod(dir, 0o700))
		must(t, os.WriteFile(filepath.Join(dir, journalFile), data, 0o600))
		j := open(t, dir)
		before, damaged, err := j.ReadRecords()
		must(t, err)
		for _, d := range damaged {
			end := d.Offset + d.Length
			if d.Offset < 0 || d.Length <= 0 || end > int64(len(data)) || checksum(data[d.Offset:end]) != d.Checksum {
				t.Fatalf("%+v of %d bytes", d, len(data))
			}
		}
		added := Resolution{Outcome: Created, EPNInstanceID: "epn-1"}
		must(t, j.appendLines(line{Resolution: added.stampedFor("20991122-101112-ABCDEFGH")}))
		after, left, err := j.ReadRecords()
		must(t, err)
		blocks := func(all []Damage) (n int) {
			for _, d := range all {
				if d.BlocksOrders() {
					n++
				}
			}
			return n
		}
		if len(after) != len(before)+1 || blocks(left) != blocks(damaged) || len(left) != len(damaged) {
			t.Fatalf("%d records became %d, damage %+v became %+v", len(before), len(after), damaged, left)
		}
	})
}
