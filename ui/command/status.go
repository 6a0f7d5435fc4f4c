package command

import (
	"os"
	"syscall"

	"epn-wizard/client/submit"
)

// exitStatuses are the exit statuses of results; the help topic exit-codes explains them.
var exitStatuses = map[submit.Result]int{
	submit.Created: 0, submit.DryRun: 0, submit.Ready: 0,
	submit.Internal:        1,
	submit.Invalid:         2,
	submit.Refused:         3,
	submit.Unauthenticated: 4,
	submit.Unknown:         5,
	submit.Unreachable:     6,
	submit.Cancelled:       statusSignal + int(syscall.SIGINT),
}

const statusSignal = 128 // and the signal's number

func exitStatus(r submit.Result) int {
	if status, ok := exitStatuses[r]; ok {
		return status
	}
	return exitStatuses[submit.Internal]
}

// setSignalStatus sets the exit status of a run that a signal ended, if one did.
func (a *app) setSignalStatus(s os.Signal) {
	if n, ok := s.(syscall.Signal); ok {
		a.status = statusSignal + int(n)
	}
}
