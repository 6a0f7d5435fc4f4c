package client

import (
	"fmt"
	"strings"
)

// Command is what the aliyun CLI would be told to send the same order, quoted
// for a POSIX shell. An empty profile, an empty endpoint and the default one
// are left out.
func (o Order) Command(profile string, e Endpoint) string {
	args := []string{"aliyun", "ens", "CreateEpnInstance"}
	for _, p := range o.Parameters() {
		args = append(args, argument("--"+p.Name, p.Value)...)
	}
	return line(append(args, account(profile, e)...))
}

// FollowUp is a command for an instance that was created, to the same service
// and with the same profile. The command has a %s for the instance's id.
func FollowUp(command, id, profile string, e Endpoint) string {
	if strings.HasPrefix(id, "-") { // see argument
		command = strings.Replace(command, " %s", "=%s", 1)
	}
	return strings.TrimRight(fmt.Sprintf(command, quote(id))+" "+line(account(profile, e)), " ")
}

// account tells the CLI whose account it is, and which service.
func account(profile string, e Endpoint) []string {
	var args []string
	if profile != "" {
		args = argument("--profile", profile)
	}
	if e.Host != "" && e.Host != MainlandEndpoint {
		args = append(args, argument("--endpoint", e.Host)...)
		if e.Scheme == "http" {
			args = append(args, "--insecure") // the CLI's word for plain HTTP
		}
	}
	return args
}

// argument gives an option and its value. A value that starts with a dash is
// joined to its option, since the CLI takes it for an option where it stands
// alone.
func argument(name, value string) []string {
	if strings.HasPrefix(value, "-") {
		return []string{name + "=" + value}
	}
	return []string{name, value}
}

// line writes words so that a POSIX shell reads them as they are.
func line(args []string) string {
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = quote(a)
	}
	return strings.Join(quoted, " ")
}

// quote makes one word of a text for a POSIX shell.
func quote(s string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,/:@%"
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
