package words

func chineseCompare() Compare {
	return Compare{
		NeedsFile:    "为必填项：内容为 time,mbps 的 CSV 文件，或用 - 表示标准输入",
		NotReadable:  "无法读取：%s",
		NotInput:     "必须是文件，因为标准输入用于回答问题；可用 epn-wizard compare - 读取标准输入",
		Month:        "月份",
		DailyPeak:    "日峰值",
		Percentile95: "月 95 峰值",
		FourthPeak:   "月第四峰值",
		Maximum:      "最大值",
		Days:         "%s（%d 天）",
		OneDay:       "%s（1 天）",
		Caption:      "Mbit/s，%s 至 %s",
		Gaps:         "缺少 %d 个采样点，共 %d 处，第一处在第 %d 行之前；结果只按现有的采样点计算。",
		Finer:        "服务端每 5 分钟采样一次，这些采样点的间隔更短，因此那里的峰值可能更低，月 95 峰值可能更低，也可能更高。",
		Coarser:      "服务端每 5 分钟采样一次，这些采样点的间隔更长，因此那里的峰值更高。",
		Part:         "仅为 %d 天的数据；整月的计费值通常更高。",
		Input:        "标准输入",
		Row:          "%s，%s",
		Line:         "第 %d 行：%s",
		Cell:         "「%s」%s",
		More:         "还有 %d 行无法使用",
		Explained: "单位为 Mbit/s，按术语的通常含义计算，以账单为准。日峰值带宽每天按当天的峰值计费，" +
			"该列是各天峰值的平均值。固定规格带宽按订购的带宽计费。各种计费方式的单价不同，此处无法得知：计费值低，费用不一定低。",
		Problems: map[string]string{
			"no-samples":     "不含任何采样点",
			"not-text":       "不是 UTF-8 编码的文本文件",
			"line-too-long":  "过长，不可能是采样点",
			"not-two-fields": "必须由时间、逗号和数值组成，例如 2026-10-01T00:05:00Z,41.2",
			"not-a-time":     "必须以时间开头，例如 2026-10-01T00:05:00Z",
			"not-a-number":   "必须以单位为 Mbit/s 的数值结尾，例如 41.2",
			"negative":       "不能小于 0 Mbit/s",
			"absurd":         "超过 10,000,000 Mbit/s",
			"duplicate":      "与上一个采样点的时间相同",
			"unordered":      "早于上一个采样点",
			"too-many":       "超过一年的 5 分钟采样点",
		},
	}
}
