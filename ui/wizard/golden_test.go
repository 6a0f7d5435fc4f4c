package wizard

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/client/submit"
	"epn-wizard/forms"
)

var sandboxed = Config{Target: submit.Target{Sandbox: true}}

func live(c Config) Config { c.Target.Sandbox = false; return c }

// TestScreens compares every screen with what it looked like when somebody
// last looked at it.
func TestScreens(t *testing.T) {
	t.Parallel()
	refusing := func(t *testing.T, c Config, f client.Failure) *driver {
		c.Answers = answered("edge lab")
		d := drive(t, c)
		d.service.answer = func(client.Order) (client.Created, *client.Failure) { return client.Created{}, &f }
		return d.press("y")
	}
	for name, play := range map[string]func(*testing.T) *driver{
		"name":         func(t *testing.T) *driver { return drive(t, sandboxed) },
		"name-auto":    func(t *testing.T) *driver { return drive(t, Config{Target: submit.Target{Sandbox: true, Auto: true}}) },
		"name-missing": func(t *testing.T) *driver { return drive(t, sandboxed).press("enter") },
		"name-chinese": func(t *testing.T) *driver { return drive(t, sandboxed).press("上海边缘网络实验室") },
		"name-pasted": func(t *testing.T) *driver {
			d := drive(t, sandboxed)
			d.send(tea.PasteMsg{Content: "edge\n\x1b[31mlab\u202e"})
			return d
		},
		"name-help":    func(t *testing.T) *driver { return drive(t, sandboxed).press("edge lab", "f1") },
		"billing":      func(t *testing.T) *driver { return drive(t, sandboxed).press("edge lab", "enter", "down") },
		"billing-help": func(t *testing.T) *driver { return drive(t, sandboxed).press("edge lab", "enter", "down", "?") },
		"networking": func(t *testing.T) *driver {
			return drive(t, live(sandboxed)).press("edge lab", "enter", "enter", "down")
		},
		"bandwidth": func(t *testing.T) *driver { return drive(t, sandboxed).press("edge lab", "enter", "enter", "enter") },
		"bandwidth-bad": func(t *testing.T) *driver {
			return drive(t, sandboxed).press("edge lab", "enter", "enter", "enter", "101")
		},
		"review": func(t *testing.T) *driver {
			return drive(t, sandboxed).press("edge lab", "enter", "enter", "enter", "10", "enter")
		},
		"review-live": func(t *testing.T) *driver {
			return drive(t, Config{Answers: answered("边缘网络 edge lab, a name that is rather long and has to be read to its very end before y")})
		},
		"review-no-keys": func(t *testing.T) *driver {
			return drive(t, Config{Answers: answered("edge lab"), Connect: func(context.Context) (submit.Connection, *client.Failure) {
				return submit.Connection{}, &client.Failure{Kind: client.Unauthenticated, Cause: client.NoCredentials, Looked: []client.Finding{
					{Source: client.FromEnvironment, State: client.Absent},
					{Source: client.FromConfigFile, State: client.NoProfile, Profile: "prod", Path: "/home/you/.aliyun/config.json"},
				}}
			}})
		},
		"review-help": func(t *testing.T) *driver { return drive(t, Config{Answers: answered("edge lab")}).press("?") },
		"submitting": func(t *testing.T) *driver {
			d := drive(t, Config{Answers: answered("edge lab")})
			d.submit()
			d.flight.elapsed = 3 * time.Second
			return d
		},
		"submitting-leave": func(t *testing.T) *driver {
			d := drive(t, Config{Answers: answered("edge lab")})
			d.submit()
			return d.press("ctrl+c")
		},
		"result": func(t *testing.T) *driver { return drive(t, Config{Answers: answered("edge lab")}).press("y") },
		"result-both": func(t *testing.T) *driver {
			return drive(t, Config{Answers: answered("edge lab")}).press("3", "down", "down", "enter", "y")
		},
		"refusal-field": func(t *testing.T) *driver {
			return refusing(t, Config{}, client.Failure{Kind: client.Refused, Code: "InvalidParameter.Bandwidth", HTTPStatus: 400,
				Message: "The specified parameter InternetChargeType is not valid.", RequestID: "CEF72CEB-54B6-4AE8-B225-F876FF7BA984", Host: client.MainlandEndpoint})
		},
		"refusal-field-edit": func(t *testing.T) *driver {
			return refusing(t, Config{}, client.Failure{Kind: client.Refused, Code: "InvalidParameter.Bandwidth",
				Message: "The specified parameter InternetChargeType is not valid."}).press("enter")
		},
		"refusal-account": func(t *testing.T) *driver {
			return refusing(t, sandboxed, client.Failure{Kind: client.Refused, Code: "UserNotExist", HTTPStatus: 400,
				Message: "The specified user is not authroized to perform this operation.", RequestID: "CEF72CEB-54B6-4AE8-B225-F876FF7BA984", Host: "127.0.0.1:41893"})
		},
		"refusal-clock": func(t *testing.T) *driver {
			return refusing(t, Config{}, client.Failure{Kind: client.Unauthenticated, Code: "InvalidTimeStamp.Expired", HTTPStatus: 400,
				Message: "Specified time stamp or date value is expired.", ClockSkew: 23 * time.Minute, Host: client.MainlandEndpoint})
		},
		"result-warned": func(t *testing.T) *driver {
			d := drive(t, Config{Answers: answered("edge lab")})
			d.service.inForce = "PayByBandwidth"
			return d.press("y")
		},
		"unsettled":       func(t *testing.T) *driver { return fixed(lost(t, nothing)) },
		"unsettled-close": func(t *testing.T) *driver { return fixed(lost(t, nothing)).press("down", "enter") },
		"unsettled-several": func(t *testing.T) *driver {
			return fixed(lost(t, func(int) ([]client.Instance, *client.Failure) {
				one, two := made("epn-20200825134537VyK81T"), made("epn-20200825134539Ab3d5F")
				return []client.Instance{one, two}, nil
			}))
		},
		"draft": func(t *testing.T) *driver {
			saved := forms.Answers{}
			for f, a := range answered("edge lab") {
				saved[f] = forms.Answer{Value: a.Value, Origin: forms.Origin{Kind: forms.FromDraft, Detail: "2026-11-22 14:02"}}
			}
			return drive(t, Config{Saved: saved})
		},
		"review-warned": func(t *testing.T) *driver {
			d := drive(t, Config{})
			d.service.inForce = "PayByBandwidth"
			d.service.listed = func(int) ([]client.Instance, *client.Failure) {
				return []client.Instance{made("epn-20200825134537VyK81T")}, nil
			}
			return d.press("edge lab", "enter", "enter", "enter", "10", "enter")
		},
		"billing-warned": func(t *testing.T) *driver {
			d := drive(t, Config{})
			d.service.inForce = "PayByBandwidth"
			return d.press("edge lab", "enter")
		},
		"unreachable": func(t *testing.T) *driver {
			return refusing(t, Config{}, client.Failure{Kind: client.Unreachable, Cause: client.NameNotFound, Host: client.MainlandEndpoint})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden(t, play(t), name)
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
	if got, want := d.screenAt(60, 11), "At least 40x12 is needed; this is 60x11.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	d.screenAt(1, 1)
	d.screenAt(0, 0)
	d.press(" lab")
	d.shows("edge lab")
}
