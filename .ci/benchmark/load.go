//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// load has many sessions at the same time, through a real sshd, and each of
// them create one instance.
func (b *bench) load() error {
	fmt.Printf("| sessions | ssh alone, median | p95 | first frame, median | p95 | key, median | p95 | memory each | CPU each | idle CPU each |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, n := range []int{1, 10, 25, 50, 100, 200} {
		if n > b.sessions {
			break
		}
		b.values = values{}
		if err := b.crowd(n); err != nil {
			return fmt.Errorf("%d sessions: %w", n, err)
		}
		v := b.values
		fmt.Printf("| %d | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.1f ms | %.1f ms | %.1f MiB | %.0f ms | %.2f %% |\n", n, v.median("ssh"), v.percentile("ssh", 95), v.median("first"), v.percentile("first", 95),
			v.median("key"), v.percentile("key", 95), v.median("memory"), v.median("cpu"), v.median("idle"))
	}
	return nil
}

// guest is one of many sessions.
type guest struct {
	*session
	name string
	id   string // of its instance
	keys []float64
}

// crowd measures n sessions that are there at the same time.
func (b *bench) crowd(n int) error {
	if err := b.forget(); err != nil {
		return err
	}
	if err := b.ring(n); err != nil {
		return err
	}
	service, err := b.sandbox()
	if err != nil {
		return err
	}
	defer service.stop()
	state := filepath.Join(b.home, "state")
	door, err := b.bastion(b.program("epn-wizard"), "--live", "--endpoint", service.url, "--state-dir", state, "--fresh")
	if err != nil {
		return err
	}
	defer door.stop()

	guests, err := come(door, n)
	if err != nil {
		return err
	}
	if err := all(guests, func(g *guest) error { return b.arrive(g, "first", "EPN wizard", "LIVE", "Review", "ctrl+c leave") }); err != nil {
		return err
	}
	if err := b.rest(service); err != nil {
		return err
	}
	if err := all(guests, (*guest).order); err != nil {
		return err
	}
	if err := all(guests, (*guest).create); err != nil { // all at once
		return err
	}
	for _, pid := range processes(b.program("epn-wizard"), service.Process.Pid) {
		spent, err := cpu(pid)
		if err != nil {
			return err
		}
		mib, err := pss(pid)
		if err != nil {
			return err
		}
		b.values.add("cpu", milliseconds(spent))
		b.values.add("memory", mib)
	}
	if err := all(guests, (*guest).leave); err != nil {
		return err
	}
	if got := len(b.values["cpu"]); got != n {
		return fmt.Errorf("%d wizards were running", got)
	}
	for _, g := range guests {
		b.values["key"] = append(b.values["key"], g.keys...)
	}
	return b.count(guests)
}

// ring measures what logging in takes by itself: a command that writes a word.
func (b *bench) ring(n int) error {
	door, err := b.bastion("echo", "welcome")
	if err != nil {
		return err
	}
	defer door.stop()
	guests, err := come(door, n)
	if err != nil {
		return err
	}
	return all(guests, func(g *guest) error { return errors.Join(b.arrive(g, "ssh", "welcome"), g.end("")) })
}

// come has n guests log in, four a second.
func come(door *sshd, n int) ([]*guest, error) {
	guests := make([]*guest, n)
	for i := range guests {
		s, err := door.login()
		if err != nil {
			return nil, err
		}
		guests[i] = &guest{session: s, name: fmt.Sprintf("load %03d", i)}
		time.Sleep(time.Second / 4)
	}
	return guests, nil
}

// all has every guest do something, at the same time.
func all(guests []*guest, do func(*guest) error) error {
	errs := make([]error, len(guests))
	var wait sync.WaitGroup
	for i, g := range guests {
		wait.Go(func() { errs[i] = do(g) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// arrivals keeps values from being added at the same time.
var arrivals sync.Mutex

// arrive notes when a guest sees what there is to see first.
func (b *bench) arrive(g *guest, name string, texts ...string) error {
	shown, err := g.waitFor(texts...)
	arrivals.Lock()
	defer arrivals.Unlock()
	b.values.add(name, milliseconds(shown.Sub(g.started)))
	return err
}

// rest measures what the wizards take while nobody does anything.
func (b *bench) rest(service *sandbox) error {
	pids := processes(b.program("epn-wizard"), service.Process.Pid)
	before := make([]time.Duration, len(pids))
	time.Sleep(time.Second)
	for i, pid := range pids {
		before[i], _ = cpu(pid)
	}
	time.Sleep(time.Duration(b.idle) * time.Second)
	for i, pid := range pids {
		after, err := cpu(pid)
		if err != nil {
			return err
		}
		b.values.add("idle", 100*(after-before[i]).Seconds()/float64(b.idle))
	}
	return nil
}

// order answers the questions, some keys a second, as people do.
func (g *guest) order() error {
	keys := append(strings.Split(g.name, ""), enter, down, up, enter, down, up, enter, "1", "0")
	for _, k := range keys {
		time.Sleep(time.Duration(50+rand.IntN(250)) * time.Millisecond)
		a, err := g.press(k)
		if err != nil {
			return err
		}
		g.keys = append(g.keys, milliseconds(a.time))
	}
	if _, err := g.ptm.WriteString(enter); err != nil { // its answer has two parts: the second says that a y counts now
		return err
	}
	_, err := g.waitFor("y Create")
	return err
}

func (g *guest) create() error {
	if _, err := g.ptm.WriteString("y"); err != nil {
		return err
	}
	if _, err := g.waitFor("was created"); err != nil {
		return err
	}
	_, err := g.waitFor("Request ID")
	return err
}

func (g *guest) leave() error {
	if err := g.end(enter); err != nil {
		return err
	}
	if status := g.cmd.ProcessState.ExitCode(); status != 0 {
		return fmt.Errorf("%s ends with %d", g.name, status)
	}
	_, after, _ := strings.Cut(string(g.raw), "\x1b[?1049l")
	if i := strings.Index(after, "epn-"); i >= 0 {
		g.id, _, _ = strings.Cut(after[i:], "\r")
	}
	return nil
}

// count compares what was created with what was ordered.
func (b *bench) count(guests []*guest) error {
	data, err := os.ReadFile(filepath.Join(b.home, ".local", "state", "epn-wizard", "sandbox.json"))
	if err != nil {
		return err
	}
	var account struct {
		Instances []struct {
			ID   string `json:"EPNInstanceId"`
			Name string `json:"EPNInstanceName"`
		}
	}
	if err := json.Unmarshal(data, &account); err != nil {
		return err
	}
	made := map[string]string{}
	for _, i := range account.Instances {
		if made[i.Name] != "" {
			return fmt.Errorf("%s was created twice", i.Name)
		}
		made[i.Name] = i.ID
	}
	for _, g := range guests {
		if g.id == "" || made[g.name] != g.id {
			return fmt.Errorf("%s was told %q, and %q was created", g.name, g.id, made[g.name])
		}
	}
	if len(made) != len(guests) {
		return fmt.Errorf("%d instances were created", len(made))
	}
	return nil
}
