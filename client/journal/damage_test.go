package journal

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// written makes a journal of two requests, the first of which got no fate, and
// gives its bytes and its records.
func written(t *testing.T) (data []byte, want []Record) {
	t.Helper()
	dir := t.TempDir()
	j := open(t, dir)
	begin(t, j, `{"sum":"00000000","record":{}}`).Abandon()
	must(t, begin(t, j, "second").RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-2"}))
	data, err := os.ReadFile(filepath.Join(dir, journalFile))
	must(t, err)
	return data, records(t, j, 0)
}

// holding makes a journal of such bytes.
func holding(t *testing.T, dir string, data []byte) *Journal {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(dir, journalFile), data, 0o600))
	return open(t, dir)
}

// lost tells how many of the records are missing or lack one of their halves,
// and fails where anything else is there, or nothing of one that has an outcome.
func lost(t *testing.T, got, want []Record) (n int) {
	t.Helper()
	for _, w := range want {
		i := slices.IndexFunc(got, func(g Record) bool { return g.ID == w.ID })
		switch {
		case i < 0 && w.Resolution.Outcome != unknown:
			t.Fatalf("nothing is left of %+v", w)
		case i < 0:
			n++
			continue
		case reflect.DeepEqual(got[i], Record{Entry: Entry{ID: w.ID, Time: w.Resolution.Time}, Resolution: w.Resolution}):
			n++ // a fate alone
		case !reflect.DeepEqual(got[i].Entry, w.Entry):
			t.Fatalf("%+v became %+v", w, got[i])
		case got[i].Resolution.Outcome == "unknown" && w.Resolution.Outcome != "unknown":
			n++
		case got[i].Resolution != w.Resolution:
			t.Fatalf("%+v became %+v", w, got[i])
		}
		got = slices.Delete(slices.Clone(got), i, i+1)
	}
	if len(got) > 0 {
		t.Fatalf("invented: %+v", got)
	}
	return n
}

// Wherever a write is cut off, it costs its own line alone, and the next
// request is recorded whole.
func TestATornTail(t *testing.T) {
	t.Parallel()
	whole, want := written(t)
	dir := t.TempDir()
	for cut := bytes.IndexByte(whole, '\n') + 1; cut <= len(whole); cut++ {
		j := holding(t, dir, whole[:cut])
		lines, damaged := bytes.Count(whole[:cut], []byte("\n")), 0
		if whole[cut-1] != '\n' {
			if damaged = 1; whole[cut] == '\n' { // only the end of the line is missing
				lines, damaged = lines+1, 0
			}
		}
		expected := slices.Clone(want[:min(2, lines)])
		if lines == 2 {
			expected[1].Resolution = Resolution{Outcome: "unknown"}
		}
		if got := records(t, j, damaged); !reflect.DeepEqual(got, expected) {
			t.Fatalf("cut at %d: %+v", cut, got)
		}
		f := begin(t, j, "next")
		f.Abandon()
		expected = append(expected, Record{Entry: f.Entry, Resolution: Resolution{Outcome: "unknown"}})
		data, err := os.ReadFile(filepath.Join(dir, journalFile))
		if must(t, err); damaged == 0 && bytes.Count(data, []byte{'\n'}) != lines+1 {
			t.Fatalf("cut at %d: not a record a line: %s", cut, data)
		}
		if got := records(t, j, damaged); !reflect.DeepEqual(got, expected) {
			t.Fatalf("cut at %d, then appended: %+v", cut, got)
		}
	}
}

// One byte that is wrong, anywhere, costs one record at most, and a line's end none.
func TestAGarbledByte(t *testing.T) {
	t.Parallel()
	whole, want := written(t)
	random := rand.New(rand.NewPCG(1, 2))
	dir := t.TempDir()
	for at := range whole {
		garbled := slices.Clone(whole)
		for _, b := range []byte{'\n', whole[at] ^ 1<<random.IntN(8)} {
			garbled[at] = b
			got, damaged, err := holding(t, dir, garbled).ReadRecords()
			must(t, err)
			n, most := lost(t, got, want), 1
			if whole[at] == '\n' {
				most = 0
			}
			if n > most || n > len(damaged) || len(damaged) > 2 {
				t.Fatalf("with %q in place of %q at %d: %d lost, %+v damaged: %+v", b, whole[at], at, n, damaged, got)
			}
		}
	}
}

// Whole lines are found between whatever else got into the file.
func TestForeignLines(t *testing.T) {
	t.Parallel()
	data, want := written(t)
	lines := strings.SplitAfter(strings.TrimSuffix(string(data), "\n"), "\n")
	for name, c := range map[string]struct {
		between string
		damaged int
	}{
		"empty lines":      {"\n\n \t\n", 0},
		"line ends of DOS": {"\r\n", 0},
		"a text":           {"not JSON\n", 1},
		"NUL bytes":        {strings.Repeat("\x00", 4096) + "\n", 1},
		"NUL bytes that a crash leaves in a line": {strings.Repeat("\x00", 4096), 4},
		"a megabyte":                       {strings.Repeat("x", 1<<20) + "\n", 1},
		"a megabyte of JSON":               {`{"sum":"` + strings.Repeat("x", 1<<20) + "\"}\n", 1},
		"deep JSON":                        {strings.Repeat("[", 1<<20) + "\n", 1},
		"other JSON":                       {"{}\n", 1},
		"null":                             {"null\n", 1},
		"a record without a sum":           {`{"record":{"sent":{"journalId":"x"}}}` + "\n", 1},
		"a record with a wrong sum":        {`{"sum":"00000000","record":{"sent":{"journalId":"x"}}}` + "\n", 1},
		"a right sum of no record":         {framing("{}"), 1},
		"a right sum of a string":          {framing(`"x"`), 1},
		"a right sum, but the wrong types": {framing(`{"sent":[]}`), 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j := holding(t, t.TempDir(), []byte(c.between+strings.Join(lines, c.between)+"\n"+c.between))
			got, damaged, err := j.ReadRecords()
			must(t, err)
			if n := lost(t, got, want); n > 0 {
				t.Errorf("%d lost: %+v", n, got)
			}
			places := len(lines) + 1
			if len(damaged) > c.damaged*places || len(damaged) < min(c.damaged, 1)*places {
				t.Errorf("%d damaged lines, want %d", len(damaged), c.damaged*places)
			}
			must(t, begin(t, j, "next").RecordOutcome(Resolution{Outcome: Created}))
			all := records(t, j, len(damaged))
			if len(all) != len(want)+1 || all[len(want)].Order.EPNInstanceName != "next" {
				t.Errorf("after the next: %+v", all)
			}
		})
	}
}

func TestLineEndsOfDOS(t *testing.T) {
	t.Parallel()
	data, want := written(t)
	j := holding(t, t.TempDir(), bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")))
	if got := records(t, j, 0); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
