package words

func chineseLine() Line {
	return Line{
		HowTo:         "每次输入一行。b 返回，? 查看说明，q 退出。",
		HowToOption:   "? 加上选项的编号，只说明该选项。",
		FirstQuestion: "这已是第一个问题。",
		ReviewHelp:    "y 发送订单，只发送一次。n 退出。输入编号可修改相应的内容。c 查看等效命令。",
		ReviewKeys:    "y 创建实例，n 退出，1 到 4 修改相应的内容，c 查看命令。",
		NoKeysRetry:   "请在另一个窗口中设置凭证配置（aliyun configure），然后输入 y 重新查找。n 退出。您填写的内容会保留。",
		RetryKeys:     "y 重试，n 退出。您填写的内容会保留。",
		Choose:        "请输入选项的编号，1 到 %d。",
		CreatedFound:  "未收到响应，但 EPN 实例已创建，并已查询到。请勿再次下单：%s",
		Numbered:      "%d：%s",
		Step:          "第 %d 步，共 %d 步，%s。%s",
		Option:        "%d：%s，%s。%s",
		Preset:        "空行表示：%s。",
		Review:        "确认，%s。",
		Row:           "%d %s：%s，%s",
		TypeRow:       "%s：%s，%s",
		Answer:        "%s：%s。",
		Problem:       "%s%s。",
		Target:        "%s：%s。",
		Failed:        "%s。%s",
		DraftKeys:     "y 继续填写，n 重新填写，q 退出。",
		UnsettledKeys: "空行表示再次查询。x 记录为未创建。n 暂不确认，继续。q 退出。",
		PickKeys:      "输入编号指明是哪个实例。",
		EditKeys:      "n 退出，1 到 4 修改相应的内容。",
		Recorded:      "已记录：这个订单没有创建任何实例。",
		DraftKept:     "%s 填写的内容已保留；加上 --resume 可继续填写。",
		Again:         "again", // as nothing there
		Returned:      "显示确认页之后情况有变，没有发送任何内容。",
		AgainKeys:     "如果仍要再次发送，请原样输入以下英文：%s",
		Changes:       "输入 %d 可修改：%s。",
		NothingThere:  "nothing there", // what any terminal can type, without an input method
		ConfirmKeys:   "如需这样记录，请原样输入以下英文：%s",
		TypedBefore:   "显示此处之前输入的内容，不算作回答。",
		NotAlone:      "没有执行：前后 0.1 秒内还输入了其他行。请重新输入。",
		TooLong:       "这一行太长：最多 %d 个字节。请重新输入。",
		InVain:        "连续 %d 个回答没有改变任何内容，视为输入结束。",
		Seen:          "seen", // as nothing there
		DamageKeys:    "如需记录您已查看，请原样输入以下英文：%s。n 继续，但在此之前无法下单。q 退出。",
		Recording:     "正在记录。",
		SettleKeys:    "s 先查询之前的订单。",
		Waiting:       "仍在等待，已等待 %d 秒。",
	}
}
