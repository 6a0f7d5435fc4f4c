package client

import (
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

// State is what was found in a place where credentials can be.
type State string

// The place holds keys, or why it gave none.
const (
	HasKeys     State = "found"           // or may hold them, before it is asked for them
	Absent      State = "absent"          // nothing is there
	Disabled    State = "disabled"        // the variable in Field says not to look there
	Ignored     State = "ignored"         // the variable in Field is read by the aliyun CLI, not by this program
	Incomplete  State = "incomplete"      // what Field names is missing
	Unclean     State = "unclean"         // what Field names has a line break, a control character or spaces around it
	Unreadable  State = "unreadable"      // the file is there but cannot be read
	ByteOrder   State = "byte-order-mark" // the file begins with a mark, which is not JSON
	HasComment  State = "comment"         // the file has a comment, which is not JSON
	Malformed   State = "malformed"       // the file does not parse
	NoProfile   State = "no-profile"      // the file has no profile of that name
	Unsupported State = "unsupported"     // the profile's mode is none that this program can use
	Expired     State = "expired"         // the profile's sign-in is over
	GaveNoKeys  State = "failed"          // it was asked and gave no keys
	Slow        State = "slow"            // it gave no answer in time
	RunsProgram State = "program"         // it would run a program, which the chain may not
)

// isBrokenFile reports whether a file could not be understood at all.
func (s State) isBrokenFile() bool {
	return s == Unreadable || s == ByteOrder || s == HasComment || s == Malformed
}

// ConcernsProfile reports whether a state is one of a single profile in a file.
func (s State) ConcernsProfile() bool {
	return slices.Contains([]State{Incomplete, Unclean, Unsupported, Expired, GaveNoKeys, Slow, RunsProgram}, s)
}

// Finding is what one place held. It holds nothing of a value.
type Finding struct {
	Source   Source
	State    State
	Profile  string   // looked for, or ""
	Mode     string   // of the profile, or "" where it is none that the aliyun CLI knows
	Path     string   // of the file, or ""
	Field    string   // the variable or field that the state is about, or ""
	Line     int      // of the file, where it does not parse, from 1; 0 where it is not known
	Profiles []string // that the file has, with NoProfile
	NoRegion bool     // the profile, which is found, has none
}

// value is a part of somebody's keys, and the variable or field it stands in.
type value struct{ name, text string }

func readVariable(name string) value { return value{name, os.Getenv(name)} }

// judgeValues notes the first value that cannot be what its owner means: a line
// break or a space that was copied along would fail as if the network had.
func (f *Finding) judgeValues(values []value) {
	for _, v := range values {
		if strings.TrimSpace(v.text) != v.text || strings.ContainsFunc(v.text, Unprintable) || !utf8.ValidString(v.text) {
			f.State, f.Field = Unclean, v.name
			return
		}
	}
}

// requireValues notes the first value that is missing, if there is one.
func (f *Finding) requireValues(values []value) {
	for _, v := range values {
		if v.text == "" {
			f.State, f.Field = Incomplete, v.name
			return
		}
	}
	f.State = HasKeys
}

// inspectVariables says whether all, some or none of a source's variables are set.
func inspectVariables(s Source, names ...string) Finding {
	f := Finding{Source: s, State: Absent}
	var values []value
	for _, name := range names {
		values = append(values, readVariable(name))
		if values[len(values)-1].text != "" {
			f.State = HasKeys
		}
	}
	if f.State == HasKeys {
		f.requireValues(values)
	}
	if f.State == HasKeys {
		f.judgeValues(values)
	}
	return f
}

// inspectEnvironment says whether the environment holds a key, with a token or without.
func inspectEnvironment() Finding {
	f := inspectVariables(FromEnvironment, "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
	if f.State == HasKeys {
		f.judgeValues([]value{readVariable("ALIBABA_CLOUD_SECURITY_TOKEN")})
	}
	return f
}

// inspectMetadata says whether the machine's metadata may be asked: only that tells what it holds.
func inspectMetadata() Finding {
	const off = "ALIBABA_CLOUD_ECS_METADATA_DISABLED"
	if strings.EqualFold(os.Getenv(off), "true") {
		return Finding{Source: FromMetadata, State: Disabled, Field: off}
	}
	return Finding{Source: FromMetadata, State: HasKeys}
}

// listIgnoredVariables gives the variables that are set and that the aliyun CLI
// would take for those of the default chain. The profile of a flag is used
// whatever they hold.
func (c Chain) listIgnoredVariables() (ignored []Finding) {
	if c.Profile != "" {
		return nil
	}
	for _, name := range []string{
		"ALIBABACLOUD_PROFILE", "ALICLOUD_PROFILE", "ALIBABACLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_ID", "ACCESS_KEY_ID",
	} {
		if os.Getenv(name) != "" {
			ignored = append(ignored, Finding{Source: FromEnvironment, State: Ignored, Field: name})
		}
	}
	return ignored
}
