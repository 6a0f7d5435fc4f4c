package words

// Restricted is said in sessions that an operator has restricted, some of it in
// place of sentences that speak of what cannot be done there.
type Restricted struct {
	NotAllowed, NeedsTerminal     string
	AutoSandbox, NoKeysRetry      string
	LineNoKeysRetry, LookYourself string
	Unsettled                     string // %d orders
	AskOperator                   string // after what became of an order: it begins with what parts two sentences
	LooksAtNextTime               string // what to do where an instance may exist
}

// Restrict replaces the sentences that speak of other commands, of files and of
// settings by those of a restricted session.
func (w *Words) Restrict() {
	r := w.Restricted
	w.Header.AutoSandbox, w.Wizard.NoKeysRetry, w.Line.NoKeysRetry = r.AutoSandbox, r.NoKeysRetry, r.LineNoKeysRetry
	w.Wizard.FirstPractice = ""
	w.Script.Unsettled, w.Unsettled.LookYourself = r.Unsettled, r.LookYourself
	w.SetUp, w.Credentials.ProfileRemedy = nil, ""
	for _, kind := range []string{"refused", "unauthenticated", "unreachable"} {
		w.Kinds[kind] += r.AskOperator
	}
	w.Remedies = map[string]string{"unknown": r.LooksAtNextTime}
}
