package wizard

import (
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"epn-wizard/theme/words"
)

// TestNoticesFit into one line of the smallest terminal, whole, but for what is to be known
// of a command that was copied.
func TestNoticesFit(t *testing.T) {
	t.Parallel()
	p := page{width: minWidth, height: minHeight}
	for _, w := range []*words.Words{words.English(), words.Chinese()} {
		n := w.Wizard
		for _, notice := range []string{
			n.CopiedID, n.CopiedCommand, n.CopiedDetails, n.ReadFirst, n.TooSoon, n.Lost, n.StillBusy,
		} {
			if width := lipgloss.Width(notice); width > p.textWidth() {
				t.Errorf("%q takes %d columns of %d", notice, width, p.textWidth())
			}
		}
	}
}

// TestReviewColumns: where origins stand beside the values, all begin in one column.
func TestReviewColumns(t *testing.T) {
	t.Parallel()
	for _, in := range []testing.TB{t, inChinese{t}} {
		d := drive(in, sandboxed, nil).press("edge lab", "enter", "2", "enter", "enter", "10", "enter")
		for width := 60; width <= 112; width++ {
			screen := d.screenAt(width, 24)
			var columns []int
			for line := range strings.SplitSeq(screen, "\n") {
				for _, origin := range []string{"typed", "chosen", "default", "手动填写", "手动选择", "默认值"} {
					if before, found := strings.CutSuffix(line, " "+origin); found {
						columns = append(columns, ansi.StringWidth(before))
					}
				}
			}
			if len(columns) != 4 || len(slices.Compact(columns)) != 1 {
				t.Errorf("%d columns wide: origins begin in columns %v\n%s", width, columns, screen)
			}
		}
	}
}

// TestHintWithItsCommand: what is to be known of a command is not said where there is
// no room for the command.
func TestHintWithItsCommand(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed, nil).press("edge lab", "enter", "2", "enter", "enter", "10", "enter")
	for height := minHeight; height < 40; height++ {
		screen := d.screenAt(80, height)
		if strings.Contains(screen, "its own default account") && !strings.Contains(screen, "CreateEpnInstance") {
			t.Errorf("%d lines high:\n%s", height, screen)
		}
	}
}

// TestChartHasItsWords: what is billed and what is not stands beside the chart, which has
// two columns a day where the terminal is as wide as a screen can be.
func TestChartHasItsWords(t *testing.T) {
	t.Parallel()
	d := drive(t, sandboxed, nil).press("edge lab", "enter", "2")
	for _, c := range []struct{ width, height, days int }{{80, 24, 30}, {100, 30, 30}, {200, 50, 60}} {
		screen := d.screenAt(c.width, c.height)
		if full := strings.Repeat("█", c.days); !strings.Contains(screen, full) || strings.Contains(screen, full+"█") {
			t.Errorf("%d×%d: not %d columns wide\n%s", c.width, c.height, c.days, screen)
		}
		if !strings.Contains(screen, " not") || strings.Count(screen, " billed\n") != 3 { // the header ends with it, too
			t.Errorf("%d×%d: the words are missing\n%s", c.width, c.height, screen)
		}
	}
}
