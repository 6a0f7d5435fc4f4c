package words

func chineseScript() Script {
	return Script{
		NeedsYes:       "为必填项：没有终端可供询问；--yes 会直接发送订单，不再询问，--accessible 则逐行读取回答",
		NeedsLines:     "为必填项：没有终端可供演练，而 --accessible 可以逐行读取回答",
		NeedsYesSSH:    "为必填项：没有终端可供询问（ssh -t 可提供终端），而 --yes 会直接发送订单，不再询问",
		By:             "由 %s 发送",
		From:           "来自 %s",
		NothingSent:    "没有发送任何内容。",
		Flag:           "--%s ", // a space parts Latin letters from what follows
		Value:          "%s「%s」",
		FlagForm:       "写法有误，正确的写法例如 --lang en 或 --lang=en",
		TooMany:        "无法接受：最多 %d 个，给出了 %d 个",
		NoArguments:    "无法接受：此命令没有参数",
		NeedsID:        "需要指定日志编号，可用 epn-wizard history 查看",
		NoSuchRecord:   "不在日志中，可用 epn-wizard history 查看已有的请求",
		NotWritten:     "结果无法写出：%s。",
		CreatedUnseen:  "实例 %s 已创建，只是结果无法写出：%s。",
		OtherOutcome:   "的结果此前已有记录，且与此不同：去掉 --not-created，用 epn-wizard settle ID 查看",
		Kept:           "您填写的内容已保留，下次启动时可以继续使用。",
		Warning:        "警告：%s",
		Sentence:       "%s。",
		NothingKept:    "%s 中没有任何记录：没有从那里发送过订单。",
		NoDamage:       "日志中的内容都可以读取。",
		Acknowledged:   "已确认：日志第 %d 行无法读取。",
		DryRun:         "将会发送以下内容（%s）：",
		Listening:      "listening on %s", // other programs wait for this line
		Contradiction:  "不能与 %s 同时使用",
		OneOf:          "必须是以下值之一：%s",
		Duration:       "必须是大于零的时长，例如 30s 或 2m",
		Empty:          "不能为空",
		NeedsValue:     "缺少值",
		NotUsable:      "无法使用：%s",
		SettleNext:     "仍有待确认的订单。请稍后再次查询；如果控制台中确实没有实例，可用：epn-wizard settle ID --not-created",
		NothingSentYet: "尚未从本机发送过任何请求。",
		NotKept:        "您填写的内容无法保留：状态目录中可能有另一个向导的草稿，或者该目录不可写。",
		Unsettled:      "还有 %d 个待确认的订单，可用 epn-wizard settle 查询。",
		NothingLeft:    "%s 中没有待确认的订单。",
		NotLoopback:    "必须是回环地址和端口，例如 127.0.0.1:8420",
		PortInUse:      "已被其他程序占用：请换一个端口，或用 0 表示任意空闲端口",
		NoStateDir:     "为必填项，因为当前的系统账号没有主目录",
		NotKnown:       "无法识别，可用的有：%s",
		Rehearse:       "必须是 %s 之一，或目录中的 CODE，例如 StockNotEnough 或 StockNotEnough:2（可用 epn-wizard explain 查看全部）",
		Variants:       "具体是哪一种，由错误信息决定：",
		ExplainField:   "涉及的填写项：%s",
		Fields: map[string]string{
			"flag": "参数", "command": "命令", "arguments": "多余的参数", "terminal": "终端",
			"file": "文件", "shell": "Shell ", "id": "日志编号", "target": "目标", "code": "错误码",
		},
		Endpoint: map[string]string{
			"form":  "必须是主机名，或只含协议和主机名的 URL，例如 ens.aliyuncs.com",
			"plain": "必须使用 https；明文 http 只能用于回环地址",
		},
		Reach: "请在另一个 Shell 中为客户端设置沙箱的 AccessKey 和地址。aliyun CLI 会优先使用自己的凭证配置，而不是这些环境变量；" +
			"3.0.213 或更高版本可以设为不使用。\n\n" +
			"  export ALIBABA_CLOUD_ACCESS_KEY_ID=sandbox\n  export ALIBABA_CLOUD_ACCESS_KEY_SECRET=sandbox-secret\n" +
			"  %s\n  %s",
		NotKnownNear:  "无法识别。是否想输入 %s？可用的有：%s",
		NoSuchCode:    "目录中没有错误码 %s，以上只是一般说明。可用 epn-wizard explain 查看全部。",
		OnlyFamily:    "目录中没有错误码 %s，以上只是开头相同的错误码的一般含义。如果错误码拼写有误，含义会不同。",
		Rehearsal:     "使用 --rehearse %s 时，沙箱会这样做：%s。",
		RehearsalText: "向导只能看到响应（如果有），因此会这样说明：",
		NearCodes:     "拼写相近的有：%s。",
		Time:          "时间",
		Outcome:       "结果",
		SentTo:        "发往",
	}
}
