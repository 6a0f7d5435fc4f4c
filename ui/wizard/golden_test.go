package wizard

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
func golden(t *testing.T, name string, c shot) {
	var got strings.Builder
	play := func(t testing.TB, config Config) *driver {
		var s *service
		if c.service != nil {
			s = c.service()
		}
		d := drive(t, config, s)
		d.follow(c.steps...)
		return d
	}
	section := func(title, screen string) {
		fmt.Fprintf(&got, "== %s\n%s", title, counted.ReplaceAllString(screen, "0$1"))
	}
	d := play(t, c.config)
	for _, i := range append([]int{0, 1}, c.sizes...) {
		section(fmt.Sprintf("%d×%d", sizes[i].width, sizes[i].height), d.screenAt(sizes[i].width, sizes[i].height))
	}
	section("Chinese", play(inChinese{t}, c.config).screenAt(80, 24))
	c.config.Theme = theme.New(theme.ASCII)
	section("ASCII", play(t, c.config).screenAt(80, 24))
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

// shot is a screen, and the sizes beside the first two that it is drawn for.
type shot struct {
	config  Config
	service func() *service
	steps   []string
	sizes   []int
}

// TestScreens holds every screen to what it looked like when somebody last looked.
func TestScreens(t *testing.T) {
	t.Parallel()
	for name, c := range shots {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, name, c)
		})
	}
}

// The sizes by their place in the list.
const small, large, huge = 2, 3, 4

var shots = map[string]shot{
	"name":             {firstRun(sandboxed), nil, nil, []int{small, large, huge}},
	"name-auto":        {Config{Target: submit.Target{Sandbox: true, Auto: true}}, nil, nil, nil},
	"name-missing":     {sandboxed, nil, []string{"enter"}, nil},
	"name-cleaned":     {sandboxed, nil, []string{"edge lab", "\u202e"}, nil},
	"name-help":        {sandboxed, nil, []string{"edge lab", "f1"}, nil},
	"billing":          {sandboxed, nil, []string{"edge lab", "enter", "2"}, []int{small, large, huge}},
	"billing-daily":    {sandboxed, nil, []string{"edge lab", "enter"}, nil},
	"billing-fixed":    {sandboxed, nil, []string{"edge lab", "enter", "4"}, nil},
	"billing-help":     {sandboxed, nil, []string{"edge lab", "enter", "down", "?"}, nil},
	"billing-in-force": {Config{}, finds(submit.Checks{InForce: "PayByBandwidth"}), []string{"edge lab", "enter"}, nil},
	"own-billing":      {withTraffic(sandboxed), nil, []string{"edge lab", "enter", "3"}, []int{small, large}},
	"own-bandwidth":    {withTraffic(sandboxed), nil, []string{"edge lab", "enter", "enter", "enter", "10"}, nil},
	"networking":       {Config{}, nil, []string{"edge lab", "enter", "enter", "down"}, []int{small}},
	"bandwidth":        {sandboxed, nil, []string{"edge lab", "enter", "enter", "enter"}, []int{small}},
	"bandwidth-in-force": {
		Config{}, finds(submit.Checks{InForce: "PayByBandwidth"}), []string{"edge lab", "enter", "enter", "enter"}, []int{small},
	},
	"bandwidth-bad": {sandboxed, nil, []string{"edge lab", "enter", "4", "enter", "enter", "101"}, nil},
	"edit":          {ready(), nil, []string{"2"}, nil},
	"draft":         {drafted, nil, nil, nil},
	"damaged": {Config{Session: flow.Session{
		Given: answered("edge lab"), Damaged: []journal.Damage{{Line: 3}, {Line: 7}},
	}}, nil, nil, nil},
	"review": {sandboxed, nil, []string{"edge lab", "enter", "enter", "enter", "10", "enter"}, []int{small, large}},
	"review-live": {Config{Session: flow.Session{
		Given: answered("边缘网络 edge lab, a name that is rather long and has to be read to its very end before y"),
	}}, nil, nil, []int{small, large}},
	"review-warned": {ready(), func() *service {
		return &service{obstacles: standing, checks: submit.Checks{
			InForce: "95BandwidthByMonth", SameName: []client.Instance{{EPNInstanceID: "epn-old"}},
		}}
	}, nil, []int{small}},
	"review-unsure": {ready(), func() *service {
		denied := &client.Failure{Kind: client.Refused, Code: "NoPermission", Action: client.ListAction}
		return &service{
			checks:    submit.Checks{NamesFailed: denied, BillingFailed: denied},
			obstacles: submit.Obstacles{Damaged: []journal.Damage{{Line: 3}}},
		}
	}, nil, nil},
	"review-no-keys": {ready(), findsNoKeys, nil, nil},
	"review-no-sandbox": {sandboxedOrder(), connectsNot(client.Failure{
		Kind: client.Unreachable, Cause: client.SandboxFailed, Message: "listen tcp 127.0.0.1:0: bind: permission denied",
	}), nil, nil},
	"review-help":   {ready(), nil, []string{"?"}, nil},
	"sending":       {ready(), nil, []string{"_y"}, nil},
	"sending-leave": {ready(), nil, []string{"_y", "_ctrl+c"}, nil},
	"created":       {ready(), nil, []string{"y"}, []int{small, large}},
	"created-in-force": {
		ready(), finds(submit.Checks{InForce: "PayByBandwidth"}), []string{"3", "down", "down", "enter", "y"}, nil,
	},
	"refused-field": {ready(), refusing(client.Failure{
		Kind: client.Refused, Code: "InvalidParameter.Bandwidth", HTTPStatus: 400, RequestID: requestID,
		Message: "The specified parameter InternetChargeType is not valid.",
	}), []string{"y"}, []int{small, large}},
	"refused-later": {ready(), refusing(client.Failure{
		Kind: client.Refused, Code: "StockNotEnough", HTTPStatus: 400, RequestID: requestID,
		Message: "The specified instance type has insufficient resource.",
	}), []string{"y"}, nil},
	"refused-wait": {ready(), refusing(client.Failure{
		Kind: client.Refused, Code: "Throttling.User", HTTPStatus: 429, RetryAfter: 30 * time.Second,
	}), []string{"y"}, nil},
	"refused-keys": {ready(), refusing(client.Failure{
		Kind: client.Unauthenticated, Code: "InvalidTimeStamp.Expired", HTTPStatus: 400, ClockSkew: 23 * time.Minute,
		Message: "Specified time stamp or date value is expired.",
	}), []string{"y"}, nil},
	"unreachable": {ready(), refusing(client.Failure{
		Kind: client.Unreachable, Cause: client.NameNotFound,
	}), []string{"y"}, nil},
	"not-known":         {ready(), func() *service { return loses(nil) }, []string{"~y"}, []int{small, large}},
	"not-known-several": {ready(), func() *service { return loses(findTwo) }, []string{"~y"}, nil},
	"not-known-close":   {ready(), func() *service { return loses(nil) }, []string{"~y", "down", "enter"}, nil},
	"unsettled": {Config{Session: flow.Session{
		Given: answered("edge lab"), Unsettled: slices.Concat(standing.Records, standing.Records),
	}}, nil, nil, nil},
	"practice": {practising(&service{}), nil, nil, nil},
}

func firstRun(c Config) Config {
	c.FirstRun = true
	return c
}

// finds makes a service whose look finds something.
func finds(k submit.Checks) func() *service { return func() *service { return &service{checks: k} } }

// refusing makes a service whose create fails.
func refusing(f client.Failure) func() *service {
	f.Host = client.MainlandEndpoint
	return func() *service { return refuses(f) }
}

// findTwo finds two instances that could be the order's.
func findTwo(int) (submit.Settlement, error) {
	at := func(minute, second int) string {
		return time.Date(2026, time.November, 22, 14, minute, second, 0, time.Local).Format(time.RFC3339)
	}
	return submit.Settlement{Candidates: []client.Instance{
		{EPNInstanceID: instanceID, CreationTime: at(2, 3)},
		{EPNInstanceID: "epn-20200825134539Ab3d5F", CreationTime: at(5, 4)},
	}}, nil
}

// sandboxedOrder is a wizard that begins at the review of an order to the sandbox.
func sandboxedOrder() Config {
	c := ready()
	c.Target.Sandbox = true
	return c
}

// connectsNot makes a service of which nobody can be asked.
func connectsNot(f client.Failure) func() *service {
	return func() *service {
		return &service{connects: func() (submit.Connection, *client.Failure) { return submit.Connection{}, &f }}
	}
}

// findsNoKeys looks in every place there is.
func findsNoKeys() *service {
	return connectsNot(client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials, Looked: []client.Finding{
		{Source: client.FromEnvironment, State: client.Absent},
		{Source: client.FromOIDC, State: client.Absent},
		{Source: client.FromConfigFile, State: client.NoProfile, Profile: "prod", Path: "/home/you/.aliyun/config.json"},
		{Source: client.FromCredentials, State: client.Absent, Path: "/home/you/.alibabacloud/credentials"},
		{Source: client.FromMetadata, State: client.Disabled, Field: "ALIBABA_CLOUD_ECS_METADATA_DISABLED"},
	}})()
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
