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
		Name:            "instance name, 1 to 128 characters (EPN_NAME)",
		Billing:         "BandwidthByDay, 95BandwidthByMonth, PayByBandwidth4thMonth or PayByBandwidth; or daily-peak, 95th-percentile, 4th-peak, fixed (EPN_BILLING_METHOD)",
		Networking:      "SpeedUp, Connection or SpeedUpAndConnection; or internet, internal, both (EPN_NETWORKING_MODE)",
		Bandwidth:       "maximum outbound bandwidth in Mbit/s, 1 to 100 (EPN_BANDWIDTH)",
		Sandbox:         "send the order to the built-in sandbox (EPN_TARGET=sandbox)",
		Live:            "send the order to the real service (EPN_TARGET=live)",
		Rehearse:        "how the sandbox answers the next create: a CODE, CODE:2, timeout, lost-reply, reset, throttled, html-502 or slow; implies --sandbox",
		Profile:         "profile of ~/.aliyun/config.json, used alone (ALIBABA_CLOUD_PROFILE)",
		Endpoint:        "host or URL of the service (ALIBABA_CLOUD_ENDPOINT; default ens.aliyuncs.com)",
		Timeout:         "limit for one request",
		Yes:             "submit without review and without questions",
		DryRun:          "validate and print the request and the equivalent command; send nothing",
		Output:          "what goes to standard output: text or json",
		ASCII:           "draw with ASCII characters only",
		NoColor:         "no colour (NO_COLOR)",
		StateDir:        "where the program keeps its files (EPN_STATE_DIR; default ~/.local/state/epn-wizard)",
		ExplainShort:    "Explain a refusal of the service: what happened, why, what to do",
		ExplainLong:     "Works offline. The service's message, where it is given, tells apart what one code can mean.\nWithout arguments it lists every code that is known.",
		SandboxShort:    "Run the sandbox API alone, until interrupted",
		SandboxLong:     "Answers the ENS calls of the wizard over HTTP on a loopback address, for any official client,\nwith the access key sandbox / sandbox-secret. Reach it with: epn-wizard --live --endpoint http://…",
		SandboxListen:   "loopback address to listen on",
		SandboxRehearse: "how the next create is answered (see epn-wizard --rehearse)",
		SandboxReset:    "empty the sandbox's account first",
	}
}
