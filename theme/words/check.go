package words

// Check is what the command check says: whether an order could be sent, and what
// that depends on.
type Check struct {
	Ready, NotReady                                     string            // how it begins
	Account, Target, Permissions, Clock, Billing, Files string            // names of its rows
	Allowed                                             map[string]string // whether an action is permitted, as JSON says it; untried: of the create
	Unknown, ClockRight, NoneInForce, Draft             string
	InForce                                             string            // %s the billing method
	Absent, Unusable                                    string            // of the state directory
	Requests                                            string            // %d in the journal
	Without                                             map[string]string // what a denied look means for an order, by its action
}

func englishCheck() Check {
	return Check{
		Ready:       "An order could be sent.",
		NotReady:    "No order could be sent.",
		Account:     "Account",
		Target:      "Target",
		Permissions: "Permissions",
		Clock:       "Clock",
		Billing:     "Billing method",
		Files:       "Files",
		Allowed: map[string]string{
			"true": "permitted", "false": "not permitted", "unknown": "not known", "untried": "not known: only an order can tell",
		},
		Unknown:     "Not known.",
		ClockRight:  "This computer's clock agrees with the service's, to the second.",
		InForce:     "%s is in force, and normally stays.",
		NoneInForce: "None is in force: the method of the first order becomes the account's, and cannot be changed later.",
		Absent:      "Not there yet: it is created when something is first kept.",
		Unusable:    "It cannot be used.",
		Requests:    "Requests in the journal: %d.",
		Draft:       "Answers of an order that was not sent are kept; the next start offers them.",
		Without: map[string]string{
			"DescribeEpnInstances": "Without it an order can be sent, but nothing tells beforehand whether its name is taken, " +
				"and if the reply is lost, the instance cannot be looked up.",
			"DescribeEpnBandwitdhByInternetChargeType": "Without it an order can be sent, but without a warning if the billing method in force is not the one ordered.",
		},
	}
}

func chineseCheck() Check {
	return Check{
		Ready:       "可以发送订单。",
		NotReady:    "无法发送订单。",
		Account:     "账号",
		Target:      "目标",
		Permissions: "权限",
		Clock:       "时钟",
		Billing:     "计费方式",
		Files:       "文件",
		Allowed: map[string]string{
			"true": "已授权", "false": "未授权", "unknown": "未知", "untried": "未知，发送订单后才能确认",
		},
		Unknown:     "未知。",
		ClockRight:  "本机时钟与服务端一致，误差不到一秒。",
		InForce:     "已生效的计费方式：%s，通常不会再变。",
		NoneInForce: "尚无已生效的计费方式：首个订单所选的方式将成为账号的计费方式，之后不能修改。",
		Absent:      "尚不存在：首次需要保存内容时才会创建。",
		Unusable:    "无法使用。",
		Requests:    "日志中的请求数：%d。",
		Draft:       "有一份尚未发送的草稿，下次启动时可以继续填写。",
		Without: map[string]string{
			"DescribeEpnInstances":                     "没有该权限仍可发送订单，但下单前无法确认名称是否已被使用；如果未收到响应，也无法查询实例。",
			"DescribeEpnBandwitdhByInternetChargeType": "没有该权限仍可发送订单，但如果已生效的计费方式与所选的不同，不会有警告。",
		},
	}
}
