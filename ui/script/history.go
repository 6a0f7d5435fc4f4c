package script

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"epn-wizard/ui/phrase"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/theme"
)

// recordObject is the JSON form of a request and its fate.
type recordObject struct {
	JournalID     string       `json:"journalId"`
	Time          time.Time    `json:"time"`
	Outcome       string       `json:"outcome"`
	Target        string       `json:"target"`
	Endpoint      string       `json:"endpoint"`
	Profile       string       `json:"profile,omitempty"`
	Request       client.Order `json:"request"`
	EPNInstanceID string       `json:"epnInstanceId,omitempty"`
	RequestID     string       `json:"requestId,omitempty"`
	Code          string       `json:"code,omitempty"`
	Recovered     bool         `json:"recovered,omitempty"`
	Login         string       `json:"login,omitempty"`
	Client        string       `json:"client,omitempty"`
	Reason        string       `json:"reason,omitempty"` // why it is still not known
	Candidates    []candidate  `json:"candidates,omitempty"`
}

func recorded(r journal.Record, why string) recordObject {
	o := recordObject{
		JournalID: client.Visible(r.ID), Time: r.Time, Outcome: client.Visible(r.Resolution.Outcome),
		Target:   client.Visible(r.Target),
		Endpoint: client.Visible(client.NormalizeEndpoint(r.Endpoint)), Profile: client.Visible(r.Profile), Request: r.Order,
		EPNInstanceID: client.Visible(r.Resolution.EPNInstanceID), RequestID: client.Visible(r.Resolution.RequestID),
		Code:      client.Visible(r.Resolution.Code),
		Recovered: r.Resolution.ByLookup, Login: client.Visible(r.Login), Client: client.Visible(r.Client), Reason: why,
	}
	for _, text := range []*string{
		&o.Request.EPNInstanceType, &o.Request.EPNInstanceName, &o.Request.InternetChargeType, &o.Request.NetworkingModel,
	} {
		*text = client.Visible(*text)
	}
	if r.InFlight {
		o.Outcome = "in-flight"
	}
	return o
}

// History writes every request, the unsettled ones first, then the latest
// first; and on standard error what of the journal does not read.
func (p Printer) History(records []journal.Record, damaged []journal.Damage) error {
	slices.Reverse(records)
	slices.SortStableFunc(records, func(a, b journal.Record) int { return order(a) - order(b) })
	if err := p.list(records); err != nil {
		return err
	}
	if len(records) == 0 {
		p.Note(p.Words.Script.NothingSentYet)
	}
	p.Damage(damaged)
	return nil
}

// Damage says on standard error which lines of the journal do not read.
func (p Printer) Damage(damaged []journal.Damage) {
	for _, d := range damaged {
		text := fmt.Sprintf(p.Words.Script.Acknowledged, d.Line)
		switch {
		case d.Torn:
			text = phrase.WarningText(p.Words, submit.Warning{Kind: submit.Torn, Values: []string{strconv.Itoa(d.Line)}})
		case d.Blocks():
			text = phrase.WarningText(p.Words, submit.Warning{Kind: submit.Damaged, Values: []string{strconv.Itoa(d.Line)}})
		}
		_, _ = fmt.Fprintln(p.Err, theme.Fit("epn-wizard: "+text, p.Columns(p.Err))) // nothing is left to say it on
	}
}

// order puts unsettled requests before those under way, and these before the rest.
func order(r journal.Record) int {
	switch {
	case r.Unsettled():
		return 0
	case r.InFlight:
		return 1
	}
	return 2
}

// Settled writes what became of one request, or why that is still not known and
// which instances could be its own.
func (p Printer) Settled(r journal.Record, why string, candidates []client.Instance) error {
	o := recorded(r, why)
	o.Candidates = candidateObjects(candidates)
	if p.JSON {
		return p.encode(o)
	}
	lines := p.hanging(strings.Join(p.cells(o), "  "), "")
	if why != "" {
		lines = append(lines, p.hanging(why, "  ")...)
	}
	for _, i := range o.Candidates {
		lines = append(lines, p.hanging(i.EPNInstanceID+" "+i.CreationTime, "  ")...)
	}
	return p.lines(lines)
}

// damageObject is the JSON form of a part of the journal that does not read.
type damageObject struct {
	Outcome  string `json:"outcome"`
	Line     int    `json:"line"`
	Offset   int64  `json:"offset"`
	Checksum string `json:"checksum"`
}

// Acknowledged writes which parts of the journal the user has acknowledged.
func (p Printer) Acknowledged(damaged []journal.Damage) error {
	for _, d := range damaged {
		var err error
		switch {
		case d.Torn:
		case p.JSON:
			err = p.encode(damageObject{"acknowledged", d.Line, d.Offset, d.Checksum})
		default:
			err = p.lines(p.hanging(fmt.Sprintf(p.Words.Script.Acknowledged, d.Line), ""))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// list writes records below their headings.
func (p Printer) list(records []journal.Record) error {
	w := p.Words
	rows := [][]string{{w.Wizard.Journal, w.Script.Time, w.Script.Outcome, w.Script.SentTo, w.Questions.Name.Step}}
	for _, r := range records {
		if p.JSON {
			if err := p.encode(recorded(r, "")); err != nil {
				return err
			}
			continue
		}
		rows = append(rows, p.cells(recorded(r, "")))
	}
	if len(rows) == 1 {
		return nil
	}
	for _, text := range leftAligned(rows) {
		if err := p.lines(p.hanging(text, "")); err != nil {
			return err
		}
	}
	return nil
}

// cells says of a record, column by column, what people look for. The endpoint
// of a built-in sandbox tells nobody anything: it is another one each time.
func (p Printer) cells(o recordObject) []string {
	sentTo := o.Target
	if o.Target == "live" {
		sentTo += " " + strings.TrimPrefix(o.Endpoint, "https://")
	}
	what := o.Request.EPNInstanceName
	if o.EPNInstanceID != "" {
		what += "  " + o.EPNInstanceID
	}
	if o.Code != "" {
		what += "  " + o.Code
	}
	if o.Login != "" {
		what += "  " + fmt.Sprintf(p.Words.Script.By, o.Login)
	}
	if o.Client != "" {
		what += " " + fmt.Sprintf(p.Words.Script.From, o.Client)
	}
	return []string{o.JournalID, phrase.DateText(o.Time), p.Words.Outcomes[o.Outcome], sentTo, what}
}

// leftAligned sets the cells of rows below each other, all but the last filled
// up to the widest of their column.
func leftAligned(rows [][]string) []string {
	lines := make([]string, len(rows))
	for column := range rows[0] {
		width := 0
		for _, row := range rows {
			width = max(width, ansi.StringWidth(row[column]))
		}
		for i, row := range rows {
			if column == len(row)-1 {
				lines[i] += row[column]
			} else {
				lines[i] += pad(row[column], width) + "  "
			}
		}
	}
	return lines
}

// hanging wraps a text where standard output is a terminal, so that only its
// first line begins where others do.
func (p Printer) hanging(text, indent string) []string {
	const more = "  "
	width := p.Columns(p.Out)
	if width == 0 {
		return []string{indent + text}
	}
	lines := theme.Wrap(text, width-1-len(more))
	for i, line := range lines {
		lines[i] = indent + line
		indent = more
	}
	return lines
}

// pad fills a text up with spaces to so many columns of a terminal.
func pad(s string, columns int) string {
	return s + strings.Repeat(" ", max(columns-ansi.StringWidth(s), 0))
}

// Note says on standard error what a person may want to know; who asked for
// JSON reads the exit status.
func (p Printer) Note(text string) {
	if !p.JSON {
		_, _ = fmt.Fprintln(p.Err, theme.Fit("epn-wizard: "+text, p.Columns(p.Err))) // nothing is left to say it on
	}
}
