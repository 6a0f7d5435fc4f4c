package words

func chineseFlags() Flags {
	return Flags{
		Short: "在阿里云边缘节点服务 ENS 上创建边边网络（EPN）实例",
		Long: "依次询问名称、计费方式、组网模式和带宽，经您确认后发送订单，只发送一次。\n" +
			"已通过参数或环境变量给出的内容不再询问。只有在确认页按 y，或使用 --yes，才会创建实例。",
		Example: `  epn-wizard --sandbox
      试用：内置的沙箱无需账号，不会产生费用
  epn-wizard --live
      正式下单，使用 aliyun CLI 的凭证
  epn-wizard --name 'edge lab' --billing-method daily-peak --networking-mode internet --bandwidth 10 --dry-run
      显示将会发送的内容
  epn-wizard --live --yes --output json --name 'edge lab' --billing-method daily-peak --networking-mode internet --bandwidth 10
      在脚本中下单`,
		UsageTitle: "用法：", ExamplesTitle: "示例：", CommandsTitle: "命令：", FlagsTitle: "参数：", TopicsTitle: "帮助主题：",
		UsageMore:  "查看更多：epn-wizard COMMAND --help 或 epn-wizard help TOPIC",
		UsageFlags: "[参数]", UsageCommand: "[命令]",
		HelpFlag:        "显示本帮助",
		VersionFlag:     "显示版本",
		Lang:            "语言（EPN_LANG，未设置时取自语言环境）",
		CompletionShort: "生成 Shell 自动补全脚本，可补全参数及其值",
		CompletionLong: `在每个新的 Shell 中启用补全：

  mkdir -p ~/.local/share/bash-completion/completions
  epn-wizard completion bash > ~/.local/share/bash-completion/completions/epn-wizard
      用于 bash，需要 bash-completion
  mkdir -p ~/.zfunc
  epn-wizard completion zsh > ~/.zfunc/_epn-wizard
      用于 zsh，需要在 ~/.zshrc 中的 compinit 之前写入 fpath=(~/.zfunc $fpath)
  mkdir -p ~/.config/fish/completions
  epn-wizard completion fish > ~/.config/fish/completions/epn-wizard.fish
      用于 fish

如用 PowerShell，请在您的配置文件中运行 epn-wizard completion powershell 输出的内容。`,
		Name:         "实例名称，1 到 %d 个字符（EPN_NAME）",
		Billing:      "计费方式：BandwidthByDay、95BandwidthByMonth、PayByBandwidth4thMonth 或 PayByBandwidth；也可用 daily-peak、95th-percentile、4th-peak、fixed（EPN_BILLING_METHOD）",
		Networking:   "组网模式：SpeedUp、Connection 或 SpeedUpAndConnection；也可用 internet、internal、both（EPN_NETWORKING_MODE）",
		Bandwidth:    "公网出带宽上限，单位为 Mbit/s，%d 到 %d（EPN_BANDWIDTH）",
		Sandbox:      "将订单发送到内置的沙箱（EPN_TARGET=sandbox）",
		Live:         "将订单发送到正式服务（EPN_TARGET=live）",
		Rehearse:     "指定沙箱如何响应下一次创建：CODE、CODE:2、timeout、lost-reply、reset、throttled、html-502 或 slow；同时启用 --sandbox",
		Profile:      "~/.aliyun/config.json 中的凭证配置，只使用这一个（ALIBABA_CLOUD_PROFILE）",
		Endpoint:     "服务端的主机名或 URL（ALIBABA_CLOUD_ENDPOINT；默认为 ens.aliyuncs.com）",
		Timeout:      "单个请求的时限（默认为 30s）",
		Yes:          "直接发送订单，不询问，也不经确认页",
		Again:        "与 --yes 一起使用：即使同样的订单仍待确认，也再次发送",
		Resume:       "直接继续填写保存的草稿，不再询问",
		Fresh:        "忽略保存的草稿",
		Traffic:      "您自己的流量，显示在各种计费方式旁边；文件格式与 compare 相同",
		Zone:         "每天和每月从哪里的零点开始：UTC、+05:45 或时区名称（默认为账单的 +08:00）",
		Column:       "要计算的列，用名称或序号指定，可重复（默认按名称查找）",
		Direction:    "入方向和出方向如何计算（默认为 max）",
		Unit:         "所有数值的单位，例如 bps（默认按文件所述，否则为 Mbps）",
		Month:        "只计算这个月，例如 2026-10",
		Price:        "各计费方式每 Mbit/s 的价格，例如 daily-peak=2,fixed=40：daily-peak 按天，其余按月",
		Accessible:   "纯文本问答，每行一个回答，不移动光标（ACCESSIBLE）",
		DryRun:       "检查并显示请求和等效命令，不发送任何内容",
		Output:       "标准输出的格式（默认为 text）",
		ASCII:        "只用 ASCII 字符绘制",
		NoColor:      "不使用颜色（NO_COLOR）",
		StateDir:     "程序存放文件的目录（EPN_STATE_DIR；默认为 ~/.local/state/epn-wizard）",
		Restricted:   "用于堡垒机的 ForceCommand：只提供向导，不读取环境变量，也无法从中进入 Shell（EPN_RESTRICTED）",
		HelpShort:    "查看任一命令或主题的帮助",
		CompareShort: "按已记录的流量，计算各种计费方式的计费值",
		CompareLong: "读取记录的流量：aliyun ens DescribeEpnBandWidthData 的 JSON，或监控系统导出的含有时间和速率的 CSV" +
			"（最长一年；- 表示标准输入），显示各种计费方式每月的计费值。按术语的通常含义计算，以账单为准。参见 help traffic。",
		PracticeShort: "在沙箱中演练三种情形：订单被拒绝、未收到响应、已有计费方式生效",
		PracticeLong: "依次引导三个简短的演练，每个都使用专用的沙箱，演练之前清空，之后删除。\n" +
			"演练不读取凭证，不会连接正式服务，也不影响您的订单、草稿和历史记录。",
		CheckShort: "检查能否发送订单：使用哪个账号、发往哪里、使用哪些文件",
		CheckLong: "查找凭证，并只向服务端发出下单前的两项查询，最多 10 秒。不会发送订单，也不会留下新文件。\n" +
			"可以发送订单时（包括查询未获授权时），退出状态码为 0；否则与发送订单时相同；文件无法使用时为 1，日志损坏而尚未确认时为 5。",
		CheckSandbox: "检查内置沙箱（EPN_TARGET=sandbox）",
		CheckLive:    "检查正式服务（EPN_TARGET=live）",
		HistoryShort: "列出从本机发送的所有请求及其结果，待确认的排在最前",
		SettleShort:  "查询待确认的订单，并记录结果",
		SettleLong: "默认使用发送请求时的凭证配置，向当时的服务端查询；可用参数另行指定。\n" +
			"没有待确认的订单时，退出状态码为 0，否则为 5。",
		SettleSandbox:    "只查询发送到内置沙箱的请求（EPN_TARGET=sandbox）",
		SettleLive:       "只查询发送到正式服务的请求（EPN_TARGET=live）",
		SettleDamaged:    "确认日志中无法读取的记录：您已在控制台查看是否有不认识的实例",
		SettleNotCreated: "记录为「未创建」：您已在控制台查看",
		Rehearsals: map[string]string{
			"timeout":    "一直不响应，不创建实例",
			"lost-reply": "创建实例，但在响应之前断开连接",
			"reset":      "断开连接，不创建实例",
			"throttled":  "要求降低请求频率，不创建实例",
			"html-502":   "返回网关的错误页面，而不是响应；不创建实例",
			"slow":       "创建实例，3 秒后才响应",
		},
		Man: Manual{
			Name: "名称", Synopsis: "概要", Description: "描述", Options: "选项", Commands: "命令", Examples: "示例",
			ExitStatus: "退出状态", Environment: "环境变量", Option: "选项...", Argument: "参数...",
		},
		ManShort:     "输出手册页",
		ExplainShort: "解释服务端的拒绝：发生了什么、为什么、怎么办",
		ExplainLong: "可离线使用。如果给出服务端的错误信息，可以区分同一个错误码的不同含义。" +
			"不带参数时，列出所有已知的错误码。\n" +
			"列表中，CODE:2 表示同一个错误码的第二种含义，* 表示错误码余下的部分，%s 表示服务端填入的词。",
		SandboxShort:        "单独运行沙箱 API，直到被中断",
		SandboxLong:         "在回环地址上通过 HTTP 响应向导用到的 ENS 调用，可供任何官方客户端使用，AccessKey ID 为 sandbox，AccessKey Secret 为 sandbox-secret。开始监听后，会说明各种客户端如何访问。",
		SandboxListen:       "监听的回环地址（默认为 127.0.0.1:8420）",
		SandboxRehearse:     "如何响应下一次创建（可用的值见 epn-wizard --help）",
		SandboxReset:        "先清空沙箱账号",
		NeedsBashCompletion: "epn-wizard：自动补全需要软件包 bash-completion：请安装后打开新的 Shell。",
	}
}
