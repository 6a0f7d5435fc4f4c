package wizard

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

// TestInput: what goes on to the library, read whole and a byte at a time.
func TestInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, out string }{
		{"text", "edge 实验\r", "edge 实验\r"},
		{"keys", "\x1b[A\x1b[Z\x1bOP\x1b\x1b[B", "\x1b[A\x1b[Z\x1bOP\x1b\x1b[B"},
		{"paste", "\x1b[200~edge\nlab\x1b[201~x", "\x1b[200~edge\nlab\x1b[201~x"},
		{"escape in a paste", "\x1b[200~a\x1b[31mb\x1b\x1b[201~x", "\x1b[200~a" + pastedEscape + "[31mb" + pastedEscape + "\x1b[201~x"},
		{"open OSC in a paste", "\x1b[200~a\x1b]0;\x1b[201~x", "\x1b[200~a" + pastedEscape + "]0;\x1b[201~x"},
		{"half an end in a paste", "\x1b[200~\x1b[20x\x1b[201~", "\x1b[200~" + pastedEscape + "[20x\x1b[201~"},
		{"start in a paste", "\x1b[200~\x1b[200~\x1b[201~", "\x1b[200~" + pastedEscape + "[200~\x1b[201~"},
		{"OSC", "a\x1b]0;title\x07b", "a]0;title\x07b"},
		{"DCS", "\x1bPq\x1b\\", "Pq\x1b\\"},
		{"old mouse", "\x1b[M !!", "[M !!"},
		{"two pastes", "\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~", "\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~"},
	} {
		for name, step := range map[string]int{"whole": 64, "by bytes": 1} {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.WriteString(c.in); err != nil {
				t.Fatal(err)
			}
			_ = w.Close()
			ended := 0
			in := &input{File: r, ended: func() { ended++ }}
			var reader io.Reader = in
			if step == 1 {
				reader = iotest.OneByteReader(in)
			}
			got, err := io.ReadAll(reader)
			_ = r.Close()
			want := c.out
			if step == 1 && !strings.Contains(c.in, "200~") {
				want = c.in // an escape that stands at the end of a read is the key, and has gone on
			}
			if err != nil || string(got) != want || ended != 1 {
				t.Errorf("%s, %s: %q became %q, want %q (ended %d times, %v)", c.name, name, c.in, got, want, ended, err)
			}
		}
	}
}

// TestInputEnds: a terminal that breaks is the end of input, not an error that
// would end the library first.
func TestInputEnds(t *testing.T) {
	t.Parallel()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_, _ = r.Close(), w.Close()
	ended := 0
	in := &input{File: r, ended: func() { ended++ }}
	for range 2 {
		if n, err := in.Read(make([]byte, 8)); n != 0 || !errors.Is(err, io.EOF) || ended != 1 {
			t.Errorf("%d bytes, %v, ended %d times", n, err, ended)
		}
	}
}

// FuzzInput: however the bytes are cut into reads, the same goes on.
func FuzzInput(f *testing.F) {
	f.Add([]byte("a\x1b[200~b\x1b]c\x1b[201~d\x1bPe"), 3)
	f.Add([]byte("\x1b\x1b[200~\x1b[201~"), 1)
	f.Fuzz(func(t *testing.T, data []byte, cut int) {
		whole := (&input{}).tame(data)
		cut = max(min(cut, len(data)), 0)
		parts := &input{}
		pieces := append(parts.tame(data[:cut]), parts.tame(data[cut:])...)
		if cut > 0 && data[cut-1] == 0x1b {
			return // an escape that stood at the end of a read has gone on already: it is the key
		}
		if string(whole) != string(pieces) {
			t.Errorf("%q cut at %d is %q, whole %q", data, cut, pieces, whole)
		}
	})
}
