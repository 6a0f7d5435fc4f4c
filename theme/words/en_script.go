package words

func englishScript() Script {
	return Script{
		NeedsYes:       "is required: there is no terminal to ask on; --yes sends the order without questions, --accessible takes answers line by line",
		NeedsLines:     "is required: there is no terminal to practise on, and --accessible takes answers line by line",
		NeedsYesSSH:    "is required: there is no terminal to ask on (ssh -t gives one), and --yes sends the order without questions",
		By:             "by %s",
		From:           "from %s",
		NothingSent:    "Nothing was sent.",
		Flag:           "--%s",
		Value:          "%s \"%s\"",
		FlagForm:       "is not how a flag is written: for example --lang en, or --lang=en",
		TooMany:        "is one too many: at most %d, given %d",
		NoArguments:    "is not taken: this command has no arguments",
		NeedsID:        "needs the id of a request: epn-wizard history lists them",
		NoSuchRecord:   "is not in the journal: epn-wizard history lists what is",
		Kept:           "Your answers were kept; the next start offers them.",
		Warning:        "Warning: %s",
		Sentence:       "%s.",
		NothingKept:    "Nothing is kept at %s: no order was sent from there.",
		NoDamage:       "Everything in the journal can be read.",
		Acknowledged:   "Acknowledged: line %d of the journal cannot be read.",
		DryRun:         "This would be sent (%s):",
		Listening:      "listening on %s",
		Contradiction:  "cannot be combined with %s",
		OneOf:          "must be one of %s",
		Duration:       "must be a duration above zero, such as 30s or 2m",
		Empty:          "must not be empty",
		NeedsValue:     "needs a value",
		NotUsable:      "cannot be used: %s",
		SettleNext:     "Not everything is settled. Look again later; or, once the console shows that nothing is there: epn-wizard settle ID --not-created",
		NothingSentYet: "Nothing has been sent from here.",
		NotKept:        "Your answers could not be kept: another wizard may keep its own in this state directory, or it cannot be written.",
		Unsettled:      "Unsettled orders: %d. epn-wizard settle looks them up.",
		NothingLeft:    "Nothing is left to settle.",
		NotLoopback:    "must be a loopback address and a port, such as 127.0.0.1:8420",
		PortInUse:      "is in use by another program: take another port, or 0 for any that is free",
		NoStateDir:     "is required, since this account has no home directory",
		NotKnown:       "is not known; there are %s",
		Rehearse:       "must be one of %s, or a CODE of the catalogue, such as StockNotEnough or StockNotEnough:2 (epn-wizard explain lists them)",
		Variants:       "The message tells which of these it is:",
		ExplainField:   "Question to change: %s",
		Fields: map[string]string{
			"flag": "flag", "command": "command", "arguments": "argument", "terminal": "terminal",
			"file": "file", "shell": "shell", "id": "id", "target": "target",
		},
		Endpoint: map[string]string{
			"form":  "must be a host name, or a URL with only a scheme and a host, such as ens.aliyuncs.com",
			"plain": "must use https; plain http is for loopback addresses only",
		},
		Reach: "In another shell, give a client the sandbox's key and address. The aliyun CLI prefers its own profile to these variables; " +
			"release 3.0.213 or later can be told not to.\n\n" +
			"  export ALIBABA_CLOUD_ACCESS_KEY_ID=sandbox\n  export ALIBABA_CLOUD_ACCESS_KEY_SECRET=sandbox-secret\n" +
			"  epn-wizard --live --endpoint %[1]s\n" +
			"  ALIBABA_CLOUD_IGNORE_PROFILE=TRUE aliyun ens DescribeEpnInstances --endpoint %[2]s --insecure",
		NotKnownNear: "is not known: did you mean %s? There are %s",
		NoSuchCode:   "The catalogue has no code %s, so what stands above is only general. epn-wizard explain lists the codes there are.",
		NearCodes:    "Similar codes: %s.",
		Time:         "Time",
		Outcome:      "Outcome",
		SentTo:       "Sent to",
	}
}
