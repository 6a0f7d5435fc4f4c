package words

// Script is what is said on the standard streams.
type Script struct {
	NeedsYes, NeedsYesSSH, NeedsLines                            string
	By, From                                                     string // %s a login, an address
	NoArguments, NothingSent, Kept, NeedsID, NoSuchRecord        string
	Warning                                                      string // %s the warning
	Sentence                                                     string // %s what is said without a full stop
	Between                                                      string // two details of one line
	Damaged                                                      string // %d lines
	StillOpen                                                    string // %d orders
	Internal                                                     string
	DryRun                                                       string // %s the target
	Listening                                                    string // %s the URL
	Contradiction                                                string // %s the other flag
	OneOf                                                        string // %s what is allowed
	Duration                                                     string
	Empty, NeedsValue                                            string
	NotUsable                                                    string // %s why
	NoStateDir, SettleNext, NothingLeft, NothingSentYet, NotKept string
	NotLoopback, PortInUse                                       string
	NotKnown                                                     string            // %s what there is
	Rehearse                                                     string            // %s words of the sandbox
	ExplainField                                                 string            // %s field
	Endpoint                                                     map[string]string // by the error of client.ParseEndpoint
}
