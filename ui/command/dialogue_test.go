//go:build unix

package command_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
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
			"BANDWIDTH="+bandwidthQuestion, "REVIEW="+review, "PRACTICE="+practiceList, "PROGRAM_RAN="+programRan(),
			"GIVEN="+command(given()...), "LONG="+strings.Repeat("x", 20_000),
			"ESC=\x1b", "BEL=\a", "PATH="+installAliyun(e.T().(testing.TB))+":"+e.Getenv("PATH"))
		return err
	}
	// [env:NAME] says whether a variable of the tests is set, [root] whether root runs them.
	params.Condition = func(condition string) (bool, error) {
		name, isVariable := strings.CutPrefix(condition, "env:")
		return isVariable && os.Getenv(name) != "" || condition == "root" && os.Getuid() == 0, nil
	}
	params.Cmds = maps.Clone(params.Cmds)
	for name, do := range sessionCommands {
		params.Cmds[name] = func(ts *testscript.TestScript, neg bool, args []string) {
			do(ts.Value(key{}).(*played), ts, neg, args)
		}
	}
	testscript.Run(t, params)
}

// played is what a script plays in: the session that it has started last, or a shell in a
// real terminal, and the trap that it has set up.
type played struct {
	*session
	t    testing.TB
	real *real
	trap *trap

	commands []string // of the topic bastion, not yet pasted
}

// namedKeys are what keys are called in scripts. Other words are typed as they are, but for
// escapes such as \x1b.
var namedKeys = map[string]string{
	"enter": enter, "up": up, "down": down, "ctrl+c": ctrlC, "esc": "\x1b", "backtab": "\x1b[Z", "f1": "\x1bOP",
	"erase": "\x15", // ctrl+u
	"junk":  junk(),
}

// junk is a megabyte without ctrl+c.
func junk() string {
	random, bytes := rand.NewChaCha8([32]byte{}), make([]byte, 1<<20)
	_, _ = random.Read(bytes)
	return strings.ReplaceAll(string(bytes), ctrlC, "x")
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
	// says. The word given stands for flags with all values, live for --live with keys, trap for
	// the variables of the trap, and >FILE and 2>FILE send its standard output and error elsewhere.
	"wizard": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		s.startProgram(ts, "", args)
	},
	// starts [VARIABLE=VALUE...] PROGRAM [FLAG...] starts another program, with words as above.
	"starts": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		at := slices.IndexFunc(args, func(word string) bool { return !strings.Contains(word, "=") && word != "trap" })
		s.startProgram(ts, args[at], slices.Concat(args[:at], args[at+1:]))
	},
	// shows TEXT [KEY...] waits until the screen shows a text, and types; with !, until it does not.
	"shows": func(s *played, ts *testscript.TestScript, neg bool, args []string) {
		switch {
		case s.real != nil:
			s.real.waitFor(args[0])
		case neg:
			s.waitUntil("lost "+args[0], func() bool { return !shows(s.lines(), args[0]) })
		default:
			s.waitFor(args[0])
		}
		s.types(keysOf(ts, args[1:])...)
	},
	// holds KEY types it for some seconds.
	"holds": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		s.send(slices.Repeat(keysOf(ts, args), 200)...)
	},
	"types": func(s *played, ts *testscript.TestScript, _ bool, args []string) { s.types(keysOf(ts, args)...) },
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
	// pastes TEXT [TIMES]
	"pastes": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		times, err := strconv.Atoi(append(args, "1")[1])
		ts.Check(err)
		s.send("\x1b[200~", strings.Repeat(keysOf(ts, args)[0], times), "\x1b[201~")
	},
	"decides": func(s *played, ts *testscript.TestScript, _ bool, args []string) { s.decide(keysOf(ts, args)[0]) },
	// creates sends the order from the review, and sets $ID.
	"creates": func(s *played, ts *testscript.TestScript, _ bool, _ []string) {
		if s.real != nil {
			s.real.create(ts.Getenv("STATE"))
		} else {
			ts.Setenv("ID", s.create())
		}
	},
	"fits": func(s *played, _ *testscript.TestScript, _ bool, _ []string) { s.fits() },
	// resizes COLUMNS LINES, or resizes COUNT times, at random.
	"resizes": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		first, err := strconv.Atoi(args[0])
		ts.Check(err)
		if args[1] == "times" {
			random := rand.New(rand.NewPCG(1, 1))
			for range first {
				ts.Check(pty.Setsize(s.tty, &pty.Winsize{Cols: uint16(1 + random.IntN(300)), Rows: uint16(1 + random.IntN(80))}))
			}
			return
		}
		lines, err := strconv.Atoi(args[1])
		ts.Check(err)
		s.resize(first, lines)
	},
	// through TEXT resizes it through all sizes, at each of which the text is shown.
	"through": func(s *played, _ *testscript.TestScript, _ bool, args []string) { s.through(args[0]) },
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
	// redraws TEXT waits until it is drawn anew after what was done last.
	"redraws": func(s *played, _ *testscript.TestScript, _ bool, args []string) {
		s.waitUntil("was drawn anew", func() bool { return strings.Contains(string(s.out[s.acted:]), args[0]) })
	},
	// signals NAME sends one to the program.
	"signals": func(s *played, ts *testscript.TestScript, _ bool, args []string) {
		s.mu.Lock()
		s.acted = len(s.out)
		s.mu.Unlock()
		ts.Check(s.cmd.Process.Signal(unix.SignalNum("SIG" + args[0])))
	},
	// until PROGRAM [ARG...] runs it again and again until it succeeds; with !, until it does not.
	"until": func(s *played, ts *testscript.TestScript, neg bool, args []string) {
		until(s.t, fmt.Sprint(neg, args), func() bool { return (ts.Exec(args[0], args[1:]...) != nil) == neg })
	},
	// trap prepares one, with its directory in $TRAP and its server's address in $TRAP_ADDRESS; with !,
	// it fails if anything of it was touched.
	"trap": func(s *played, ts *testscript.TestScript, neg bool, _ []string) {
		if neg {
			s.trap.untouched()
			return
		}
		s.trap = newTrap(s.t)
		ts.Setenv("TRAP", s.trap.dir)
		ts.Setenv("TRAP_ADDRESS", s.trap.address)
	},
	"tmux": startTmux, "screen": startScreen, "settings": noteSettings, "sshd": startSSHD,
	"operator": becomeOperator, "pasted": pasteCommands,
	"recorder": startRecorder, "copies": copyCommands,
}

// startProgram starts one as the words of a script say.
func (s *played) startProgram(ts *testscript.TestScript, program string, args []string) {
	isFlag := func(word string) bool { return !strings.Contains(word, "=") || strings.HasPrefix(word, "-") }
	flags := max(slices.IndexFunc(append(args, "-"), isFlag), 0)
	env, args := args[:flags], args[flags:]
	type words struct{ env, flags []string }
	short := map[string]words{"given": {nil, given()}, "live": {keys(), []string{"--live"}}}
	if s.trap != nil {
		short["trap"] = words{s.trap.variables(), nil}
	}
	for word, stands := range short {
		if i := slices.Index(args, word); i >= 0 {
			env, args = append(stands.env, env...), slices.Concat(stands.flags, args[:i], args[i+1:])
		}
	}
	r := run{home: ts.Getenv("HOME"), env: env, program: program}
	_, _ = fmt.Sscanf(ts.Getenv("SIZE"), "%dx%d", &r.width, &r.height) // It may be empty.
	for stream, file := range map[string]**os.File{">": &r.stdout, "2>": &r.stderr} {
		if i := slices.IndexFunc(args, func(word string) bool { return strings.HasPrefix(word, stream) }); i >= 0 {
			f, err := os.Create(ts.MkAbs(strings.TrimPrefix(args[i], stream)))
			ts.Check(err)
			defer f.Close() //nolint:errcheck // the program has it, too
			args, *file = slices.Concat(args[:i], args[i+1:]), f
		}
	}
	s.session = r.start(s.t, args...)
	ts.Setenv("PID", strconv.Itoa(s.cmd.Process.Pid))
}

// types types into whichever terminal there is.
func (s *played) types(keys ...string) {
	if s.real != nil {
		s.real.types(strings.Join(keys, ""))
	} else {
		s.send(keys...)
	}
}
