package command

import (
	"fmt"
	"runtime/debug"
	"time"

	"epn-wizard/ui/script"
)

// readBuild reads what the toolchain has put into the binary. A binary that was not
// built from a repository knows no commit and no date.
func readBuild() script.Build {
	b := script.Build{Version: "(devel)"}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		b.Version = info.Main.Version
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				b.Commit = s.Value[:min(len(s.Value), 12)]
			case "vcs.time":
				b.Date = s.Value
			}
		}
	}
	b.Name = "epn-wizard version " + b.Version
	if b.Commit != "" {
		b.Name += fmt.Sprintf(" (commit %s, %s)", b.Commit, dayOf(b.Date))
	}
	return b
}

// dayOf gives the day of a time as RFC 3339 writes it.
func dayOf(date string) string { return date[:min(len(date), len(time.DateOnly))] }

// printVersion says which build this is. The library would print its own flag's
// answer in text alone.
func (a *app) printVersion() error {
	if err := a.findError(); err != nil {
		return err
	}
	return a.printer().PrintBuild(readBuild())
}
