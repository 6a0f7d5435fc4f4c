package words

// English is the first language.
func English() *Words {
	return &Words{
		Lang:      "en",
		Questions: englishQuestions(),
		Problems: Problems{
			NameRequired:      "is required: a request whose reply is lost is found again by it",
			NameTooLong:       "must have at most %d characters; this has %d",
			NameControl:       "must not contain control or format characters; this has %s",
			OptionRequired:    "is required: one of %s",
			NotAnOption:       "must be one of %s",
			BandwidthRequired: "is required: a whole number from %d to %d",
			BandwidthInvalid:  "must be a whole number from %d to %d",
			PasteCleaned:      "Not allowed here and left out: %s",
			PasteCut:          "Only %d characters fit here; %d were pasted, the rest was left out.",
			Full:              "Only %d characters fit here; the rest was left out.",
		},
		Origins: Origins{Typed: "typed", Default: "default"},
		Header: Header{
			Brand:         "EPN wizard",
			Sandbox:       "SANDBOX",
			SandboxNote:   "nothing is billed",
			Live:          " LIVE ",
			NoCredentials: "no usable credentials",
			AutoSandbox: "No credentials were found on this machine, so this is the sandbox. " +
				"To order for real, set up credentials (the aliyun CLI's will do) and start with --live.",
			TooSmall: "At least %d×%d is needed; this is %d×%d.",
		},
		Keys: Keys{
			Choose: "choose", Next: "next", Back: "back", Help: "help", CloseHelp: "close help", Leave: "leave",
			Create: "Create", Edit: "edit", Copy: "copy", Scroll: "scroll", More: "more", Finish: "finish",
			Do: "do this", LookAgain: "look again",
		},
		Wizard: Wizard{
			Review:      "Review",
			ReviewTitle: "Is this what you want to create?",
			ReviewHelp: "Nothing has been sent so far. y sends the order, once. 1 to 4 open a question again and come back here. " +
				"Enter does nothing on this screen, so that a held key cannot create anything.",
			Type:           "Type",
			TypeFixed:      "fixed by the service",
			SameAs:         "The same as:",
			SameAsSandbox:  "In a shell, this would create a billed instance on the real service:",
			Copied:         "Sent to the terminal's clipboard.",
			NothingBilled:  "This is the sandbox on your own machine: nothing is billed.",
			BilledFrom:     "Billed from creation; prices are not known here.",
			CheckingKeys:   "Looking for credentials…",
			PaidBy:         "Paid by %s, key %s.",
			PaidByProfile:  "profile %s (%s)",
			NoKeys:         "No usable credentials: the order cannot be sent yet. Looked in:",
			NoKeysRetry:    "Set up a profile in another window (aliyun configure), then press r to look again. Your answers stay.",
			Submitting:     "Creating the EPN instance at %s",
			Elapsed:        "%d s",
			SubmittingNote: "The request is sent once. Its answer usually takes a few seconds.",
			LeaveAsk: "A request is under way and may be carried out. If you leave now, you will not see whether an instance was created. " +
				"Press ctrl+c again to leave all the same, or wait.",
			Created:          "The EPN instance was created.",
			RequestID:        "Request ID",
			NextSteps:        "What to do next",
			Undo:             "How to undo this",
			UndoNote:         "An instance can be deleted once its group is empty:",
			UndoCommand:      "aliyun ens DeleteEpnInstance --EPNInstanceId %s",
			NextStepsSandbox: "What would come next, on the real service",
			DoReview:         "Try again from the review",
			DoLookForKeys:    "Look for credentials again, and back to the review",
			DoLeave:          "Leave",
			DoEdit:           "Change: %s",
			DoWait:           "Try again in %d s, as the service asks",
			DoLeaveFlags:     "Leave, and start again with %s",
			ClockAhead:       "This computer's clock is %s ahead of the service's.",
			ClockBehind:      "This computer's clock is %s behind the service's.",
			HelpLink:         "Help",
			Code:             "Code",
			Message:          "Message",
			HTTPStatus:       "HTTP status",
			Endpoint:         "Endpoint",
		},
		Line: Line{
			HowTo:         "Answer with one line. b goes back, ? explains, q leaves.",
			FirstQuestion: "This is the first question.",
			ReviewHelp:    "Nothing has been sent so far. y sends the order, once. n leaves. A number opens that question again.",
			ReviewKeys:    "y creates the instance, n leaves, 1 to 4 changes an answer.",
			NoKeysRetry:   "Set up a profile in another window (aliyun configure), then answer y to look again. n leaves. Your answers stay.",
			Step:          "Step %d of %d, %s. %s",
			Option:        "%d: %s (%s). %s",
			Preset:        "Empty line: %s.",
			Review:        "Review, %s. Nothing has been sent yet.",
			Row:           "%d %s: %s (%s)",
			TypeRow:       "%s: %s (%s)",
			Waiting:       "Still waiting for the answer, %d seconds so far.",
		},
		Script: Script{
			NeedsYes:      "is needed, since there is no terminal to ask on: it sends the order without questions",
			NothingSent:   "Nothing was sent.",
			Internal:      "This is a defect of the program. Nothing further was done.",
			DryRun:        "This would be sent (%s):",
			Same:          "The same as:",
			SameSandbox:   "In a shell, this would create a billed instance on the real service:",
			Listening:     "listening on %s",
			Contradiction: "cannot be combined with %s",
			OneOf:         "must be one of %s",
			Duration:      "must be a duration above zero, such as 30s or 2m",
			Empty:         "must not be empty",
			NeedsValue:    "needs a value",
			NoStateDir:    "is required, since this account has no home directory",
			NotKnown:      "is not known; there are %s",
			Rehearse:      "must be one of %s, or a CODE of the catalogue, such as StockNotEnough or StockNotEnough:2 (epn-wizard explain lists them)",
			ExplainField:  "It points to the question: %s",
			Endpoint: map[string]string{
				"form":  "must be a host name, or a URL of scheme and host alone, such as ens.aliyuncs.com",
				"plain": "must use https; plain http is for loopback addresses only",
			},
		},
		Flags:   englishFlags(),
		Sources: englishSources(),
		Findings: map[string]string{
			"absent":     "%[1]s: nothing there",
			"broken":     "%[1]s: incomplete or not readable",
			"no-profile": "%[1]s: no profile named %[2]q",
			"failed":     "%[1]s: asked, but it gave no keys",
			"slow":       "%[1]s: no answer in time",
		},
		NextSteps: englishNextSteps(),
		Kinds: map[string]string{
			"refused":         "The service refused the order. Nothing was created.",
			"unauthenticated": "Not authenticated. Nothing was created.",
			"unreachable":     "The service could not be reached. Nothing was sent.",
			"unknown":         "It is not known whether the instance was created.",
		},
	}
}

func englishSources() map[string]string {
	return map[string]string{
		"environment":     "the environment (ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET)",
		"oidc":            "OIDC (ALIBABA_CLOUD_OIDC_TOKEN_FILE and roles)",
		"config.json":     "config.json",
		"credentials":     "the credentials file",
		"ecs-metadata":    "ECS instance metadata",
		"credentials-uri": "ALIBABA_CLOUD_CREDENTIALS_URI",
		"sandbox":         "the sandbox",
	}
}

func englishNextSteps() map[string][]Step {
	start := Step{"Start it:", "aliyun ens StartEpnInstance --EPNInstanceId %s"}
	vswitches := Step{"Join the vSwitches it connects:", "aliyun ens JoinVSwitchesToEpnInstance --EPNInstanceId %s …"}
	ips := Step{"Join the public IP addresses it accelerates:", "aliyun ens JoinPublicIpsToEpnInstance --EPNInstanceId %s …"}
	return map[string][]Step{
		"SpeedUp":              {ips, start},
		"Connection":           {vswitches, start},
		"SpeedUpAndConnection": {vswitches, start},
	}
}
