package line

import (
	"slices"

	"epn-wizard/ui/flow"
)

// What has to be typed is the same in every language: any terminal can type it. It is
// more than y where something stands in the way of an order, or cannot be taken back:
// whoever answers y once more has not read that.
const (
	againWord   = "again"
	nothingWord = "nothing there"
	seenWord    = "seen"
)

var confirmWords = map[flow.Kind]string{flow.Confirm: "y", flow.ConfirmAgain: againWord}

// letterKinds are the actions that a letter stands for, of which it does the first that
// the step offers.
var letterKinds = map[string][]flow.Kind{
	"y": {flow.Reconnect, flow.Resume},
	"n": {flow.ToList, flow.GoOn, flow.StartFresh, flow.Leave},
	"b": {flow.Back, flow.ToList},
	"s": {flow.SettleFirst},
	"x": {flow.Close},
	"q": {flow.Finish, flow.Leave},
}

// doLetter does what a letter stands for, and reports whether it stands for anything.
func (d *dialog) doLetter(letter string) bool {
	for _, kind := range letterKinds[letter] {
		if a, ok := d.findOffered(kind); ok {
			d.doAction(a.Kind, a.Index)
			return true
		}
	}
	return false
}

// findOffered gives an action of the step of one of these kinds.
func (d *dialog) findOffered(kinds ...flow.Kind) (a flow.Action, ok bool) {
	all := d.flow.Actions()
	i := slices.IndexFunc(all, func(a flow.Action) bool { return slices.Contains(kinds, a.Kind) })
	if i < 0 {
		return flow.Action{}, false
	}
	return all[i], true
}
