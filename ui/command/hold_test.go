//go:build unix

package command_test

import (
	"strings"
	"testing"
)

// held is a key held down for some seconds.
var held = strings.Split(strings.Repeat(enter, 200), "")

// Enter creates nothing: held down, it walks as far as it can and stays there, as the
// next key shows. TestEnterCreatesNothing of the wizard has the sandbox.
func TestHeldEnter(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		flags, before, then []string
	}{
		"from the first question": {nil, []string{nameQuestion}, []string{nameQuestion, "lab", "› lab"}},
		"with a name typed":       {nil, []string{nameQuestion, "lab"}, []string{bandwidthQuestion, "7", "› 7"}},
		"on the bandwidth": {[]string{"--name", "lab"},
			[]string{billingQuestion, enter, networkingQuestion, enter, bandwidthQuestion, "7"}, onReview},
		"on the review": {given(), []string{review}, onReview},
		"after an edit": {given(), []string{review, "3", networkingQuestion}, onReview},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := newService(t)
			s := run{env: keys()}.start(t, service.live(c.flags...)...)
			s.converse(c.before...)
			s.send(held...)
			s.converse(c.then...)
			s.leave()
			service.createdNothing(t)
		})
	}
}

// onReview is how the review answers a key.
var onReview = []string{review, "1", nameQuestion, esc, review}

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
			s.converse(nameQuestion, burst, review)
			service.createdNothing(t)
			s.leave()
			service.createdNothing(t)
		})
	}
}
