package theme

// Glyphs are the characters a look is drawn with, one column each.
type Glyphs struct {
	Cursor string   // before the choice under the cursor
	Done   string   // a step that is answered, a check that passed
	Wrong  string   // a problem
	Next   string   // between two steps
	Arrow  string   // from what was ordered to what is in force
	Dot    string   // between what stands beside each other on a line
	Rule   string   // a horizontal line, repeated
	Cross  string   // a bar that goes through that line
	Bar    string   // a vertical line
	More   string   // there is more below
	Dots   string   // a text that was cut
	Move   string   // the arrow keys up and down
	Bars   []string // the top of a bar that fills part of its row, from little to all of it
}

// The sets of glyphs that there are.
var (
	Unicode = Glyphs{
		Cursor: "›", Done: "✓", Wrong: "✗", Next: "›", Arrow: "→", Dot: "·", Rule: "─", Cross: "┼", Bar: "│",
		More: "↓", Dots: "…", Move: "↑↓",
		Bars: []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
	}
	// Narrow holds none of the characters that terminals of a Chinese,
	// Japanese or Korean locale may draw two columns wide (East Asian width A).
	Narrow = Glyphs{
		Cursor: "›", Done: "✓", Wrong: "✗", Next: "›", Arrow: "›", Dot: "-", Rule: "-", Cross: "+", Bar: "|",
		More: "v", Dots: "~", Move: "⇅",
		Bars: []string{"⣀", "⣤", "⣶", "⣿"},
	}
	ASCII = Glyphs{
		Cursor: ">", Done: "+", Wrong: "x", Next: ">", Arrow: ">", Dot: "-", Rule: "-", Cross: "+", Bar: "|",
		More: "v", Dots: "~", Move: "up/down",
		Bars: []string{".", ":", "#"},
	}
)
