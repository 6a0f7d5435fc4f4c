package command

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"epn-wizard/client"
	"epn-wizard/theme/words"
	"epn-wizard/ui/restricted"
)

// resolveDestination decides where requests go: what the user said, else the live
// service where this machine holds credentials, else the sandbox.
func (o *targetOptions) resolveDestination(v *validation, state *stateOptions) *destination {
	timeout, err := time.ParseDuration(o.timeout.value)
	if err != nil || timeout <= 0 {
		v.addProblems(o.timeout.newProblem(v.words.Script.Duration))
	}
	o.findContradictions(v)
	wantsSandbox, wantsLive, known := o.chosenTarget(v)

	d := &destination{timeout: timeout, explicit: wantsSandbox || wantsLive}
	// The chain reads the profile's variable by itself.
	d.chain = client.Chain{Profile: o.profile.value, NoPrograms: restricted.IsRestricted(), Remote: wantsLive}
	d.sandbox = wantsSandbox || !wantsLive && !d.chain.HasLocalKeys()
	if restricted.IsRestricted() {
		d.login, d.client = client.Visible(restricted.LoginName()), clientAddress()
	}
	d.answers = parseRehearsal(v, &o.rehearse)
	live := !d.sandbox || !known // In the sandbox, variables of the live service mean nothing.
	o.validateProfile(v, live)
	d.endpoint = client.DefaultEndpoint()
	if text, origin, given := o.endpoint.setting(); given && live {
		e, err := client.ParseEndpoint(text)
		if err != nil {
			v.addProblems(newProblem("endpoint", client.HideUserInfo(text), endpointText(v.words, err), origin.Detail))
		}
		d.endpoint = e
	}
	d.dir = state.resolveDirectory(v)
	return d
}

// endpointText phrases an error of client.ParseEndpoint.
func endpointText(w *words.Words, err error) string {
	var wrong client.EndpointError
	_ = errors.As(err, &wrong) // ParseEndpoint has no others.
	return w.Script.Endpoint[string(wrong)]
}

// findContradictions names the flags that cannot stand side by side.
func (o *targetOptions) findContradictions(v *validation) {
	for _, pair := range []struct {
		one, other           string
		oneGiven, otherGiven bool
	}{
		{"sandbox", "live", o.sandbox.isOn(), o.live.isOn()},
		{"rehearse", "live", o.rehearse.given, o.live.isOn()},
		{"sandbox", "endpoint", o.sandbox.isOn(), o.endpoint.given},
		{"rehearse", "endpoint", o.rehearse.given, o.endpoint.given},
	} {
		if pair.oneGiven && pair.otherGiven {
			v.addProblems(newFlagProblem(pair.one, fmt.Sprintf(v.words.Script.Contradiction, "--"+pair.other)))
		}
	}
}

// chosenTarget gives the target that the user asked for, if any. An endpoint or a
// profile means nothing in the sandbox and so asks for the live service, unless
// the variable names the sandbox: an order must not go live in spite of it.
// Where that is not known there is a problem.
func (o *targetOptions) chosenTarget(v *validation) (wantsSandbox, wantsLive, known bool) {
	const variable = "EPN_TARGET"
	switch {
	case o.sandbox.isOn() || o.live.isOn():
		return o.sandbox.isOn(), o.live.isOn(), true
	case o.rehearse.given:
		return true, false, true
	}
	value := os.Getenv(variable)
	name := strings.ToLower(value)
	if name == client.TargetLive && o.live.given || name == client.TargetSandbox && o.sandbox.given {
		name = "" // With --live=false the flag beats the variable.
	}
	switch name {
	case "":
		return false, o.endpoint.given || o.profile.given, true
	case client.TargetLive:
		return false, true, true
	case client.TargetSandbox:
		if o.endpoint.given {
			contradiction := fmt.Sprintf(v.words.Script.Contradiction, "--endpoint")
			v.addProblems(newProblem("target", value, contradiction, variable))
		}
		return true, false, !o.endpoint.given
	}
	allowed := fmt.Sprintf(v.words.Script.OneOf, v.words.List([]string{client.TargetSandbox, client.TargetLive}))
	v.addProblems(newProblem("target", value, allowed, variable))
	return false, false, false
}

// validateProfile says what is wrong with the profile's name. Its variable is
// read for the live service alone.
func (o *targetOptions) validateProfile(v *validation, live bool) {
	name, _, given := o.profile.setting()
	if !given || !live && !o.profile.given {
		return
	}
	if name == "" {
		v.addProblems(o.profile.newProblem(v.words.Script.Empty))
	}
	invisible := func(r rune) bool { return client.Unprintable(r) || client.IsJoiner(r) }
	if i := strings.IndexFunc(name, invisible); i >= 0 { // Nobody could tell it from another name.
		r, _ := utf8.DecodeRuneInString(name[i:])
		v.addProblems(o.profile.newProblem(fmt.Sprintf(v.words.Problems.NameControl, client.RuneName(r))))
	}
}

// clientAddress is where an SSH session comes from, or "".
func clientAddress() string {
	first, _, _ := strings.Cut(os.Getenv("SSH_CONNECTION"), " ")
	address, err := netip.ParseAddr(first)
	if err != nil {
		return ""
	}
	return client.Visible(address.String()) // A zone may hold anything.
}
