package words

func chineseQuestions() Questions {
	return Questions{
		Name: Question{
			Step:   "名称",
			Title:  "请输入 EPN 实例的名称",
			Prompt: "例如：edge lab",
			Limits: "1 到 %d 个字符。",
			Help: "名称由您自定。您和向导都要靠它找到实例，请填写一个尚未使用的名称。\n\n" +
				"1 到 %d 个字符，语言不限，可以包含空格。",
			Fixes: "之后可以修改。",
			Brief: "之后可以修改。",
		},
		Billing: Question{
			Step:  "计费方式",
			Title: "请选择计费方式",
			Help: "出、入方向的流量每 5 分钟测量一次，每次测量的结果是一个采样点，单位为 Mbit/s。" +
				"计费方式决定按哪个采样点计费。",
			Fixes: "整个账号只有一种计费方式，之后不能修改。如果账号已有计费方式，通常以它为准，订单中的选择不生效。",
			Brief: "整个账号只有一种，之后不能修改。",
			Options: map[string]Option{
				"BandwidthByDay": {
					Label:  "日峰值带宽",
					Means:  "每天按当天最高的采样点计费。",
					Choose: "适合只有少数几天流量高的业务：流量高的那一天，只影响当天的费用。",
				},
				"95BandwidthByMonth": {
					Label: "月 95 峰值带宽",
					Means: "去掉当月最高的 5% 采样点（30 天中为 36 小时），" +
						"全月按其余采样点的最高值计费。",
					Choose: "适合流量平稳、偶有短时突增的业务：突增合计不到 36 小时，就不会计费。",
				},
				"PayByBandwidth4thMonth": {
					Label: "月第四峰值带宽",
					Means: "一天的峰值是当天最高的采样点。去掉当月最高的三个峰值，" +
						"全月按第四高的峰值计费。",
					Choose: "适合每月最多有三天流量特别高的业务，无论每次持续多久。",
				},
				"PayByBandwidth": {
					Label:  "固定规格带宽",
					Means:  "按订购的带宽计费，与实际用量无关。",
					Choose: "适合带宽大部分时间都接近用满，或希望费用固定不变的业务。",
				},
			},
		},
		BillingOpen: "整个账号只有一种计费方式。目前还没有：下单后即以此方式为准，不能修改。",
		Networking: Question{
			Step:  "组网模式",
			Title: "请选择组网模式",
			Help:  "要连接的资源（公网 IP，或 ENS 服务器所在的内网网段，即交换机）在实例创建之后加入，结果页会说明如何加入。",
			Fixes: "创建之后，只有两种内网模式可以相互切换。",
			Brief: "之后只有两种内网模式可以相互切换。",
			Options: map[string]Option{
				"SpeedUp": {
					Label:  "智能加速（外网）",
					Means:  "经由互联网的加速线路，用于您加入其中的公网 IP。",
					Choose: "适合用户通过互联网访问、并希望加快访问速度的业务，例如网店。",
					Fixes:  "之后不能改为内网模式，需要改用时只能新建实例。",
				},
				"Connection": {
					Label:  "内网联通",
					Means:  "内部网络：您加入其中的交换机彼此互通，不经过互联网。",
					Choose: "适合各边缘节点上的系统只需彼此互通的业务，例如两个工厂之间。",
					Fixes:  "之后可以改为智能加速及内网联通，但不能只保留智能加速。",
				},
				"SpeedUpAndConnection": {
					Label:  "智能加速及内网联通",
					Means:  "两者兼有：经由互联网的加速线路，以及您加入其中的交换机之间的内网。",
					Choose: "适合各系统既要彼此互通，又要通过互联网访问的业务。",
					Fixes:  "属于内网模式：之后可以改为内网联通，但不能只保留智能加速。",
				},
			},
		},
		Bandwidth: Question{
			Step:   "带宽",
			Title:  "请输入公网出带宽上限（Mbit/s）",
			Prompt: "%d 到 %d",
			Limits: "单位为 Mbit/s，%d 到 %d 的整数。",
			Help: "实例通过公网向外发送的最大带宽，单位为 Mbit/s（每秒一百万比特），" +
				"%d 到 %d 的整数。每种组网模式都需要填写。请按预计的最高出方向流量，略留余量。",
			Fixes: "之后可以修改。",
			Brief: "之后可以修改。",
		},
	}
}

func chineseLessons() Lessons {
	return Lessons{
		EPN: "边边网络（EPN，即边缘节点之间的网络）用于连接阿里云边缘节点服务（ENS）的边缘节点，即靠近用户的小型数据中心：可以经由互联网的加速线路，也可以经由内网，" +
			"或两者兼有。一个 EPN 实例就是一个这样的网络，也就是此处要订购的内容。",
		Carries:     "%s 每天最多可发送 %s，30 天最多 %s。",
		FixedBilled: "选择固定规格带宽时，就按这个值计费，与实际用量无关。",
		Follows:     "这是上限，并不按它计费；费用取决于流量（%s）。",
		Needs:       "您的流量需要 %s Mbit/s：在 %s 最高达到 %s。",
		CutOff:      "在 %d Mbit/s 时会被截断（小时数：%s；天数：%d；超出的数据：%s）。",
		Marked:      "最便宜：%s",
		Cheapest:    "按您的价格，%s 最便宜：%s；其他：%s。",
		Costs:       "按您的价格，%s 的费用：%s。",
		Billed: map[string]string{
			"BandwidthByDay":         "每天按当天的峰值计费，平均 %s Mbit/s",
			"95BandwidthByMonth":     "全月按 %s Mbit/s 计费",
			"PayByBandwidth4thMonth": "全月按 %s Mbit/s 计费",
			"PayByBandwidth":         "按订购的带宽计费，此处为 %s Mbit/s",
		},
		Briefly: map[string]string{
			"BandwidthByDay":         "每天按当天的峰值计费。",
			"95BandwidthByMonth":     "当月最高的 5% 不计费。",
			"PayByBandwidth4thMonth": "全月按第四高的峰值计费。",
			"PayByBandwidth":         "按订购的带宽计费。",
		},
		NotBilled: "不计费", BilledBelow: "计费",
		NoFourthPeak: "不足四天，没有第四峰值",
		Finer:        "每列为 1/%d 天内最高的采样点。",
		Example:      "示例月份的每日峰值，按术语的通常含义计算，以账单为准。",
		OwnWhole:     "您在 %s（最后一个完整月份）的流量，按术语的通常含义计算，以账单为准。",
		OwnPart:      "您在 %s 的流量（有记录的天数：%d），按术语的通常含义计算，以账单为准。",
		Extent:       "每天最高的采样点在 %s 和 %s Mbit/s 之间。",
		Figures:      "%s 各种计费方式，Mbit/s",
		Months:       "%s（各月，Mbit/s）",
		AsOrdered:    "按订购",
	}
}
