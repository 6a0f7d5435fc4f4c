//go:build unix

package command_test

import "testing"

// A value given by flag or variable is not asked, stands on the review as what
// gave it, and can be edited there. TestOrigins of the wizard has each value.
func TestGivenValues(t *testing.T) {
	t.Parallel()
	env := []string{"EPN_NAME=other", "EPN_BILLING_METHOD=PayByBandwidth", "EPN_BANDWIDTH= 007 "}
	s := run{env: env}.start(t, "--sandbox", "--name", "edge lab", "--networking-mode", "BOTH")
	for _, row := range []struct{ question, edit, was, is string }{
		{nameQuestion, erase + "lab 2", "1 Name edge lab --name", "1 Name lab 2 typed"},
		{billingQuestion, up, "2 Billing Fixed bandwidth EPN_BILLING_METHOD", "2 Billing Monthly fourth peak chosen"},
		{networkingQuestion, up, "3 Networking Internet and internal --networking-mode", "3 Networking Internal network chosen"},
		{bandwidthQuestion, erase + "8", "4 Bandwidth 7 Mbit/s EPN_BANDWIDTH", "4 Bandwidth 8 Mbit/s typed"},
	} {
		key := row.was[:1]
		s.converse(row.was, key, row.question, enter, row.was, key, row.question, row.edit+enter, row.is) // as it was, it is still the flag's
	}
	s.leave()
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

// Every value is left without a change from the review, whatever stands in the field,
// and going back works with an invalid one, which is there again on return.
func TestBackWithAnInvalidValue(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.walk("edge lab", "10")
	s.send("1")
	s.converse(nameQuestion, erase+backtab, "1 Name edge lab", "4", bandwidthQuestion, "7"+backtab, "4 Bandwidth 10 Mbit/s", backtab,
		bandwidthQuestion, "99", "› 1099", enter, "must be a whole number", esc, networkingQuestion, down+backtab,
		billingQuestion, esc, nameQuestion)
	s.converse("edge lab", erase+enter, nameQuestion, " lab 2"+enter, billingQuestion, enter, networkingQuestion)
	s.converse("› 2 Internal network", enter, bandwidthQuestion)
	s.converse("› 1099", erase+"9"+enter, review)
	id := s.create()
	s.finish()
	want := instance{EPNInstanceID: id, EPNInstanceName: "lab 2", NetworkingModel: "Connection", InternetMaxBandwidthOut: 9}
	if got := onlyInstance(t, stateDir(s.home)); got != want {
		t.Errorf("created %+v, want %+v", got, want)
	}
}
