//go:build linux

// Command benchmark measures the whole program over a terminal, beside gum, and
// prints a table in Markdown. The scripts beside it build what it needs.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// bench is one run of it.
type bench struct {
	dir      string // of the programs
	home     string // of the wizard: its state, and nothing else
	runs     int
	idle     int // seconds
	sessions int
	starts   int
	minutes  int
	values   values
}

func main() {
	b := bench{values: values{}}
	flag.StringVar(&b.dir, "dir", "", "directory of the programs: epn-wizard, gum, empty")
	flag.IntVar(&b.runs, "runs", 20, "how often each thing is measured")
	flag.IntVar(&b.idle, "idle", 10, "seconds to stay idle")
	flag.IntVar(&b.sessions, "sessions", 100, "load: sessions at the same time")
	flag.IntVar(&b.starts, "starts", 1000, "leaks: starts and stops")
	flag.IntVar(&b.minutes, "minutes", 10, "leaks: how long one session is left open")
	flag.Parse()
	err := b.run(flag.Arg(0))
	cleanUp()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (b *bench) run(what string) error {
	home, err := os.MkdirTemp(b.dir, "home")
	if err != nil {
		return err
	}
	b.home = home
	switch what {
	case "load":
		return b.load()
	case "leaks":
		return b.leaks()
	}
	return b.beside()
}

// beside measures one session beside gum.
func (b *bench) beside() error {
	for i := range b.runs { // one after the other, so that a busy moment hits all alike
		fmt.Fprintf(os.Stderr, "\rrun %d of %d ", i+1, b.runs)
		for _, measure := range []func() error{b.screens, b.wholeRuns, b.commands} {
			if err := measure(); err != nil {
				return err
			}
		}
	}
	for range 5 {
		if err := b.idling(); err != nil {
			return err
		}
	}
	fmt.Fprintln(os.Stderr)
	return b.table(os.Stdout)
}

func (b *bench) program(name string) string { return filepath.Join(b.dir, name) }

// environment is all that a program gets of one.
func (b *bench) environment(more ...string) []string {
	return append([]string{
		"HOME=" + b.home, "PATH=/usr/bin:/bin", "TERM=xterm-256color", "LANG=C.UTF-8", "SSH_TTY=/dev/pts/0",
		"ALIBABA_CLOUD_ECS_METADATA_DISABLED=true",
	}, more...)
}
