package script

// Build is what a binary knows of itself; what it does not know is "".
type Build struct {
	Name    string `json:"-"` // all of it, as text
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"`
	Date    string `json:"date,omitempty"` // of the commit, RFC 3339
}

// PrintBuild writes which build this is.
func (p Printer) PrintBuild(b Build) error { return printEach(p, []Build{b}, []string{b.Name}) }

// HelpPage is a page of help: a command's, or a topic's in Markdown.
type HelpPage struct {
	Page  string `json:"page"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// PrintHelpPage writes a page of help as JSON.
func (p Printer) PrintHelpPage(h HelpPage) error { return p.printJSON(h) }
