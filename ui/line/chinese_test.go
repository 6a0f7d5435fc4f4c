package line

import (
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"epn-wizard/client"
	"epn-wizard/client/journal"
	"epn-wizard/forms"
	"epn-wizard/theme/words"
	"epn-wizard/ui/flow"
)

// latin finds what belongs to English lines: a space between Chinese words or
// sentences, a colon of one column, two brackets in a row.
var latin = regexp.MustCompile(`\p{Han} \p{Han}|[。，；：！？）] \S|(?m:^\d+:)|）（`)

// TestChinese: lines are put together as Chinese is written.
func TestChinese(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testChinese)
}

func testChinese(t *testing.T) {
	w := words.Chinese()
	lost, one, two := fails(isLost), edgeLab("epn-7"), edgeLab("epn-8")
	own := forms.OwnTraffic(forms.Illustration(), nil)
	for name, c := range map[string]struct {
		service service
		answers []string
		says    []string
	}{
		"help and review": {service{}, []string{"edge lab", "?", "1", "?", "1", "400", "10", "?", "n"},
			[]string{"1：智能加速（外网），SpeedUp。", "3 组网模式：智能加速（外网），手动选择", "带宽必须是 1 到 100 的整数。", "自创建时开始计费。凭证："}},
		"found":   {service{answer: lost, listed: []client.Instance{one}}, []string{"edge lab", "1", "1", "10", "y"}, []string{"并已查询到。请勿再次下单。\n"}},
		"several": {service{answer: lost, listed: []client.Instance{one, two}}, []string{"edge lab", "1", "1", "10", "y", "q"}, []string{"2：就是 epn-8"}},
	} {
		said, _ := talk(t, &c.service, Config{Words: w, Traffic: own}, c.answers...)
		reads(t, name, said, c.says...)
	}
	earlier := []journal.Record{{Entry: journal.Entry{ID: "gone"}, Resolution: journal.Resolution{Outcome: string(client.Unknown)}}}
	said, _ := talk(t, &service{}, Config{Words: w, Session: flow.Session{Unsettled: earlier}}, "x", nothingWord)
	reads(t, "not recorded", said, "无法记录：日志中没有这个请求。")
	said, _ = rehearseFrom(t, w, nil, nil, strings.NewReader("1\nq"))
	reads(t, "practice", said, "无法准备演练。沙箱无法启动。no room")
}

// reads checks what was said, and how it is put together.
func reads(t *testing.T, name, said string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("%s: it was not said: %q\n%s", name, text, said)
		}
	}
	if found := latin.FindString(said); found != "" {
		t.Errorf("%s: %q in\n%s", name, found, said)
	}
}
