// Command epn-wizard creates edge private network (EPN) instances on Alibaba
// Cloud ENS.
package main

import (
	"os"

	"epn-wizard/ui/command"
)

func main() { os.Exit(command.Main()) }
