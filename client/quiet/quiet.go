// Package quiet keeps the official SDK from printing requests, signatures and
// tokens on standard output, which it does where DEBUG names it. The SDK reads
// the variable while its packages initialise; this package imports nothing but
// os and its path sorts before theirs, so that it is initialised first.
package quiet

import "os"

func init() { _ = os.Unsetenv("DEBUG") }
