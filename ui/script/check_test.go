package script

import (
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/submit"
)

// aCheck is one that has found nearly all there can be.
func aCheck(t *testing.T) Check {
	t.Helper()
	skew := -90 * time.Second
	return Check{
		Report: Report{Outcome: submit.Outcome{Result: submit.Ready}, Target: "live", Endpoint: "https://ens.aliyuncs.com",
			Account: client.Account{Source: client.FromConfigFile, Profile: "work\x1b", KeyID: "LTAI****9Q"}},
		Looks: &submit.Checks{
			InForce: "BandwidthByDay", ClockSkew: &skew,
			NamesFailed: &client.Failure{Kind: client.Refused, Code: "Forbidden.RAM", Action: client.ListAction},
		},
		Files: Files{StateDir: "/home/me/.local/state/epn-wizard", Requests: 3, Unsettled: []string{"20261123-101112-ABCDEFGH"}, Draft: true},
	}
}

func TestCheckAsText(t *testing.T) {
	t.Parallel()
	const want = `An order could be sent.

Account         Billed from creation. Credentials: profile work\x1b (config.json), LTAI****9Q.
Target          LIVE https://ens.aliyuncs.com
Permissions     ens:CreateEpnInstance: not known: only an order can tell
                ens:DescribeEpnInstances: not permitted
                ens:DescribeEpnBandwitdhByInternetChargeType: permitted
Clock           This computer's clock is 2 minutes behind the service's.
Billing method  Daily peak is in force, and normally stays.
Files           /home/me/.local/state/epn-wizard
                Requests in the journal: 3.
                Unsettled orders: 1. epn-wizard settle looks them up.
                Answers of an order that was not sent are kept; the next start offers them.
`
	if got := said(t, "en", 0, func(p Printer) error { return p.PrintCheck(aCheck(t)) }); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	narrow := said(t, "en", 40, func(p Printer) error { return p.PrintCheck(aCheck(t)) })
	if !strings.Contains(narrow, "\nens:DescribeEpnBandwitdhByInternetChargeType:\n") || strings.Count(narrow, "\n\n") != 1 {
		t.Errorf("a name is broken, or a line is blank:\n%s", narrow)
	}
	for _, lang := range []string{"en", "zh"} {
		text := said(t, lang, 80, func(p Printer) error { return p.PrintCheck(aCheck(t)) })
		if lines := strings.Count(text, "\n"); lines > 24 {
			t.Errorf("%s: %d lines are more than a screen:\n%s", lang, lines, text)
		}
	}
}

func TestCheckAsJSON(t *testing.T) {
	t.Parallel()
	got := said(t, "en", 0, func(p Printer) error {
		p.JSON = true
		return p.PrintCheck(aCheck(t))
	})
	for _, want := range []string{
		`{"outcome":"ready","target":"live","endpoint":"https://ens.aliyuncs.com"`,
		`"account":{"source":"config.json","profile":"work\\x1b","key":"LTAI****9Q"}`,
		`"warnings":[{"kind":"look-denied","message":"The look-up was denied; it needs ens:DescribeEpnInstances. Without it an order can be sent`,
		`{"action":"ens:DescribeEpnInstances","allowed":false},{"action":"ens:DescribeEpnBandwitdhByInternetChargeType","allowed":true}]`,
		`"clockSkewSeconds":-90,"billingMethodInForce":"BandwidthByDay"`,
		`"requests":3,"unsettled":["20261123-101112-ABCDEFGH"],"draft":true}}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}
