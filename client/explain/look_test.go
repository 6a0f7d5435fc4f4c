package explain

import (
	"strings"
	"testing"

	"epn-wizard/client"
)

// TestLooksAreToldAsLooks: whatever a look meets, nothing is said of an order
// that was sent, of an instance that may exist, or of what an order would need.
func TestLooksAreToldAsLooks(t *testing.T) {
	t.Parallel()
	failures := []client.Failure{{Kind: client.Unknown, Cause: client.IncompleteList}}
	for _, e := range Entries() {
		code, message := e.SampleReply()
		for _, status := range []int{e.HTTPStatus, 503} {
			f := client.Failure{Kind: client.ClassifyReply(status, code), Code: code, Message: message, HTTPStatus: status}
			failures = append(failures, f)
		}
	}
	for _, c := range inDoubt() {
		failures = append(failures, client.Failure{Kind: client.Unknown, Cause: c})
	}
	for _, c := range []client.Cause{
		client.Interrupted, client.NameNotFound, client.ConnectionRefused, client.ConnectTimeout, client.ProxySetting,
		client.TLSFailed,
	} {
		failures = append(failures, client.Failure{Kind: client.Unreachable, Cause: c})
	}
	for name, never := range map[string][]string{
		"en": {"may exist", "created", "submit", "order", "ens:CreateEpnInstance", "four answers", "{"},
		"zh": {"已创建", "提交", "下单", "订单", "ens:CreateEpnInstance", "{"},
	} {
		for _, action := range []string{client.ListAction, client.BillingAction} {
			for _, f := range failures {
				f.Action = action
				x := ExplainFailure(name, &f)
				whole := x.Title + " " + x.Explanation + " " + x.Remedy
				for _, word := range never {
					if strings.Contains(whole, word) && f.Cause != client.IncompleteList {
						t.Errorf("%s: %s%s (%s) of a look says %q: %q", name, f.Code, f.Cause, f.Kind, word, whole)
					}
				}
				if x.Title == "" || x.Explanation == "" || x.Remedy == "" || x.Field != "" {
					t.Errorf("%s: %s%s (%s) of a look: %+v", name, f.Code, f.Cause, f.Kind, x)
				}
			}
		}
	}
}

func TestDeniedLookNamesWhatItNeeds(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"NoPermission", "Forbidden.RAM", "Forbidden.NoRight", "AccessDenied"} {
		for _, action := range []string{client.ListAction, client.BillingAction} {
			f := &client.Failure{Kind: client.Refused, Code: code, HTTPStatus: 403, Action: action}
			if x := ExplainFailure("en", f); x.Title != "The look-up was denied; it needs ens:"+action || x.Retry != Never {
				t.Errorf("%s: %+v", code, x)
			}
		}
	}
}
