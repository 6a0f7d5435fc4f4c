package words

func englishPractice() Practice {
	return Practice{
		Title: "Practice",
		Brand: "EPN wizard: practice",
		Intro: "Three situations that are better met here first. Each is played for real, but in a sandbox of its own: " +
			"your orders, draft and history stay as they are.",
		Offer:  "Before you go live: p rehearses a refusal, a lost reply and a billing method already in force.",
		Showed: "What this showed",
		DoList: "Back to the list",
		ResultHelp: "The instance exists in the sandbox of these rehearsals alone, which is deleted afterwards. " +
			"c copies the id, enter goes back to the list.",
		Failed: "The rehearsal could not be set up. %s.",
		OrderedTwice: "The first order had been carried out, only its reply was lost. You ordered again: now there are two instances, " +
			"and both would be billed. Next time, wait until a look-up finds the first one.",
		NothingForced: "You chose the billing method that is in force, so there was nothing to warn of. Another choice would have been " +
			"accepted too, and the one in force would have stayed.",
		LineOffer:         "Before you go live: epn-wizard practice rehearses what can go wrong.",
		LineList:          "Practice, %s.",
		LineDone:          " Done: ",
		LineKeys:          "A number begins a rehearsal, ? explains, q leaves.",
		LineNotListed:     "That is not on the list.",
		LineReviewKeys:    "y creates the instance, n goes back to the list, 1 to 4 changes an answer, q leaves practice.",
		LineUnsettledKeys: "An empty line looks again. x records that nothing was created. n goes back to the list. q leaves practice.",
		Rehearsals: map[string]Rehearsal{"refusal": {
			Title: "A refusal that points to a field",
			Intro: "The service is about to refuse this order. Go on with y, read why, and do what is advised.",
			Showed: "A refusal creates nothing, and your answers stay. Its screen says which one to change and leads there; then y sends the order again. " +
				"Where no answer is at fault, it says who or what else has to change. epn-wizard explain says the same offline.",
			Learned: "A refusal creates nothing, keeps your answers and says which one to change.",
		}, "lost-reply": {
			Title: "A reply that is lost",
			Intro: "This order will be carried out, but its reply will not arrive. Go on with y, and let the wizard look it up.",
			Showed: "The order was sent once and carried out; only its reply was lost. Sending it again would have made a second instance, billed as well. " +
				"So the wizard looks until it finds the first one. Had you left, the next start would go on looking; epn-wizard settle does it too.",
			Learned: "After a lost reply, never order again before the first order is settled.",
		}, "billing-method": {
			Title: "A billing method already in force",
			Intro: "This account has an instance, and so a billing method. Read what is said of it below, then go on with y.",
			Showed: "An account has one billing method for all its EPN instances. Where one is in force, it normally stays, whatever an order says, " +
				"and nothing is refused: only the warning before y tells. If the bill matters, leave there and ask whoever pays.",
			Learned: "A billing method in force normally stays, whatever an order says.",
		}},
	}
}
