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

// sizes are the terminals that screens are drawn for: the first two always, the others where
// their layout differs. The last are too small.
var sizes = []struct{ width, height int }{
	{80, 24}, {40, 12}, {60, 20}, {100, 30}, {160, 50}, {60, 11}, {30, 8}, {12, 2},
}

// The sizes by their place in the list.
const small, large, huge, low, tiny, keyhole = 2, 3, 4, 5, 6, 7

var (
	// stray finds a space between Chinese words or sentences, which have none.
	stray = regexp.MustCompile(`\p{Han} \p{Han}|[。，；：！？）] [^ │|›]`)
	// counted finds seconds, which are fewer where a test is slow.
	counted = regexp.MustCompile(`[0-9]+( s\b| 秒)`)
	// styled finds what is not drawn plainly.
	styled = regexp.MustCompile(`\x1b\[([0-9;]+)m([^\x1b\n]*)`)
	// measured are the styles of the screens whose contrast is measured in xterm.
	measured = regexp.MustCompile(`^(1|7|30;4[236]|1;97;41)$`)
)

// shot is a screen, and the sizes beside the first two that it is drawn for.
type shot struct {
	config  Config
	service *service // as it is at first
	steps   []string
	sizes   []int
}

// play leads a wizard to the screen.
func (c shot) play(t testing.TB) *driver {
	var s service
	if c.service != nil {
		s = *c.service
	}
	return drive(t, c.config, &s).follow(c.steps...)
}

// TestScreens compares each screen in every language, in ASCII, and at some sizes with what it
// looked like when somebody last looked at it: one file, with a section for each, which names the
// place of the cursor and the keys that the terminal must be sure of, and one of what is not drawn
// plainly. From each screen, F1 helps, and leads back.
func TestScreens(t *testing.T) {
	t.Parallel()
	for name, c := range shots {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got strings.Builder
			section := func(title string, size int, d *driver) {
				screen := d.screenAt(sizes[size].width, sizes[size].height)
				if c := d.View().Cursor; c != nil {
					title += fmt.Sprintf(", cursor in line %d, column %d", c.Y+1, c.X+1)
				}
				if keys := d.listIrrevocable(); len(keys) > 0 {
					title += ", irrevocable: " + strings.Join(keys, " ")
				}
				fmt.Fprintf(&got, "== %s\n%s", title, counted.ReplaceAllString(screen, "0$1"))
			}
			d := c.play(t)
			for _, i := range append([]int{0, 1}, c.sizes...) {
				section(fmt.Sprintf("%d×%d", sizes[i].width, sizes[i].height), i, d)
			}
			section("Chinese", 0, c.play(inChinese{t}))
			inASCII := c
			inASCII.config.Theme = theme.New(theme.ASCII)
			section("ASCII", 0, inASCII.play(t))
			got.WriteString("== styles at 80×24\n")
			before := counted.ReplaceAllString(d.screenAt(80, 24), "")
			for _, found := range styled.FindAllStringSubmatch(d.View().Content, -1) {
				if text := strings.TrimSpace(found[2]); text != "" {
					fmt.Fprintf(&got, "%-7s %s\n", found[1], counted.ReplaceAllString(text, "0$1"))
				}
				if !measured.MatchString(found[1]) {
					t.Errorf("%q has a style that is not the theme's: %s", found[2], found[1])
				}
			}
			if d.helping == nil {
				d.press("f1").shows("close help").press("esc")
				if after := counted.ReplaceAllString(d.screenText(), ""); after != before {
					t.Errorf("after the help there stands\n%s", after)
				}
			}
			compareGolden(t, filepath.Join("testdata", name+".txt"), got.String())
		})
	}
}

func compareGolden(t *testing.T, file, got string) {
	if found := stray.FindString(got); found != "" {
		t.Errorf("%s: a space in %q", file, found)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want, err := os.ReadFile(file); err != nil || got != string(want) {
		t.Errorf("%s is not as it was (-update rewrites it): %v\n%s", file, err, got)
	}
}

// listIrrevocable names the keys that the terminal must be sure of.
func (d *driver) listIrrevocable() (names []string) {
	for _, b := range d.listBindings() {
		for _, key := range b.keys {
			if d.Irrevocable(keyPress(key)) {
				names = append(names, key)
			}
		}
	}
	return names
}

var shots = map[string]shot{
	"name":               {firstRun(sandboxed), nil, nil, []int{small, large, huge}},
	"name-auto":          {Config{Target: submit.Target{Sandbox: true, Auto: true}}, nil, nil, nil},
	"name-missing":       {firstRun(Config{}), nil, []string{"enter"}, nil},
	"name-cleaned":       {sandboxed, nil, []string{"边缘 la\u0301b", "left", "left", "\u202e"}, nil},
	"name-help":          {sandboxed, nil, []string{"edge lab", "f1"}, nil},
	"too-small":          {sandboxed, nil, []string{"edge"}, []int{low, tiny, keyhole}},
	"billing":            {sandboxed, nil, []string{"edge lab", "enter", "2"}, []int{small, large, huge}},
	"billing-daily":      {sandboxed, nil, []string{"edge lab", "enter"}, nil},
	"billing-fixed":      {sandboxed, nil, []string{"edge lab", "enter", "4"}, nil},
	"billing-help":       {sandboxed, nil, []string{"edge lab", "enter", "down", "?"}, nil},
	"billing-in-force":   {Config{}, inForce, []string{"edge lab", "enter"}, nil},
	"own-billing":        {withTraffic(sandboxed), nil, []string{"edge lab", "enter", "3"}, []int{small, large}},
	"own-bandwidth":      {withTraffic(sandboxed), nil, []string{"edge lab", "enter", "enter", "enter", "10"}, nil},
	"networking":         {Config{}, nil, []string{"edge lab", "enter", "enter", "down"}, []int{small}},
	"bandwidth":          {sandboxed, nil, []string{"edge lab", "enter", "enter", "enter"}, []int{small}},
	"bandwidth-in-force": {Config{}, inForce, []string{"edge lab", "enter", "enter", "enter"}, []int{small}},
	"bandwidth-bad":      {sandboxed, nil, []string{"edge lab", "enter", "4", "enter", "enter", "101"}, nil},
	"edit":               {ready, nil, []string{"2"}, nil},
	"draft":              {drafted, nil, nil, nil},
	"damaged":            {damagedBefore, nil, nil, nil},
	"review": {
		sandboxed, nil, []string{"edge lab", "enter", "enter", "enter", "10", "enter"}, []int{small, large},
	},
	"review-live": {
		named("边缘网络 edge lab, a name that is rather long and has to be read to its very end before y"), nil, nil,
		[]int{small, large},
	},
	"review-warned": {ready, &service{obstacles: standing, checks: submit.Checks{
		InForce: "95BandwidthByMonth", SameName: []client.Instance{{EPNInstanceID: "epn-old"}},
	}}, nil, []int{small}},
	"review-unsure": {ready, &service{
		checks:    submit.Checks{NamesFailed: &denied, BillingFailed: &denied},
		obstacles: submit.Obstacles{Damaged: []journal.Damage{{Line: 3}}},
	}, nil, nil},
	"review-no-keys": {ready, connectsNot(client.Failure{
		Kind: client.Unauthenticated, Cause: client.NoCredentials, Looked: []client.Finding{
			{Source: client.FromEnvironment, State: client.Absent},
			{Source: client.FromOIDC, State: client.Absent},
			{Source: client.FromConfigFile, State: client.NoProfile, Profile: "prod", Path: "/home/you/.aliyun/config.json"},
			{Source: client.FromCredentials, State: client.Absent, Path: "/home/you/.alibabacloud/credentials"},
			{Source: client.FromMetadata, State: client.Disabled, Field: "ALIBABA_CLOUD_ECS_METADATA_DISABLED"},
		},
	}), nil, nil},
	"review-no-sandbox": {sandboxedOrder, connectsNot(client.Failure{
		Kind: client.Unreachable, Cause: client.SandboxFailed, Message: "listen tcp 127.0.0.1:0: bind: permission denied",
	}), nil, nil},
	"review-help":      {ready, nil, []string{"?"}, nil},
	"sending":          {ready, nil, []string{"_y"}, nil},
	"sending-leave":    {ready, nil, []string{"_y", "_ctrl+c"}, nil},
	"created":          {ready, nil, []string{"y"}, []int{small, large}},
	"created-in-force": {ready, inForce, []string{"3", "down", "down", "enter", "y"}, nil},
	"refused-field":    {ready, fails(billingRefused), []string{"y"}, []int{small, large}},
	"refused-later": {ready, fails(client.Failure{
		Kind: client.Refused, Code: "StockNotEnough", HTTPStatus: 400, RequestID: requestID,
		Message: "The specified instance type has insufficient resource.",
	}), []string{"y"}, nil},
	"refused-wait": {ready, fails(client.Failure{
		Kind: client.Refused, Code: "Throttling.User", HTTPStatus: 429, RetryAfter: 30 * time.Second,
	}), []string{"y"}, nil},
	"refused-keys": {ready, fails(client.Failure{
		Kind: client.Unauthenticated, Code: "InvalidTimeStamp.Expired", HTTPStatus: 400, ClockSkew: 23 * time.Minute,
		Message: "Specified time stamp or date value is expired.",
	}), []string{"y"}, nil},
	"unreachable":       {ready, fails(noHost), []string{"y"}, nil},
	"not-known":         {ready, loses(nil), []string{"~y"}, []int{small, large}},
	"not-known-looking": {ready, loses(nil), []string{"~y", "_enter"}, nil},
	"not-known-several": {ready, loses(findTwo), []string{"~y"}, nil},
	"not-known-close":   {ready, loses(nil), []string{"~y", "down", "enter"}, nil},
	"unsettled": {Config{Session: flow.Session{
		Given: answered("edge lab"), Unsettled: slices.Concat(standing.Records, standing.Records),
	}}, nil, nil, nil},
	"practice": {practising, nil, nil, nil},
}

// What wizards begin with, and what becomes of their orders.
var (
	ready           = named("edge lab")
	sandboxed       = Config{Target: submit.Target{Sandbox: true}}
	sandboxedOrder  = Config{Target: submit.Target{Sandbox: true}, Session: flow.Session{Given: answered("edge lab")}}
	practising      = Config{Target: submit.Target{Sandbox: true}, Session: flow.Session{Practising: true}}
	standing        = submit.Obstacles{Records: []journal.Record{record(journalID, answered("edge lab").MakeOrder())}}
	unsettledBefore = Config{Session: flow.Session{Given: answered("edge lab"), Unsettled: standing.Records}}
	damagedBefore   = Config{Session: flow.Session{
		Given: answered("edge lab"), Damaged: []journal.Damage{{Line: 3}, {Line: 7}},
	}}
	kept    = forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}
	drafted = Config{Session: flow.Session{Saved: forms.Answers{
		client.InstanceName: {Value: "edge lab", Origin: kept}, client.BillingMethod: {Value: "BandwidthByDay", Origin: kept},
		client.NetworkingMode: {Value: "SpeedUp", Origin: kept},
	}}}
	inForce        = &service{checks: submit.Checks{InForce: "PayByBandwidth"}}
	denied         = client.Failure{Kind: client.Refused, Code: "NoPermission", Action: client.ListAction}
	noHost         = client.Failure{Kind: client.Unreachable, Cause: client.NameNotFound}
	billingRefused = client.Failure{
		Kind: client.Refused, Code: "InvalidParameter.Bandwidth", HTTPStatus: 400, RequestID: requestID,
		Message: "The specified parameter InternetChargeType is not valid.", Host: client.MainlandEndpoint,
	}
)

// named is a wizard that begins at the review of an order of that name.
func named(name string) Config { return Config{Session: flow.Session{Given: answered(name)}} }

func firstRun(c Config) Config {
	c.FirstRun = true
	return c
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

// connectsNot is a service of which nobody can be asked.
func connectsNot(f client.Failure) *service {
	return &service{connects: func() (submit.Connection, *client.Failure) { return submit.Connection{}, &f }}
}

// findTwo finds two instances that could be the order's.
func findTwo(_ int, found *submit.Settlement) error {
	at := func(minute, second int) string {
		return time.Date(2026, time.November, 22, 14, minute, second, 0, time.Local).Format(time.RFC3339)
	}
	found.Candidates = []client.Instance{
		{EPNInstanceID: instanceID, CreationTime: at(2, 3)},
		{EPNInstanceID: "epn-20200825134539Ab3d5F", CreationTime: at(5, 4)},
	}
	return nil
}
