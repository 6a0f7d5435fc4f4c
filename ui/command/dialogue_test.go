//go:build unix

package command_test

import (
	"cmp"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestSessions has a person's part in sessions at a terminal played from scripts.
func TestSessions(t *testing.T) {
	t.Parallel()
	type key struct{}
	params := scriptParams("testdata/session")
	setup := params.Setup
	params.Setup = func(e *testscript.Env) error {
		e.Values[key{}] = &played{t: e.T().(testing.TB)}
		err := setup(e)
		e.Vars = append(e.Vars, "NAME="+nameQuestion, "BILLING="+billingQuestion, "NETWORKING="+networkingQuestion,
			"BANDWIDTH="+bandwidthQuestion, "REVIEW="+review, "PRACTICE="+practiceList, "PROGRAM_RAN="+programRan())
		return err
	}
	params.Cmds = maps.Clone(params.Cmds)
	for name, do := range sessionCommands {
		params.Cmds[name] = func(ts *testscript.TestScript, neg bool, args []string) {
			do(ts.Value(key{}).(*played), ts, neg, args)
		}
	}
	testscript.Run(t, params)
}

// played is the session of a script, the last one that it has started.
type played struct {
	*session
	t testing.TB
}

// namedKeys are what keys are called in scripts. Other words are typed as they are, but for
// escapes such as \x1b.
var namedKeys = map[string]string{
	"enter": enter, "esc": esc, "backtab": backtab, "up": up, "down": down, "f1": f1, "erase": erase, "ctrl+c": ctrlC,
}

func keysOf(ts *testscript.TestScript, words []string) (keys []string) {
	for _, word := range words {
		text, err := strconv.Unquote(`"` + word + `"`)
		ts.Check(err)
		keys = append(keys, cmp.Or(namedKeys[word], text))
	}
	return keys
}

var sessionCommands = map[string]func(s *played, ts *testscript.TestScript, neg bool, args []string){
	// wizard [VARIABLE=VALUE...] [given] [FLAG...] starts it, on a terminal of 80×24 or what SIZE
	// says. The word given stands for flags with all values, live for --live with keys, and
	// >FILE and 2>FILE send its standard output and error elsewhere.
	"wizard": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		isFlag := func(word string) bool { return !strings.Contains(word, "=") || strings.HasPrefix(word, "-") }
		flags := max(slices.IndexFunc(append(args, "-"), isFlag), 0)
		env, args := args[:flags], args[flags:]
		if i := slices.Index(args, "given"); i >= 0 {
			args = slices.Concat(given(), args[:i], args[i+1:])
		}
		if i := slices.Index(args, "live"); i >= 0 {
			env = slices.Concat(env, keys())
			args[i] = "--live"
		}
		r := run{home: ts.Getenv("HOME"), env: env}
		if width, height, ok := strings.Cut(ts.Getenv("SIZE"), "x"); ok {
			r.width, _ = strconv.Atoi(width)
			r.height, _ = strconv.Atoi(height)
		}
		for stream, file := range map[string]**os.File{">": &r.stdout, "2>": &r.stderr} {
			if i := slices.IndexFunc(args, func(word string) bool { return strings.HasPrefix(word, stream) }); i >= 0 {
				f, err := os.Create(ts.MkAbs(strings.TrimPrefix(args[i], stream)))
				ts.Check(err)
				defer f.Close() //nolint:errcheck // the program has it, too
				args, *file = slices.Concat(args[:i], args[i+1:]), f
			}
		}
		s.session = r.start(s.t, args...)
	},
	// shows TEXT [KEY...] waits until the screen shows a text, and types; with !, until it does not.
	"shows": func(s *played, ts *testscript.TestScript, neg bool, args []string) {
		if neg {
			s.waitGone(args[0])
		} else {
			s.waitFor(args[0])
		}
		s.send(keysOf(ts, args[1:])...)
	},
	// holds KEY types it for some seconds.
	"holds": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		s.send(slices.Repeat(keysOf(ts, args), 200)...)
	},
	"types": func(s *played, ts *testscript.TestScript, _ bool, args []string) { s.send(keysOf(ts, args)...) },
	// presses KEY... types each alone, after a moment in which nothing is typed.
	"presses": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		time.Sleep(150 * time.Millisecond)
		s.press(keysOf(ts, args)...)
	},
	// rests DURATION lets time pass in which nothing is typed.
	"rests": func(_ *played, ts *testscript.TestScript, _ bool, args []string) {
		d, err := time.ParseDuration(args[0])
		ts.Check(err)
		time.Sleep(d)
	},
	"pastes":  func(s *played, ts *testscript.TestScript, _ bool, args []string) { s.paste(keysOf(ts, args)[0]) },
	"decides": func(s *played, ts *testscript.TestScript, _ bool, args []string) { s.decide(keysOf(ts, args)[0]) },
	// creates sends the order from the review, and sets $ID.
	"creates": func(s *played, ts *testscript.TestScript, _ bool, _ []string) { ts.Setenv("ID", s.create()) },
	"fits":    func(s *played, _ *testscript.TestScript, _ bool, _ []string) { s.fits() },
	// resizes COLUMNS LINES
	"resizes": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		width, err := strconv.Atoi(args[0])
		ts.Check(err)
		height, err := strconv.Atoi(args[1])
		ts.Check(err)
		s.resize(width, height)
	},
	// ends STATUS [REGEXP] waits for the end, and checks what is left on the screen.
	"ends": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		status, err := strconv.Atoi(args[0])
		ts.Check(err)
		s.ends(status)
		left := regexp.MustCompile("(?s)" + strings.Join(args[1:], ""))
		if text := strings.TrimSpace(strings.Join(s.screen(), "\n")); !left.MatchString(text) {
			ts.Fatalf("left on the screen, want %s:\n%s", left, text)
		}
	},
	// draws REGEXP checks the bytes of all that was drawn.
	"draws": func(s *played, ts *testscript.TestScript, neg bool, args []string) {
		if drawn := regexp.MustCompile(args[0]); drawn.Match(s.raw()) == neg {
			ts.Fatalf("%s is drawn, or is not:\n%q", drawn, s.raw())
		}
	},
	"terminate": func(s *played, ts *testscript.TestScript, _ bool, _ []string) {
		ts.Check(s.cmd.Process.Signal(syscall.SIGTERM))
	},
}
