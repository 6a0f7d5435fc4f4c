package forms

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"epn-wizard/client"
	"epn-wizard/theme"
	"epn-wizard/theme/words"
)

func TestQuestions(t *testing.T) {
	t.Parallel()
	w := words.English()
	official := map[client.Field][]string{
		client.BillingMethod: client.BillingMethods(), client.NetworkingMode: client.NetworkingModes(),
	}
	questions := Questions(w)
	for i, f := range client.Fields() {
		q := questions[i]
		if q.Field != f || q.Title == "" || q.Help == "" || q.Step == "" {
			t.Errorf("question %d is %+v, want one about %s", i+1, q, f)
		}
		if len(q.Options) != len(official[f]) {
			t.Fatalf("%s has %d options, want %v", f, len(q.Options), official[f])
		}
		for j, v := range official[f] {
			o := q.Options[j]
			if o.Value != v || o.Label == "" || o.Means == "" || o.Choose == "" || q.DisplayValue(v) != o.Label {
				t.Errorf("option %d of %s is %+v, want %s with its texts", j+1, f, o, v)
			}
		}
		if len(q.Options) > 0 && DefaultValue(q.Field) != official[f][0] || len(q.Options) == 0 && DefaultValue(q.Field) != "" {
			t.Errorf("%s starts on %q", f, DefaultValue(q.Field))
		}
	}
}

func TestShow(t *testing.T) {
	t.Parallel()
	q := Questions(words.English())
	for _, c := range []struct {
		question    int
		value, want string
	}{
		{0, "edge lab", "edge lab"}, {0, "", ""}, {0, "a\x1b[31m\u202e", `a\x1b[31m\u202e`},
		{1, "PayByBandwidth", "Fixed bandwidth"}, {2, "SpeedUp", "Internet acceleration"}, {3, "10", "10 Mbit/s"},
	} {
		if got := q[c.question].DisplayValue(c.value); got != c.want {
			t.Errorf("%s shows %q as %q, want %q", q[c.question].Field, c.value, got, c.want)
		}
	}
}

// TestForm: a form is bound to its value from the first key on.
func TestForm(t *testing.T) {
	t.Parallel()
	q := Questions(words.English())
	look := theme.New(theme.Unicode)

	name := "edge"
	f := q[0].NewForm(&name, look)
	for _, r := range " 实验" {
		f.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	if name != "edge 实验" {
		t.Errorf("the name is %q", name)
	}

	billing := "PayByBandwidth"
	f = q[1].NewForm(&billing, look)
	f.Update(tea.KeyPressMsg{Code: tea.KeyUp})
	if billing != "PayByBandwidth4thMonth" {
		t.Errorf("up from the fourth option is %q", billing)
	}
	f.Update(tea.WindowSizeMsg{Width: 40, Height: 20})
	f.Update(tea.KeyPressMsg{Code: '/', Text: "/"})
	f.Update(tea.KeyPressMsg{Code: 'd', Text: "d"})
	if s := f.View(); !strings.Contains(s, "Daily peak") || !strings.Contains(s, "Fixed bandwidth") {
		t.Errorf("a / filters the options:\n%s", s)
	}
}

func TestOrigins(t *testing.T) {
	t.Parallel()
	w := words.English()
	for o, want := range map[Origin]string{
		{Kind: FromTyping}:                            "typed",
		{Kind: FromDefault}:                           "default",
		{Kind: FromFlag, Detail: "--name"}:            "--name",
		{Kind: FromVariable, Detail: "EPN_BANDWIDTH"}: "EPN_BANDWIDTH",
	} {
		if got := o.OriginText(w); got != want {
			t.Errorf("%+v is %q, want %q", o, got, want)
		}
	}
}
