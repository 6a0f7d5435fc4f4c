package client

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestOptionsInTheDocumentationsOrder(t *testing.T) {
	t.Parallel()
	got := ""
	for _, option := range append(BillingMethods(), NetworkingModes()...) {
		got += option + "=" + FindAlias(option) + " "
	}
	const want = "BandwidthByDay=daily-peak 95BandwidthByMonth=95th-percentile PayByBandwidth4thMonth=4th-peak " +
		"PayByBandwidth=fixed SpeedUp=internet Connection=internal SpeedUpAndConnection=both "
	if got != want || FindAlias("nothing") != "" {
		t.Errorf("got  %s and %q for nothing\nwant %s", got, FindAlias("nothing"), want)
	}
}

// describe says which rule a value broke, and what of it.
func (p Problem) describe() string {
	switch p.Rule {
	case TooLong:
		return fmt.Sprint("too-long ", p.Length)
	case ControlCharacter:
		return fmt.Sprintf("control-character %U", p.Rune)
	}
	return map[Rule]string{
		Required: "required", NotAnOption: "not-an-option", NotWholeNumber: "not-a-whole-number",
		OutOfRange: "out-of-range", NotUTF8: "not-utf8",
	}[p.Rule]
}

// TestCheckAnswer: each answer, quoted in the table, is taken in the form that is quoted
// behind it, or breaks the rule behind it.
func TestCheckAnswer(t *testing.T) {
	t.Parallel()
	answers := readTable(t, "answers.tsv")
	for name, want := range map[string]string{
		"  " + strings.Repeat("a", 128) + "  ": strconv.Quote(strings.Repeat("a", 128)),
		strings.Repeat("边", 128):               strconv.Quote(strings.Repeat("边", 128)), // code points count, not bytes
		strings.Repeat("😀", 128):               strconv.Quote(strings.Repeat("😀", 128)), // nor UTF-16 units
		strings.Repeat("e\u0301", 65):          "too-long 130",                          // nor letters as they are seen
		strings.Repeat("a", 129):               "too-long 129",
		strings.Repeat("𠀀", 129):               "too-long 129",
		strings.Repeat("a", 129) + "\xff":      "not-utf8",
	} {
		answers = append(answers, []string{string(InstanceName), strconv.Quote(name), want})
	}
	for _, row := range answers {
		field, in := Field(row[0]), unquote(t, row[1])
		got, p := CheckAnswer(field, in)
		if p == nil {
			if !strings.HasPrefix(row[2], `"`) || got != unquote(t, row[2]) {
				t.Errorf("%s %q: got %q, want %s", field, in, got, row[2])
			}
			if n, p := CheckBandwidth(in); field == Bandwidth && (p != nil || strconv.Itoa(n) != got) {
				t.Errorf("%q: got %d, %+v, want %s", in, n, p, got)
			}
			continue
		}
		kept := strings.TrimSpace(in) // it may end in what is wrong with it
		if p.Rule == Required {
			kept = ""
		}
		if p.describe() != row[2] || p.Field != field || p.Value != in || got != kept {
			t.Errorf("%s %q: got %q, %+v, want %q, %s", field, in, got, *p, kept, row[2])
		}
	}
}

func TestNewOrder(t *testing.T) {
	t.Parallel()
	valid := map[Field]string{
		InstanceName: " edge lab ", BillingMethod: "DAILY-PEAK", NetworkingMode: "internet", Bandwidth: "010",
	}
	o, problems := NewOrder(valid)
	if problems != nil || o != edgeLab() {
		t.Errorf("got %+v, %+v, want %+v", o, problems, edgeLab())
	}
	const asJSON = `{"EPNInstanceType":"EdgeToEdge","EPNInstanceName":"edge lab","InternetChargeType":"BandwidthByDay",` +
		`"NetworkingModel":"SpeedUp","InternetMaxBandwidthOut":10}`
	if got, err := json.Marshal(o); err != nil || string(got) != asJSON {
		t.Errorf("got %s, %v\nwant %s", got, err, asJSON)
	}
	wrong := map[Field]string{InstanceName: "a\nb", BillingMethod: "cheap", NetworkingMode: "none", Bandwidth: "0"}
	all := []Problem{
		{Field: InstanceName, Value: "a\nb", Rule: ControlCharacter, Rune: '\n'},
		{Field: BillingMethod, Value: "cheap", Rule: NotAnOption},
		{Field: NetworkingMode, Value: "none", Rule: NotAnOption},
		{Field: Bandwidth, Value: "0", Rule: OutOfRange},
	}
	oneWrong := maps.Clone(valid)
	oneWrong[Bandwidth] = wrong[Bandwidth]
	for _, test := range []struct {
		answers map[Field]string
		want    []Problem
	}{{wrong, all}, {oneWrong, all[3:]}} {
		if o, problems := NewOrder(test.answers); o != (Order{}) || !reflect.DeepEqual(problems, test.want) {
			t.Errorf("%q: got %+v, %+v, want problems %+v", test.answers, o, problems, test.want)
		}
	}
}

// FuzzCheckName: an accepted name is what checkName says it is.
func FuzzCheckName(f *testing.F) {
	for _, s := range []string{"edge lab", "\u3000", "a\u200b", "\xff", "می\u200cخ", strings.Repeat("边", 129)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, p := CheckAnswer(InstanceName, s)
		if p != nil {
			if p.Field != InstanceName || p.Value != s {
				t.Errorf("problem %+v of %q", p, s)
			}
			return
		}
		isRefused := func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) && r != 0x200c && r != 0x200d }
		n := utf8.RuneCountInString(name)
		if !utf8.ValidString(name) || n < 1 || n > 128 ||
			name != strings.TrimSpace(s) || strings.ContainsFunc(name, isRefused) {
			t.Errorf("%q accepted as %q", s, name)
		}
		if again, p := CheckAnswer(InstanceName, name); p != nil || again != name {
			t.Errorf("%q is accepted, then not: %q %+v", name, again, p)
		}
	})
}
