package client

// Member is what instances are made of, and how it is joined to one with the
// API: a new instance has no members and connects nothing.
type Member struct {
	Join, Remove string    // the actions
	Example      Parameter // of both, beside the instance's id: a JSON list; the values are nobody's
	Key          string    // what a member is called in an entry of that list
}

// The placeholders in the examples of members.
const (
	ExampleIP      = "203.0.113.7" // of the addresses that are set aside for documentation
	ExampleVSwitch = "vsw-example"
)

// FindMember gives what is joined to an instance of a networking mode (API
// reference of both actions). Both internal modes take vSwitches, whose
// instances then join by themselves.
func FindMember(networkingMode string) Member {
	if networkingMode == NetworkingInternet {
		return Member{
			"JoinPublicIpsToEpnInstance", "RemovePublicIpsFromEpnInstance",
			Parameter{"InstanceInfos", `[{"PublicIpAddress":"` + ExampleIP + `"}]`}, "PublicIpAddress",
		}
	}
	return Member{
		"JoinVSwitchesToEpnInstance", "RemoveVSwitchesFromEpnInstance",
		Parameter{"VSwitchesInfo", `[{"VSwitchId":"` + ExampleVSwitch + `"}]`}, "VSwitchId",
	}
}
