//go:build unix

package command_test

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the README's screens")

// tour collects the screens that the README shows.
type tour struct {
	readme map[string]string // as it has them
	seen   map[string]string // as the program shows them
}

// TestTour: the README's screens are the program's own.
func TestTour(t *testing.T) {
	t.Parallel()
	const file = "../../README.md"
	data, err := os.ReadFile(file)
	must(t, err)
	o := &tour{readme: map[string]string{}, seen: map[string]string{}}
	for _, block := range blocks.FindAllStringSubmatch(string(data), -1) {
		o.readme[block[1]] = block[2]
	}
	o.order(t)
	o.refusal(t)
	o.practice(t)
	for name, seen := range o.seen {
		switch was, ok := o.readme[name]; {
		case !ok:
			t.Errorf("%s has no place for the screen %s", file, name)
		case was != seen && !*update:
			t.Errorf("go test ./ui/command -run TestTour -update is needed: the screen %s of %s is\n%sand the program shows\n%s", name, file, was, seen)
		}
	}
	for name := range o.readme {
		if _, ok := o.seen[name]; !ok {
			t.Fatalf("%s has a screen %s that the tour does not come by", file, name)
		}
	}
	if *update {
		must(t, os.WriteFile(file, []byte(blocks.ReplaceAllStringFunc(string(data), func(block string) string {
			name := blocks.FindStringSubmatch(block)[1]
			return "<!-- screen: " + name + " -->\n```text\n" + o.seen[name] + "```\n<!-- /screen -->"
		})), 0o644))
	}
}

// blocks matches a screen in the README: its name, and its lines.
var blocks = regexp.MustCompile("(?s)<!-- screen: ([a-z-]+) -->\n(?:```text\n(.*?)```\n)?<!-- /screen -->")

// order goes from the first question to the result.
func (o *tour) order(t *testing.T) {
	s := run{}.start(t, "--sandbox")
	s.waitFor(nameQuestion)
	s.send("edge lab")
	o.stop(s, "name", "› edge lab")
	s.send(enter)
	s.waitFor(billingQuestion)
	s.send(down)
	o.stop(s, "billing", "the month is billed at")
	s.send(enter)
	s.waitFor(networkingQuestion)
	s.send(enter)
	s.waitFor(bandwidthQuestion)
	s.send("420")
	o.stop(s, "problem", "✗ Bandwidth must be")
	s.send(erase, "50", enter)
	s.waitFor("billing method.")
	o.stop(s, "review", review)
	s.decide("y")
	o.stop(s, "result", created)
	s.finish()
}

// refusal meets a service without capacity.
func (o *tour) refusal(t *testing.T) {
	s := run{}.start(t, given("--rehearse", "StockNotEnough")...)
	s.waitFor(review)
	s.decide("y")
	o.stop(s, "refusal", title(t, "StockNotEnough"))
	s.send(ctrlC)
	s.ends(3)
}

// practice meets a reply that is lost, while it is being looked up.
func (o *tour) practice(t *testing.T) {
	s := run{}.start(t, "practice")
	s.waitFor(practiceList)
	s.send(down, enter)
	s.waitFor(review)
	s.decide("y")
	o.stop(s, "lost-reply", "Next check in")
	s.leave()
}

// drawn is how long a screen that is not the README's may take to be drawn to
// its end. It is waited for only where the two differ.
const drawn = 5 * time.Second

// stop takes the screen that shows a text: the one that the README has as soon
// as it is there, and otherwise what is there once it was surely drawn.
func (o *tour) stop(s *session, name, text string) {
	s.t.Helper()
	s.waitFor(text)
	over := false
	timer := time.AfterFunc(drawn, func() {
		s.mu.Lock()
		over = true
		s.mu.Unlock()
		s.arrived.Broadcast()
	})
	defer timer.Stop()
	var seen string
	s.waitUntil("showed "+text, func() bool {
		if lines := s.lines(); shows(lines, text) {
			seen = sample(lines)
		}
		return seen != "" && (over || seen == o.readme[name])
	})
	s.fits()
	o.seen[name] = seen
}

// samples stand for what differs from run to run. They are as wide, or leave the lines as they are.
var samples = []struct {
	of     *regexp.Regexp
	sample string
}{
	{instanceID, "epn-20260102150405SAMPLE"},
	{regexp.MustCompile(`[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}`), "01234567-89AB-CDEF-0123-456789ABCDEF"},
	{regexp.MustCompile(`Journal: [0-9]{8}-[0-9]{6}-[0-9A-Z]{8}`), "Journal: 20260102-150405-SAMPLEID"},
	{regexp.MustCompile(`127\.0\.0\.1:[0-9]{4,5}`), "127.0.0.1:54321"},
	{regexp.MustCompile(`checked (once|[0-9] times),`), "checked 2 times,"},
	{regexp.MustCompile(`check in [0-9] s`), "check in 2 s"},
}

// sample gives a screen as the README has it.
func sample(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	text := b.String()
	for _, s := range samples {
		text = s.of.ReplaceAllLiteralString(text, s.sample)
	}
	return text
}
