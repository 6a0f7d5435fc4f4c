package command

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"epn-wizard/ui/phrase"

	"github.com/charmbracelet/x/term"

	"epn-wizard/client"
	"epn-wizard/client/journal"
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
	noFace       face = iota // there is nobody to ask, and no --yes
	asScript                 // no questions
	asWizard                 // full screen
	asLineDialog             // plain questions
)

// face chooses the one that fits the flags and the terminal.
func (a *app) face() face {
	in := !piped()
	switch {
	case a.flags.yes:
		return asScript
	case a.flags.or("accessible", "ACCESSIBLE"), in && dumb():
		return asLineDialog
	case in && screen() != nil:
		return asWizard
	}
	return noFace
}

// nameless are the values of TERM that getty, telnet, editors and terminfo have for
// a line of which nobody knows what is at its other end, or that cannot draw.
var nameless = []string{
	"dumb", "unknown", "network", "arpanet", "ethernet", "dialup", "dial-up", "switch", "patch", "plugboard", "bussiplexer",
	"tty", "lpr", "printer", "teletype", "glasstty", "vanilla", "none",
}

// dumb reports whether the terminal is one that cannot draw, or that nobody
// knows: only on Windows is a terminal without a name a usual one.
func dumb() bool {
	name := strings.ToLower(os.Getenv("TERM"))
	return slices.Contains(nameless, name) || strings.HasPrefix(name, "dumb-") || name == "" && runtime.GOOS != "windows"
}

// screen gives the file that questions go to: the terminal, which is standard
// error where standard output is redirected, or nil.
func screen() *os.File {
	for _, f := range []*os.File{standardOutput, os.Stderr} {
		if term.IsTerminal(f.Fd()) {
			return f
		}
	}
	return nil
}

// ask has the order answered, reviewed and sent by a face.
func (a *app) ask(ctx context.Context, s settings, f face) {
	t := s.target
	book := t.submitter()
	unsettled, _ := book.Unsettled(t.endpoint) // a journal that cannot be read is told where it is needed
	draft, err := journal.OpenDraft(t.dir)
	if err != nil {
		draft = nil
	} else {
		defer draft.Close()
	}
	saved := a.saved(draft, book, s.answers)
	older := piped() && len(saved) > 0 && !a.flags.resume // nobody was asked about it, so it stays as it is
	if older {
		draft = nil
	}

	journey := session{
		Session: flow.Session{
			Given: s.answers, Connect: t.connect, Service: book, Saved: saved, Resume: a.flags.resume,
			Unsettled: unsettled, Damaged: book.Damaged(),
		},
		target: t.where(), traffic: s.traffic, firstRun: neverCreated(t.dir),
	}
	if draft != nil {
		journey.Drafts = draft
	}
	if t.sandbox && !restricted.On() {
		p := newPractice(t.dir, t.timeout)
		defer p.close()
		journey.Practice = p.faces()
	}

	ending, broken := a.converse(ctx, f, journey)
	if older { // which has been said
		ending.Answers = nil
	}
	a.end(ending, broken, t, draft, f == asLineDialog && t.sandbox)
	created := ending.Outcome != nil && ending.Outcome.Result == submit.Created
	if f == asLineDialog && journey.Practice != nil && created { // full screen has said so
		a.printer().Note(a.words.Practice.LineOffer)
	}
}

// session is a journey, and what faces show of where it leads.
type session struct {
	flow.Session
	target  submit.Target
	traffic *forms.Traffic // the user's own, or nil

	firstRun bool // nothing was ever created from here
}

// neverCreated reports whether a state directory's journal has no order that created
// an instance. Of one that cannot be read it is not known.
func neverCreated(dir string) bool {
	j, err := journal.Open(dir)
	if err != nil {
		return false
	}
	records, _, err := j.Records()
	return err == nil && !slices.ContainsFunc(records, func(r journal.Record) bool { return r.Resolution.Outcome == journal.Created })
}

// converse has a face ask. The error is that of a face that broke down.
func (a *app) converse(ctx context.Context, f face, s session) (flow.Ending, error) {
	if f == asLineDialog {
		out, fromTerminal := dialogOut(), !piped()
		c := line.Config{
			Session: s.Session, Words: a.words, Target: s.target, Traffic: s.traffic,
			In: os.Stdin, Out: out, Width: columns(out), Signals: a.signals, Piped: !fromTerminal,
		}
		if fromTerminal {
			c.DropTyped = func() { terminal.DropTyped(os.Stdin) }
		}
		ending := line.Run(ctx, c)
		if fromTerminal && piped() && ending.Signal == nil { // the end of input was that of the terminal, which came before its signal
			ending.Signal = syscall.SIGHUP
		}
		return ending, nil
	}
	return wizard.Run(ctx, wizard.Config{
		Session: s.Session, Words: a.words, Theme: a.theme(), Target: s.target, Traffic: s.traffic, FirstRun: s.firstRun,
	}, a.terminal())
}

// piped reports whether answers come from no terminal.
func piped() bool { return !term.IsTerminal(os.Stdin.Fd()) }

// dialogOut is where line mode speaks: never where the result goes.
func dialogOut() *os.File {
	if out := screen(); out != nil {
		return out
	}
	return os.Stderr
}

// theme is how the full screen looks.
func (a *app) theme() theme.Theme {
	if !a.flags.ascii && unicode() && eastAsian() {
		return theme.NewNarrow()
	}
	return theme.New(a.flags.ascii || !unicode())
}

// terminal is what the full screen is shown on.
func (a *app) terminal() terminal.Terminal {
	return terminal.Terminal{
		In: os.Stdin, Out: screen(), Term: os.Getenv("TERM"), Color: !a.flags.or("no-color", "NO_COLOR"),
		JobControl: !restricted.On(), Signals: a.signals,
	}
}

// saved gives the answers of a draft that can be taken up: those that are still
// valid, of an order that was not sent since.
func (a *app) saved(d *journal.Draft, book submit.Submitter, given forms.Answers) forms.Answers {
	if d == nil || a.flags.fresh {
		return nil
	}
	kept, ok := d.Load()
	if kept.NotUTF8 {
		_, _ = fmt.Fprintln(os.Stderr, "epn-wizard: "+a.words.Draft.NotUTF8) // for JSON too, which does not tell
	}
	if !ok {
		return nil
	}
	if o, problems := client.NewOrder(kept.Answers); len(problems) == 0 && book.SentSince(o, kept.Time) {
		if !a.flags.dryRun {
			_ = d.Delete()
		}
		return nil
	}
	answers := forms.Answers{}
	for _, f := range client.Fields() {
		value, p := client.Check(f, kept.Answers[f])
		if _, also := given[f]; p == nil && !also {
			answers[f] = forms.Answer{Value: value, Origin: forms.Origin{Kind: forms.FromDraft, Detail: phrase.TimeText(kept.Time)}}
		}
	}
	return answers
}

// end says what became of a run that asked: its result, and on standard error
// what was kept. A face that broke down does not change what became of an order.
// In brief leaves out what would come next on another service: it is read aloud.
func (a *app) end(e flow.Ending, broken error, t *target, d *journal.Draft, inBrief bool) {
	var outcome submit.Outcome
	switch {
	case e.InFlight != nil:
		outcome = submit.Failed(e.InFlight.Order, &client.Failure{Kind: client.Unknown, Cause: client.Interrupted, Host: t.endpoint.Host})
		outcome.JournalID = e.InFlight.JournalID
	case e.Outcome != nil:
		outcome = *e.Outcome
	case broken != nil:
		outcome.Result = submit.Internal
	default:
		outcome.Result = submit.Cancelled
	}
	r := a.about(outcome, t)
	if inBrief {
		r.Next = phrase.Next{}
	}
	if broken != nil {
		r.Reason = client.VisibleLines(broken.Error())
	}
	done := outcome.Result == submit.Created || outcome.Result == submit.Result(client.Unknown)
	if d != nil && len(e.Answers) > 0 && !done {
		r.Kept = d.Owned() && d.Save(e.Answers.Values()) == nil
	}
	r.NotKept = len(e.Answers) > 0 && !done && !r.Kept
	if left, err := t.submitter().Unsettled(t.endpoint); err == nil {
		r.StillOpen = len(left)
	}
	if d != nil && done {
		_ = d.Delete()
	}
	a.lastWords(r, t.submitter(), e.Explained)
	if outcome.Result == submit.Cancelled && e.Signal != nil {
		a.status = signalStatus(e.Signal)
	}
}
