package wizard

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"
	"epn-wizard/ui/flow"
	"epn-wizard/ui/terminal"
)

var update = flag.Bool("update", false, "rewrite the golden screens")

// sizes are the terminals that screens are drawn for. The first is always drawn; the
// others where their layout differs.
var sizes = []struct{ width, height int }{{80, 24}, {40, 12}, {60, 20}, {100, 30}, {160, 50}}

// stray finds a space between Chinese words or sentences, which have none.
var stray = regexp.MustCompile(`\p{Han} \p{Han}|[。，；：！？）] [^ │|›]`)

// counted finds seconds, which are fewer where a test is slow.
var counted = regexp.MustCompile(`[0-9]+( s\b| 秒)`)

// golden compares a screen in every language, in ASCII, and at some sizes with what
// it looked like when somebody last looked at it: one file, with a section for each.
func golden(t *testing.T, name string, c Config, play func(testing.TB, Config) *driver, more ...int) {
	var got strings.Builder
	section := func(title, screen string) {
		fmt.Fprintf(&got, "== %s\n%s", title, counted.ReplaceAllString(screen, "0$1"))
	}
	d := play(t, c)
	section("80×24", d.screenAt(80, 24))
	section("40×12", d.screenAt(40, 12))
	for _, i := range more {
		section(fmt.Sprintf("%d×%d", sizes[i].width, sizes[i].height), d.screenAt(sizes[i].width, sizes[i].height))
	}
	section("Chinese", play(inChinese{t}, c).screenAt(80, 24))
	c.Theme = theme.New(true)
	section("ASCII", play(t, c).screenAt(80, 24))
	if found := stray.FindString(got.String()); found != "" {
		t.Errorf("%s: a space in %q", name, found)
	}
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("%s is not as it was (-update rewrites it):\n%s", file, got.String())
	}
}

// withTraffic gives a wizard the user's own traffic: the example's month, one that is
// higher, and nine days of another, two samples of which are missing.
func withTraffic(c Config) Config {
	var s traffic.Series
	month := forms.Illustration().Samples
	for i, days := range []int{30, 30, 9} {
		for _, sample := range month[:days*24*12] {
			at := sample.Time.AddDate(0, i, 0)
			s.Samples = append(s.Samples, traffic.Sample{Time: at, Mbps: sample.Mbps * float64(10+i) / 10})
		}
	}
	s.Reading.Gaps, s.Reading.Missing, s.Reading.FirstGap = 1, 2, 4711
	c.Traffic = forms.OwnTraffic(s, nil)
	return c
}

// TestScreens holds every screen to what it looked like when somebody last looked.
func TestScreens(t *testing.T) {
	t.Parallel()
	const small, large, huge = 2, 3, 4
	pressing := func(s func() *service, keys ...string) func(testing.TB, Config) *driver {
		return func(t testing.TB, c Config) *driver {
			var with *service
			if s != nil {
				with = s()
			}
			return drive(t, c, with).press(keys...)
		}
	}
	refusing := func(f client.Failure) func(testing.TB, Config) *driver {
		return pressing(func() *service { return refuses(f) }, "y")
	}
	denied := &client.Failure{Kind: client.Refused, Code: "NoPermission", Action: client.ListAction}
	saved := forms.Answers{}
	for f, a := range answered("edge lab") {
		saved[f] = forms.Answer{Value: a.Value, Origin: forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}}
	}
	delete(saved, client.Bandwidth)
	first, auto := sandboxed, sandboxed
	first.FirstRun, auto.Target.Auto = true, true
	live := Config{}
	live.Given = answered("边缘网络 edge lab, a name that is rather long and has to be read to its very end before y")
	drafted := Config{Session: flow.Session{Saved: saved}}
	broken := ready()
	broken.Damaged = []journal.Damage{{Line: 3}, {Line: 7}}
	earlier := ready()
	ordered := record(journalID, answered("edge lab").MakeOrder())
	earlier.Unsettled = []journal.Record{ordered, ordered}
	practising := sandboxed
	practising.Practising, practising.Practice = true, &service{}
	stuck := refuses(client.Failure{Kind: client.Unknown})
	noKeys := func() *service {
		return &service{connects: func() (submit.Connection, *client.Failure) {
			missing := client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials, Looked: []client.Finding{
				{Source: client.FromEnvironment, State: client.Absent},
				{Source: client.FromOIDC, State: client.Absent},
				{Source: client.FromConfigFile, State: client.NoProfile, Profile: "prod", Path: "/home/you/.aliyun/config.json"},
				{Source: client.FromCredentials, State: client.Absent, Path: "/home/you/.alibabacloud/credentials"},
				{Source: client.FromMetadata, State: client.Disabled, Field: "ALIBABA_CLOUD_ECS_METADATA_DISABLED"},
			}}
			return submit.Connection{}, &missing
		}}
	}
	two := func(int) (submit.Settlement, error) {
		return submit.Settlement{Candidates: []client.Instance{
			{EPNInstanceID: instanceID, CreationTime: time.Date(2026, time.November, 22, 14, 2, 3, 0, time.Local).Format(time.RFC3339)},
			{EPNInstanceID: "epn-20200825134539Ab3d5F", CreationTime: time.Date(2026, time.November, 22, 14, 5, 4, 0, time.Local).Format(time.RFC3339)},
		}}, nil
	}
	for name, c := range map[string]struct {
		config Config
		play   func(testing.TB, Config) *driver
		sizes  []int
	}{
		"name":         {first, pressing(nil), []int{small, large, huge}},
		"name-auto":    {auto, pressing(nil), nil},
		"name-missing": {sandboxed, pressing(nil, "enter"), nil},
		"name-pasted": {sandboxed, func(t testing.TB, c Config) *driver {
			d := drive(t, c, nil)
			d.send(terminal.Paste{Text: "edge\n\x1b[31mlab\u202e", Length: 16})
			return d
		}, nil},
		"name-help":     {sandboxed, pressing(nil, "edge lab", "f1"), nil},
		"billing":       {sandboxed, pressing(nil, "edge lab", "enter", "2"), []int{small, large, huge}},
		"billing-daily": {sandboxed, pressing(nil, "edge lab", "enter"), nil},
		"billing-fixed": {sandboxed, pressing(nil, "edge lab", "enter", "4"), nil},
		"billing-help":  {sandboxed, pressing(nil, "edge lab", "enter", "down", "?"), nil},
		"billing-in-force": {Config{}, pressing(func() *service {
			return &service{checks: submit.Checks{InForce: "PayByBandwidth"}}
		}, "edge lab", "enter"), nil},
		"own-billing":   {withTraffic(sandboxed), pressing(nil, "edge lab", "enter", "3"), []int{small, large}},
		"own-bandwidth": {withTraffic(sandboxed), pressing(nil, "edge lab", "enter", "enter", "enter", "10"), nil},
		"networking":    {Config{}, pressing(nil, "edge lab", "enter", "enter", "down"), []int{small}},
		"bandwidth":     {sandboxed, pressing(nil, "edge lab", "enter", "enter", "enter"), []int{small}},
		"bandwidth-bad": {sandboxed, pressing(nil, "edge lab", "enter", "4", "enter", "enter", "101"), nil},
		"edit":          {ready(), pressing(nil, "2"), nil},
		"draft":         {drafted, pressing(nil), nil},
		"damaged":       {broken, pressing(nil), nil},
		"review":        {sandboxed, pressing(nil, "edge lab", "enter", "enter", "enter", "10", "enter"), []int{small, large}},
		"review-live":   {live, pressing(nil), []int{small, large}},
		"review-warned": {ready(), pressing(func() *service {
			return &service{
				checks:    submit.Checks{InForce: "95BandwidthByMonth", SameName: []client.Instance{{EPNInstanceID: "epn-old"}}},
				obstacles: submit.Obstacles{Records: []journal.Record{ordered}},
			}
		}), []int{small}},
		"review-unsure": {ready(), pressing(func() *service {
			return &service{
				checks:    submit.Checks{NamesFailed: denied, BillingFailed: denied},
				obstacles: submit.Obstacles{Damaged: []journal.Damage{{Line: 3}}},
			}
		}), nil},
		"review-no-keys": {ready(), pressing(noKeys), nil},
		"review-help":    {ready(), pressing(nil, "?"), nil},
		"sending":        {ready(), func(t testing.TB, c Config) *driver { return drive(t, c, stuck).hold("y") }, nil},
		"sending-leave": {ready(), func(t testing.TB, c Config) *driver {
			d := drive(t, c, stuck).hold("y")
			d.Update(namedKeys["ctrl+c"])
			return d
		}, nil},
		"created": {ready(), pressing(nil, "y"), []int{small, large}},
		"created-in-force": {ready(), pressing(func() *service {
			return &service{checks: submit.Checks{InForce: "PayByBandwidth"}}
		}, "3", "down", "down", "enter", "y"), nil},
		"refused-field": {ready(), refusing(client.Failure{
			Kind: client.Refused, Code: "InvalidParameter.Bandwidth", HTTPStatus: 400, RequestID: requestID,
			Message: "The specified parameter InternetChargeType is not valid.", Host: client.MainlandEndpoint,
		}), []int{small, large}},
		"refused-later": {ready(), refusing(client.Failure{Kind: client.Refused, Code: "StockNotEnough", HTTPStatus: 400,
			Message: "The specified instance type has insufficient resource.", RequestID: requestID, Host: client.MainlandEndpoint,
		}), nil},
		"refused-wait": {ready(), refusing(client.Failure{
			Kind: client.Refused, Code: "Throttling.User", HTTPStatus: 429, RetryAfter: 30 * time.Second, Host: client.MainlandEndpoint,
		}), nil},
		"refused-keys": {ready(), refusing(client.Failure{
			Kind: client.Unauthenticated, Code: "InvalidTimeStamp.Expired", HTTPStatus: 400, ClockSkew: 23 * time.Minute,
			Message: "Specified time stamp or date value is expired.", Host: client.MainlandEndpoint,
		}), nil},
		"unreachable": {ready(), refusing(client.Failure{
			Kind: client.Unreachable, Cause: client.NameNotFound, Host: client.MainlandEndpoint,
		}), nil},
		"not-known":         {ready(), func(t testing.TB, c Config) *driver { return lost(t, c, nil) }, []int{small, large}},
		"not-known-several": {ready(), func(t testing.TB, c Config) *driver { return lost(t, c, two) }, nil},
		"not-known-close": {ready(), func(t testing.TB, c Config) *driver {
			return lost(t, c, nil).press("down", "enter")
		}, nil},
		"unsettled": {earlier, pressing(nil), nil},
		"practice":  {practising, pressing(nil), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name, c.config, c.play, c.sizes...)
		})
	}
}

// TestTooSmall: one line says which size is needed, and nothing is lost.
func TestTooSmall(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed, nil).press("edge")
	for _, c := range []struct {
		width, height int
		want          string
	}{
		{60, 11, "SANDBOX. 40x12 is needed, this is 60x11. ctrl+c leaves."},
		{30, 8, "SANDBOX. 40x12 is needed,|this is 30x8. ctrl+c leaves."},
		{12, 2, "SANDBOX.|40x12 is"},
	} {
		if got, want := d.screenAt(c.width, c.height), strings.ReplaceAll(c.want, "|", "\n")+"\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	d.screenAt(1, 1)
	d.screenAt(0, 0)
	d.press(" lab", "enter") // blind
	d.shows("› edge")
}
