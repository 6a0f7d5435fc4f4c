package line

import "epn-wizard/ui/flow"

// offerDraft offers a draft. Where the answers come from no terminal, the first of
// them is not about a draft: it is said that there is one.
func (d *dialog) offerDraft(s *flow.DraftOffer) {
	w := d.Words.Line
	d.enterStep(s)
	if d.isPiped() {
		d.sayLine(w.DraftKept, s.Saved.DraftTime())
		d.doAction(flow.StartFresh, 0)
		return
	}
	d.sayLine("")
	d.sayLine(d.Words.Draft.Title, s.Saved.DraftTime())
	for _, q := range d.questions {
		if a, ok := s.Saved[q.Field]; ok {
			d.sayLine(w.Answer, q.Step, q.DisplayValue(a.Value))
		}
	}
	for d.flow.Step == s {
		d.sayLine("%s", w.DraftKeys)
		line, ok := d.nextKeyAnswer()
		if !ok {
			return
		}
		d.doLetter(line)
	}
}
