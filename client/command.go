package client

import (
	"strconv"
	"strings"
)

// Command is what the aliyun CLI would be told to send the same order, quoted
// for a POSIX shell. An empty profile, an empty endpoint and the default one
// are left out. A value that starts with a dash is joined to its option, since
// that CLI takes it for an option where it stands alone.
func (o Order) Command(profile string, e Endpoint) string {
	args := []string{"aliyun", "ens", "CreateEpnInstance"}
	option := func(name, value string) {
		if strings.HasPrefix(value, "-") {
			args = append(args, name+"="+value)
			return
		}
		args = append(args, name, value)
	}
	option("--EPNInstanceType", o.EPNInstanceType)
	option("--EPNInstanceName", o.EPNInstanceName)
	option("--InternetChargeType", o.InternetChargeType)
	option("--NetworkingModel", o.NetworkingModel)
	option("--InternetMaxBandwidthOut", strconv.Itoa(o.InternetMaxBandwidthOut))
	if profile != "" {
		option("--profile", profile)
	}
	if e.Host != "" && e.Host != MainlandEndpoint {
		option("--endpoint", e.Host)
		if e.Scheme == "http" {
			args = append(args, "--insecure") // the CLI's word for plain HTTP
		}
	}
	for i, a := range args {
		args[i] = quote(a)
	}
	return strings.Join(args, " ")
}

// quote makes one word of a text for a POSIX shell.
func quote(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,/:@%"
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
