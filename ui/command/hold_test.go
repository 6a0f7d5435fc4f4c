//go:build unix

package command_test

import (
	"strings"
	"testing"
)

// held is a key held down for some seconds.
var held = strings.Split(strings.Repeat(enter, 200), "")

// Enter creates nothing: held down, it walks as far as it can and stays there.
func TestHeldEnter(t *testing.T) {
	t.Parallel()
	for _, hold := range []struct {
		name  string
		flags []string
		from  func(s *session)
		then  func(s *session) // what the next keys do shows where it stands
	}{
		{"from the first question", nil,
			func(s *session) { s.waitFor(nameQuestion) },
			func(s *session) {
				s.send("lab")
				s.waitFor("› lab")
				s.waitFor(nameQuestion)
			}},
		{"with a name typed", nil,
			func(s *session) {
				s.waitFor(nameQuestion)
				s.send("lab")
			},
			func(s *session) {
				s.send("7")
				s.waitFor("› 7")
				s.waitFor(bandwidthQuestion)
			}},
		{"on the bandwidth", []string{"--name", "lab"},
			func(s *session) {
				s.waitFor(billingQuestion)
				s.send(enter)
				s.waitFor(networkingQuestion)
				s.send(enter)
				s.waitFor(bandwidthQuestion)
				s.send("7")
			}, onReview},
		{"on the review", given(),
			func(s *session) { s.waitFor(review) }, onReview},
		{"after an edit", given(),
			func(s *session) {
				s.waitFor(review)
				s.send("3")
				s.waitFor(networkingQuestion)
			}, onReview},
	} {
		t.Run(hold.name, func(t *testing.T) {
			t.Parallel()
			for _, target := range []string{"sandbox", "live"} {
				t.Run(target, func(t *testing.T) {
					t.Parallel()
					service := newService(t)
					r, args := run{env: keys()}, service.live(hold.flags...)
					if target == "sandbox" {
						r, args = run{}, append([]string{"--sandbox"}, hold.flags...)
					}
					s := r.start(t, args...)
					hold.from(s)
					s.send(held...)
					hold.then(s)
					s.leave()
					nothingCreated(t, stateDir(s.home))
					if n := service.creates.Load(); n != 0 {
						t.Errorf("%d creates were sent", n)
					}
				})
			}
		})
	}
}

// onReview waits until the review has answered a key.
func onReview(s *session) {
	s.t.Helper()
	s.waitFor(review)
	s.send("1")
	s.waitFor(nameQuestion)
	s.send(esc)
	s.waitFor(review)
}

// Text that is pasted where the terminal has no bracketed paste creates
// nothing, whatever it says.
func TestUnbracketedBurst(t *testing.T) {
	t.Parallel()
	for name, burst := range map[string]string{
		"to the review": "lab\r\r\r10\ry",
		"beyond it":     "lab\r\r\r10\ryyyy\ry\ry",
		"with an edit":  "lab\r\r\r10\r4\ry\ry",
		"with help":     "lab\r\r\r10\r??y",
		"with newlines": "lab\n\n\n10\ny\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			s := run{env: keys()}.start(t, service.live()...)
			s.waitFor(nameQuestion)
			s.send(burst)
			s.waitFor(review)
			if n := service.creates.Load(); n != 0 {
				t.Fatalf("%d creates were sent", n)
			}
			s.leave()
			if n := service.creates.Load(); n != 0 {
				t.Errorf("%d creates were sent", n)
			}
		})
	}
}
