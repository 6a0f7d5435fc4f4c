package explain

import (
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
)

func TestSpecs(t *testing.T) {
	t.Parallel()
	specs, entries := ListSpecs(), Entries()
	if len(specs) != len(entries) {
		t.Fatalf("%d specs of %d rows", len(specs), len(entries))
	}
	for i, spec := range specs {
		if e, ok := LookupEntry(spec); !ok || e != entries[i] {
			t.Errorf("%s is the row %+v, want %+v", spec, e, entries[i])
		}
		if slices.Index(specs, spec) != i {
			t.Errorf("%s names two rows", spec)
		}
	}
	for spec, listed := range map[string]bool{
		"StockNotEnough": false, "StockNotEnough:1": true, "StockNotEnough:6": true, "StockNotEnough:7": false,
		"UserNotExist": true, "UserNotExist:1": false, "InvalidParameter.%s": true, "Missing*": true,
	} {
		if slices.Contains(specs, spec) != listed {
			t.Errorf("%s is listed: %v", spec, !listed)
		}
	}
}

// TestSpecSpeaksOfItsRow: as its own reply would be explained; but where that
// reply names something, of no question in particular.
func TestSpecSpeaksOfItsRow(t *testing.T) {
	t.Parallel()
	for name, l := range languages {
		for i, e := range Entries() {
			spec := ListSpecs()[i]
			x := ExplainSpec(name, spec)
			if x.Code != e.Code || !x.Known {
				t.Errorf("%s: %s: code %q, known %v", name, spec, x.Code, x.Known)
			}
			if e.named == nil {
				code, message := e.SampleReply()
				if x.Text != ExplainReply(name, code, message).Text || x.Field != e.Field || x.Retry != e.Retry {
					t.Errorf("%s: %s is explained as %+v", name, spec, x)
				}
				continue
			}
			if x.Field != "" || x.Retry != Change || x.Text != l.texts[e.key+"-listed"] {
				t.Errorf("%s: %s is explained as %+v", name, spec, x)
			}
			for _, f := range client.Fields() {
				if strings.Contains(x.Title, l.questions[f]) {
					t.Errorf("%s: the title of %s names a question: %q", name, spec, x.Title)
				}
			}
		}
	}
}

// TestSpecOfACode: a code of several rows, or of none, is explained as where its
// message is not known.
func TestSpecOfACode(t *testing.T) {
	t.Parallel()
	for _, spec := range []string{
		"StockNotEnough", "missingparameter", "InvalidParameter", "InvalidParameter.NetworkingModel", "Throttling.Burst",
		"Nonsense", "StockNotEnough:7", "",
	} {
		if x, want := ExplainSpec("en", spec), ExplainReply("en", spec, ""); x != want {
			t.Errorf("%q: %+v, want %+v", spec, x, want)
		}
	}
}
