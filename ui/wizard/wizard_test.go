package wizard

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

var update = flag.Bool("update", false, "rewrite the golden screens")

// sizes are the terminals every screen is drawn for.
var sizes = []struct{ width, height int }{{100, 30}, {80, 24}, {60, 20}, {40, 12}}

// service is a fake ENS: what it answers, and how often it was asked.
type service struct {
	answer  func(client.Order) (client.Created, *client.Failure)
	creates int
	listed  func(look int) ([]client.Instance, *client.Failure)
	looks   int
	inForce string
}

func (s *service) Create(_ context.Context, o client.Order) (client.Created, *client.Failure) {
	s.creates++
	if s.answer != nil {
		return s.answer(o)
	}
	return client.Created{EPNInstanceID: "epn-20200825134537VyK81T", RequestID: "CEF72CEB-54B6-4AE8-B225-F876FF7BA984"}, nil
}

func (s *service) Instances(context.Context, string) (client.Listing, *client.Failure) {
	s.looks++
	if s.listed != nil {
		all, f := s.listed(s.looks)
		return client.Listing{Instances: all}, f
	}
	return client.Listing{}, nil
}

func (s *service) BillingMethodInForce(context.Context) (string, *client.Failure) {
	return s.inForce, nil
}

// driver plays the terminal for a model: what it sends is handled at once, in
// the order in which Bubble Tea would, and no time passes.
type driver struct {
	*Model
	t       testing.TB
	service *service
	left    bool
}

// inChinese has a wizard driven in Chinese, and drawn as in a locale of China.
type inChinese struct{ testing.TB }

func drive(t testing.TB, c Config) *driver {
	t.Helper()
	d := &driver{t: t, service: &service{}}
	look := theme.New(false)
	c.Words = words.English()
	if _, ok := t.(inChinese); ok {
		look, c.Words = theme.NewNarrow(), words.Chinese()
	}
	if c.Theme.Cursor == "" {
		c.Theme = look
	}
	if c.Connect == nil {
		endpoint := client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}
		account := client.Account{Profile: "default", Source: client.FromConfigFile, KeyID: "LTAI****9Q", Owner: "owner"}
		if c.Target.Sandbox {
			endpoint, account = client.Endpoint{Scheme: "http", Host: "127.0.0.1:41893"}, client.Account{Source: client.FromSandbox}
		}
		c.Connect = func(context.Context) (submit.Connection, *client.Failure) {
			return submit.Connection{ENS: d.service, Endpoint: endpoint, Account: account}, nil
		}
	}
	c.Target.Endpoint = client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}
	if c.Submitter.Dir == "" {
		c.Submitter.Dir = t.TempDir()
	}
	c.Submitter.Target = c.Target
	d.Model = New(c)
	d.after = func(_ time.Duration, f func(time.Time) tea.Msg) tea.Cmd {
		return func() tea.Msg { return f(time.Time{}) }
	}
	d.run(d.Init())
	return d
}

// run carries out a command and hands its messages to the model. The seconds of a
// request are left out: they would go on for ever.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.left = true
	case orderFinished, connected, secondPassed, checksFinished, obstaclesSeen, lookedUp, recordClosed, staged, rehearsalLeft, lessonDue:
		d.send(msg)
	}
}

func (d *driver) send(msg tea.Msg) {
	_, cmd := d.Update(msg)
	d.run(cmd)
}

// press sends keys: names as Bubble Tea spells them, anything else is typed.
func (d *driver) press(keys ...string) *driver {
	named := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
		"f1": {Code: tea.KeyF1}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
		"pgdown": {Code: tea.KeyPgDown}, "backspace": {Code: tea.KeyBackspace}, "ctrl+v": {Code: 'v', Mod: tea.ModCtrl},
		"ctrl+z": {Code: 'z', Mod: tea.ModCtrl}, "ctrl+e": {Code: 'e', Mod: tea.ModCtrl},
	}
	for _, k := range keys {
		if msg, ok := named[k]; ok {
			d.send(msg)
			continue
		}
		for _, r := range k {
			d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	return d
}

// screenAt draws the screen for a size, without its styles.
func (d *driver) screenAt(width, height int) string {
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	screen := d.View().Content
	for _, line := range strings.Split(screen, "\n") {
		if w := lipgloss.Width(line); w > max(width-1, 0) {
			d.t.Errorf("%d×%d: a line has %d columns: %q", width, height, w, ansi.Strip(line))
		}
	}
	if n := strings.Count(screen, "\n") + 1; n > max(height, 1) {
		d.t.Errorf("%d×%d: the screen has %d lines", width, height, n)
	}
	if strings.ContainsFunc(strings.ReplaceAll(strings.ReplaceAll(screen, "\x1b[", ""), "\n", ""), client.Unprintable) {
		d.t.Errorf("%d×%d: the screen has control characters:\n%q", width, height, screen)
	}
	if _, ok := d.t.(inChinese); ok { // where a terminal may take two columns for what is ambiguous
		for _, r := range screen {
			if (displaywidth.Options{EastAsianWidth: true}).Rune(r) != displaywidth.Rune(r) {
				d.t.Errorf("%d×%d: %q may be one or two columns wide:\n%s", width, height, r, ansi.Strip(screen))
			}
		}
	}
	var lines []string
	for line := range strings.SplitSeq(ansi.Strip(screen), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n") + "\n"
}

func (d *driver) screenText() string { return d.screenAt(160, 40) }

// shows fails the test where the screen lacks a text.
func (d *driver) shows(text string) *driver {
	d.t.Helper()
	if s := d.screenText(); !strings.Contains(s, text) {
		d.t.Fatalf("the screen does not show %q:\n%s", text, s)
	}
	return d
}

// answered are answers as if given by flags, for a wizard that starts at the review.
func answered(name string) forms.Answers {
	flagged := func(flag, v string) forms.Answer {
		return forms.Answer{Value: v, Origin: forms.Origin{Kind: forms.FromFlag, Detail: flag}}
	}
	return forms.Answers{
		client.Name:           flagged("--name", name),
		client.BillingMethod:  flagged("--billing-method", "BandwidthByDay"),
		client.NetworkingMode: flagged("--networking-mode", "SpeedUp"),
		client.Bandwidth:      flagged("--bandwidth", "10"),
	}
}

// stray finds a space between Chinese words or sentences, which have none.
var stray = regexp.MustCompile(`\p{Han} \p{Han}|[。，；：！？）] [^ │|]`)

func golden(t *testing.T, d *driver, name string) {
	t.Helper()
	for _, s := range sizes {
		got := d.screenAt(s.width, s.height)
		if found := stray.FindString(got); found != "" {
			t.Errorf("%s, %d×%d: a space in %q", name, s.width, s.height, found)
		}
		file := filepath.Join("testdata", fmt.Sprintf("%dx%d", s.width, s.height), name+".txt") // name may begin with a language
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is not as it was (-update rewrites it):\n%s", file, got)
		}
	}
}
