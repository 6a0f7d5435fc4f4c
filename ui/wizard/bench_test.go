package wizard

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// BenchmarkKey is a key to a drawn screen: what stands between a keyboard and
// the renderer.
func BenchmarkKey(b *testing.B) {
	for name, keys := range map[string][]tea.KeyPressMsg{
		"typed": {{Code: 'a', Text: "a"}, {Code: tea.KeyBackspace}},
		"arrow": {{Code: tea.KeyDown}, {Code: tea.KeyUp}},
	} {
		b.Run(name, func(b *testing.B) {
			d := drive(b, sandboxed)
			if name == "arrow" {
				d.press("edge lab", "enter")
			}
			for i := 0; b.Loop(); i++ {
				d.Update(keys[i%2])
				d.View()
			}
		})
	}
}

// BenchmarkFirstFrame is what stands between the command line and the renderer.
func BenchmarkFirstFrame(b *testing.B) {
	config := drive(b, sandboxed).Config
	for b.Loop() {
		m := New(config)
		m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		m.View()
	}
}
