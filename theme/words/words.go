// Package words holds every sentence the program says, one value of Words a
// language. Field names, values of the API and flags are the same in all.
package words

import "fmt"

// Words is one language. A %s or %d is filled in where the sentence is used.
type Words struct {
	Lang       string // its name in --lang
	Joins      Joins
	Questions  Questions
	Lessons    Lessons
	Problems   Problems
	Origins    Origins
	Header     Header
	Keys       Keys
	Wizard     Wizard
	Line       Line
	Unsettled  Unsettled
	Troubles   Troubles
	Draft      Draft
	Damaged    Damaged
	Checks     Checks
	Check      Check
	Compare    Compare
	Practice   Practice
	Script     Script
	Flags      Flags
	Restricted Restricted

	Credentials Credentials
	Commands    Commands
	NextSteps   NextSteps

	Sources  map[string]string // where keys come from, by client.Source
	SetUp    map[string]string // how to have keys come from there, by client.Source
	Findings map[string]string // what was found there, by client.State; %[1]s the place, %[2]s the field, %[3]s the profile
	Modes    map[string]string // what keys of a profile need, by its mode
	Warnings map[string]string // by submit.WarningKind; %s what it is about
	Outcomes map[string]string // what became of a request, in a list; by its JSON name
	Kinds    map[string]string // how a request failed, by client.Kind
	Remedies map[string]string // in place of what the catalogue advises, by client.Kind
	Renamed  map[string]string // commands that sentences name, as they are where the state directory is not the default
}

// languages are all that there are, the first one first.
var languages = []struct {
	name  string
	words func() *Words
}{{"en", English}, {"zh", Chinese}}

// For gives the words of a language by its name in --lang, if there is one.
func For(lang string) (*Words, bool) {
	for _, l := range languages {
		if l.name == lang {
			return l.words(), true
		}
	}
	return nil, false
}

// Languages lists the names that For knows.
func Languages() []string {
	names := make([]string, len(languages))
	for i, l := range languages {
		names[i] = l.name
	}
	return names
}

// Questions are what is asked.
type Questions struct {
	Name, Billing, Networking, Bandwidth Question
	BillingOpen                          string // in place of what is fixed, where no method is in force yet
}

// Question is one question's texts.
type Question struct {
	Step    string // its short name, in the trail and on the review
	Title   string
	Help    string            // what it means, for every answer
	Fixes   string            // what it excludes or fixes for later, for every answer
	Brief   string            // the same in one line, for where there is room for no more
	Limits  string            // what may be typed, for a question without options; its numbers are filled in
	Prompt  string            // shown in an empty field
	Options map[string]Option // by official value
}

// Option is one choice's texts.
type Option struct {
	Label  string
	Means  string // what it is
	Choose string // when to choose it
	Fixes  string // what it excludes or fixes for later, beside what holds for the question
}

// Lessons are what is taught beside the questions.
type Lessons struct {
	EPN                    string            // what is being ordered
	Carries                string            // %s bandwidth, %s a day, %s in 30 days
	FixedBilled            string            // of a bandwidth, where it is what is billed
	Follows                string            // of a bandwidth, where it is not; %s the billing method
	Needs                  string            // of a bandwidth; %s Mbit/s, %s month, %s own traffic's highest sample
	CutOff                 string            // of a bandwidth that is less; %d Mbit/s, %s hours, %d days, %s data
	Marked                 string            // below each method's figure; %s the cheapest
	Cheapest               string            // of a billing method; %s month, %s cost, %s what costs how much
	Costs                  string            // the same of another one; %s month, %s cost
	Billed                 map[string]string // below a picture, by billing method; %s Mbit/s
	Briefly                map[string]string // what a billing method bills, by its value, in one line of the smallest terminal
	NoFourthPeak           string
	NotBilled, BilledBelow string // beside a picture, above and below its line
	Finer                  string // of a picture; %d columns a day
	Example                string // whose traffic a picture shows, and that the service documents none of this
	OwnWhole               string // the same of the user's own; %s month
	OwnPart                string // the same where no month is whole; %s month, %d days
	Extent                 string // of the traffic in words; %s lowest, %s highest daily peak
	Figures                string // above each method's figure; %s month
	Months                 string // above one method's figure of each month; %s method
	AsOrdered              string // the figure of fixed bandwidth
}

// Problems say what is wrong with a value and what is allowed. Each ends a
// sentence that begins with the field.
type Problems struct {
	NameRequired      string
	NameTooLong       string // %d limit, %d counted
	NameControl       string // %s the character's name
	NotUTF8           string
	OptionRequired    string // %s the values
	NotAnOption       string // %s the values
	BandwidthRequired string // %d from, %d to
	BandwidthInvalid  string // %d from, %d to
	PasteCleaned      string // %s what was left out
	PasteCut          string // %d kept, %d pasted
	Full              string // %d kept
	OnlyWith          string // %s the other flag
}

// Origins say where a value came from.
type Origins struct {
	Typed, Chosen, Default, Practice string
	Draft                            string // %s when it was kept
}

// Header stands above every screen.
type Header struct {
	DryRun                                                        string // in place of Brand
	Brand, Sandbox, SandboxNote, Live, NoCredentials, AutoSandbox string
	TooSmall                                                      string // %s target, %d×%d needed, %d×%d there
}

// Keys are the footer's words.
type Keys struct {
	Choose, Select, Next, Back, Unchanged, ToReview, ToList, Help, CloseHelp, Leave, Create, CreateAgain, Settle, Acknowledge string
	Edit, Copy, CopyCommand, CopyID, Scroll, More, Finish, LookAgain, Confirm, Practice                                       string
	Means                                                                                                                     map[string]string // the sentence of a key of the review, by the key
}

// Wizard is what is said from the review to the result, by every face; what
// only some of them say is in Line and Script.
type Wizard struct {
	Prevails                                                               string // %s the billing method that was ordered, %s an arrow, %s the one in force
	Result, DoCreate, DoCreateAgain, NotYet, NotPlainly, NotBeforeSeen     string
	Review, ReviewTitle, ReviewHelp, SheetHelp, ResultHelp, SubmittingHelp string
	Type, TypeFixed, TooSoon, Lost, StillBusy, ReadFirst                   string
	CopiedID, CopiedCommand, CopiedDetails, CopiedInTmux                   string
	NothingBilled, BilledFrom, CheckingKeys, FirstRun, FirstPractice       string
	PaidBy                                                                 string // %s source, %s key
	PaidByProfile                                                          string // %s profile, %s source
	NoKeys, NoKeysRetry, LookedIn                                          string
	Submitting                                                             string // %s endpoint
	Detail                                                                 string // %s what, %s value
	Elapsed                                                                string // %d seconds
	SubmittingNote, LeaveAsk                                               string
	CreatedFound, Journal                                                  string
	Created, RequestID, DoReview, DoLookForKeys, DoLeave                   string
	DoEdit                                                                 string // %s the question
	DoWait                                                                 string // %d seconds
	ClockAhead, ClockBehind                                                string // %s how far
	Minute, Minutes, Hour, Hours                                           string // %d; how far
	Code, Message, HTTPStatus, Endpoint, HelpLink                          string
}

// Unsettled is said of a request whose outcome is not known.
type Unsettled struct {
	MayExist, DoNotOrder, Looking, FoundOne, NoKeys, OtherOwner string
	Earlier                                                     string // %s when, %s the name
	Others                                                      string // %d more
	NotFoundYet                                                 string // %s how often it was looked up, %d seconds
	NotFound, LookedAgain                                       string // %s how often it was looked up
	Once, Times                                                 string // how often: %d times
	NotYet, LookYourself                                        string
	NameRecord                                                  string // %s the journal id
	FoundSeveral                                                string // %d instances
	LookFailed, NotRecorded, NotPossible                        string // %s why
	LookFailedYet                                               string // %s why, %d seconds
	Help, ConfirmHelp, DoLook, DoClose, DoNewOrder, DoGoOn      string
	Settled                                                     string // %s when, %s the name, %s the instance
	DoPick                                                      string // %s the candidate
	Candidate                                                   string // %s id, %s when it was created
	ConfirmTitle                                                string
	Confirm                                                     string // %s the name
}

// CountLooks says how often an instance was looked up.
func (u Unsettled) CountLooks(n int) string {
	if n == 1 {
		return u.Once
	}
	return fmt.Sprintf(u.Times, n)
}

// Damaged is said of a journal of which a part cannot be read.
type Damaged struct {
	Title                          string // %s Line or Lines
	Line, Lines                    string // %s line numbers
	Meaning, DoGoOn, DoAcknowledge string
}

// ListLines names lines of the journal by their numbers.
func (w *Words) ListLines(numbers []string) string {
	if len(numbers) == 1 {
		return fmt.Sprintf(w.Damaged.Line, numbers[0])
	}
	return fmt.Sprintf(w.Damaged.Lines, w.List(numbers))
}

// Draft is said of answers that were kept.
type Draft struct {
	Title                            string // %s when
	Help, DoResume, DoFresh, NotUTF8 string
}

// Practice is said of rehearsals in the sandbox.
type Practice struct {
	Title, Brand, Intro, Offer, Showed, DoList string
	ResultHelp                                 string // in place of Wizard.ResultHelp
	Failed                                     string // %s why
	OrderedTwice                               string // what a lost reply showed to who ordered again
	NothingForced                              string // what a billing method in force showed to who chose that one
	LineOffer, LineKeys, LineNotListed         string
	LineReviewKeys, LineUnsettledKeys          string
	LineList                                   string               // %s target
	LineDone                                   string               // before what was learned
	Rehearsals                                 map[string]Rehearsal // by id
}

// ShowedText says what a rehearsal showed, or what who played it missed.
func (p Practice) ShowedText(id string, missed bool) string {
	switch {
	case missed && id == "lost-reply":
		return p.OrderedTwice
	case missed:
		return p.NothingForced
	}
	return p.Rehearsals[id].Showed
}

// Rehearsal is one of them.
type Rehearsal struct {
	Title   string
	Intro   string // above its review: what is about to happen, and what to do
	Showed  string // what it showed
	Learned string // the same in one short sentence
}

// Checks is what the look-ups before the create found.
type Checks struct {
	Checking, NameFree, BillingSame string
	BillingOpen                     string // %s the billing method chosen
	NamesUnknown                    string // %s why
	LostUnseen                      string // where looks are denied
	BillingUnknown                  string // %s why, %s the billing method chosen
}
