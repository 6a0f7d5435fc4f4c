package script

import (
	"cmp"
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
		if kind := submit.DamageKind(d); kind != "" {
			text = phrase.WarningText(p.Words, submit.Warning{Kind: kind, Values: []string{strconv.Itoa(d.Line)}})
		}
		p.PrintNotes(text)
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
	cells := slices.DeleteFunc(p.recordCells(o), func(cell string) bool { return cell == "" })
	lines := p.wrapHanging(strings.Join(cells, "  "), "")
	if reason != "" {
		lines = append(lines, p.wrapHanging(reason, "  ")...)
	}
	for _, i := range candidates {
		lines = append(lines, p.wrapHanging(phrase.CandidateText(p.Words, i), "  ")...)
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

// printRecords writes records below their headings, and once above them where all were
// sent to, if that is the same.
func (p Printer) printRecords(records []journal.Record) error {
	w := p.Words
	rows := [][]string{{
		w.Wizard.Journal, w.Script.Time, w.Script.Outcome, w.Questions.Name.Step, w.Script.Became, w.Script.SentTo, "",
	}}
	objects := make([]recordObject, len(records))
	places := map[string]bool{}
	for i, r := range records {
		objects[i] = newRecordObject(r, "")
		rows = append(rows, p.recordCells(objects[i]))
		places[rows[i+1][sentTo]] = true
	}
	if len(records) == 0 {
		return nil
	}
	var lines []string
	if len(places) == 1 {
		lines = p.wrapHanging(fmt.Sprintf(w.Wizard.Detail, w.Script.SentTo, rows[1][sentTo]), "")
		for _, row := range rows {
			row[sentTo] = ""
		}
	}
	return printEach(p, objects, append(lines, p.alignRecords(rows)...))
}

// Columns of the history: where a request was sent to, and the first that is below the
// others where a terminal is narrow.
const (
	sentTo = 5
	below  = 4
)

// recordCells says of a record, column by column, what people look for. The endpoint
// of a built-in sandbox tells nobody anything: it is another one each time.
func (p Printer) recordCells(o recordObject) []string {
	place := o.Target
	if o.Target == client.TargetLive {
		place += " " + strings.TrimPrefix(o.Endpoint, "https://")
	}
	var by []string
	if o.Login != "" {
		by = append(by, fmt.Sprintf(p.Words.Script.By, o.Login))
	}
	if o.Client != "" {
		by = append(by, fmt.Sprintf(p.Words.Script.From, o.Client))
	}
	return []string{
		o.JournalID, phrase.DateText(o.Time), p.Words.Outcomes[o.Outcome], o.Request.EPNInstanceName,
		cmp.Or(o.EPNInstanceID, o.Code), place, strings.Join(by, " "),
	}
}

// alignRecords sets each row on a line, or where one of them would not fit the terminal,
// all on two.
func (p Printer) alignRecords(rows [][]string) (lines []string) {
	width := p.Columns(p.Out)
	lines = alignColumns(rows)
	if width == 0 || !slices.ContainsFunc(lines, func(line string) bool { return ansi.StringWidth(line) > width }) {
		return lines
	}
	lines = nil
	upper, lower := make([][]string, len(rows)), make([][]string, len(rows))
	for i, row := range rows {
		upper[i], lower[i] = row[:below], row[below:]
	}
	second := alignColumns(lower)
	for i, first := range alignColumns(upper) {
		lines = append(lines, p.wrapHanging(first, "")...)
		if second[i] != "" {
			lines = append(lines, p.wrapHanging(second[i], "  ")...)
		}
	}
	return lines
}

// alignColumns sets the cells of rows below each other, each filled up to the widest of
// its column; a column in which there is nothing takes no room.
func alignColumns(rows [][]string) []string {
	lines := make([]string, len(rows))
	for column := range rows[0] {
		width := 0
		for _, row := range rows {
			width = max(width, ansi.StringWidth(row[column]))
		}
		for i, row := range rows {
			if width > 0 {
				lines[i] += padRight(row[column], width) + "  "
			}
		}
	}
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}
