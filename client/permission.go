package client

import "encoding/json"

// Permission is a RAM action of a request that the program makes.
type Permission struct {
	Action string
	// Needed says that nothing can be ordered without it. Without the others
	// an order can be sent, but less is known before and after it.
	Needed bool
}

// Permissions lists what the program asks of an account.
func Permissions() []Permission {
	return []Permission{
		{"ens:CreateEpnInstance", true},
		{"ens:DescribeEpnInstances", false},
		{"ens:DescribeEpnBandwitdhByInternetChargeType", false}, // the service's own spelling
	}
}

// PermissionPolicy gives the RAM policy that grants them all, as JSON to paste.
func PermissionPolicy() string {
	type statement struct {
		Effect   string
		Action   []string
		Resource string
	}
	s := statement{Effect: "Allow", Resource: "*"}
	for _, p := range Permissions() {
		s.Action = append(s.Action, p.Action)
	}
	policy := struct {
		Version   string
		Statement []statement
	}{"1", []statement{s}}
	text, err := json.MarshalIndent(policy, "", "  ")
	if err != nil {
		panic(err) // there are only texts in it
	}
	return string(text)
}
