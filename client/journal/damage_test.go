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
	"time"
)

// written makes a journal of two requests, the first of whose end was not recorded, and
// gives its bytes and its records.
func written(t *testing.T) (data []byte, want []Record) {
	t.Helper()
	dir := t.TempDir()
	j := open(t, dir)
	begin(t, j, `{"sum":"00000000","record":{}}`).Abandon()
	must(t, begin(t, j, "second").RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-2"}))
	data, err := os.ReadFile(filepath.Join(dir, journalFile))
	must(t, err)
	return data, records(t, j)
}

// holding makes a journal of such bytes.
func holding(t *testing.T, data string) *Journal {
	t.Helper()
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o700)) // also where a fuzzing process makes it
	must(t, os.WriteFile(filepath.Join(dir, journalFile), []byte(data), 0o600))
	return open(t, dir)
}

// Wherever a write is cut off, it costs its own line alone, and the next request is recorded
// whole. What is left is torn, and never counts as damage, also not where the record that
// names it is cut off in its turn.
func TestATornTail(t *testing.T) {
	t.Parallel()
	for name, tail := range map[string]string{
		"nothing": "", "a line": `{"sum":"00000000","record":{"sent":{"jou`,
		"a mark, and NULs": `{"sum":"` + strings.Repeat("\x00", 5000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			j, path := open(t, dir), filepath.Join(dir, journalFile)
			one := begin(t, j, "one")
			sent, err := os.ReadFile(path)
			must(t, err)
			must(t, one.RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-1"}))
			ended, err := os.ReadFile(path)
			must(t, err)
			must(t, os.WriteFile(path, append(ended, tail...), 0o600))
			if o := shown(t, j, entry("two")); describe(o) != "torn" && tail != "" {
				t.Fatalf("%+v", o)
			}
			begin(t, j, "two").Abandon()
			whole, err := os.ReadFile(path)
			must(t, err)
			all, _, err := j.ReadRecords()
			must(t, err)
			first := len(sent)
			if tail != "" {
				first = len(ended) + len(tail)
			}
			for cut := first; cut <= len(whole); cut++ {
				must(t, os.WriteFile(path, whole[:cut], 0o600))
				want := slices.Clone(all[:1])
				if cut < len(ended)-1 {
					want[0].Resolution = Resolution{Outcome: unknown}
				}
				if cut >= len(whole)-1 { // only the end of the line is missing
					want = all
				}
				for _, appended := range []bool{false, true} {
					if appended {
						f := begin(t, j, "next")
						f.Abandon()
						want = append(slices.Clip(want), Record{Entry: f.Entry, Resolution: Resolution{Outcome: unknown}})
					}
					got, _, err := j.ReadRecords()
					o := shown(t, j, entry("other"))
					if err != nil || !reflect.DeepEqual(got, want) || len(o.Damaged) != 0 || appended && len(o.Torn) != 0 {
						t.Fatalf("cut at %d, appended to: %v: %+v, %+v, %v", cut, appended, got, o, err)
					}
				}
				data, err := os.ReadFile(path)
				must(t, err)
				if isWhole := whole[cut-1] == '\n' || whole[cut] == '\n'; isWhole && tail == "" &&
					bytes.Count(data, []byte{'\n'}) != bytes.Count(data, []byte(startMark)) {
					t.Fatalf("cut at %d: not a record a line: %s", cut, data)
				}
			}
		})
	}
}

// One byte that is wrong, anywhere, costs one record at most, and a line's end none.
func TestAGarbledByte(t *testing.T) {
	t.Parallel()
	whole, want := written(t)
	second := want[1]
	known := append(slices.Clip(want), // or what is left of the second, of which two lines tell
		Record{Entry: second.Entry, Resolution: Resolution{Outcome: unknown}},
		Record{Entry: Entry{ID: second.ID, Time: second.Resolution.Time}, Resolution: second.Resolution})
	random := rand.New(rand.NewPCG(1, 2))
	j := open(t, t.TempDir())
	for at := range whole {
		garbled := slices.Clone(whole)
		for _, b := range []byte{'\n', whole[at] ^ 1<<random.IntN(8)} {
			garbled[at] = b
			var lines []line
			damaged := scanTexts(garbled, collectLines(&lines))
			got, left := j.foldRecords(lines), 0
			for _, r := range got {
				i := slices.IndexFunc(known, func(k Record) bool { return reflect.DeepEqual(k, r) })
				if i < 0 {
					t.Fatalf("with %q in place of %q at %d: invented %+v", b, whole[at], at, r)
				}
				if i < len(want) {
					left++
				}
			}
			if lost := len(want) - left; lost > 1 || whole[at] == '\n' && lost > 0 || lost > len(damaged) || len(damaged) > 2 ||
				got[len(got)-1].ID != second.ID || len(got) > len(want) {
				t.Fatalf("with %q in place of %q at %d: %+v damaged: %+v", b, whole[at], at, damaged, got)
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
		damaged int // parts, of the four that are put there
	}{
		"empty lines":              {"\n\n \t\n", 0},
		"carriage returns":         {"\r", 0},
		"a text":                   {"not JSON\n", 4},
		"NUL bytes within a line":  {strings.Repeat("\x00", 4096), 4},
		"a megabyte of JSON":       {`{"sum":"` + strings.Repeat("x", 1<<20) + "\"}\n", 4},
		"deep JSON":                {strings.Repeat("[", 1<<20) + "\n", 4},
		"other JSON":               {"{}\n", 4},
		"a record without a sum":   {`{"record":{"sent":{"journalId":"x"}}}` + "\n", 4},
		"a record of a wrong sum":  {`{"sum":"00000000","record":{"sent":{"journalId":"x"}}}` + "\n", 4},
		"a right sum of no record": {framing("{}"), 4},
		"a right sum of a string":  {framing(`"x"`), 4},
	} {
		j := holding(t, c.between+strings.Join(lines, c.between)+"\n"+c.between)
		if got, damaged, err := j.ReadRecords(); err != nil || !reflect.DeepEqual(got, want) || len(damaged) != c.damaged {
			t.Errorf("%s: %+v, %+v, %v", name, got, damaged, err)
		}
	}
}

func TestDamageBlocksUntilItIsAcknowledged(t *testing.T) {
	t.Parallel()
	data, _ := written(t)
	lines := strings.SplitAfter(string(data), "\n")
	j, e := holding(t, lines[0]+strings.Replace(lines[1], "second", "secand", 1)+lines[2]), entry("three")
	o := refused(t, j, e, shown(t, j, e))
	if describe(o) != "damaged" || o.Damaged[0].Line != 2 {
		t.Fatalf("%+v", o)
	}
	otherBytes, elsewhere := o.Damaged[0], o.Damaged[0]
	otherBytes.Checksum, elsewhere.Offset = "00000000", 7
	must(t, j.AcknowledgeDamage([]Damage{otherBytes, elsewhere}))
	refused(t, j, e, shown(t, j, e))
	must(t, j.AcknowledgeDamage(o.Damaged))
	must(t, allowed(t, j, e, shown(t, j, e)).RecordOutcome(Resolution{Outcome: Created}))
	if _, left, err := j.ReadRecords(); err != nil || len(left) != 1 || left[0].BlocksOrders() || !left[0].Recorded {
		t.Errorf("%+v, %v", left, err)
	}
}

// framing frames a record's JSON, spelled as it is.
func framing(record string) string {
	return `{"sum":"` + checksumText([]byte(record)) + `","record":` + record + "}\n"
}

// A record with a right checksum stands in its order's way however its JSON is
// spelled; where it says nothing that this program knows, it is damage.
func TestRecordsOfOtherSpelling(t *testing.T) {
	t.Parallel()
	e := entry("edge 实验 lab")
	e.ID, e.Time = "20261122-101112-ABCDEFGH", time.Date(2026, 11, 22, 10, 11, 12, 0, time.UTC)
	whole, err := marshalPlain(line{Sent: &e})
	must(t, err)
	sent := string(whole)
	whole, err = marshalPlain(Resolution{Outcome: "refused", WaitUntil: time.Now().Add(time.Minute)}.makeLine(e.ID))
	must(t, err)
	paused := string(whole)
	longer := strings.Replace(paused, "}}", `,"new":"`+strings.Repeat("x", 99)+`"}}`, 1)
	end, _, _ := strings.Cut(paused, string(pauseMark))
	end += "}}"
	unreadable := strings.Replace(end, `refused"`, `unknown","code":5`, 1)
	spaced := strings.NewReplacer(`":`, `": `, `,"`, `, "`).Replace
	for name, c := range map[string]struct {
		records, want string
	}{
		"as it is written":       {framing(sent), "unknown"},
		"spaces":                 {framing(spaced(sent)), "unknown"},
		"spaces before the name": {framing(strings.Replace(sent, `"EPNInstanceName":`, `"EPNInstanceName": `, 1)), "unknown"},
		"escaped letters":        {framing(strings.Replace(sent, "实验", `\u5b9e\u9a8c`, 1)), "unknown"},
		"its end alike":          {framing(spaced(sent)) + framing(end), ""},
		"its end with spaces":    {framing(sent) + framing(spaced(end)), ""},
		"a field behind a wait":  {framing(sent) + framing(longer), "wait"},
		"an unknown outcome":     {framing(sent) + framing(strings.Replace(end, "refused", "open", 1)), "unknown damaged"},
		"an end that is none":    {framing(sent) + framing(`{"fate":{"journalId":"`+e.ID+`"`), "unknown damaged"},
		"a time that is none":    {framing(strings.Replace(sent, "2026-11-22T", "yesterday", 1)), "damaged"},
		"an unreadable unknown":  {framing(sent) + framing(unreadable), "unknown damaged"},
		"no JSON":                {framing(`{"sent":{"journalId":"x",garbage}}`), "damaged"},
		"another type":           {framing(strings.Replace(sent, "EdgeToEdge", "Other", 1)), "namesake"},
		"another name, cut":      {framing(strings.Replace(sent, "edge", "hub", 1)[:len(sent)-2]), "damaged"},
	} {
		j := holding(t, c.records)
		o := shown(t, j, e)
		if got := describe(o); got != c.want {
			t.Errorf("%s: %q, want %q: %+v", name, got, c.want, o)
		}
		if other := shown(t, j, entry("other")); !slices.Equal(other.Damaged, o.Damaged) || other.WaitUntil != o.WaitUntil {
			t.Errorf("%s: in the way of another order: %+v, want %+v", name, other, o)
		}
		must(t, j.AcknowledgeDamage(o.Damaged))
		if o = shown(t, j, e); len(o.Damaged) > 0 {
			t.Errorf("%s: what was acknowledged still stands in the way: %+v", name, o.Damaged)
		}
	}
}

// FuzzScan: whatever a journal holds, what is appended to it is read again, nothing
// that was read is lost by that, and no damage appears.
func FuzzScan(f *testing.F) {
	e := entry("edge lab")
	e.ID = "20261122-101112-ABCDEFGH"
	whole, err := line{Sent: &e}.encodeLine()
	must(f, err)
	for _, cut := range []int{0, 1, 7, 30, len(whole) - 1, len(whole)} {
		f.Add(whole[:cut])
		f.Add(append(bytes.Clone(whole), whole[:cut]...))
		f.Add(append(whole[:cut:cut], "\x00\x00\n{}\r\n"...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		j := holding(t, string(data))
		before, damaged, err := j.ReadRecords()
		must(t, err)
		for _, d := range damaged {
			end := d.Offset + d.Length
			if d.Offset < 0 || d.Length <= 0 || end > int64(len(data)) || checksumText(data[d.Offset:end]) != d.Checksum {
				t.Fatalf("%+v of %d bytes", d, len(data))
			}
		}
		added := Resolution{Outcome: Created, EPNInstanceID: "epn-1"}
		must(t, j.appendLines(added.makeLine("20991122-101112-ABCDEFGH")))
		after, left, err := j.ReadRecords()
		must(t, err)
		passes := func(d Damage) bool { return !d.BlocksOrders() }
		if len(after) != len(before)+1 || len(left) != len(damaged) ||
			len(slices.DeleteFunc(left, passes)) != len(slices.DeleteFunc(damaged, passes)) {
			t.Fatalf("%d records became %d, damage %+v became %+v", len(before), len(after), damaged, left)
		}
	})
}
