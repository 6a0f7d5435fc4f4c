package sandbox

import (
	"context"
	"encoding/json"
	"slices"

	"epn-wizard/client"
)

// changes are the actions that the program names as the next steps after a create,
// and those that undo them.
var changes = []string{
	client.FindMember(client.NetworkingInternet).Join, client.FindMember(client.NetworkingInternet).Remove,
	client.FindMember(client.NetworkingInternal).Join, client.FindMember(client.NetworkingInternal).Remove,
	client.StartAction, client.StopAction, client.DeleteAction,
}

// changeInstance answers an action that changes one instance. Its error tables have no
// code for an id that there is not, so the field is called invalid.
func (s *Server) changeInstance(ctx context.Context, c call) (any, error) {
	id := c.params["EPNInstanceId"]
	if err := requireParameter(c.params, "EPNInstanceId"); err != nil {
		return nil, err
	}
	err := s.store.updateAccount(ctx, func(a *account) error {
		at := slices.IndexFunc(a.Instances, func(i kept) bool { return i.EPNInstanceID == id })
		switch {
		case at < 0:
			return invalidParameter("EPNInstanceId")
		case c.action != client.DeleteAction:
			return a.Instances[at].change(c)
		case len(a.Instances[at].Members) > 0:
			return refuse("InvalidParameter",
				"The errorMessage is the instance has members, which have to be removed first. Please check it again.")
		}
		a.Instances = slices.Delete(a.Instances, at, at+1)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return map[string]string{"RequestId": c.id}, nil
}

// change starts or stops an instance, or changes its members. An instance whose
// networking mode does not take such members is refused by its id.
func (i *kept) change(c call) error {
	member := client.FindMember(i.NetworkingModel)
	switch c.action {
	case client.StartAction, client.StopAction:
		i.Started = c.action == client.StartAction
		return nil
	case member.Join, member.Remove:
	default:
		return invalidParameter("EPNInstanceId")
	}
	members, err := readMembers(c.params, member)
	if err != nil {
		return err
	}
	i.Members = slices.DeleteFunc(i.Members, func(joined string) bool { return slices.Contains(members, joined) })
	if c.action == member.Join {
		i.Members = append(i.Members, members...)
	}
	return nil
}

// readMembers gives the members that a call names in a JSON list.
func readMembers(params map[string]string, member client.Member) ([]string, error) {
	name := member.Example.Name
	if err := requireParameter(params, name); err != nil {
		return nil, err
	}
	var list []map[string]string
	if err := json.Unmarshal([]byte(params[name]), &list); err != nil || len(list) == 0 {
		return nil, invalidParameter(name)
	}
	members := make([]string, len(list))
	for at, entry := range list {
		if members[at] = entry[member.Key]; members[at] == "" {
			return nil, invalidParameter(name)
		}
	}
	return members, nil
}
