package command

import (
	"os"
	"syscall"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// Exit statuses, as the topic exit-codes lists them.
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

// exitStatus is the status of a result.
func exitStatus(r submit.Result) int {
	switch r {
	case submit.Created, submit.DryRun, submit.Ready:
		return statusOK
	case submit.Invalid:
		return statusInvalid
	case submit.Cancelled:
		return statusSignal + int(syscall.SIGINT)
	case submit.Result(client.Refused):
		return statusRefused
	case submit.Result(client.Unauthenticated):
		return statusUnauthenticated
	case submit.Result(client.Unknown):
		return statusUnknown
	case submit.Result(client.Unreachable):
		return statusUnreachable
	case submit.Internal:
	}
	return statusInternal
}

// setSignalStatus sets the exit status of a run that a signal ended, if one did.
func (a *app) setSignalStatus(s os.Signal) {
	if n, ok := s.(syscall.Signal); ok {
		a.status = statusSignal + int(n)
	}
}
