//go:build unix

package command_test

import "testing"

// Every value is edited from the review and back there in one key.
func TestEditFromTheReview(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.walk("edge lab", "10")
	for _, edit := range []struct{ key, question, keys, shown string }{
		{"1", nameQuestion, erase + "harbour?", "1 Name harbour?"},
		{"2", billingQuestion, down, "2 Billing Monthly 95th percentile"},
		{"3", networkingQuestion, down + down, "3 Networking Internet and internal"},
		{"4", bandwidthQuestion, erase + "77", "4 Bandwidth 77 Mbit/s"},
	} {
		s.send(edit.key)
		s.waitFor(edit.question)
		s.send(edit.keys, enter)
		s.waitFor(review)
		s.waitFor(edit.shown)
	}
	for _, edit := range []struct{ key, question, keys, shown string }{
		{"1", nameQuestion, erase, "1 Name harbour?"},
		{"2", billingQuestion, down, "2 Billing Monthly 95th percentile"},
		{"4", bandwidthQuestion, "7", "4 Bandwidth 77 Mbit/s"},
	} { // left without a change, whatever stands in the field
		s.send(edit.key)
		s.waitFor(edit.question)
		s.send(edit.keys, backtab)
		s.waitFor(review)
		s.waitFor(edit.shown)
	}
	id := s.create()
	s.finish()
	want := instance{EPNInstanceID: id, EPNInstanceName: "harbour?", NetworkingModel: "SpeedUpAndConnection", InternetMaxBandwidthOut: 77}
	if got := onlyInstance(t, stateDir(s.home)); got != want {
		t.Errorf("created %+v, want %+v", got, want)
	}
}

// Going back works with an invalid value in the field, which is there again on return.
func TestBackWithAnInvalidValue(t *testing.T) {
	t.Parallel()
	s := run{}.start(t, "--sandbox")
	s.walk("edge lab", "10")
	s.send(backtab)
	s.waitFor(bandwidthQuestion)
	s.send("99")
	s.waitFor("› 1099")
	s.send(enter) // refused
	s.send(esc)
	s.waitFor(networkingQuestion)
	s.send(down, backtab)
	s.waitFor(billingQuestion)
	s.send(esc)
	s.waitFor(nameQuestion)
	s.waitFor("edge lab")
	s.send(erase, enter) // refused
	s.send(" lab 2", enter)
	s.waitFor(billingQuestion)
	s.send(enter)
	s.waitFor(networkingQuestion)
	s.waitFor("› 2 Internal network")
	s.send(enter)
	s.waitFor(bandwidthQuestion)
	s.waitFor("› 1099")
	s.send(erase+"9", enter)
	s.waitFor(review)
	id := s.create()
	s.finish()
	want := instance{EPNInstanceID: id, EPNInstanceName: "lab 2", NetworkingModel: "Connection", InternetMaxBandwidthOut: 9}
	if got := onlyInstance(t, stateDir(s.home)); got != want {
		t.Errorf("created %+v, want %+v", got, want)
	}
}
