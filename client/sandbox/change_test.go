package sandbox

import (
	"fmt"
	"testing"
	"time"

	"epn-wizard/client"
)

// TestWhatFollowsACreate: an instance is joined, started, stopped and deleted, as the
// next steps say, and what the documentation does not permit is refused.
func TestWhatFollowsACreate(t *testing.T) {
	t.Parallel()
	for _, mode := range client.NetworkingModes() {
		dir := t.TempDir()
		id, err := start(t, Options{Dir: dir}).addInstance(t.Context(), client.Order{NetworkingModel: mode})
		must(t, err)
		s := start(t, Options{Dir: dir, Now: func() time.Time { return time.Now().Add(settling) }})
		member, foreign := client.MemberForMode(mode), client.MemberForMode(client.NetworkingInternet)
		if mode == client.NetworkingInternet {
			foreign = client.MemberForMode(client.NetworkingInternal)
		}
		list, example, exampleForeign := member.Example.Name, member.Example.Value, foreign.Example.Value
		for _, step := range []struct {
			action, parameter, value string
			code                     string // of the refusal, or ""
			status                   string // of the instance afterwards, "" where it is gone
		}{
			{client.DeleteAction, "EPNInstanceId", "epn-other", "InvalidParameter.EPNInstanceId", "Stopped"},
			{client.DeleteAction, "EPNInstanceId", "", "MissingParameter", "Stopped"},
			{foreign.Join, foreign.Example.Name, exampleForeign, "InvalidParameter.EPNInstanceId", "Stopped"},
			{member.Join, list, "", "MissingParameter", "Stopped"},
			{member.Join, list, "[]", "InvalidParameter." + list, "Stopped"},
			{member.Join, list, "203.0.113.7", "InvalidParameter." + list, "Stopped"},
			{member.Join, list, exampleForeign, "InvalidParameter." + list, "Stopped"},
			{member.Join, list, example, "", "Stopped"},
			{member.Join, list, example, "", "Stopped"},
			{client.StartAction, "", "", "", "Running"},
			{client.DeleteAction, "", "", "InvalidParameter", "Running"}, // it has a member
			{client.StopAction, "", "", "", "Stopped"},
			{member.Remove, list, example, "", "Stopped"},
			{client.DeleteAction, "", "", "", ""},
			{client.StartAction, "", "", "InvalidParameter.EPNInstanceId", ""},
		} {
			params := map[string]string{"EPNInstanceId": id}
			params[step.parameter] = step.value
			if delete(params, ""); step.value == "" {
				delete(params, step.parameter)
			}
			if _, err := (&sdk{algorithm: "v2"}).call(t, s, step.action, params); step.code != "" {
				refused(t, err, 400, step.code)
			} else if err != nil {
				t.Errorf("%s: %v", step.action, err)
			}
			status := ""
			for _, i := range contents(t, s).Instances {
				status += s.statusOf(i)
			}
			if status != step.status {
				t.Errorf("%s: after %s %v the instance is %q, want %q", mode, step.action, fmt.Sprint(params), status, step.status)
			}
		}
	}
}
