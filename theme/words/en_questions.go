package words

func englishQuestions() Questions {
	return Questions{
		Name: Question{
			Step:   "Name",
			Title:  "What should the EPN instance be called?",
			Prompt: "for example: edge lab",
			Limits: "1 to 128 characters.",
			Help: "The name is yours to choose and can be changed later. It is how you, and this wizard, find the instance again: " +
				"pick one you do not use yet.\n\n1 to 128 characters of any language; spaces are allowed.",
		},
		Billing: Question{
			Step:  "Billing",
			Title: "How should network usage be billed?",
			Help: "An account has one billing method for all its EPN instances. Where one is already in force, " +
				"another choice is usually without effect. It cannot be changed later.\n\nThe meanings are the usual ones of the terms; the invoice decides.",
			Options: map[string]Option{
				"BandwidthByDay": {"Daily peak",
					"Each day is billed by its highest bandwidth. Fits traffic that is high on a few days and low on the others."},
				"95BandwidthByMonth": {"Monthly 95th percentile",
					"The highest samples of the month are set aside, and the next one is billed. Fits steady traffic with short bursts."},
				"PayByBandwidth4thMonth": {"Monthly fourth peak",
					"The month is billed by its fourth-highest peak. Fits traffic with up to three exceptional days a month."},
				"PayByBandwidth": {"Fixed bandwidth",
					"The bandwidth you order is billed, used or not. Fits traffic that fills it most of the time, and a bill that never varies."},
			},
		},
		Networking: Question{
			Step:  "Networking",
			Title: "What should the network connect?",
			Help:  "Later, only the two modes with an internal network can be exchanged for each other.",
			Options: map[string]Option{
				"SpeedUp": {"Internet acceleration",
					"Traffic between edge nodes and the Internet takes an accelerated path. It cannot become an internal network later."},
				"Connection": {"Internal network",
					"Edge nodes reach each other over a private network, without the Internet."},
				"SpeedUpAndConnection": {"Internet and internal",
					"Both: the accelerated path to the Internet, and the private network between edge nodes."},
			},
		},
		Bandwidth: Question{
			Step:   "Bandwidth",
			Title:  "How much outbound bandwidth, at most?",
			Prompt: "1 to 100",
			Limits: "Mbit/s, a whole number from 1 to 100.",
			Help: "The maximum outbound public bandwidth in Mbit/s, a whole number from 1 to 100. " +
				"It can be changed later. With fixed bandwidth it is also what is billed.",
		},
	}
}
