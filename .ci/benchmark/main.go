// Command benchmark measures the whole program over a terminal, beside gum, and prints tables in Markdown. It is for
// Linux. The script .ci/bench builds and starts what it needs.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// bench is one run of it.
type bench struct {
	dir, home       string // of the programs; of the wizard: its state, and nothing else
	runs, idle      int    // idle is in seconds
	starts, minutes int
	values          values
}

func main() {
	b := &bench{values: values{}}
	flag.StringVar(&b.dir, "dir", "", "directory of the programs: epn-wizard, gum, empty")
	flag.IntVar(&b.runs, "runs", 20, "how often each thing is measured")
	flag.IntVar(&b.idle, "idle", 10, "seconds to stay idle")
	load := flag.Int("load", 0, "instead: up to so many sessions at the same time, through sshd")
	leaks := flag.Bool("leaks", false, "instead: what grows over starts and stops, and in one session left open")
	flag.IntVar(&b.starts, "starts", 1000, "leaks: starts and stops")
	flag.IntVar(&b.minutes, "minutes", 10, "leaks: how long one session is left open")
	flag.Parse()
	b.home = filepath.Join(b.dir, "home")
	b.forget()
	switch {
	case *leaks:
		fmt.Print(b.comeAndGo(), b.stay())
	case *load > 0:
		b.crowds(*load)
	default:
		b.beside()
	}
}

// check ends the run where there is an error. What it has started ends with it.
func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func must[T any](v T, err error) T { check(err); return v }

// together does something n times at the same time.
func together(n int, do func(i int)) {
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { do(i) })
	}
	wait.Wait()
}

func (b *bench) program(name string) string { return filepath.Join(b.dir, name) }

// environment is all that a program gets of one.
func (b *bench) environment() []string {
	return []string{
		"HOME=" + b.home, "PATH=/usr/bin:/bin", "TERM=xterm-256color", "LANG=C.UTF-8", "SSH_TTY=/dev/pts/0",
		"ALIBABA_CLOUD_ACCESS_KEY_ID=sandbox", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=sandbox-secret",
	}
}

// forget removes what a run has kept, so that the next one starts like it.
func (b *bench) forget() {
	check(os.RemoveAll(b.home))
	check(os.Mkdir(b.home, 0o700))
}

// values are what was measured, by name; guarded by valuesMu.
type values map[string][]float64

var valuesMu sync.Mutex

func (v values) add(name string, x float64) {
	valuesMu.Lock()
	defer valuesMu.Unlock()
	v[name] = append(v[name], x)
}

// percentile gives the value that p of a hundred do not exceed: of 50, the median.
func (v values) percentile(name string, p int) float64 {
	sorted := slices.Sorted(slices.Values(v[name]))
	return append([]float64{0}, sorted...)[(len(sorted)*p+99)/100]
}

// tableHead begins a table of numbers.
func tableHead(columns ...string) string {
	return "\n| " + strings.Join(columns, " | ") + " |\n|" + strings.Repeat("---:|", len(columns)) + "\n"
}

// rows are the lines of the table: the values of ours beside those of theirs,
// and what their ratio may be.
var rows = []struct{ what, ours, theirs, format, budget string }{
	{"exec to first full frame, text", "first frame typed", "first frame typed gum", "%.1f ms", "0.45"},
	{"exec to first full frame, choice", "first frame arrow", "first frame arrow gum", "%.1f ms", "0.45"},
	{"key to last byte, typed", "key typed", "key typed gum", "%.2f ms", "1.4"},
	{"key to last byte, arrow", "key arrow", "key arrow gum", "%.2f ms", "1.4"},
	{"bytes per typed key", "bytes typed", "bytes typed gum", "%.0f", "0.2"},
	{"bytes per arrow key, before the lesson follows", "bytes arrow", "bytes arrow gum", "%.0f", "0.9"},
	{"bytes per arrow key at 40×12, likewise", "bytes narrow", "bytes narrow gum", "%.0f", "0.9"},
	{"bytes of the first frame", "first bytes typed", "first bytes typed gum", "%.0f", ""},
	{"idle %d s, bytes, text", "idle bytes typed", "idle bytes typed gum", "%.0f", "0 bytes"},
	{"idle %d s, CPU, text", "idle cpu typed", "idle cpu typed gum", "%.1f ms", "1.25"},
	{"idle %d s, bytes, choice", "idle bytes arrow", "idle bytes arrow gum", "%.0f", "0 bytes"},
	{"idle %d s, CPU, choice", "idle cpu arrow", "idle cpu arrow gum", "%.1f ms", "1.25"},
	{"resident memory", "memory typed", "memory typed gum", "%.1f MiB", "0.9"},
	{"`--version`, against an empty Go program", "version", "empty", "%.2f ms", "4"},
	{"`--yes` to a sandbox alone, against the same", "yes", "empty", "%.2f ms", "6.5"},
	{"binary, stripped", "size epn-wizard", "size gum", "%.1f MiB", "14 MiB"},
	{"a whole run, bytes", "run", "", "%.0f", "6000"},
	{"a whole run at 40×12, bytes", "run narrow", "", "%.0f", "6000"},
}

// table prints the medians.
func (b *bench) table() {
	fmt.Printf("Medians of %d runs.\n\n| | epn-wizard | gum | ratio | budget |\n|---|---:|---:|---:|---:|\n", b.runs)
	for _, name := range []string{"epn-wizard", "gum"} {
		b.values.add("size "+name, float64(must(os.Stat(b.program(name))).Size())/(1<<20))
	}
	for _, r := range rows {
		ours, theirs := b.values.percentile(r.ours, 50), b.values.percentile(r.theirs, 50)
		ratio := strings.NewReplacer("NaN", "–", "+Inf", "–").Replace(fmt.Sprintf("%.2f", ours/theirs))
		what := strings.Replace(r.what, "%d", fmt.Sprint(b.idle), 1)
		fmt.Printf("| %s | "+r.format+" | "+r.format+" | %s | %s |\n", what, ours, theirs, ratio, r.budget)
	}
}

var usual, narrow = pty.Winsize{Cols: 80, Rows: 24}, pty.Winsize{Cols: 40, Rows: 12}

const patience = 2 * time.Minute     // how long a program may keep a session waiting
const quiet = 100 * time.Millisecond // how long nothing may come before a screen counts as drawn

// session is a program on a pty, and a terminal at its other end that answers
// what it is asked, as any terminal would: gum stalls at one that does not.
type session struct {
	cmd      *exec.Cmd
	ptm      *os.File
	started  time.Time
	chunks   chan chunk
	terminal *vt.Emulator
	raw      []byte    // all that was taken
	last     time.Time // when the last of it came
	ended    bool
}

// chunk is what one read of the terminal gave, and when; at its end nothing.
type chunk struct {
	data []byte
	at   time.Time
}

// open runs a program on a terminal of its own.
func open(size pty.Winsize, env []string, command ...string) *session {
	s := &session{cmd: exec.Command(command[0], command[1:]...), chunks: make(chan chunk, 1024)}
	s.terminal = vt.NewEmulator(int(size.Cols), int(size.Rows))
	s.cmd.Env, s.cmd.SysProcAttr = env, &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	s.started = time.Now()
	s.ptm = must(pty.StartWithSize(s.cmd, &size))
	go s.read()
	go io.Copy(s.ptm, s.terminal) //nolint:errcheck // what the terminal answers
	return s
}

// read notes when bytes come. It does nothing else, so that the emulator's
// time counts for nobody.
func (s *session) read() {
	for n, err := 0, error(nil); err == nil; {
		buf := make([]byte, 32<<10)
		n, err = s.ptm.Read(buf)
		s.chunks <- chunk{buf[:n], time.Now()}
	}
}

// take draws what has come.
func (s *session) take(c chunk) {
	if s.ended = len(c.data) == 0; !s.ended {
		_, _ = s.terminal.Write(c.data)
		s.raw, s.last = append(s.raw, c.data...), c.at
	}
}

// until takes what comes until the session is as wanted.
func (s *session) until(what string, wanted func() bool) {
	for late := time.After(patience); !wanted(); {
		select {
		case c := <-s.chunks:
			s.take(c)
		case <-late:
			check(fmt.Errorf("%s gives no %s:\n%s", s.cmd.Path, what, s.terminal.String()))
		}
	}
}

// waitFor waits until the screen shows all of the texts, and gives how many
// milliseconds after the start the bytes had come that completed them.
func (s *session) waitFor(texts ...string) float64 {
	s.until(fmt.Sprintf("%q", texts), func() bool {
		screen := s.terminal.String()
		return !slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(screen, text) })
	})
	return milliseconds(s.last.Sub(s.started))
}

// settle waits until nothing more comes, and gives how many bytes have come in all.
func (s *session) settle() float64 {
	for {
		select {
		case c := <-s.chunks:
			s.take(c)
		case <-time.After(quiet):
			return float64(len(s.raw))
		}
	}
}

// press sends a key, and gives how many bytes it has drawn and how many
// milliseconds after it the last of them came.
func (s *session) press(key string) (bytes, took float64) {
	for len(s.chunks) > 0 {
		s.take(<-s.chunks)
	}
	before, sent := len(s.raw), time.Now()
	must(s.ptm.WriteString(key))
	s.until("answer", func() bool { return len(s.raw) > before })
	return s.settle() - float64(before), milliseconds(s.last.Sub(sent))
}

// end leaves the program with a key and waits for it.
func (s *session) end(key string) {
	_, _ = s.ptm.WriteString(key) // it may have ended
	s.until("end", func() bool { return s.ended })
	_ = s.cmd.Wait()
	_ = s.ptm.Close()
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// cpu gives the time that a process has spent on a processor, all its threads
// together, in milliseconds: its clock, by clock_getcpuclockid(3).
func cpu(pid int) float64 {
	var t unix.Timespec
	check(unix.ClockGettime(int32(^pid<<3|2), &t))
	return milliseconds(time.Duration(t.Nano()))
}

// number gives one of a file of /proc/PID, such as VmRSS of status, in KiB.
func number(pid int, file, name string) float64 {
	_, after, _ := strings.Cut(string(must(os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, file)))), "\n"+name+":")
	return must(strconv.ParseFloat(strings.Fields(after + " ?")[0], 64))
}

// wizards gives the ids of the wizards that have a word on their command line.
func (b *bench) wizards(word string) (pids []int) {
	out, _ := exec.Command("pgrep", "-f", "^"+b.program("epn-wizard")+" .*"+word).Output() // it fails where there are none
	for _, pid := range strings.Fields(string(out)) {
		pids = append(pids, must(strconv.Atoi(pid)))
	}
	return pids
}

// live is the command line of a wizard that asks a sandbox.
func (b *bench) live(url, state string, more ...string) []string {
	command := []string{b.program("epn-wizard"), "--live", "--endpoint", url, "--state-dir", filepath.Join(b.home, state)}
	return append(command, more...)
}

// login starts a session of the sshd that .ci/bench has started.
func (b *bench) login(command ...string) *session {
	ssh := []string{"/usr/bin/ssh", "-tt", "-F", b.program("ssh_config"), "bench", "exec"}
	return open(usual, []string{"TERM=xterm-256color", "PATH=/usr/bin:/bin"}, append(ssh, command...)...)
}

// sandbox starts one that stands alone, and gives its address.
func (b *bench) sandbox() (s *session, url string) {
	s = open(usual, b.environment(), b.program("epn-wizard"), "sandbox", "--listen", "127.0.0.1:0", "--reset")
	s.waitFor("--insecure") // the last word of what it says
	return s, regexp.MustCompile(`http://127.0.0.1:\d+`).FindString(string(s.raw))
}
