//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	enter = "\r"
	down  = "\x1b[B"
	up    = "\x1b[A"
	ctrlC = "\x03"
)

// face is a program at a screen, to be measured beside others.
type face struct {
	name  string // of its values
	size  size
	args  []string
	shows []string // once its first frame is full
	keys  []string
}

var (
	methods = []string{"Daily peak", "Monthly 95th percentile", "Monthly fourth peak", "Fixed bandwidth"}
	typed   = strings.Split("edge lab 42", "")
	moved   = []string{down, down, down, up, up, up}
)

var usual, narrow = size{80, 24}, size{40, 12}

// faces are the wizard's first question beside gum input, and its second
// beside gum choose, also where there is no room for a lesson with it.
var faces = []face{
	{"typed", usual, []string{"epn-wizard", "--sandbox"}, []string{"EPN wizard", "SANDBOX", "Review", "ctrl+c leave"}, typed},
	{"typed gum", usual, []string{"gum", "input", "--placeholder", "for example: edge lab"}, []string{"for example: edge lab"}, typed},
	{"arrow", usual, []string{"epn-wizard", "--sandbox", "--name", "edge lab"}, []string{"EPN wizard", "SANDBOX", "Fixed bandwidth", "ctrl+c leave"}, moved},
	{"arrow gum", usual, append([]string{"gum", "choose"}, methods...), []string{"Choose", "Fixed bandwidth", "enter submit"}, moved},
	{"narrow", narrow, []string{"epn-wizard", "--sandbox", "--name", "edge lab"}, []string{"SANDBOX", "Fixed bandwidth", "enter next"}, moved},
	{"narrow gum", narrow, append([]string{"gum", "choose"}, methods...), []string{"Choose", "Fixed bandwidth", "enter submit"}, moved},
}

func (b *bench) start(f face) (*session, error) {
	return start(f.size, b.environment(), b.program(f.args[0]), f.args[1:]...)
}

// screens measures the first frame and the keys of every face.
func (b *bench) screens() error {
	for _, f := range faces {
		s, err := b.start(f)
		if err != nil {
			return err
		}
		shown, err := s.waitFor(f.shows...)
		if err != nil {
			return err
		}
		b.values.add("first frame "+f.name, milliseconds(shown.Sub(s.started)))
		first, _ := s.settle()
		b.values.add("first bytes "+f.name, float64(first))
		for _, k := range f.keys {
			a, err := s.press(k)
			if err != nil {
				return err
			}
			b.values.add("key "+f.name, milliseconds(a.time))
			b.values.add("bytes "+f.name, a.bytes)
		}
		if err := s.end(ctrlC); err != nil {
			return err
		}
	}
	return b.forget()
}

// forget removes what a run has kept, so that the next one starts like it.
func (b *bench) forget() error {
	if err := os.RemoveAll(b.home); err != nil {
		return err
	}
	return os.Mkdir(b.home, 0o700)
}

// step is what is typed for an answer, and what the screen then shows.
type step struct {
	name  string
	keys  []string
	shows string
}

// order walks from the first question to the instance.
var order = []step{
	{"the name", strings.Split("edge lab", ""), "edge lab"},
	{"to billing", []string{enter}, "Fixed bandwidth"},
	{"one choice down", []string{down}, "› Monthly 95th percentile"},
	{"to networking", []string{enter}, "Internet and internal"},
	{"to bandwidth", []string{enter}, "1 to 100"},
	{"the bandwidth", []string{"1", "0"}, "10"},
	{"to the review", []string{enter}, "y Create"},
	{"to the result", []string{"y"}, "epn-"},
	{"to the shell", []string{enter}, "epn-"},
}

// wholeRuns counts the bytes of an order, with lessons and without.
func (b *bench) wholeRuns() error {
	return errors.Join(b.wholeRun("", usual), b.wholeRun("narrow ", narrow))
}

// wholeRun goes from the start to the shell.
func (b *bench) wholeRun(name string, on size) error {
	f := faces[0]
	f.size = on
	if on == narrow {
		f.shows = []string{"SANDBOX", "for example", "enter next"}
	}
	s, err := b.start(f)
	if err != nil {
		return err
	}
	if _, err := s.waitFor(f.shows...); err != nil {
		return err
	}
	before, _ := s.settle()
	b.values.add(name+"step: first frame", float64(before))
	for _, st := range order {
		if st.name == "to the result" && on == narrow { // where the review is longer than the screen
			if _, err := s.press("y"); err != nil {
				return err
			}
			if _, err := s.waitFor("y again creates"); err != nil {
				return err
			}
			s.settle()
		}
		for _, key := range st.keys {
			if _, err := s.press(key); err != nil {
				return err
			}
		}
		if _, err := s.waitFor(st.shows); err != nil {
			return err
		}
		after, _ := s.settle()
		b.values.add(name+"step: "+st.name, float64(after-before))
		before = after
	}
	if err := s.end(""); err != nil {
		return err
	}
	b.values.add(name+"run", float64(before))
	return b.forget()
}

// commands measures commands that draw nothing, beside a program that does
// nothing.
func (b *bench) commands() error {
	sandbox, err := b.sandbox()
	if err != nil {
		return err
	}
	defer sandbox.stop()
	for name, args := range map[string][]string{
		"empty":   {"empty"},
		"version": {"epn-wizard", "--version"},
		"yes": {"epn-wizard", "--live", "--endpoint", sandbox.url, "--yes", "--name", "edge lab", "--billing-method", "daily-peak",
			"--networking-mode", "internet", "--bandwidth", "10"},
	} {
		c := exec.Command(b.program(args[0]), args[1:]...)
		c.Env = b.environment(keys...)
		began := time.Now()
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", name, err, out)
		}
		b.values.add(name, milliseconds(time.Since(began)))
	}
	return nil
}

// idling leaves every face alone, all at the same time.
func (b *bench) idling() error {
	var sessions []*session
	for _, f := range faces {
		s, err := b.start(f)
		if err != nil {
			return err
		}
		if _, err := s.waitFor(f.shows...); err != nil {
			return err
		}
		sessions = append(sessions, s)
	}
	time.Sleep(time.Second)
	type spent struct {
		bytes int
		cpu   time.Duration
	}
	count := func() ([]spent, error) {
		var all []spent
		for _, s := range sessions {
			t, err := cpu(s.cmd.Process.Pid)
			if err != nil {
				return nil, err
			}
			s.mu.Lock()
			all = append(all, spent{len(s.raw), t})
			s.mu.Unlock()
		}
		return all, nil
	}
	before, err := count()
	if err != nil {
		return err
	}
	time.Sleep(time.Duration(b.idle) * time.Second)
	after, err := count()
	if err != nil {
		return err
	}
	for i, f := range faces {
		b.values.add("idle bytes "+f.name, float64(after[i].bytes-before[i].bytes))
		b.values.add("idle cpu "+f.name, milliseconds(after[i].cpu-before[i].cpu))
		rss, err := status(sessions[i].cmd.Process.Pid, "VmRSS")
		if err != nil {
			return err
		}
		b.values.add("memory "+f.name, rss/1024)
		if err := sessions[i].end(ctrlC); err != nil {
			return err
		}
	}
	return b.forget()
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
