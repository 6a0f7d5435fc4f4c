package words

func englishLine() Line {
	return Line{
		HowToOption:   "? with the number of an option explains that one alone.",
		HowTo:         "Answer with one line. b goes back, ? explains, q leaves.",
		FirstQuestion: "This is the first question.",
		ReviewHelp:    "y sends the order, once. n leaves. A number opens that question again.",
		ReviewKeys:    "y creates the instance, n leaves, 1 to 4 changes an answer.",
		NoKeysRetry:   "Set up a profile in another window (aliyun configure), then answer y to look again. n leaves. Your answers stay.",
		RetryKeys:     "y tries again, n leaves. Your answers stay.",
		Choose:        "Answer with the number of an option, 1 to %d.",
		CreatedFound:  "The reply was lost, but a look found the EPN instance: do not order it again. %s",
		Numbered:      "%d: %s",
		Step:          "Step %d of %d, %s. %s",
		Option:        "%d: %s (%s). %s",
		Preset:        "Empty line: %s.",
		Review:        "Review, %s.",
		Row:           "%d %s: %s (%s)",
		TypeRow:       "%s: %s (%s)",
		Answer:        "%s: %s.",
		Problem:       "%s %s.",
		Target:        "%s: %s.",
		Failed:        "%s. %s",
		DraftKeys:     "y takes them up, n starts afresh, q leaves.",
		UnsettledKeys: "An empty line looks again. A number says which instance it is. x closes it by hand. n leaves it open and goes on. q leaves.",
		NothingThere:  "nothing there",
		ConfirmKeys:   "To record that, answer: %s",
		Waiting:       "Still waiting for the answer, %d seconds so far.",
	}
}
