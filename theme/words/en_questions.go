package words

func englishQuestions() Questions {
	return Questions{
		Name: Question{
			Step:   "Name",
			Title:  "What should the EPN instance be called?",
			Prompt: "for example: edge lab",
			Limits: "1 to %d characters.",
			Help: "The name is yours to choose. It is how you, and this wizard, find the instance again: pick one you do not use yet.\n\n" +
				"1 to %d characters of any language; spaces are allowed.",
			Fixes: "It can be changed later.",
			Brief: "It can be changed later.",
		},
		Billing: Question{
			Step:  "Billing",
			Title: "How is network usage billed?",
			Help: "Traffic, inbound and outbound, is measured every 5 minutes. Each measurement is a sample, in Mbit/s. " +
				"The billing method says which of them is billed.",
			Fixes: "One method for the whole account: it cannot be changed later. If the account has one, it normally stays, whatever an order says.",
			Brief: "One for the whole account; it cannot be changed later.",
			Options: map[string]Option{
				"BandwidthByDay": {
					Label:  "Daily peak",
					Means:  "Each day is billed by its own highest sample.",
					Choose: "Fits traffic that is high on a few days: a busy day raises the bill of that day alone.",
				},
				"95BandwidthByMonth": {
					Label: "Monthly 95th percentile",
					Means: "The highest 5% of a month's samples (36 hours in 30 days) are set aside; " +
						"the highest left is billed for the month.",
					Choose: "Fits steady traffic with short bursts: those that add up to less than 36 hours are not billed.",
				},
				"PayByBandwidth4thMonth": {
					Label: "Monthly fourth peak",
					Means: "A day's peak is its highest sample. The three highest peaks of a month are set aside; " +
						"the fourth is billed for the month.",
					Choose: "Fits traffic with up to three exceptional days a month, however long they last.",
				},
				"PayByBandwidth": {
					Label:  "Fixed bandwidth",
					Means:  "The bandwidth you order is billed, used or not.",
					Choose: "Fits traffic that fills it most of the time, or a bill that must not vary.",
				},
			},
		},
		BillingOpen: "One method for the whole account. It has none yet: this one becomes permanent with the order.",
		Networking: Question{
			Step:  "Networking",
			Title: "What should the network connect?",
			Help: "What it connects is joined after the instance is created: public IP addresses, or vSwitches (private subnets of your ENS servers). " +
				"The result says how.",
			Fixes: "Later, only the two modes with an internal network can be exchanged for each other.",
			Brief: "Later, only the two internal modes can be exchanged.",
			Options: map[string]Option{
				"SpeedUp": {
					Label:  "Internet acceleration",
					Means:  "An accelerated path over the Internet, for the public IP addresses that you join to it.",
					Choose: "Choose it where users reach your systems over the Internet and should reach them faster: a web shop, say.",
					Fixes:  "It cannot become an internal mode later: that takes a new instance.",
				},
				"Connection": {
					Label:  "Internal network",
					Means:  "A private network: the vSwitches that you join to it reach each other without the Internet.",
					Choose: "Choose it where your systems at different edge nodes need only each other: two factories, say.",
					Fixes:  "It can become Internet and internal later, but not Internet acceleration alone.",
				},
				"SpeedUpAndConnection": {
					Label:  "Internet and internal",
					Means:  "Both: the accelerated path over the Internet, and the private network between the vSwitches that you join to it.",
					Choose: "Choose it where your systems need each other and are reached over the Internet as well.",
					Fixes:  "It counts as an internal mode: it can become an internal network later, but not Internet acceleration alone.",
				},
			},
		},
		Bandwidth: Question{
			Step:   "Bandwidth",
			Title:  "Maximum outbound bandwidth (Mbit/s)?",
			Prompt: "%d to %d",
			Limits: "Mbit/s, a whole number from %d to %d.",
			Help: "The most that the instance may send over the public network, in Mbit/s (a million bits a second): " +
				"a whole number from %d to %d. Every networking mode needs one. " +
				"Choose somewhat more than the highest outbound traffic that you expect.",
			Fixes: "It can be changed later.",
			Brief: "It can be changed later.",
		},
	}
}

func englishLessons() Lessons {
	return Lessons{
		EPN: "An edge private network (EPN) connects edge nodes, the small data centres of Alibaba Cloud's Edge Node Service (ENS): " +
			"over an accelerated path of the Internet, over an internal network, or both. An EPN instance is one such network.",
		Carries:     "%s can send at most %s a day, and %s in 30 days.",
		FixedBilled: "With fixed bandwidth, it is what is billed, used or not.",
		Follows:     "It is a limit, not what is billed: that follows the traffic (%s).",
		Needs:       "Your own traffic needs %s Mbit/s: in %s it reached %s.",
		CutOff:      "At %d Mbit/s, it would have been cut off (hours: %s; days: %d; data above it: %s).",
		Marked:      "Cheapest: %s",
		Cheapest:    "Cheapest at your prices in %s: %s (%s).",
		Costs:       "At your prices in %s: %s.",
		Billed: map[string]string{
			"BandwidthByDay":         "each day is billed at its own peak, on average %s Mbit/s",
			"95BandwidthByMonth":     "the month is billed at %s Mbit/s",
			"PayByBandwidth4thMonth": "the month is billed at %s Mbit/s",
			"PayByBandwidth":         "what you order is billed, here %s Mbit/s",
		},
		Briefly: map[string]string{
			"BandwidthByDay":         "Each day is billed by its own peak.",
			"95BandwidthByMonth":     "A month's highest 5% are not billed.",
			"PayByBandwidth4thMonth": "The month's fourth peak is billed.",
			"PayByBandwidth":         "The ordered bandwidth is billed.",
		},
		NotBilled: "not billed", BilledBelow: "billed",
		NoFourthPeak: "fewer than four days have no fourth peak",
		Finer:        "A column is the highest sample in 1/%d of a day.",
		Example:      "Example month, daily peaks; usual meaning of terms, invoice decides.",
		OwnWhole:     "Your traffic in %s, the last whole month; usual meaning of the terms, the invoice decides.",
		OwnPart:      "Your traffic in %s (days recorded: %d); usual meaning of the terms, the invoice decides.",
		Extent:       "The highest sample of a day is between %s and %s Mbit/s.",
		Figures:      "Each method in %s, Mbit/s",
		Months:       "%s month by month, Mbit/s",
		AsOrdered:    "as ordered",
	}
}
