package command

import (
	"os"
	"syscall"

	"epn-wizard/client/submit"
)

// Exit statuses; the help topic exit-codes explains them.
const (
	statusOK              = 0
	statusInternal        = 1
	statusInvalid         = 2
	statusRefused         = 3
	statusUnauthenticated = 4
	statusUnknown         = 5
	statusUnreachable     = 6
	statusSignal          = 128 // and the signal's number
)

// exitStatuses are the statuses of results.
var exitStatuses = map[submit.Result]int{
	submit.Created: statusOK, submit.DryRun: statusOK, submit.Ready: statusOK,
	submit.Invalid:         statusInvalid,
	submit.Cancelled:       statusSignal + int(syscall.SIGINT),
	submit.Refused:         statusRefused,
	submit.Unauthenticated: statusUnauthenticated,
	submit.Unknown:         statusUnknown,
	submit.Unreachable:     statusUnreachable,
}

func exitStatus(r submit.Result) int {
	if status, ok := exitStatuses[r]; ok {
		return status
	}
	return statusInternal
}

// setSignalStatus sets the exit status of a run that a signal ended, if one did.
func (a *app) setSignalStatus(s os.Signal) {
	if n, ok := s.(syscall.Signal); ok {
		a.status = statusSignal + int(n)
	}
}
