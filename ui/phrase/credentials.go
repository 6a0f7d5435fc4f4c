package phrase

import (
	"fmt"

	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// FindingText says what was found in one place where credentials can be, and
// what to do about it.
func FindingText(w *words.Words, f client.Finding) string {
	place := w.Sources[string(f.Source)]
	if f.Path != "" {
		place = client.Visible(f.Path)
	}
	if f.Line > 0 {
		place = fmt.Sprintf(w.Credentials.Line, place, f.Line)
	}
	profile := client.Visible(f.Profile)
	if f.Mode != "" {
		place = fmt.Sprintf(w.Credentials.ProfileMode, place, profile, f.Mode)
	} else if f.Profile != "" && f.State.ConcernsProfile() {
		place = fmt.Sprintf(w.Credentials.Profile, place, profile)
	}
	said := fmt.Sprintf(w.Findings[string(f.State)], place, f.Field, profile)
	switch {
	case f.State == client.NoProfile && len(f.Profiles) > 0:
		names := make([]string, len(f.Profiles))
		for i, name := range f.Profiles {
			names[i] = client.Visible(name)
		}
		return fmt.Sprintf(w.Joins.Bracket, said, fmt.Sprintf(w.Credentials.Profiles, w.List(shortenList(names))))
	case f.State == client.GaveNoKeys && w.Modes[f.Mode] != "":
		return fmt.Sprintf(w.Joins.Bracket, said, w.Modes[f.Mode])
	case f.State == client.Absent, f.State == client.NoProfile, f.State == client.Incomplete && f.Mode == "":
		if how := w.SetUp[string(f.Source)]; how != "" {
			return fmt.Sprintf(w.Joins.Bracket, said, how)
		}
	}
	return said
}

// PayerText says who pays for an instance, and from when.
func PayerText(w *words.Words, a client.Account) string {
	source := w.Sources[string(a.Source)]
	if a.Profile != "" {
		source = fmt.Sprintf(w.Wizard.PaidByProfile, client.Visible(a.Profile), source)
	}
	return fmt.Sprintf(w.Joins.Sentences, w.Wizard.BilledFrom, fmt.Sprintf(w.Wizard.PaidBy, source, a.KeyID))
}

// PassedOverText says what was found in a place that gave no keys, while another did.
func PassedOverText(w *words.Words, f client.Finding) string {
	return fmt.Sprintf(w.Credentials.PassedOver, FindingText(w, f))
}
