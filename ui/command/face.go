package command

import (
	"bytes"
	"context"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/charmbracelet/x/term"
	"github.com/xo/terminfo"

	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/line"
	"epn-wizard/ui/restricted"
	"epn-wizard/ui/terminal"
	"epn-wizard/ui/wizard"
)

// face is how the program meets its user.
type face int

const (
	noFace     face = iota // Nobody can be asked.
	asScript               // no questions
	asWizard               // full screen
	asLineMode             // plain questions
)

// chooseFace chooses the face that can ask on the terminal, or on a pipe, if one can.
func chooseFace(o *displayOptions) face {
	switch {
	case o.accessible.isOn(), !inputIsPiped() && terminalIsPlain():
		return asLineMode
	case !inputIsPiped() && screenFile() != nil:
		return asWizard
	}
	return noFace
}

// plainTerminals are the values of TERM that getty, telnet, editors and terminfo have
// for a line of which nobody knows what is at its other end, or that cannot draw.
var plainTerminals = []string{
	"dumb", "unknown", "network", "arpanet", "ethernet", "dialup", "dial-up", "switch", "patch", "plugboard",
	"bussiplexer", "tty", "lpr", "printer", "teletype", "glasstty", "vanilla", "none", "su", "emacs", "vt52",
}

// terminalIsPlain reports whether the terminal is one that cannot draw, or that nobody
// knows: only on Windows is a terminal without a name a usual one.
func terminalIsPlain() bool {
	name := strings.ToLower(os.Getenv("TERM"))
	return slices.Contains(plainTerminals, name) || strings.HasPrefix(name, "dumb-") ||
		name == "" && runtime.GOOS != "windows" || terminfoIsPlain()
}

// terminfoIsPlain reports whether this machine knows the terminal as one whose cursor
// is not moved as ANSI has it. A terminal that is not known here is likely to be a new
// one, which draws.
func terminfoIsPlain() bool {
	name := os.Getenv("TERM")
	if strings.ContainsRune(name, '/') { // it would be another file than one of terminfo's
		return false
	}
	known, err := terminfo.Load(name)
	return err == nil && !bytes.HasPrefix(known.Strings[terminfo.CursorAddress], []byte("\x1b["))
}

// screenFile gives the file that questions go to: the terminal, which is standard
// error where standard output is redirected, or nil.
func screenFile() *os.File {
	for _, f := range []*os.File{standardOutput, os.Stderr} {
		if term.IsTerminal(f.Fd()) {
			return f
		}
	}
	return nil
}

// faceSession is a journey, and what faces show of where it leads.
type faceSession struct {
	flow.Session
	target   submit.Target
	traffic  *forms.Traffic // the user's own, or nil
	firstRun bool           // No instance was ever created from here.
}

// runFace has a face ask. The error is that of a face that broke down.
func (a *app) runFace(ctx context.Context, o *displayOptions, f face, s faceSession) (flow.Ending, error) {
	if f == asLineMode {
		return a.runLineMode(ctx, s), nil
	}
	return wizard.Run(ctx, wizard.Config{
		Session: s.Session, Words: a.words, Theme: theme.New(chooseGlyphs(o.ascii)), Target: s.target, Traffic: s.traffic,
		FirstRun: s.firstRun,
	}, terminal.Terminal{
		In: os.Stdin, Out: screenFile(), Term: os.Getenv("TERM"), Color: !o.noColor.isOn(),
		JobControl: !restricted.IsRestricted(), Signals: a.signals,
	})
}

// runLineMode has line mode ask. It speaks where the result does not go.
func (a *app) runLineMode(ctx context.Context, s faceSession) flow.Ending {
	out, atTerminal := screenFile(), !inputIsPiped()
	if out == nil {
		out = os.Stderr
	}
	c := line.Config{
		Session: s.Session, Words: a.words, Target: s.target, Traffic: s.traffic,
		In: os.Stdin, Out: out, Width: terminalWidth(out), Signals: a.signals,
	}
	if atTerminal {
		c.DropTyped = func() { terminal.DropTyped(os.Stdin) }
	}
	ending := line.Run(ctx, c)
	if hasGone := atTerminal && inputIsPiped(); hasGone && ending.Signal == nil {
		ending.Signal = syscall.SIGHUP // The signal of a terminal that has gone comes after the end of its input.
	}
	return ending
}

// inputIsPiped reports whether answers come from no terminal.
func inputIsPiped() bool { return !term.IsTerminal(os.Stdin.Fd()) }

// chooseGlyphs chooses what the full screen and pictures are drawn with.
func chooseGlyphs(ascii bool) theme.Glyphs {
	switch {
	case ascii, !localeIsUTF8():
		return theme.ASCII
	case localeIsEastAsian():
		return theme.Narrow
	}
	return theme.Unicode
}
