package script

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/submit"
	"epn-wizard/ui/phrase"
)

// recordObject is the JSON form of a request and its outcome.
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

func newRecordObject(r journal.Record, reason string) recordObject {
	o := recordObject{
		JournalID: client.Visible(r.ID), Time: r.Time, Outcome: client.Visible(r.Resolution.Outcome),
		Target:   client.Visible(r.Target),
		Endpoint: client.Visible(client.NormalizeEndpoint(r.Endpoint)), Profile: client.Visible(r.Profile), Request: r.Order,
		EPNInstanceID: client.Visible(r.Resolution.EPNInstanceID), RequestID: client.Visible(r.Resolution.RequestID),
		Code:      client.Visible(r.Resolution.Code),
		Recovered: r.Resolution.ByLookup, Login: client.Visible(r.Login), Client: client.Visible(r.Client), Reason: reason,
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

// PrintHistory writes every request, the unsettled ones first, then the latest
// first; and on standard error what of the journal does not read.
func (p Printer) PrintHistory(records []journal.Record, damaged []journal.Damage) error {
	slices.Reverse(records)
	slices.SortStableFunc(records, func(a, b journal.Record) int { return rankRecord(a) - rankRecord(b) })
	if err := p.printRecords(records); err != nil {
		return err
	}
	if len(records) == 0 {
		p.PrintNote(p.Words.Script.NothingSentYet)
	}
	p.PrintDamage(damaged)
	return nil
}

// PrintDamage says on standard error which lines of the journal do not read.
func (p Printer) PrintDamage(damaged []journal.Damage) {
	for _, d := range damaged {
		text := fmt.Sprintf(p.Words.Script.Acknowledged, d.Line)
		switch {
		case d.Torn:
			text = phrase.WarningText(p.Words, submit.Warning{Kind: submit.Torn, Values: []string{strconv.Itoa(d.Line)}})
		case d.BlocksOrders():
			text = phrase.WarningText(p.Words, submit.Warning{Kind: submit.Damaged, Values: []string{strconv.Itoa(d.Line)}})
		}
		p.printNotes([]string{text})
	}
}

// rankRecord puts unsettled requests before those under way, and these before the rest.
func rankRecord(r journal.Record) int {
	switch {
	case r.Unsettled():
		return 0
	case r.InFlight:
		return 1
	}
	return 2
}

// PrintSettlement writes what became of one request, or why that is still not known and
// which instances could be its own.
func (p Printer) PrintSettlement(r journal.Record, reason string, candidates []client.Instance) error {
	o := newRecordObject(r, reason)
	o.Candidates = newCandidates(candidates)
	lines := p.wrapHanging(strings.Join(p.recordCells(o), "  "), "")
	if reason != "" {
		lines = append(lines, p.wrapHanging(reason, "  ")...)
	}
	for _, i := range o.Candidates {
		lines = append(lines, p.wrapHanging(i.EPNInstanceID+" "+i.CreationTime, "  ")...)
	}
	return printEach(p, []recordObject{o}, lines)
}

// damageObject is the JSON form of a part of the journal that does not read.
type damageObject struct {
	Outcome  string `json:"outcome"`
	Line     int    `json:"line"`
	Offset   int64  `json:"offset"`
	Checksum string `json:"checksum"`
}

// PrintAcknowledged writes which parts of the journal the user has acknowledged.
func (p Printer) PrintAcknowledged(damaged []journal.Damage) error {
	var objects []damageObject
	var lines []string
	for _, d := range damaged {
		if !d.Torn {
			objects = append(objects, damageObject{"acknowledged", d.Line, d.Offset, d.Checksum})
			lines = append(lines, p.wrapHanging(fmt.Sprintf(p.Words.Script.Acknowledged, d.Line), "")...)
		}
	}
	return printEach(p, objects, lines)
}

// printRecords writes records below their headings.
func (p Printer) printRecords(records []journal.Record) error {
	w := p.Words
	rows := [][]string{{w.Wizard.Journal, w.Script.Time, w.Script.Outcome, w.Script.SentTo, w.Questions.Name.Step}}
	objects := make([]recordObject, len(records))
	for i, r := range records {
		objects[i] = newRecordObject(r, "")
		rows = append(rows, p.recordCells(objects[i]))
	}
	if len(records) == 0 {
		return nil
	}
	var lines []string
	for _, text := range alignColumns(rows) {
		lines = append(lines, p.wrapHanging(text, "")...)
	}
	return printEach(p, objects, lines)
}

// recordCells says of a record, column by column, what people look for. The endpoint
// of a built-in sandbox tells nobody anything: it is another one each time.
func (p Printer) recordCells(o recordObject) []string {
	sentTo := o.Target
	if o.Target == client.TargetLive {
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

// alignColumns sets the cells of rows below each other, all but the last filled
// up to the widest of their column.
func alignColumns(rows [][]string) []string {
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
				lines[i] += padRight(row[column], width) + "  "
			}
		}
	}
	return lines
}
