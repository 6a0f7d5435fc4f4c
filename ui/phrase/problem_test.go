package phrase

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/private"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// TestPutTogether: lists, sentences and quotes are those of the language.
func TestPutTogether(t *testing.T) {
	t.Parallel()
	en, zh := words.English(), words.Chinese()
	account := client.Account{Profile: `a\x1b`, Source: client.FromConfigFile, KeyID: "LTAI****9Q"}
	finding := client.Finding{Source: client.FromConfigFile, State: "no-profile", Profile: "a\tb"}
	mode := func(w *words.Words) string {
		_, p := client.CheckAnswer(client.NetworkingMode, "vpn")
		return ProblemText(w, *p)
	}
	for _, c := range []struct{ got, want string }{
		{mode(en), "must be one of SpeedUp (internet), Connection (internal), SpeedUpAndConnection (both)"},
		{mode(zh), "必须是以下值之一：SpeedUp（internet）、Connection（internal）、SpeedUpAndConnection（both）"},
		{WarningText(en, submit.Warning{Kind: submit.SameName, Values: []string{"epn-1", "epn-2"}}), "There is already an instance of this name: epn-1, epn-2."},
		{WarningText(en, submit.Warning{Kind: submit.NotRecorded, Why: journal.ErrLocked}), "What became of the order could not be written to the journal: another process holds it."},
		{WarningText(zh, submit.Warning{Kind: submit.NotRecorded, Why: fmt.Errorf("full\x1b")}), `订单的结果无法写入日志：full\x1b。`},
		{MessageText(zh, &client.Failure{Err: &private.OpError{Op: journal.Writing, Err: journal.ErrLocked}}), "日志无法写入：另一个进程正占用日志"},
		{WarningText(zh, submit.Warning{Kind: submit.SameName, Values: []string{"epn-1", "epn-2"}}), "已有同名的实例：epn-1、epn-2。"},
		{PayerText(en, account), `Billed from creation. Credentials: profile a\x1b (config.json), LTAI****9Q.`},
		{PayerText(zh, account), `自创建时开始计费。凭证：凭证配置 a\x1b（config.json），LTAI****9Q。`},
		{FindingText(en, finding), `config.json: no profile named "a\tb" (run aliyun configure)`},
		{FindingText(zh, finding), `config.json：没有名为「a\tb」的凭证配置（请运行 aliyun configure）`},
	} {
		if c.got != c.want {
			t.Errorf("got  %s\nwant %s", c.got, c.want)
		}
	}
}

// TestErrorText: what can go wrong with files and records has words of its
// own; what the system says follows them.
func TestErrorText(t *testing.T) {
	t.Parallel()
	raw := &fs.PathError{Op: "open", Path: "/x", Err: fs.ErrPermission}
	errors := []error{journal.ErrNoRecord, journal.ErrInFlight, journal.ErrSettled, journal.ErrClaimed, journal.ErrLocked}
	for _, why := range []private.Reason{
		private.Shared, private.Link, private.Special, private.Foreign, private.Others, private.Wide,
	} {
		errors = append(errors, fmt.Errorf("wrapped: %w", &private.Refusal{Path: "/x", Why: why}))
	}
	for _, with := range []string{private.StateDir, journal.Reading, journal.Writing} {
		errors = append(errors, fmt.Errorf("wrapped: %w", &private.OpError{Op: with, Err: raw}))
	}
	for _, lang := range words.Languages() {
		w, _ := words.For(lang)
		for _, err := range errors {
			if got := ErrorText(w, err); strings.Contains(got, err.Error()) || strings.Contains(got, "%!") {
				t.Errorf("%s: %v is said as %q", lang, err, got)
			}
		}
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{raw, "open /x: permission denied"},
		{&private.OpError{Op: journal.Writing, Err: raw}, "日志无法写入：open /x: permission denied"},
		{&private.OpError{Op: private.StateDir, Err: &private.Refusal{Path: "/x\n", Why: private.Foreign}}, `状态目录无法使用：/x\n 属于其他用户`},
		{&private.OpError{Op: journal.Reading, Err: journal.ErrLocked}, "日志无法读取：另一个进程正占用日志"},
	} {
		if got := ErrorText(words.Chinese(), c.err); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestProblemText: every problem there can be is phrased, and says what is allowed.
func TestProblemText(t *testing.T) {
	t.Parallel()
	w := words.English()
	for _, c := range []struct {
		field client.Field
		value string
		want  []string
	}{
		{client.Name, " ", []string{"is required"}},
		{client.Name, strings.Repeat("x", 129), []string{"128", "129"}},
		{client.Name, "a\tb", []string{`\t`}},
		{client.Name, "a\u202eb", []string{`\u202e`}},
		{client.BillingMethod, "", []string{"is required", "BandwidthByDay (daily-peak)"}},
		{client.BillingMethod, "monthly", []string{"95BandwidthByMonth (95th-percentile)", "PayByBandwidth4thMonth (4th-peak)", "PayByBandwidth (fixed)"}},
		{client.NetworkingMode, "", []string{"is required", "SpeedUp (internet)"}},
		{client.NetworkingMode, "vpn", []string{"Connection (internal)", "SpeedUpAndConnection (both)"}},
		{client.Bandwidth, "", []string{"is required", "from 1 to 100"}},
		{client.Bandwidth, "ten", []string{"whole number from 1 to 100"}},
		{client.Bandwidth, "101", []string{"whole number from 1 to 100"}},
	} {
		_, p := client.CheckAnswer(c.field, c.value)
		if p == nil {
			t.Errorf("%s %q has no problem", c.field, c.value)
			continue
		}
		got := ProblemText(w, *p)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s %q: %q lacks %q", c.field, c.value, got, want)
			}
		}
		if strings.Contains(got, "%!") {
			t.Errorf("%s %q: %q", c.field, c.value, got)
		}
	}
}

// TestManyOfAName: a warning stays one that can be read.
func TestManyOfAName(t *testing.T) {
	t.Parallel()
	w := words.English()
	ids := strings.Split(strings.TrimSuffix(strings.Repeat("epn-1 ", 5000), " "), " ")
	for n, want := range map[int]string{5: "epn-1, epn-1, epn-1, epn-1, epn-1.", 5000: "epn-1, epn-1, +4995."} {
		if got := WarningText(w, submit.Warning{Kind: submit.SameName, Values: ids[:n]}); !strings.HasSuffix(got, want) || strings.Count(got, "epn-1") != 5 {
			t.Errorf("%d: %.300s", n, got)
		}
	}
}
