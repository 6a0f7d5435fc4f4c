package words

import "strings"

// Commands is said of what can be typed elsewhere to do the same.
type Commands struct {
	Caption        string            // above the command that sends the same order
	CaptionRelease string            // the same, where the command needs a release of the CLI
	CaptionSandbox string            // the same, where this order goes to the sandbox
	Hints          map[string]string // what has to be known of a command, by client.Hint
	OrdersForReal  string            // of a command that was copied where orders go to the sandbox
	TooNarrow      string            // %d columns that the screen would need
}

// NextSteps is what to do with a new instance. Commands follow the sentences
// that end in a colon.
type NextSteps struct {
	Title, TitleSandbox string
	ConnectsNothing     string
	JoinIPs             string // %s the address to replace
	JoinVSwitches       string // %s the id to replace
	Start, See          string
	Undo                string // %s the action that removes what was joined
}

// UseStateDirectory has the commands of this program that sentences name look into the
// state directory of this run: option is the flag that says so, as a shell reads it.
func (w *Words) UseStateDirectory(option string) {
	if w.Renamed != nil {
		return
	}
	w.Renamed = map[string]string{}
	for _, command := range []string{"settle", "history"} {
		w.Renamed["epn-wizard "+command] = "epn-wizard " + option + " " + command
	}
	for _, text := range []*string{&w.Script.SettleNext, &w.Script.NeedsID, &w.Script.NoSuchRecord, &w.Unsettled.LookYourself} {
		*text = w.NameCommands(*text)
	}
	for _, format := range []*string{&w.Script.Unsettled, &w.Script.LeftOut, &w.Unsettled.NameRecord} {
		*format = w.nameInFormat(*format)
	}
	for kind, format := range w.Warnings {
		w.Warnings[kind] = w.nameInFormat(format)
	}
}

// NameCommands has the commands that a text names look into the state directory of this run.
func (w *Words) NameCommands(text string) string {
	for named, command := range w.Renamed {
		text = strings.ReplaceAll(text, named, command)
	}
	return text
}

// nameInFormat is NameCommands for a sentence that is still to be filled in.
func (w *Words) nameInFormat(format string) string {
	for named, command := range w.Renamed {
		format = strings.ReplaceAll(format, named, strings.ReplaceAll(command, "%", "%%"))
	}
	return format
}

func englishCommands() Commands {
	return Commands{
		Caption:        "The same as:",
		CaptionRelease: "The same as, with release 3.0.213 or later of the CLI:",
		CaptionSandbox: "In a shell, this would order for real, and bill the CLI's default account:",
		Hints: map[string]string{
			"release":         "The variable makes the CLI, from release 3.0.213 on, ignore its own profile.",
			"default-account": "With the aliyun CLI, its own default account would pay, unless --profile NAME is added.",
			"other-machine":   "This command is for another computer, where the aliyun CLI's own default account would pay.",
			"other-source":    "No command does the same: the aliyun CLI cannot be told to use these keys.",
			"other-file":      "No command does the same: the aliyun CLI does not read the configuration file of these keys.",
		},
		OrdersForReal: "In a shell, it orders for real.",
		TooNarrow:     "This screen is too narrow for the command, which needs %d columns.",
	}
}

func englishNextSteps() NextSteps {
	return NextSteps{
		Title:           "What to do next",
		TitleSandbox:    "What would come next, on the real service",
		ConnectsNothing: "A new instance connects nothing until members are joined and it is started.",
		JoinIPs:         "Join the public IP addresses to accelerate (replace %s):",
		JoinVSwitches:   "Join the vSwitches (replace %s); their instances join by themselves:",
		Start:           "Start it:",
		See:             "Check that it runs (its status is then Running):",
		Undo:            "Undo it (first remove what was joined, with %s):",
	}
}

func chineseCommands() Commands {
	return Commands{
		Caption:        "等效命令：",
		CaptionRelease: "等效命令（需要 3.0.213 或更高版本的 CLI）：",
		CaptionSandbox: "在 Shell 中执行以下命令，会为 CLI 的默认账号创建计费的实例：",
		Hints: map[string]string{
			"release":         "该变量让 CLI 不使用它自己的凭证配置，需要 3.0.213 或更高版本。",
			"default-account": "使用 aliyun CLI 时，费用计入它自己的默认账号；加上 --profile NAME 可使用其他账号。",
			"other-machine":   "该命令用于另一台电脑，费用计入那里的 aliyun CLI 自己的默认账号。",
			"other-source":    "没有等效命令：无法让 aliyun CLI 使用这些凭证。",
			"other-file":      "没有等效命令：aliyun CLI 不读取这些凭证所在的配置文件。",
		},
		OrdersForReal: "在 Shell 中执行会正式下单。",
		TooNarrow:     "屏幕太窄，无法显示命令：需要 %d 列。",
	}
}

func chineseNextSteps() NextSteps {
	return NextSteps{
		Title:           "后续步骤",
		TitleSandbox:    "如果是正式服务，后续步骤如下",
		ConnectsNothing: "新建的实例在加入成员并启动之前，不联通任何对象。",
		JoinIPs:         "加入需要加速的公网 IP（请替换 %s）：",
		JoinVSwitches:   "加入需要联通的交换机（请替换 %s），其中的实例会自动加入：",
		Start:           "启动实例：",
		See:             "查看运行情况（此时状态为 Running）：",
		Undo:            "撤销（先用 %s 移除已加入的成员）：",
	}
}
