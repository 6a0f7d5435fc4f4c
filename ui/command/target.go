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
	"epn-wizard/ui/script"
)

// resolveDestination decides where requests go: what the user said, else the live
// service where this machine holds credentials, else the sandbox.
func (o *targetOptions) resolveDestination(w *words.Words, state *stateOptions) (*destination, []script.Problem) {
	var problems []script.Problem
	timeout, err := time.ParseDuration(o.timeout.value)
	if err != nil || timeout <= 0 {
		problems = append(problems, o.timeout.newProblem(w.Script.Duration))
	}
	problems = append(problems, o.findContradictions(w)...)
	wantsSandbox, wantsLive, unclear := o.chosenTarget(w)
	problems = append(problems, unclear...)

	d := &destination{timeout: timeout, explicit: wantsSandbox || wantsLive}
	d.chain = client.Chain{Profile: o.profile.value, NoPrograms: restricted.IsRestricted(), Remote: wantsLive}
	d.sandbox = wantsSandbox || !wantsLive && !d.chain.HasLocalKeys()
	if restricted.IsRestricted() {
		d.login, d.client = client.Visible(restricted.LoginName()), clientAddress()
	}
	if o.rehearse.given {
		answers, unknown := parseRehearsal(w, &o.rehearse)
		d.answers, problems = answers, append(problems, unknown...)
	}
	live := !d.sandbox || len(unclear) > 0 // In the sandbox, variables of the live service mean nothing.
	problems = append(problems, o.validateProfile(w, live)...)
	d.endpoint = client.Endpoint{Scheme: "https", Host: client.MainlandEndpoint}
	if text, origin, given := o.endpoint.setting(); given && live {
		e, err := client.ParseEndpoint(text)
		if err != nil {
			problems = append(problems, newProblem("endpoint", client.HideUserInfo(text), endpointText(w, err), origin))
		}
		d.endpoint = e
	}
	dir, noDir := state.directory(w)
	d.dir = dir
	return d, append(problems, noDir...)
}

// endpointText phrases an error of client.ParseEndpoint.
func endpointText(w *words.Words, err error) string {
	var wrong client.EndpointError
	_ = errors.As(err, &wrong) // ParseEndpoint has no others.
	return w.Script.Endpoint[string(wrong)]
}

// findContradictions gives the flags that cannot stand side by side.
func (o *targetOptions) findContradictions(w *words.Words) (problems []script.Problem) {
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
			problems = append(problems, newFlagProblem(pair.one, fmt.Sprintf(w.Script.Contradiction, "--"+pair.other)))
		}
	}
	return problems
}

// chosenTarget gives the target that the user asked for, if any. An endpoint or a
// profile means nothing in the sandbox and so asks for the live service, unless
// the variable names the sandbox: an order must not go live in spite of it.
func (o *targetOptions) chosenTarget(w *words.Words) (wantsSandbox, wantsLive bool, problems []script.Problem) {
	const variable = "EPN_TARGET"
	switch {
	case o.sandbox.isOn() || o.live.isOn():
		return o.sandbox.isOn(), o.live.isOn(), nil
	case o.rehearse.given:
		return true, false, nil
	}
	value := os.Getenv(variable)
	name := strings.ToLower(value)
	if name == "live" && o.live.given || name == "sandbox" && o.sandbox.given {
		name = "" // With --live=false the flag beats the variable.
	}
	switch name {
	case "":
		return false, o.endpoint.given || o.profile.given, nil
	case "live":
		return false, true, nil
	case "sandbox":
		if o.endpoint.given {
			contradiction := fmt.Sprintf(w.Script.Contradiction, "--endpoint")
			problems = append(problems, newProblem("target", value, contradiction, variable))
		}
		return true, false, problems
	}
	allowed := fmt.Sprintf(w.Script.OneOf, w.List([]string{"sandbox", "live"}))
	return false, false, []script.Problem{newProblem("target", value, allowed, variable)}
}

// validateProfile gives what is wrong with the profile's name. Its variable is
// read for the live service alone.
func (o *targetOptions) validateProfile(w *words.Words, live bool) []script.Problem {
	name, _, given := o.profile.setting()
	if !given || !live && !o.profile.given {
		return nil
	}
	if name == "" {
		return []script.Problem{o.profile.newProblem(w.Script.Empty)}
	}
	invisible := func(r rune) bool { return client.Unprintable(r) || client.IsJoiner(r) }
	if i := strings.IndexFunc(name, invisible); i >= 0 { // Nobody could tell it from another name.
		r, _ := utf8.DecodeRuneInString(name[i:])
		return []script.Problem{o.profile.newProblem(fmt.Sprintf(w.Problems.NameControl, client.RuneName(r)))}
	}
	return nil
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
