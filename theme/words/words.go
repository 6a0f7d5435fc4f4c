// Package words holds every sentence the program says, one value of Words a
// language. Field names, values of the API and flags are the same in all.
package words

// Words is one language. A %s or %d is filled in where the sentence is used.
type Words struct {
	Lang      string // its name in --lang
	Questions Questions
	Problems  Problems
	Origins   Origins
	Header    Header
	Keys      Keys
	Wizard    Wizard
	Line      Line
	Unsettled Unsettled
	Draft     Draft
	Checks    Checks
	Compare   Compare
	Script    Script
	Flags     Flags

	Sources   map[string]string // where keys come from, by client.Source
	SetUp     map[string]string // how to have keys come from there, by client.Source
	Findings  map[string]string // what was found there, by client.State; %[1]s the place, %[2]s the profile
	NextSteps map[string][]Step // what to do after a create, by networking mode
	Warnings  map[string]string // by submit.WarningKind; %s what it is about
	Outcomes  map[string]string // what became of a request, in a list; by its JSON name
	Kinds     map[string]string // how a request failed, by client.Kind
}

// Questions are what is asked.
type Questions struct{ Name, Billing, Networking, Bandwidth Question }

// Question is one question's texts.
type Question struct {
	Step    string // its short name, in the trail and on the review
	Title   string
	Help    string            // what it means, and what it fixes for later
	Limits  string            // what may be typed, for a question without options
	Prompt  string            // shown in an empty field
	Options map[string]Option // by official value
}

// Option is one choice's texts.
type Option struct{ Label, Help string }

// Problems say what is wrong with a value and what is allowed. Each ends a
// sentence that begins with the field.
type Problems struct {
	NameRequired      string
	NameTooLong       string // %d limit, %d counted
	NameControl       string // %s the character's name
	OptionRequired    string // %s the values
	NotAnOption       string // %s the values
	BandwidthRequired string // %d from, %d to
	BandwidthInvalid  string // %d from, %d to
	PasteCleaned      string // %s what was left out
	PasteCut          string // %d kept, %d pasted
	Full              string // %d kept
}

// Origins say where a value came from.
type Origins struct {
	Typed, Default string
	Draft          string // %s when it was kept
}

// Header stands above every screen.
type Header struct {
	Brand, Sandbox, SandboxNote, Live, NoCredentials, AutoSandbox string
	TooSmall                                                      string // %d×%d needed, %d×%d there
}

// Keys are the footer's words.
type Keys struct {
	Choose, Next, Back, Help, CloseHelp, Leave, Create, Edit, Copy, Scroll, More, Finish, Do, LookAgain, Confirm, Fresh string
}

// Wizard is the full screen's own texts.
type Wizard struct {
	Review, ReviewTitle, ReviewHelp                    string
	Type, TypeFixed, SameAs, SameAsSandbox, Copied     string
	NothingBilled, BilledFrom, CheckingKeys            string
	PaidBy                                             string // %s source, %s key
	PaidByProfile                                      string // %s profile, %s source
	NoKeys, NoKeysRetry                                string
	Submitting                                         string // %s endpoint
	Elapsed                                            string // %d seconds
	SubmittingNote, LeaveAsk                           string
	CreatedFound, Journal                              string
	Created, RequestID, NextSteps, Undo, UndoNote      string
	UndoCommand                                        string // %s instance id
	NextStepsSandbox, DoReview, DoLookForKeys, DoLeave string
	DoEdit                                             string // %s the question
	DoWait                                             string // %d seconds
	DoLeaveFlags                                       string // %s flags
	ClockAhead, ClockBehind                            string // %s how far
	Code, Message, HTTPStatus, Endpoint, HelpLink      string
}

// Unsettled is said of a request whose fate is not known.
type Unsettled struct {
	MayExist, Looking, FoundOne, NoKeys, OtherOwner string
	Earlier                                         string // %s when, %s the name
	NotFoundYet                                     string // %d looks, %d seconds
	NotFound                                        string // %d looks
	FoundSeveral                                    string // %d instances
	LookFailed                                      string // %s why
	DoLook, DoClose, DoNewOrder                     string
	DoPick                                          string // %s id, %s when it was created
	ConfirmTitle                                    string
	Confirm                                         string // %s the name
}

// Draft is said of answers that were kept.
type Draft struct {
	Title             string // %s when
	DoResume, DoFresh string
}

// Compare is said of recorded traffic.
type Compare struct {
	NeedsFile, NotReadable, Explained                   string
	Month, DailyPeak, Percentile95, FourthPeak, Maximum string
	Caption                                             string            // %s from, %s to
	Gaps                                                string            // %d samples, %d gaps, %d line
	Line                                                string            // %d line, %s what is wrong
	Problems                                            map[string]string // by traffic.Kind
}

// Checks is what a look before the create found.
type Checks struct {
	Checking, NameFree, BillingSame, BillingOpen string
	NamesUnknown, BillingUnknown                 string // %s why
	InForce                                      string // %s the billing method
}

// Line is what line mode says beside the questions themselves.
type Line struct {
	HowTo, FirstQuestion, ReviewHelp, ReviewKeys, NoKeysRetry string
	Step                                                      string // %d of %d, %s target, %s question
	Option                                                    string // %d number, %s label, %s value, %s help
	Preset                                                    string // %s what an empty line takes
	Review                                                    string // %s target
	Row                                                       string // %d number, %s name, %s value, %s origin
	TypeRow                                                   string // %s name, %s value, %s origin
	Waiting                                                   string // %d seconds
	Answer                                                    string // %s question, %s answer
	Detail                                                    string // %s what, %s value
	Failed                                                    string // %s title, %s kind
	DraftKeys, UnsettledKeys                                  string
	NothingThere                                              string // what has to be typed to say so
	ConfirmKeys                                               string // %s NothingThere
}

// Step is one thing to do next. The command has a %s for the instance id.
type Step struct{ Text, Command string }

// Script is what is said on the standard streams.
type Script struct {
	NeedsYes                                              string
	NoArguments, NothingSent, Kept, NeedsID, NoSuchRecord string
	Warning                                               string // %s the warning
	Damaged                                               string // %d lines
	Internal                                              string
	DryRun                                                string // %s the target
	Same, SameSandbox                                     string
	Listening                                             string // %s the URL
	Contradiction                                         string // %s the other flag
	OneOf                                                 string // %s what is allowed
	Duration                                              string
	Empty, NeedsValue                                     string
	NoStateDir                                            string
	NotKnown                                              string            // %s what there is
	Rehearse                                              string            // %s words of the sandbox
	ExplainField                                          string            // %s field
	Endpoint                                              map[string]string // by the error of client.ParseEndpoint
}

// Flags are the descriptions in --help.
type Flags struct {
	Short, Long, Example                                                                               string
	Name, Billing, Networking, Bandwidth, Sandbox, Live, Rehearse, Profile, Endpoint                   string
	Timeout, Yes, Again, Resume, Fresh, Accessible, DryRun, Output, ASCII, NoColor, StateDir           string
	CompareShort, CompareLong                                                                          string
	HistoryShort, SettleShort, SettleLong, SettleNotCreated                                            string
	HelpShort, ManShort, ExitStatusesShort, ExitStatuses, EnvironmentShort, Environment                string
	ExplainShort, ExplainLong, SandboxShort, SandboxLong, SandboxListen, SandboxRehearse, SandboxReset string
}
