package words

// Script is what is said on the standard streams, and shared by line mode.
type Script struct {
	NeedsYes, NeedsYesSSH, NeedsLines                     string
	By, From                                              string // %s a login, an address
	Flag                                                  string // %s a flag's name, where it begins a sentence
	Value                                                 string // %s what begins a sentence, %s its value
	TooMany                                               string // %d arguments at most, %d given
	NoArguments, NothingSent, Kept, NeedsID, NoSuchRecord string
	Warning                                               string // %s the warning
	Sentence                                              string // %s what is said without a full stop
	Acknowledged                                          string // %d the line of the journal
	NothingKept, NothingLeft                              string // %s the state directory
	NoDamage, PickOne                                     string
	LeftOut                                               string // %s the flag of the other target
	Unsettled                                             string // %d orders
	DryRun                                                string // %s the target
	Listening                                             string // %s the URL
	Reach                                                 string // how clients reach it; %s this program's command, %s that of the aliyun CLI
	NotKnownNear                                          string // %s what may have been meant, %s what there is
	NoSuchCode, OnlyFamily                                string // %s the code
	Rehearsal                                             string // %s the word of --rehearse, %s what the sandbox then does
	RehearsalText                                         string // above what an order then says
	NearCodes                                             string // %s codes
	NotWritten                                            string // %s why the result was not
	CreatedUnseen                                         string // %s the instance whose result was not written, %s why
	Time, Outcome, SentTo, Became                         string // headings of the history
	Contradiction                                         string // %s the other flag
	OneOf                                                 string // %s what is allowed
	Empty, NeedsValue, FlagForm, Duration, OtherOutcome   string
	NotUsable                                             string // %s why
	NoStateDir, SettleNext, NothingSentYet, NotKept       string
	NotLoopback, PortInUse                                string
	NotKnown                                              string            // %s what there is
	NeedsQuotes                                           string            // %s what is wrong with a word behind a name
	Rehearse                                              string            // %s words of the sandbox
	Variants                                              string            // before the rows that a code can stand for
	ExplainField                                          string            // %s question
	Fields                                                map[string]string // what begins a sentence where it is no flag; by script.Problem's Field
	Endpoint                                              map[string]string // by client.EndpointError
}
