package words

// Credentials is said of the places where keys can be.
type Credentials struct {
	Line          string // %s a file, %d its line
	Profile       string // %s a file, %s the profile
	ProfileMode   string // %s a file, %s the profile, %s its mode
	Profiles      string // %s the profiles that there are
	ProfileRemedy string // what to do where the one profile that was asked for gives no keys
	PassedOver    string // %s what was found in a place that gave no keys, while another did
}

func englishCredentials() Credentials {
	return Credentials{
		Line:          "%s, line %d",
		Profile:       "%s, profile \"%s\"",
		ProfileMode:   "%s, profile \"%s\" (mode %s)",
		Profiles:      "there are: %s",
		ProfileRemedy: "Correct the profile with aliyun configure, or name another one with --profile.",
		PassedOver:    "Not used for this order. %s.",
	}
}

func englishFindings() map[string]string {
	return map[string]string{
		"absent":          "%[1]s: nothing there",
		"disabled":        "%[1]s: not looked at, because %[2]s turns it off",
		"ignored":         "%[2]s: the aliyun CLI reads this variable, but this program does not",
		"incomplete":      "%[1]s: %[2]s is missing",
		"unclean":         "%[1]s: %[2]s has a line break, a control character or a space around it",
		"unreadable":      "%[1]s: cannot be read",
		"byte-order-mark": "%[1]s: begins with a byte order mark; save it as UTF-8 without one",
		"comment":         "%[1]s: has a comment, which JSON does not allow",
		"malformed":       "%[1]s: has a syntax error",
		"no-profile":      "%[1]s: no profile named \"%[3]s\"",
		"unsupported":     "%[1]s: this program cannot use keys of its mode; a profile of mode AK, StsToken or RamRoleArn will do",
		"expired":         "%[1]s: its sign-in has expired; sign in again with aliyun configure",
		"failed":          "%[1]s: asked, but it gave no keys",
		"slow":            "%[1]s: no answer in time",
		"program":         "%[1]s: runs a program, which a restricted session does not do",
	}
}

func englishModes() map[string]string {
	return map[string]string{
		"RamRoleArn":          "Alibaba Cloud's STS must be reachable, and must let this key assume the role",
		"ChainableRamRoleArn": "Alibaba Cloud's STS must be reachable, and must let the key of the source profile assume the role",
		"EcsRamRole":          "it works on an ECS instance that has the RAM role, and nowhere else",
		"OIDC":                "Alibaba Cloud's STS must be reachable, and must accept the token in the file",
		"CloudSSO":            "CloudSSO must be reachable, and the sign-in must be valid; sign in again with aliyun configure",
		"OAuth":               "the sign-in must be valid; sign in again with aliyun configure",
		"External":            "its program must print keys as JSON",
	}
}

func chineseCredentials() Credentials {
	return Credentials{
		Line:          "%s 第 %d 行",
		Profile:       "%s，凭证配置「%s」",
		ProfileMode:   "%s，凭证配置「%s」（模式 %s）",
		Profiles:      "现有：%s",
		ProfileRemedy: "请用 aliyun configure 修正该凭证配置，或用 --profile 指定另一个。",
		PassedOver:    "本订单没有使用：%s。",
	}
}

func chineseFindings() map[string]string {
	return map[string]string{
		"absent":          "%[1]s：没有找到",
		"disabled":        "%[1]s：按 %[2]s 的设置没有查看",
		"ignored":         "%[2]s：aliyun CLI 会读取这个变量，本程序不会",
		"incomplete":      "%[1]s：缺少 %[2]s",
		"unclean":         "%[1]s：%[2]s 中有换行、控制字符，或前后有空格",
		"unreadable":      "%[1]s：无法读取",
		"byte-order-mark": "%[1]s：文件开头有字节顺序标记，请另存为不带标记的 UTF-8",
		"comment":         "%[1]s：有注释，而 JSON 不允许注释",
		"malformed":       "%[1]s：语法有误",
		"no-profile":      "%[1]s：没有名为「%[3]s」的凭证配置",
		"unsupported":     "%[1]s：本程序不能使用这种模式的凭证；AK、StsToken 或 RamRoleArn 模式的凭证配置可以使用",
		"expired":         "%[1]s：登录已过期，请用 aliyun configure 重新登录",
		"failed":          "%[1]s：已请求，但没有得到凭证",
		"slow":            "%[1]s：没有及时响应",
		"program":         "%[1]s：需要运行程序，受限会话不会运行",
	}
}

func chineseModes() map[string]string {
	return map[string]string{
		"RamRoleArn":          "必须能够连接阿里云 STS，并且该 AccessKey 可以扮演此角色",
		"ChainableRamRoleArn": "必须能够连接阿里云 STS，并且来源凭证配置的 AccessKey 可以扮演此角色",
		"EcsRamRole":          "只能在授予了该 RAM 角色的 ECS 实例上使用",
		"OIDC":                "必须能够连接阿里云 STS，并且文件中的令牌有效",
		"CloudSSO":            "必须能够连接 CloudSSO，并且登录有效；请用 aliyun configure 重新登录",
		"OAuth":               "登录必须有效；请用 aliyun configure 重新登录",
		"External":            "该程序必须以 JSON 格式输出凭证",
	}
}
