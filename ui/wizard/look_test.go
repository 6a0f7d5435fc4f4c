package wizard

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"epn-wizard/client"
	"epn-wizard/theme/words"
)

// coloured finds what has a colour, and what is in bold.
var (
	coloured = regexp.MustCompile(`\x1b\[(?:1;)?(?:3[0-7]|9[0-7]|4[0-7]);?[0-9;]*m([^\x1b]*)`)
	bold     = regexp.MustCompile(`\x1b\[1m([^\x1b]*)`)
)

// TestColourOnBadgesAlone: no sentence has a colour, and what is said first is in bold,
// as is what to do: without colours, the one is not weaker than the other.
func TestColourOnBadgesAlone(t *testing.T) {
	t.Parallel()
	stock := refuses(client.Failure{Kind: client.Refused, Code: "StockNotEnough", Host: client.MainlandEndpoint})
	for name, c := range map[string]struct {
		d     *driver
		heavy []string
	}{
		"question": {drive(t, sandboxed, nil).press("a", "enter"), []string{"2 Billing", "How is network usage billed?"}},
		"problem":  {drive(t, Config{}, nil).press("enter"), []string{"1 Name"}},
		"review": {drive(t, ready(), nil), []string{
			words.English().Wizard.ReviewTitle, "edge lab", "Permanent:", "Billed from creation.",
		}},
		"refused": {drive(t, ready(), stock).press("y"), []string{
			"The service cannot supply this order at the moment", "ask Alibaba Cloud support when there will be capacity.",
		}},
		"not known": {lost(t, ready(), nil), []string{words.English().Unsettled.MayExist, "Do not order again."}},
		"created":   {drive(t, ready(), nil).press("y"), []string{"The EPN instance was created.", instanceID}},
	} {
		c.d.screenAt(80, 24)
		content := c.d.View().Content
		for _, found := range coloured.FindAllStringSubmatch(content, -1) {
			if !slices.Contains([]string{"", "SANDBOX", "LIVE", "!", "✗", "✓", "?"}, strings.TrimSpace(found[1])) {
				t.Errorf("%s: %q has a colour", name, found[1])
			}
		}
		var heavy []string
		for _, found := range bold.FindAllStringSubmatch(content, -1) {
			heavy = append(heavy, strings.TrimSpace(found[1]))
		}
		for _, want := range c.heavy {
			if !slices.Contains(heavy, want) {
				t.Errorf("%s: %q is not in bold: %q", name, want, heavy)
			}
		}
	}
}
