//go:build unix

package command_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// sizes are the ones that screens are made for, one that is too small for
// any, and the way back.
var sizes = [][2]int{{100, 30}, {80, 24}, {60, 20}, {40, 12}, {30, 8}, {40, 12}, {60, 20}, {80, 24}, {100, 30}}

// through resizes the terminal through all sizes. Wherever there is room, the
// screen shows a text and where the order goes, and keeps its last column free.
func (s *session) through(target, text string) {
	s.t.Helper()
	for _, size := range sizes {
		s.resize(size[0], size[1])
		if size[0] < 40 {
			s.waitFor(tooSmall)
			s.fits()
			continue
		}
		s.waitUntil("showed "+text+" at its new size", func() bool {
			lines := s.lines()
			return s.ruled() && shows(lines, text) && shows(lines[:1], target) && s.inside()
		})
	}
}

// ruled reports whether the lines that part a screen, where there is room for
// them, have the width of the terminal: the program knows its new size.
func (s *session) ruled() bool {
	if s.terminal.Width() < 60 {
		return true
	}
	return slices.ContainsFunc(s.lines(), func(line string) bool {
		rest := s.terminal.Width() - utf8.RuneCountInString(line)
		return strings.Trim(line, " ─") == "" && rest >= 1 && rest <= 3
	})
}

// Whatever size a terminal takes, nothing typed is lost.
func TestResize(t *testing.T) {
	t.Parallel()
	s := run{width: 100, height: 30}.start(t, "--sandbox")
	for _, step := range []struct{ question, keys, shown, next string }{
		{nameQuestion, "edge lab", "› edge lab", enter},
		{billingQuestion, down, "› 2 Monthly 95th percentile", enter},
		{networkingQuestion, down + down, "› 3 Internet and internal", enter},
		{bandwidthQuestion, "420" + enter, "› 420", erase + "42" + enter}, // with a problem
	} {
		s.converse(step.question, step.keys)
		s.through("SANDBOX", step.shown)
		s.send(step.next)
	}
	s.waitFor(review)
	s.through("SANDBOX", review)
	for _, row := range []string{"1 Name edge lab", "2 Billing Monthly 95th percentile",
		"3 Networking Internet and internal", "4 Bandwidth 42 Mbit/s"} {
		s.waitFor(row)
	}
	id := s.create()
	s.through("SANDBOX", id)
	s.finish()
	want := instance{EPNInstanceID: id, EPNInstanceName: "edge lab", NetworkingModel: "SpeedUpAndConnection",
		InternetMaxBandwidthOut: 42}
	if got := onlyInstance(t, stateDir(s.home)); got != want {
		t.Errorf("created %+v, want %+v", got, want)
	}
}
