package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/creack/pty"
)

const enter, down, up, ctrlC = "\r", "\x1b[B", "\x1b[A", "\x03"

// face is a program at a screen, to be measured beside others.
type face struct {
	name              string // of its values
	size              pty.Winsize
	args, shows, keys []string // it shows all of this once its first frame is full
}

var (
	typed  = strings.Split("edge lab 42", "")
	moved  = []string{down, down, down, up, up, up}
	input  = []string{"gum", "input", "--placeholder", "for example: edge lab"}
	choose = []string{"gum", "choose", "Daily peak", "Monthly 95th percentile", "Monthly fourth peak", "Fixed bandwidth"}
	second = []string{"epn-wizard", "--sandbox", "--name", "edge lab"}
)

// faces are the wizard's first question beside gum input, and its second
// beside gum choose, also where there is no room for a lesson with it.
var faces = []face{
	{"typed", usual, second[:2], []string{"EPN wizard", "SANDBOX", "Review", "ctrl+c leave"}, typed},
	{"typed gum", usual, input, input[3:], typed},
	{"arrow", usual, second, []string{"EPN wizard", "SANDBOX", "Fixed bandwidth", "ctrl+c leave"}, moved},
	{"arrow gum", usual, choose, []string{"Choose", "Fixed bandwidth", "enter submit"}, moved},
	{"narrow", narrow, second, []string{"SANDBOX", "Fixed bandwidth", "enter next"}, moved},
	{"narrow gum", narrow, choose, []string{"Choose", "Fixed bandwidth", "enter submit"}, moved},
}

// beside measures one session beside gum, in turns, so that a busy moment hits both.
func (b *bench) beside() {
	for i := range b.runs {
		fmt.Fprintf(os.Stderr, "\rrun %d of %d ", i+1, b.runs)
		for _, f := range faces {
			b.screen(f)
		}
		b.wholeRun("run", faces[0])
		b.wholeRun("run narrow", face{"", narrow, second[:2], []string{"SANDBOX", "for example", "enter next"}, nil})
		b.commands()
	}
	for range 5 {
		b.idling()
	}
	fmt.Fprintln(os.Stderr)
	b.table()
}

func (b *bench) open(f face) *session {
	return open(f.size, b.environment(), append([]string{b.program(f.args[0])}, f.args[1:]...)...)
}

// screen measures the first frame and the keys of a face.
func (b *bench) screen(f face) {
	s := b.open(f)
	b.values.add("first frame "+f.name, s.waitFor(f.shows...))
	b.values.add("first bytes "+f.name, s.settle())
	for _, k := range f.keys {
		bytes, took := s.press(k)
		b.values.add("key "+f.name, took)
		b.values.add("bytes "+f.name, bytes)
	}
	s.end(ctrlC)
	b.forget()
}

// order walks from the first question to the review: what is typed, and what the screen then shows.
var order = []struct {
	keys  []string
	shows string
}{
	{strings.Split("edge lab", ""), "edge lab"}, {[]string{enter}, "Fixed bandwidth"},
	{[]string{down}, "›  2 Monthly 95th percentile"}, {[]string{enter}, "Internet and internal"},
	{[]string{enter}, "1 to 100"}, {[]string{"1", "0"}, "10"}, {[]string{enter}, "y create"},
}

// wholeRun counts the bytes of an order from the start to the shell.
func (b *bench) wholeRun(name string, f face) {
	s := b.open(f)
	s.waitFor(f.shows...)
	for _, step := range order {
		for _, key := range step.keys {
			s.press(key)
		}
		s.waitFor(step.shows)
	}
	s.confirm("epn-")
	s.end(enter)
	b.values.add(name, float64(len(s.raw)))
	b.forget()
}

// commands measures commands that draw nothing, beside a program that does nothing.
func (b *bench) commands() {
	service, url := b.sandbox()
	defer service.end(ctrlC)
	for name, line := range map[string]string{
		"empty": "empty", "version": "epn-wizard --version",
		"yes": "epn-wizard --live --yes --name lab --billing-method daily-peak --networking-mode internet " +
			"--bandwidth 10 --endpoint " + url,
	} {
		args := strings.Fields(line)
		c := exec.Command(b.program(args[0]), args[1:]...)
		c.Env = b.environment()
		began := time.Now()
		check(c.Run())
		b.values.add(name, milliseconds(time.Since(began)))
	}
}

// idling leaves every face alone, all at the same time.
func (b *bench) idling() {
	together(len(faces), func(i int) {
		name, s := faces[i].name, b.open(faces[i])
		s.waitFor(faces[i].shows...)
		time.Sleep(time.Second)
		bytes, spent := s.settle(), cpu(s.cmd.Process.Pid)
		time.Sleep(time.Duration(b.idle) * time.Second)
		b.values.add("idle cpu "+name, cpu(s.cmd.Process.Pid)-spent)
		b.values.add("idle bytes "+name, s.settle()-bytes)
		b.values.add("memory "+name, number(s.cmd.Process.Pid, "status", "VmRSS")/1024)
		s.end(ctrlC)
	})
	b.forget()
}

// crowds has many sessions at the same time, through a real sshd, and each of them create one instance.
func (b *bench) crowds(most int) {
	fmt.Print(tableHead("sessions", "ssh alone, median", "p95", "first frame, median", "p95", "key, median", "p95",
		"memory each", "CPU each", "idle CPU each"))
	for _, n := range []int{1, 10, 25, 50, 100, 200, 400} {
		if n > most {
			break
		}
		b.values = values{}
		b.forget()
		b.crowd(n)
		p := b.values.percentile
		fmt.Printf("| %d | %.0f ms | %.0f ms |", n, p("ssh", 50), p("ssh", 95))
		fmt.Printf(" %.0f ms | %.0f ms | %.1f ms | %.1f ms |", p("first", 50), p("first", 95), p("key", 50), p("key", 95))
		fmt.Printf(" %.1f MiB | %.0f ms | %.2f %% |\n", p("memory", 50), p("cpu", 50), p("idle", 50))
	}
}

// come has n guests log in, four a second.
func (b *bench) come(n int, command ...string) []*session {
	guests := make([]*session, n)
	for i := range guests {
		guests[i] = b.login(command...)
		time.Sleep(time.Second / 4)
	}
	return guests
}

// crowd measures n sessions that are there at the same time, and before them
// what logging in takes by itself: a command that writes a word.
func (b *bench) crowd(n int) {
	guests := b.come(n, "echo", "welcome")
	together(n, func(i int) { b.values.add("ssh", guests[i].waitFor("welcome")); guests[i].end("") })
	service, url := b.sandbox()
	defer service.end(ctrlC)
	guests = b.come(n, b.live(url, "state", "--fresh")...)
	together(n, func(i int) { b.values.add("first", guests[i].waitFor("EPN wizard", "LIVE", "Review", "ctrl+c leave")) })
	pids := b.wizards("--fresh")
	if len(pids) != n {
		check(fmt.Errorf("%d wizards are running instead of %d", len(pids), n))
	}
	time.Sleep(time.Second)
	together(n, func(i int) {
		before := cpu(pids[i])
		time.Sleep(time.Duration(b.idle) * time.Second)
		b.values.add("idle", (cpu(pids[i])-before)/float64(b.idle)/10) // of ms a second, in percent
	})
	together(n, func(i int) { b.answer(guests[i], fmt.Sprintf("load %03d", i)) })
	together(n, func(i int) { guests[i].confirm("Request ID") })
	for _, pid := range pids {
		b.values.add("cpu", cpu(pid))
		b.values.add("memory", number(pid, "smaps_rollup", "Pss")/1024)
	}
	together(n, func(i int) { guests[i].end(enter) })
	b.compare(guests)
}

// answer answers the questions, some keys a second, as people do.
func (b *bench) answer(s *session, name string) {
	for _, k := range append(strings.Split(name, ""), enter, down, up, enter, down, up, enter, "1", "0") {
		time.Sleep(time.Duration(50+rand.IntN(250)) * time.Millisecond)
		_, took := s.press(k)
		b.values.add("key", took)
	}
	must(s.ptm.WriteString(enter))
	s.waitFor("y create")
}

// confirm presses y until it counts, since it may come too soon, or before all of a long review was seen.
func (s *session) confirm(shows string) {
	shown := func(text string) bool { return strings.Contains(s.terminal.String(), text) }
	for !shown(shows) {
		s.press("y")
		s.until("answer to y", func() bool { return shown(shows) || shown("press the key again") })
	}
}

// compare compares what was created with what the guests were told.
func (b *bench) compare(guests []*session) {
	data := string(must(os.ReadFile(filepath.Join(b.home, ".local", "state", "epn-wizard", "sandbox.json"))))
	for i, g := range guests {
		_, told, _ := strings.Cut(string(g.raw), "\x1b[?1049l")
		id := regexp.MustCompile(`epn-\w+`).FindString(told)
		once := strings.Count(data, fmt.Sprintf(`"load %03d"`, i)) == 1 && strings.Count(data, `"`+id+`"`) == 1
		if !once || g.cmd.ProcessState.ExitCode() != 0 || strings.Count(data, "epn-") != len(guests) {
			check(fmt.Errorf("guest %d ended with %v and was told %q, of\n%s", i, g.cmd.ProcessState, told, data))
		}
	}
}

// comeAndGo starts and stops sessions through sshd, and looks for what grows in
// what outlives them.
func (b *bench) comeAndGo() string {
	table := tableHead("starts and stops", "sandbox: memory", "descriptors", "goroutines", "wizards left", "files kept")
	for _, n := range []int{1, max(b.starts/10, 1), max(b.starts/2, 1), b.starts} {
		service, url := b.sandbox()
		state := fmt.Sprintf("starts%d", n)
		together(4, func(i int) {
			for ; i < n; i += 4 {
				s := b.login(b.live(url, state, "--fresh", "--name", "lab")...)
				s.waitFor("Fixed bandwidth", "ctrl+c leave")
				must(s.ptm.WriteString(enter))
				s.waitFor("Internet and internal")
				s.end(ctrlC)
			}
		})
		time.Sleep(2 * time.Second) // the last connection is closed by then
		table += fmt.Sprintf("| %d | %s | %d |", n, service.holds(), service.abort())
		table += fmt.Sprintf(" %d | %d |\n", len(b.wizards(state)), len(must(os.ReadDir(filepath.Join(b.home, state)))))
	}
	return table
}

// stay leaves a session open, with some keys every few seconds, and another for
// its first minute: a process can be asked for its goroutines once, and ends.
func (b *bench) stay() string {
	table, goroutines := tableHead("minutes", "memory", "descriptors"), 0
	service, url := b.sandbox()
	defer service.end(ctrlC)
	s := open(usual, b.environment(), b.live(url, "stay")...)
	other := open(usual, b.environment(), b.live(url, "other")...)
	for minute := 1; minute <= b.minutes; minute++ {
		for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(4 * time.Second) {
			s.wander()
			if minute == 1 {
				other.wander()
			}
		}
		table += fmt.Sprintf("| %d | %s |\n", minute, s.holds())
		if minute == 1 {
			goroutines = other.abort()
		}
	}
	return table + fmt.Sprintf("\nGoroutines: %d after the first minute, %d at the end.\n", goroutines, s.abort())
}

// holds tells a process's memory and how many files it has open, as two cells.
func (s *session) holds() string {
	pid := s.cmd.Process.Pid
	files := len(must(os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))))
	return fmt.Sprintf("%.1f MiB | %d", number(pid, "status", "VmRSS")/1024, files)
}

// wander goes through all questions to the review, which looks the name up, and back.
func (s *session) wander() {
	const back, erase = "\x1b[Z", "\x7f"
	there := []string{"a", enter, down, up, "?", "?", enter, enter, "1", enter, "c"}
	for _, k := range append(there, back, erase, back, back, back, erase) {
		s.press(k)
	}
}

// abort has the program end with a dump of its goroutines, and counts them.
func (s *session) abort() int {
	s.settle()
	check(s.cmd.Process.Signal(syscall.SIGABRT))
	s.end("")
	return strings.Count(string(s.raw), "\ngoroutine ") - strings.Count(string(s.raw), "\ngoroutine 0 ")
}
