package words

func englishFlags() Flags {
	return Flags{
		Short: "Create an edge private network (EPN) instance on Alibaba Cloud ENS",
		Long: "Asks for name, billing method, networking mode and bandwidth, shows a review, and sends the order once.\n" +
			"What is given by flag or variable is not asked. Nothing is created without y on the review, or --yes.",
		Example: `  epn-wizard --sandbox
      try it: the built-in sandbox needs no account and bills nothing
  epn-wizard --live
      order for real, with the credentials of the aliyun CLI
  epn-wizard --name 'edge lab' --billing-method daily-peak --networking-mode internet --bandwidth 10 --dry-run
      print what would be sent
  epn-wizard --live --yes --output json --name 'edge lab' --billing-method daily-peak --networking-mode internet --bandwidth 10
      order from a script`,
		UsageTitle: "Usage:", ExamplesTitle: "Examples:", CommandsTitle: "Commands:", FlagsTitle: "Flags:", TopicsTitle: "Help topics:",
		UsageMore:  "To read more: epn-wizard COMMAND --help, or epn-wizard help TOPIC",
		UsageFlags: "[flags]", UsageCommand: "[command]",
		HelpFlag:        "this help",
		VersionFlag:     "which build this is",
		Lang:            "language (EPN_LANG, else the locale)",
		CompletionShort: "Print what a shell needs to complete flags and their values",
		CompletionLong: `To complete in every new shell:

  mkdir -p ~/.local/share/bash-completion/completions
  epn-wizard completion bash > ~/.local/share/bash-completion/completions/epn-wizard
      bash, which needs bash-completion
  mkdir -p ~/.zfunc
  epn-wizard completion zsh > ~/.zfunc/_epn-wizard
      zsh, with fpath=(~/.zfunc $fpath) before compinit in ~/.zshrc
  mkdir -p ~/.config/fish/completions
  epn-wizard completion fish > ~/.config/fish/completions/epn-wizard.fish
      fish

For PowerShell, have your profile run what epn-wizard completion powershell prints.`,
		Name:         "instance name, 1 to %d characters (EPN_NAME)",
		Billing:      "BandwidthByDay, 95BandwidthByMonth, PayByBandwidth4thMonth or PayByBandwidth; or daily-peak, 95th-percentile, 4th-peak, fixed (EPN_BILLING_METHOD)",
		Networking:   "SpeedUp, Connection or SpeedUpAndConnection; or internet, internal, both (EPN_NETWORKING_MODE)",
		Bandwidth:    "maximum outbound bandwidth in Mbit/s, %d to %d (EPN_BANDWIDTH)",
		Sandbox:      "send the order to the built-in sandbox (EPN_TARGET=sandbox)",
		Live:         "send the order to the real service (EPN_TARGET=live)",
		Rehearse:     "how the sandbox answers the next create: a CODE, CODE:2, timeout, lost-reply, reset, throttled, html-502 or slow; implies --sandbox",
		Profile:      "profile of ~/.aliyun/config.json, used alone (ALIBABA_CLOUD_PROFILE)",
		Endpoint:     "host or URL of the service (ALIBABA_CLOUD_ENDPOINT; default ens.aliyuncs.com)",
		Timeout:      "limit for one request (default 30s)",
		Yes:          "send the order without questions and without a review",
		Again:        "with --yes: send although the same order is still unsettled",
		Resume:       "continue a saved draft without asking",
		Fresh:        "ignore a saved draft",
		Traffic:      "your own traffic, shown with the billing methods: a file as for compare",
		Zone:         "where days and months begin: UTC, +05:45 or a name (default +08:00, the bill's)",
		Column:       "the column that counts, by its name or number; may be repeated (default: found by name)",
		Direction:    "how inbound and outbound count (default max)",
		Unit:         "the unit of all values, such as bps (default: as the file says, else Mbps)",
		Month:        "this month alone, such as 2026-10",
		Price:        "what a Mbit/s costs by billing method, such as daily-peak=2,fixed=40: daily-peak a day, the others a month",
		Accessible:   "plain questions, one answer a line, no cursor movement (ACCESSIBLE)",
		DryRun:       "validate and print the request and the equivalent command; send nothing",
		Output:       "what goes to standard output (default text)",
		ASCII:        "draw with ASCII characters only",
		NoColor:      "no colour (NO_COLOR)",
		StateDir:     "where the program keeps its files (EPN_STATE_DIR; default ~/.local/state/epn-wizard)",
		Restricted:   "for a bastion's ForceCommand: the wizard alone, without the environment and without a way to a shell (EPN_RESTRICTED)",
		HelpShort:    "Help about any command or topic",
		CompareShort: "Say what each billing method would bill for recorded traffic",
		CompareLong: "Reads recorded traffic: the JSON of aliyun ens DescribeEpnBandWidthData, or CSV with a time and rates as monitoring exports it " +
			"(up to a year; - is standard input). Shows what each method would bill a month, by the usual meaning of the terms. The invoice decides. See help traffic.",
		PracticeShort: "Rehearse a refusal, a lost reply and a billing method in force, in the sandbox",
		PracticeLong: "Leads through three short rehearsals, each against a sandbox of its own that is emptied before and deleted after.\n" +
			"It reads no credentials, never reaches a live service, and leaves orders, draft and history as they are.",
		CheckShort: "Say whether an order could be sent, and from which account, to where, with which files",
		CheckLong: "Looks for credentials, and asks the service for nothing but the two look-ups that precede an order, for at most 10 seconds. " +
			"It sends no order and leaves no new file.\n" +
			"Exit status 0 when an order could be sent, also where a look-up is denied; otherwise that of an order, 1 for files that cannot be used, " +
			"or 5 for damage to the journal that was not acknowledged.",
		CheckSandbox: "check the built-in sandbox (EPN_TARGET=sandbox)",
		CheckLive:    "check the real service (EPN_TARGET=live)",
		HistoryShort: "List every request sent from here and how it ended, unsettled ones first",
		SettleShort:  "Look unsettled requests up and record what became of them",
		SettleLong: "Asks the service that a request was sent to, with the profile it was sent with, unless flags say otherwise.\n" +
			"Exit status 0 when nothing is left to settle, 5 while something is.",
		SettleSandbox:    "only requests that were sent to the built-in sandbox (EPN_TARGET=sandbox)",
		SettleLive:       "only requests that were sent to the real service (EPN_TARGET=live)",
		SettleDamaged:    "acknowledge records of the journal that cannot be read: you have looked in the console for instances that you do not recognise",
		SettleNotCreated: "record that nothing was created: you have looked in the console",
		Rehearsals: map[string]string{
			"timeout":    "no reply comes; nothing is created",
			"lost-reply": "the instance is created, and the connection drops before the reply",
			"reset":      "the connection drops; nothing is created",
			"throttled":  "the service asks for slower requests; nothing is created",
			"html-502":   "a gateway's error page comes in place of a reply; nothing is created",
			"slow":       "the instance is created, and the reply comes 3 seconds later",
		},
		Man: Manual{
			Name: "Name", Synopsis: "Synopsis", Description: "Description", Options: "Options", Commands: "Commands", Examples: "Examples",
			ExitStatus: "Exit status", Environment: "Environment", Option: "options...", Argument: "argument...",
		},
		ManShort:     "Print the manual page",
		ExplainShort: "Explain a refusal of the service: what happened, why, what to do",
		ExplainLong: "Works offline. The service's message, where it is given, tells apart what one code can mean. " +
			"Without arguments it lists every known code.\n" +
			"In the list, CODE:2 is the second of the refusals that share a code, * stands for the rest of a code, and %s for a word of the service.",
		SandboxShort:        "Run the sandbox API alone, until interrupted",
		SandboxLong:         "Answers the ENS calls of the wizard over HTTP on a loopback address, for any official client, with the access key sandbox / sandbox-secret. Once it listens, it says how each client reaches it.",
		SandboxListen:       "loopback address to listen on (default 127.0.0.1:8420)",
		SandboxRehearse:     "how the next create is answered (epn-wizard --help says by what)",
		SandboxReset:        "empty the sandbox's account first",
		NeedsBashCompletion: "epn-wizard: completion needs the package bash-completion: install it, and start a new shell.",
	}
}
