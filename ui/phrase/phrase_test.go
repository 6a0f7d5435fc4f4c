package phrase

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/client/private"
	"epn-wizard/client/submit"
	"epn-wizard/theme/words"
)

// TestPhrases: each says what it is about and what is allowed; lists, sentences and quotes
// are put together as the language does it, and nothing is said that a terminal obeys.
func TestPhrases(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testPhrases) // on one day
}

func testPhrases(t *testing.T) {
	en, zh := words.English(), words.Chinese()
	noon := time.Date(time.Now().Year(), time.Now().Month(), time.Now().Day(), 12, 2, 3, 0, time.Local)
	candidate := func(created string) string {
		return CandidateText(en, client.Instance{EPNInstanceID: "epn-1", CreationTime: created})
	}
	command := []string{`aliyun ens \`, "  --Name 'a name'"} // of which a screen shows no part
	problem := func(w *words.Words, f client.Field, value string) string {
		_, p := client.CheckAnswer(f, value)
		if p == nil {
			t.Fatalf("%s %q has no problem", f, value)
		}
		return ProblemText(w, *p)
	}
	found := func(state client.State, change func(*client.Finding)) string {
		f := client.Finding{Source: client.FromConfigFile, Path: "/x/config.json", Profile: "work", State: state}
		change(&f)
		return FindingText(en, f)
	}
	ids := slices.Repeat([]string{"epn-1"}, 5000)
	sameName := func(w *words.Words, n int) string {
		return WarningText(w, submit.Warning{Kind: submit.SameName, Values: ids[:n]})
	}
	notRecorded := func(w *words.Words, why error) string {
		return WarningText(w, submit.Warning{Kind: submit.NotRecorded, Why: why})
	}
	locked := &private.OpError{Op: journal.Writing, Err: journal.ErrLocked}
	raw := &fs.PathError{Op: "open", Path: "/x", Err: fs.ErrPermission}
	foreign := &private.Refusal{Path: "/x\n", Why: private.Foreign}
	account := client.Account{Profile: `a\x1b`, Source: client.FromConfigFile, KeyID: "LTAI****9Q"}
	profile := client.Finding{Source: client.FromConfigFile, State: client.NoProfile, Profile: "a\tb"}
	variable := client.Finding{Source: client.FromEnvironment, State: client.Ignored, Field: "ALIBABACLOUD_PROFILE"}
	mode := func(mode, field string) func(*client.Finding) {
		return func(f *client.Finding) { f.Mode, f.Field = mode, field }
	}
	atLine := func(n int) func(*client.Finding) { return func(f *client.Finding) { f.Line = n } }
	for _, c := range []struct{ got, want string }{
		{problem(en, client.InstanceName, " "), "is required: if the service's reply is lost, " +
			"the instance can only be found by its name"},
		{problem(en, client.InstanceName, strings.Repeat("x", 129)), "must have at most 128 characters; this has 129"},
		{problem(en, client.InstanceName, "a\u202eb"), `must not contain control or format characters; this has \u202e`},
		{problem(en, client.BillingMethod, ""), "is required: one of BandwidthByDay (daily-peak), " +
			"95BandwidthByMonth (95th-percentile), PayByBandwidth4thMonth (4th-peak), PayByBandwidth (fixed)"},
		{problem(zh, client.NetworkingMode, "vpn"),
			"必须是以下值之一：SpeedUp（internet）、Connection（internal）、SpeedUpAndConnection（both）"},
		{problem(en, client.Bandwidth, ""), "is required: a whole number from 1 to 100"},
		{problem(en, client.Bandwidth, "101"), "must be a whole number from 1 to 100"},

		{found(client.Incomplete, mode("AK", "access_key_secret")),
			`/x/config.json, profile "work" (mode AK): access_key_secret is missing`},
		{found(client.Unclean, mode("StsToken", "sts_token")), `/x/config.json, profile "work" (mode StsToken): ` +
			"sts_token has a line break, a control character or a space around it"},
		{found(client.GaveNoKeys, mode("EcsRamRole", "")), `/x/config.json, profile "work" (mode EcsRamRole): ` +
			"asked, but it gave no keys (it works on an ECS instance that has the RAM role, and nowhere else)"},
		{found(client.HasComment, atLine(3)), "/x/config.json, line 3: has a comment, which JSON does not allow"},
		{found(client.NoProfile, func(f *client.Finding) { f.Profiles = []string{"a", "b"} }),
			`/x/config.json: no profile named "work" (there are: a, b)`},
		{found(client.Absent, mode("", "")), "/x/config.json: nothing there (run aliyun configure)"},
		{FindingText(en, variable),
			"ALIBABACLOUD_PROFILE: the aliyun CLI reads this variable, but this program does not"},
		{FindingText(zh, profile), `config.json：没有名为「a\tb」的凭证配置（请运行 aliyun configure）`},

		{sameName(zh, 2), "已有同名的实例：epn-1、epn-1。"},
		{sameName(en, 5), "There is already an instance of this name: epn-1, epn-1, epn-1, epn-1, epn-1."},
		{sameName(en, 5000), "There is already an instance of this name: epn-1, epn-1, epn-1, epn-1, epn-1, +4995."},
		{notRecorded(en, journal.ErrLocked),
			"What became of the order could not be written to the journal: another process holds it."},
		{notRecorded(zh, fmt.Errorf("full\x1b")), `订单的结果无法写入日志：full\x1b。`},
		{MessageText(zh, &client.Failure{Err: locked}), "日志无法写入：另一个进程正占用日志"},
		{ErrorText(zh, &private.OpError{Op: journal.Writing, Err: raw}), "日志无法写入：open /x: permission denied"},
		{ErrorText(zh, &private.OpError{Op: private.StateDir, Err: foreign}), `状态目录无法使用：/x\n 属于其他用户`},

		{PayerText(en, account), `Billed from creation. Credentials: profile a\x1b (config.json), LTAI****9Q.`},
		{PayerText(zh, account), `自创建时开始计费。凭证：凭证配置 a\x1b（config.json），LTAI****9Q。`},
		{ClockText(en, 0), "This computer's clock agrees with the service's, to the second."},
		{ClockText(en, 59*time.Second), "This computer's clock is 59 s ahead of the service's."},
		{ClockText(zh, -61*time.Second), "本机时钟比服务端慢 1 分钟。"},
		{TimeText(noon.UTC()), "12:02"},
		{TimeText(noon.AddDate(0, 0, -1)), noon.AddDate(0, 0, -1).Format(time.DateOnly) + " 12:02"},
		{candidate(noon.UTC().Format(time.RFC3339)), "epn-1, created 12:02"},
		{candidate("soon\x1b"), `epn-1, created soon\x1b`},
		{strings.Join(FitCommand(en, command, 17), ""), strings.Join(command, "")},
		{strings.Join(FitCommand(en, command, 16), " "),
			"This screen is too narrow for the command, which needs 17 columns."},
		{durationText(en, 65*time.Minute+29*time.Second), "1 hour 5 minutes"},
		{durationText(en, 49*time.Hour+time.Minute), "49 hours 1 minute"},
	} {
		if c.got != c.want {
			t.Errorf("got  %s\nwant %s", c.got, c.want)
		}
	}
}

// TestWordsForAll: what can be found in a place, and what can go wrong with files and
// records, has words of its own in each language.
func TestWordsForAll(t *testing.T) {
	t.Parallel()
	raw := &fs.PathError{Op: "open", Path: "/x", Err: fs.ErrPermission}
	var all []error
	for _, state := range listConstants(t, "journal", "StateError") {
		all = append(all, journal.StateError(state))
	}
	for _, why := range listConstants(t, "private", "Reason") {
		all = append(all, fmt.Errorf("wrapped: %w", &private.Refusal{Path: "/x", Why: private.Reason(why)}))
	}
	for _, with := range []string{private.StateDir, journal.Reading, journal.Writing} {
		all = append(all, fmt.Errorf("wrapped: %w", &private.OpError{Op: with, Err: raw}))
	}
	for _, lang := range words.Languages() {
		w, _ := words.For(lang)
		for _, err := range all {
			if got := ErrorText(w, err); strings.Contains(got, err.Error()) || strings.Contains(got, "%!") {
				t.Errorf("%s: %v is said as %q", lang, err, got)
			}
		}
		for _, state := range listConstants(t, "", "State") {
			if w.Findings[state] == "" && state != string(client.HasKeys) {
				t.Errorf("%s: no words for %s", lang, state)
			}
		}
		for _, hint := range listConstants(t, "", "Hint") {
			if w.Commands.Hints[hint] == "" {
				t.Errorf("%s: no words for %s", lang, hint)
			}
		}
	}
}

// listConstants gives the values of a type's constants, as a directory of client declares them.
func listConstants(t *testing.T, dir, kind string) (values []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("../../client", dir, "*.go"))
	for _, file := range files {
		source, failed := os.ReadFile(file)
		err = cmp.Or(err, failed)
		for _, found := range regexp.MustCompile(`(?m)^\s\w+ +`+kind+` += "(.+?)"`).FindAllSubmatch(source, -1) {
			values = append(values, string(found[1]))
		}
	}
	if err != nil || len(values) < 2 {
		t.Fatalf("constants of %s: %q, %v", kind, values, err)
	}
	return values
}
