package client

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The values of the documentation page and the contract's aliases for them.
var (
	billingSpellings = map[string]string{
		"BandwidthByDay": "daily-peak", "95BandwidthByMonth": "95th-percentile",
		"PayByBandwidth4thMonth": "4th-peak", "PayByBandwidth": "fixed",
	}
	networkingSpellings = map[string]string{
		"SpeedUp": "internet", "Connection": "internal", "SpeedUpAndConnection": "both",
	}
)

func TestOptionsInTheDocumentationsOrder(t *testing.T) {
	t.Parallel()
	const billing = "BandwidthByDay 95BandwidthByMonth PayByBandwidth4thMonth PayByBandwidth"
	if got := strings.Join(BillingMethods(), " "); got != billing {
		t.Errorf("billing methods %q, want %q", got, billing)
	}
	if got, want := strings.Join(NetworkingModes(), " "), "SpeedUp Connection SpeedUpAndConnection"; got != want {
		t.Errorf("networking modes %q, want %q", got, want)
	}
	BillingMethods()[0] = "changed"
	if BillingMethods()[0] == "changed" {
		t.Error("the list can be changed from outside")
	}
}

func TestOptionsAreAcceptedInAnySpelling(t *testing.T) {
	t.Parallel()
	for field, spellings := range map[Field]map[string]string{
		BillingMethod: billingSpellings, NetworkingMode: networkingSpellings,
	} {
		for official, alias := range spellings {
			if got := AliasFor(official); got != alias {
				t.Errorf("alias of %s is %q, want %q", official, got, alias)
			}
			for _, s := range []string{official, alias} {
				for _, given := range []string{s, strings.ToLower(s), strings.ToUpper(s), " \t" + s + "\r\n"} {
					if got, p := CheckAnswer(field, given); p != nil || got != official {
						t.Errorf("%s %q: got %q, %+v, want %q", field, given, got, p, official)
					}
				}
			}
		}
	}
	if got := AliasFor("nothing"); got != "" {
		t.Errorf("alias of nothing is %q", got)
	}
}

func TestAnswersThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		field Field
		rule  Rule
		texts []string
	}{
		{BillingMethod, Required, []string{"", " \n"}},
		{BillingMethod, NotAnOption, []string{
			"BandwidthByMonth", "PayBy", "daily peak", "1", "SpeedUp", "fixed\x00", "９5BandwidthByMonth",
		}},
		{BillingMethod, NotUTF8, []string{"fixed\xff"}},
		{NetworkingMode, Required, []string{""}},
		{NetworkingMode, NotAnOption, []string{"Speed Up", "daily-peak", " SpeedUp,Connection "}},
		{Bandwidth, Required, []string{"", "  \t"}},
		{Bandwidth, OutOfRange, []string{"0", "00", "101", "1000", "99999999999999999999"}},
		{Bandwidth, NotWholeNumber, []string{
			"+5", "-1", "1e2", "1.0", "1,0", "0x10", "1_0", "1 0", "10 Mbit/s", "ten",
			"＋5", "１．0", "٥", "²", "五", "5\x00", "5\u200b", "5\u200c", "？",
		}},
		{Bandwidth, NotUTF8, []string{"1\xc4"}},
	} {
		for _, text := range test.texts {
			got, p := CheckAnswer(test.field, text)
			want := Problem{Field: test.field, Value: text, Rule: test.rule}
			if got != strings.TrimSpace(text) || p == nil || *p != want {
				t.Errorf("%s %q: got %q, %+v, want %+v", test.field, text, got, p, want)
			}
		}
	}
}

func TestCheckBandwidth(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]int{
		"1": 1, "10": 10, "99": 99, "100": 100, "05": 5, "0100": 100, " 7\n": 7, "\u30007": 7,
		"５": 5, "１０": 10, "1０0": 100,
	} {
		if got, p := CheckBandwidth(in); p != nil || got != want {
			t.Errorf("%q: got %d, %+v, want %d", in, got, p, want)
		}
		if got, p := CheckAnswer(Bandwidth, in); p != nil || got != strconv.Itoa(want) {
			t.Errorf("%q: got %q, %+v, want %d", in, got, p, want)
		}
	}
}

func TestNewOrder(t *testing.T) {
	t.Parallel()
	valid := map[Field]string{
		Name: " edge lab ", BillingMethod: "DAILY-PEAK", NetworkingMode: "internet", Bandwidth: "010",
	}
	if o, problems := NewOrder(valid); problems != nil || o != edgeLab() {
		t.Errorf("got %+v, %+v, want %+v", o, problems, edgeLab())
	}
	wrong := map[Field]string{Name: "a\nb", BillingMethod: "cheap", NetworkingMode: "none", Bandwidth: "0"}
	all := []Problem{
		{Field: Name, Value: "a\nb", Rule: ControlCharacter, Rune: '\n'},
		{Field: BillingMethod, Value: "cheap", Rule: NotAnOption},
		{Field: NetworkingMode, Value: "none", Rule: NotAnOption},
		{Field: Bandwidth, Value: "0", Rule: OutOfRange},
	}
	check := func(answers map[Field]string, want []Problem) {
		t.Helper()
		if o, problems := NewOrder(answers); o != (Order{}) || !reflect.DeepEqual(problems, want) {
			t.Errorf("%q: got %+v, %+v, want problems %+v", answers, o, problems, want)
		}
	}
	check(wrong, all)
	for i, f := range Fields() { // one at a time
		answers := maps.Clone(valid)
		answers[f] = wrong[f]
		check(answers, all[i:i+1])
	}
	var missing []Problem
	for _, f := range Fields() {
		missing = append(missing, Problem{Field: f, Rule: Required})
	}
	check(nil, missing)
}

func TestOrderAsTheContractWritesIt(t *testing.T) {
	t.Parallel()
	got, err := json.Marshal(edgeLab())
	const want = `{"EPNInstanceType":"EdgeToEdge","EPNInstanceName":"edge lab","InternetChargeType":"BandwidthByDay",` +
		`"NetworkingModel":"SpeedUp","InternetMaxBandwidthOut":10}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
	parameters := []Parameter{
		{"EPNInstanceType", "EdgeToEdge"}, {"EPNInstanceName", "edge lab"}, {"InternetChargeType", "BandwidthByDay"},
		{"NetworkingModel", "SpeedUp"}, {"InternetMaxBandwidthOut", "10"},
	}
	if got := edgeLab().Parameters(); !slices.Equal(got, parameters) {
		t.Errorf("parameters %v, want %v", got, parameters)
	}
}
