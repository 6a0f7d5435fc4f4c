package command

import (
	"fmt"

	"epn-wizard/client/explain"
	"epn-wizard/client/sandbox"
	"epn-wizard/theme/words"
	"epn-wizard/ui/script"
)

// parseRehearsal reads how the sandbox is to answer the next create: one of its own
// words, or a code of the catalogue.
func parseRehearsal(w *words.Words, flag *textFlag) ([]sandbox.Answer, []script.Problem) {
	if e, ok := explain.Lookup(flag.value); ok {
		code, message := e.Sample()
		return []sandbox.Answer{{Kind: sandbox.Refuse, Status: e.HTTPStatus, Code: code, Message: message}}, nil
	}
	answer, ok := sandbox.ParseAnswer(flag.value)
	if !ok {
		allowed := fmt.Sprintf(w.Script.Rehearse, w.List(sandbox.AnswerNames()))
		return nil, []script.Problem{flag.newProblem(allowed)}
	}
	return []sandbox.Answer{answer}, nil
}
