package client

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

// FuzzJudge: whatever a reply holds, the verdict follows the contract, and no
// text of it could be obeyed by a terminal.
func FuzzJudge(f *testing.F) {
	for _, body := range []string{
		`{"EPNInstanceId":"epn-1","RequestId":"R"}`, `{"Code":"StockNotEnough","Message":"x"}`,
		`{"Code":"CallInterface"}`, `{"Code":5}`, `[]`, `null`, `"`, ``, "{\"Code\":\"\xff\"}",
		`{"Code":"Throttling.User","Message":"\u001b[31m\u202e"}`, `{"code":"x","CODE":"y"}`,
	} {
		f.Add(200, body, "")
		f.Add(400, body, "Mon, 23 Nov 2026 02:27:51 GMT")
		f.Add(503, body, "\x1b")
	}
	f.Fuzz(func(t *testing.T, status int, body, date string) {
		header := http.Header{"Date": {date}, "X-Acs-Request-Id": {date}}
		x := &exchange{received: received{status: status, header: header, body: []byte(body)}}
		x.started.Store(true)
		x.sent.Store(true)
		if status == 0 {
			return // there is always a status where there is a reply
		}
		r, failure := judgeExchange(context.Background(), x, "ens.aliyuncs.com", Visible, nil)
		if failure == nil {
			if status != http.StatusOK {
				t.Errorf("a status of %d is no failure", status)
			}
			failure = &Failure{}
		} else {
			throttled := failure.Code == "Throttling" || strings.HasPrefix(failure.Code, "Throttling.")
			refused := failure.Code != "" && status >= 400 && status <= 499 || throttled
			if failure.Kind == Unreachable || failure.Kind != Unknown && !refused {
				t.Errorf("%d %q is %s", status, body, failure.Kind)
			}
			if (failure.Code == "") != (failure.Cause != "") {
				t.Errorf("%d %q has the code %q and the cause %q", status, body, failure.Code, failure.Cause)
			}
		}
		for _, text := range []string{
			r.RequestID, r.EPNInstanceID, failure.Code, failure.Message, failure.RequestID, failure.Recommend,
			failure.HelpLink(),
		} {
			if strings.ContainsFunc(text, Unprintable) {
				t.Errorf("%q can be obeyed", text)
			}
		}
	})
}
