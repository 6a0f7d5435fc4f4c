package command

import (
	"fmt"
	"runtime/debug"
	"time"

	"epn-wizard/ui/script"
)

// build is what the binary knows of itself.
type build struct {
	version string
	commit  string    // abbreviated, or "" where it was not built from a repository
	date    time.Time // of the commit, or zero
}

// readBuild reads what the toolchain has put into the binary.
func readBuild() build {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return build{version: "(devel)"}
	}
	b := build{version: info.Main.Version}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.commit = s.Value[:min(len(s.Value), 12)]
		case "vcs.time":
			b.date, _ = time.Parse(time.RFC3339, s.Value) // It stays zero where it is not known.
		}
	}
	return b
}

// String tells version, commit and date, as far as they are known.
func (b build) String() string {
	if b.commit == "" {
		return b.version
	}
	return fmt.Sprintf("%s (commit %s, %s)", b.version, b.commit, b.date.Format(time.DateOnly))
}

// printVersion says which build this is. The library would print its own flag's
// answer in text alone.
func (a *app) printVersion() error {
	if err := a.refuse(); err != nil {
		return err
	}
	b, date := readBuild(), ""
	if !b.date.IsZero() {
		date = b.date.Format(time.RFC3339)
	}
	return a.printer().PrintBuild(
		script.Build{Name: "epn-wizard version " + b.String(), Version: b.version, Commit: b.commit, Date: date})
}
