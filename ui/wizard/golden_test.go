package wizard

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/client/traffic"
	"epn-wizard/forms"
	"epn-wizard/theme"

	"epn-wizard/ui/terminal"
)

var sandboxed = Config{Session: forms.Session{Target: submit.Target{Sandbox: true}}}

func inASCII(c Config) Config { c.Theme = theme.New(true); return c }

// withTraffic gives a wizard the user's own traffic: the example's month, one
// that is higher, and nine days of another, two samples of which are missing.
func withTraffic(c Config) Config {
	var s traffic.Series
	month := forms.Illustration().Samples
	for i, days := range []int{30, 30, 9} {
		for _, sample := range month[:days*24*12] {
			at := sample.Time.AddDate(0, i, 0)
			s.Samples = append(s.Samples, traffic.Sample{Time: at, Mbps: sample.Mbps * float64(10+i) / 10})
		}
	}
	s.Gaps = []traffic.Gap{{Line: 4711, Missing: 2}}
	c.Traffic = forms.OwnTraffic(s, nil)
	return c
}

func live(c Config) Config { c.Target.Sandbox = false; return c }

// TestScreens compares every screen with what it looked like when somebody
// last looked at it.
func TestScreens(t *testing.T) {
	t.Parallel()
	refusing := func(t testing.TB, c Config, f client.Failure) *driver {
		c.Answers = answered("edge lab")
		d := drive(t, c)
		d.service.answer = func(client.Order) (client.Created, *client.Failure) { return client.Created{}, &f }
		return d.press("y")
	}
	for name, play := range map[string]func(testing.TB) *driver{
		"name": func(t testing.TB) *driver { return drive(t, sandboxed) },
		"name-auto": func(t testing.TB) *driver {
			return drive(t, Config{Session: forms.Session{Target: submit.Target{Sandbox: true, Auto: true}}})
		},
		"name-missing": func(t testing.TB) *driver { return drive(t, sandboxed).press("enter") },
		"name-chinese": func(t testing.TB) *driver { return drive(t, sandboxed).press("上海边缘网络实验室") },
		"name-pasted": func(t testing.TB) *driver {
			d := drive(t, sandboxed)
			d.send(terminal.Paste{Text: "edge\n\x1b[31mlab\u202e"})
			return d
		},
		"name-help":      func(t testing.TB) *driver { return drive(t, sandboxed).press("edge lab", "f1") },
		"billing":        func(t testing.TB) *driver { return drive(t, sandboxed).press("edge lab", "enter", "down") },
		"billing-daily":  func(t testing.TB) *driver { return drive(t, sandboxed).press("edge lab", "enter") },
		"billing-fourth": func(t testing.TB) *driver { return drive(t, sandboxed).press("edge lab", "enter", "down", "down") },
		"billing-fixed":  func(t testing.TB) *driver { return drive(t, sandboxed).press("edge lab", "enter", "up") },
		"billing-ascii":  func(t testing.TB) *driver { return drive(t, inASCII(sandboxed)).press("edge lab", "enter") },
		"billing-ascii-help": func(t testing.TB) *driver {
			return drive(t, inASCII(sandboxed)).press("edge lab", "enter", "down", "?")
		},
		"own-daily": func(t testing.TB) *driver { return drive(t, withTraffic(sandboxed)).press("edge lab", "enter") },
		"own-fourth": func(t testing.TB) *driver {
			return drive(t, withTraffic(sandboxed)).press("edge lab", "enter", "down", "down")
		},
		"own-fixed": func(t testing.TB) *driver {
			return drive(t, withTraffic(Config{Session: forms.Session{Answers: answered("edge lab")}})).press("2", "up")
		},
		"own-help": func(t testing.TB) *driver {
			return drive(t, withTraffic(sandboxed)).press("edge lab", "enter", "down", "?")
		},
		"own-bandwidth": func(t testing.TB) *driver {
			return drive(t, withTraffic(sandboxed)).press("edge lab", "enter", "enter", "enter", "10")
		},
		"bandwidth-fixed": func(t testing.TB) *driver {
			return drive(t, sandboxed).press("edge lab", "enter", "up", "enter", "enter", "100")
		},
		"billing-help": func(t testing.TB) *driver { return drive(t, sandboxed).press("edge lab", "enter", "down", "?") },
		"networking": func(t testing.TB) *driver {
			return drive(t, live(sandboxed)).press("edge lab", "enter", "enter", "down")
		},
		"bandwidth": func(t testing.TB) *driver { return drive(t, sandboxed).press("edge lab", "enter", "enter", "enter") },
		"bandwidth-bad": func(t testing.TB) *driver {
			return drive(t, sandboxed).press("edge lab", "enter", "enter", "enter", "101")
		},
		"review": func(t testing.TB) *driver {
			return drive(t, sandboxed).press("edge lab", "enter", "enter", "enter", "10", "enter")
		},
		"review-live": func(t testing.TB) *driver {
			return drive(t, Config{Session: forms.Session{Answers: answered("边缘网络 edge lab, a name that is rather long and has to be read to its very end before y")}})
		},
		"review-no-keys": func(t testing.TB) *driver {
			return drive(t, Config{
				Session: forms.Session{Answers: answered("edge lab"), Connect: func(context.Context) (submit.Connection, *client.Failure) {
					return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials, Looked: []client.Finding{
						{Source: client.FromEnvironment, State: client.Absent},
						{Source: client.FromConfigFile, State: client.NoProfile, Profile: "prod", Path: "/home/you/.aliyun/config.json"},
					}}
				}},
			})
		},
		"review-help": func(t testing.TB) *driver {
			return drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}}).press("?")
		},
		"submitting": func(t testing.TB) *driver {
			d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
			d.submit()
			d.flight.elapsed = 3 * time.Second
			return d
		},
		"submitting-leave": func(t testing.TB) *driver {
			d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
			d.submit()
			return d.press("ctrl+c")
		},
		"result": func(t testing.TB) *driver {
			return drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}}).press("y")
		},
		"result-both": func(t testing.TB) *driver {
			return drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}}).press("3", "down", "down", "enter", "y")
		},
		"refusal-field": func(t testing.TB) *driver {
			return refusing(t, Config{}, client.Failure{Kind: client.Refused, Code: "InvalidParameter.Bandwidth", HTTPStatus: 400,
				Message: "The specified parameter InternetChargeType is not valid.", RequestID: "CEF72CEB-54B6-4AE8-B225-F876FF7BA984", Host: client.MainlandEndpoint})
		},
		"refusal-field-edit": func(t testing.TB) *driver {
			return refusing(t, Config{}, client.Failure{Kind: client.Refused, Code: "InvalidParameter.Bandwidth",
				Message: "The specified parameter InternetChargeType is not valid."}).press("enter")
		},
		"refusal-account": func(t testing.TB) *driver {
			return refusing(t, sandboxed, client.Failure{Kind: client.Refused, Code: "UserNotExist", HTTPStatus: 400,
				Message: "The specified user is not authroized to perform this operation.", RequestID: "CEF72CEB-54B6-4AE8-B225-F876FF7BA984", Host: "127.0.0.1:41893"})
		},
		"refusal-clock": func(t testing.TB) *driver {
			return refusing(t, Config{}, client.Failure{Kind: client.Unauthenticated, Code: "InvalidTimeStamp.Expired", HTTPStatus: 400,
				Message: "Specified time stamp or date value is expired.", ClockSkew: 23 * time.Minute, Host: client.MainlandEndpoint})
		},
		"result-warned": func(t testing.TB) *driver {
			d := drive(t, Config{Session: forms.Session{Answers: answered("edge lab")}})
			d.service.inForce = "PayByBandwidth"
			return d.press("y")
		},
		"unsettled":       func(t testing.TB) *driver { return fixed(lost(t, nothing)) },
		"unsettled-close": func(t testing.TB) *driver { return fixed(lost(t, nothing)).press("down", "enter") },
		"unsettled-several": func(t testing.TB) *driver {
			return fixed(lost(t, func(int) ([]client.Instance, *client.Failure) {
				one, two := made("epn-20200825134537VyK81T"), made("epn-20200825134539Ab3d5F")
				return []client.Instance{one, two}, nil
			}))
		},
		"draft": func(t testing.TB) *driver {
			saved := forms.Answers{}
			for f, a := range answered("edge lab") {
				saved[f] = forms.Answer{Value: a.Value, Origin: forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}}
			}
			return drive(t, Config{Session: forms.Session{Saved: saved}})
		},
		"review-warned": func(t testing.TB) *driver {
			d := drive(t, Config{})
			d.service.inForce = "PayByBandwidth"
			d.service.listed = func(int) ([]client.Instance, *client.Failure) {
				return []client.Instance{made("epn-20200825134537VyK81T")}, nil
			}
			return d.press("edge lab", "enter", "enter", "enter", "10", "enter")
		},
		"result-sandbox": func(t testing.TB) *driver {
			c := sandboxed
			c.Answers, c.Practice = answered("edge lab"), rehearsing(t, &service{})
			return drive(t, c).press("y")
		},
		"practice": func(t testing.TB) *driver { return practising(t, &service{}) },
		"practice-review": func(t testing.TB) *driver {
			return practising(t, &service{inForce: "95BandwidthByMonth"}).press("down", "down", "enter")
		},
		"practice-result":  func(t testing.TB) *driver { return practising(t, &service{}).press("enter", "y") },
		"practice-refusal": func(t testing.TB) *driver { return practising(t, refusingOnce()).press("enter", "y") },
		"practice-unsettled": func(t testing.TB) *driver {
			d := practising(t, losing(nothing)).press("down", "enter", "y")
			d.practice.play.unsettled.record.ID = "20261122-140200-ABCDEFGH"
			d.practice.play.layout()
			return d
		},
		"practice-done": func(t testing.TB) *driver {
			return practising(t, &service{}).press("enter", "y", "enter", "down", "enter", "y", "enter")
		},
		"practice-failed": func(t testing.TB) *driver {
			d := practising(t, &service{})
			d.Practice.Stage = func(context.Context, forms.Rehearsal) (submit.Connection, *client.Failure) {
				return submit.Connection{}, &client.Failure{Kind: client.Unreachable, Cause: client.SandboxFailed, Message: "state directory of the sandbox: permission denied"}
			}
			return d.press("enter")
		},
		"billing-warned": func(t testing.TB) *driver {
			d := drive(t, Config{})
			d.service.inForce = "PayByBandwidth"
			return d.press("edge lab", "enter")
		},
		"unreachable": func(t testing.TB) *driver {
			return refusing(t, Config{}, client.Failure{Kind: client.Unreachable, Cause: client.NameNotFound, Host: client.MainlandEndpoint})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, play(t), name)
			golden(t, play(inChinese{t}), filepath.Join("zh", name))
		})
	}
}

// fixed replaces what differs from run to run.
func fixed(d *driver) *driver {
	d.unsettled.record.ID = "20261122-140200-ABCDEFGH"
	for i := range d.unsettled.found {
		d.unsettled.found[i].CreationTime = "2026-11-22T14:02:03Z"
	}
	d.layout()
	return d
}

// TestTooSmall: one line says which size is needed, and nothing is lost.
func TestTooSmall(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed).press("edge")
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

// TestLessonsFit: on a terminal of 80×24 the pane shows each lesson to its end,
// in every language.
func TestLessonsFit(t *testing.T) {
	t.Parallel()
	for _, tb := range []testing.TB{t, inChinese{t}} {
		d := drive(tb, Config{Session: forms.Session{Target: submit.Target{Sandbox: true}}})
		d.press("edge lab")
		for i := range d.questions {
			for range max(len(d.questions[i].Options), 1) {
				if s := d.screenAt(80, 24); strings.Contains(s, d.Theme.Bar+" "+d.Theme.More) || !strings.Contains(s, d.questions[i].Title[:9]) {
					t.Errorf("the lesson is cut:\n%s", s)
				}
				d.press("down")
			}
			if i == 3 {
				d.press("10")
			}
			d.press("enter")
		}
	}
}

// TestPictureStays: for every billing method the picture stands in the same
// rows of the pane, with the same bars under the line.
func TestPictureStays(t *testing.T) {
	t.Parallel()
	for _, size := range sizes[:2] {
		var axis []string
		d := drive(t, Config{Session: forms.Session{Target: submit.Target{Sandbox: true}}})
		d.press("edge lab", "enter")
		for i := range d.questions[1].Options {
			if i > 0 {
				d.press("down")
			}
			var rows []string
			for n, line := range strings.Split(d.screenAt(size.width, size.height), "\n") {
				if _, right, ok := strings.Cut(line, "│"); ok {
					if figure, _, drawn := strings.Cut(right, "│"); drawn {
						rows = append(rows, fmt.Sprint(n, " ", len(figure)))
					}
				}
			}
			if got := strings.Join(rows, ","); len(rows) < minPicture-1 { // below it stand the days
				t.Errorf("%v: no picture of choice %d", size, i)
			} else if axis = append(axis, got); got != axis[0] {
				t.Errorf("%v: the picture of choice %d stands at %s, the first one at %s", size, i, got, axis[0])
			}
		}
	}
}
