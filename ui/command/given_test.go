//go:build unix

package command_test

import "testing"

// A value given by flag or variable is not asked, stands on the review as what
// gave it, and can be edited there.
func TestGivenValues(t *testing.T) {
	t.Parallel()
	for _, given := range []struct {
		name, origin, question string
		args                   []string
		env                    []string
		first                  string // what is asked first
		key, edit, row, edited string
	}{
		{"name by flag", "--name", nameQuestion, []string{"--name", "edge lab"}, nil, billingQuestion,
			"1", erase + "lab 2", "1 Name edge lab", "1 Name lab 2"},
		{"name by variable", "EPN_NAME", nameQuestion, nil, []string{"EPN_NAME=edge lab"}, billingQuestion,
			"1", erase + "lab 2", "1 Name edge lab", "1 Name lab 2"},
		{"flag before variable", "--name", nameQuestion, []string{"--name", "edge lab"}, []string{"EPN_NAME=other"}, billingQuestion,
			"1", erase + "lab 2", "1 Name edge lab", "1 Name lab 2"},
		{"billing by flag", "--billing-method", billingQuestion, []string{"--billing-method", "FIXED"}, nil, nameQuestion,
			"2", up, "2 Billing Fixed bandwidth", "2 Billing Monthly fourth peak"},
		{"billing by variable", "EPN_BILLING_METHOD", billingQuestion, nil, []string{"EPN_BILLING_METHOD=PayByBandwidth"}, nameQuestion,
			"2", up, "2 Billing Fixed bandwidth", "2 Billing Monthly fourth peak"},
		{"networking by flag", "--networking-mode", networkingQuestion, []string{"--networking-mode", "both"}, nil, nameQuestion,
			"3", up, "3 Networking Internet and internal", "3 Networking Internal network"},
		{"networking by variable", "EPN_NETWORKING_MODE", networkingQuestion, nil, []string{"EPN_NETWORKING_MODE=both"}, nameQuestion,
			"3", up, "3 Networking Internet and internal", "3 Networking Internal network"},
		{"bandwidth by flag", "--bandwidth", bandwidthQuestion, []string{"--bandwidth", "007"}, nil, nameQuestion,
			"4", erase + "8", "4 Bandwidth 7 Mbit/s", "4 Bandwidth 8 Mbit/s"},
		{"bandwidth by variable", "EPN_BANDWIDTH", bandwidthQuestion, nil, []string{"EPN_BANDWIDTH= 7 "}, nameQuestion,
			"4", erase + "8", "4 Bandwidth 7 Mbit/s", "4 Bandwidth 8 Mbit/s"},
	} {
		t.Run(given.name, func(t *testing.T) {
			t.Parallel()
			s := run{env: given.env}.start(t, append(given.args, "--sandbox")...)
			s.waitFor(given.first)
			for _, ask := range []struct{ question, keys string }{
				{nameQuestion, "asked"}, {billingQuestion, ""}, {networkingQuestion, ""}, {bandwidthQuestion, "9"},
			} {
				if ask.question != given.question {
					s.waitFor(ask.question)
					s.send(ask.keys, enter)
				}
			}
			s.waitFor(review)
			s.waitFor(given.row + " " + given.origin)
			s.send(given.key)
			s.waitFor(given.question)
			s.send(enter) // as it was, it is still the flag's
			s.waitFor(review)
			s.waitFor(given.row + " " + given.origin)
			s.send(given.key)
			s.waitFor(given.question)
			s.send(given.edit, enter)
			s.waitFor(review)
			s.waitFor(given.edited)
			if shows(s.screen(), given.origin) && given.origin[0] == 'E' {
				t.Errorf("the edited value is still said to come from %s", given.origin)
			}
			s.leave()
		})
	}
}

// With every value given the wizard starts on its review.
func TestAllGiven(t *testing.T) {
	t.Parallel()
	s := run{env: []string{"EPN_NAME=", "EPN_BANDWIDTH=10"}}.start(t,
		"--sandbox", "--name", "edge lab", "--billing-method", "95TH-percentile", "--networking-mode", "internal")
	id := s.create()
	s.finish()
	want := instance{EPNInstanceID: id, EPNInstanceName: "edge lab", NetworkingModel: "Connection", InternetMaxBandwidthOut: 10}
	if got := onlyInstance(t, stateDir(s.home)); got != want {
		t.Errorf("created %+v, want %+v", got, want)
	}
}

// Without flags and without credentials it is the sandbox, and the first
// screen says how to go live. With credentials it is the live service.
func TestTargetByCredentials(t *testing.T) {
	t.Parallel()
	s := run{}.start(t)
	s.waitFor(nameQuestion)
	s.waitFor("SANDBOX")
	s.waitFor("--live")
	s.leave()
	s = run{env: keys()}.start(t)
	s.waitFor(nameQuestion)
	s.waitFor("LIVE")
	s.leave()
}
