package words

// Flags are the descriptions in --help.
type Flags struct {
	Short, Long, Example                                                                                                                string
	Name, Billing, Networking, Bandwidth, Sandbox, Live, Rehearse, Profile, Endpoint                                                    string
	Timeout, Yes, Again, Resume, Fresh, Accessible, DryRun, Output, ASCII, NoColor, StateDir                                            string
	Traffic, Zone, Column, Direction, Unit, Month, Price                                                                                string
	Restricted                                                                                                                          string
	CompareShort, CompareLong                                                                                                           string
	CheckShort, CheckLong, CheckSandbox, CheckLive                                                                                      string
	HistoryShort, SettleShort, SettleLong, SettleNotCreated, SettleDamaged, SettleSandbox, SettleLive                                   string
	Rehearsals                                                                                                                          map[string]string // how the sandbox answers, by its word for --rehearse
	PracticeShort, PracticeLong                                                                                                         string
	UsageTitle, ExamplesTitle, CommandsTitle, FlagsTitle, TopicsTitle, UsageMore, UsageFlags, UsageCommand, HelpFlag, VersionFlag, Lang string
	CompletionShort, CompletionLong, NeedsBashCompletion                                                                                string
	HelpShort, ManShort                                                                                                                 string
	Man                                                                                                                                 Manual
	ExplainShort, ExplainLong, SandboxShort, SandboxLong, SandboxListen, SandboxRehearse, SandboxReset                                  string
}

// Manual is what the manual page has besides what --help says: its headings, and
// what stands for options and arguments.
type Manual struct {
	Name, Synopsis, Description, Options, Commands, Examples, ExitStatus, Environment, Option, Argument string
}
