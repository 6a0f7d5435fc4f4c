package command

import (
	"fmt"

	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
	"epn-wizard/ui/script"
)

// rehearsal reads how the sandbox is to answer the next create: one of its own
// words, or a code of the catalogue.
func (a *app) rehearsal(what string) ([]sandbox.Answer, []script.Problem) {
	if e, ok := explain.Lookup(what); ok {
		code, message := e.Sample()
		return []sandbox.Answer{{Kind: sandbox.Refuse, Status: e.HTTPStatus, Code: code, Message: message}}, nil
	}
	answer, ok := sandbox.ParseAnswer(what)
	if !ok {
		return nil, []script.Problem{bad("rehearse", what, fmt.Sprintf(a.words.Script.Rehearse, a.words.List(sandbox.AnswerNames())), "--rehearse")}
	}
	return []sandbox.Answer{answer}, nil
}
