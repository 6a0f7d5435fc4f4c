package words

// Line is what line mode says beside the questions themselves.
type Line struct {
	HowTo, HowToOption, FirstQuestion, ReviewHelp, ReviewKeys, NoKeysRetry, RetryKeys string
	Choose                                                                            string // %d options
	Numbered                                                                          string // %d number, %s what can be chosen with it
	Step                                                                              string // %d of %d, %s target, %s question
	Option                                                                            string // %d number, %s label, %s value, %s help
	Preset                                                                            string // %s what an empty line takes
	Review                                                                            string // %s target
	Row                                                                               string // %d number, %s name, %s value, %s origin
	TypeRow                                                                           string // %s name, %s value, %s origin
	Waiting                                                                           string // %d seconds
	Answer                                                                            string // %s question, %s answer
	Problem                                                                           string // %s question, %s what is wrong
	Target                                                                            string // %s target, %s what that means
	Failed                                                                            string // %s title, %s kind
	DraftKeys, UnsettledKeys, PickKeys, EditKeys, SettleKeys, Recorded                string
	DraftKept                                                                         string // %s when
	Returned                                                                          string // after a y that sent nothing
	AgainKeys                                                                         string // %s what has to be typed to send the same order again
	Changes                                                                           string // %d number, %s question
	TypedBefore, NotAlone                                                             string
	TooLong                                                                           string // %d bytes
	InVain                                                                            string // %d answers
	DamageKeys                                                                        string // %s what has to be typed
	Recording                                                                         string // a wait for the journal
	ConfirmKeys                                                                       string // %s what has to be typed
}
