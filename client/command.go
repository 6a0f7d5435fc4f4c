package client

import (
	"strconv"
	"strings"
)

// Command is what the aliyun CLI would be told to send the same order, quoted
// for a POSIX shell. An empty profile, an empty endpoint and the default one
// are left out.
func (o Order) Command(profile string, e Endpoint) string {
	args := []string{
		"aliyun", "ens", "CreateEpnInstance",
		"--EPNInstanceType", o.EPNInstanceType,
		"--EPNInstanceName", o.EPNInstanceName,
		"--InternetChargeType", o.InternetChargeType,
		"--NetworkingModel", o.NetworkingModel,
		"--InternetMaxBandwidthOut", strconv.Itoa(o.InternetMaxBandwidthOut),
	}
	if profile != "" {
		args = append(args, "--profile", profile)
	}
	if e.Host != "" && e.Host != MainlandEndpoint {
		args = append(args, "--endpoint", e.Host)
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
