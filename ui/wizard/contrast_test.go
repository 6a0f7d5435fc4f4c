//go:build unix

package wizard

import (
	"bufio"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// TestContrast: in xterm, with its own palette, on black and on white, every character
// of every kind of screen stands out from its background by 4.5:1 at least, as measured
// from pixels.
func TestContrast(t *testing.T) {
	if os.Getenv("EPN_TEST_TERMINALS") == "" {
		t.Skip("real terminals are tried where EPN_TEST_TERMINALS is set")
	}
	for _, tool := range []string{"Xvfb", "xterm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s here", tool)
		}
	}
	screens := map[string]*driver{
		"billing": drive(t, sandboxed, nil).press("edge lab", "enter", "2"),
		"problem": drive(t, Config{}, nil).press("edge lab", "enter", "enter", "enter", "420"),
		"review":  drive(t, ready(), nil),
		"refused": drive(t, ready(), refusesOnce()).press("y"),
		"unknown": lost(t, ready(), nil),
		"created": drive(t, sandboxed, nil).press("edge lab", "enter", "enter", "enter", "10", "enter", "y"),
	}
	for name, d := range screens {
		d.screenAt(80, 24)
		for _, look := range []struct{ name, background, foreground, root string }{
			{"dark", "black", "white", "-wr"}, {"light", "white", "black", "-br"},
		} {
			t.Run(name+" "+look.name, func(t *testing.T) {
				picture := photograph(t, d.View().Content, look.background, look.foreground, look.root)
				checkContrast(t, picture, ansi.Strip(d.View().Content))
			})
		}
	}
}

// photograph draws a screen of 80×24 in xterm and gives the pixels of its window, which
// lies on a root window of another colour.
func photograph(t *testing.T, screen, background, foreground, root string) image.Image {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "screen")
	data := "\x1b[?25l\x1b[H" + strings.ReplaceAll(screen, "\n", "\r\n")
	if err := os.WriteFile(file, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	display := exec.CommandContext(t.Context(), "Xvfb", "-displayfd", "3", "-noreset", "-nolisten", "tcp", "-nocursor",
		root, "-screen", "0", "1300x800x24", "-fbdir", dir)
	display.ExtraFiles = []*os.File{w}
	if err := display.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = display.Wait() })
	_ = w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	done := filepath.Join(dir, "done")
	const show = `cat "$1"; : >"$2"; exec sleep 60`
	xterm := exec.CommandContext(t.Context(), "xterm", "-u8", "-fa", "monospace", "-fs", "14", "-geometry", "80x24+0+0",
		"-b", "0", "+sb", "-bw", "0", "-bg", background, "-fg", foreground, "-e", "sh", "-c", show, "sh", file, done)
	xterm.Env = append(os.Environ(), "DISPLAY=:"+strings.TrimSpace(number), "LC_ALL=C.UTF-8", "HOME="+dir)
	if err := xterm.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = xterm.Wait() })
	var last string
	for still := 0; still < 5; { // until nothing changes any more
		time.Sleep(100 * time.Millisecond)
		_, err := os.Stat(done)
		now, _ := os.ReadFile(filepath.Join(dir, "Xvfb_screen0"))
		if still++; err != nil || string(now) != last {
			still, last = 0, string(now)
		}
	}
	return windowOf(readXWD(t, []byte(last)))
}

// readXWD reads the X server's own format of a screen: a header of big-endian numbers,
// a table of colours, and lines of 32-bit pixels.
func readXWD(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	field := func(i int) int { return int(binary.BigEndian.Uint32(data[4*i:])) }
	if len(data) < 100 || field(1) != 7 || field(11) != 32 {
		t.Fatal("the screen is not in the format that is known")
	}
	width, height, line := field(4), field(5), field(12)
	order := binary.ByteOrder(binary.LittleEndian)
	if field(7) == 1 {
		order = binary.BigEndian
	}
	pixels := data[field(0)+12*field(19):]
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			p := order.Uint32(pixels[y*line+4*x:])
			picture.SetRGBA(x, y, color.RGBA{uint8(p >> 16), uint8(p >> 8), uint8(p), 255})
		}
	}
	return picture
}

// windowOf cuts the window in the upper left corner out of a screen, whose lower right
// corner has the root window's colour.
func windowOf(screen *image.RGBA) image.Image {
	bounds := screen.Bounds()
	root := screen.RGBAAt(bounds.Max.X-1, bounds.Max.Y-1)
	size := image.Point{}
	for y := range bounds.Max.Y {
		for x := range bounds.Max.X {
			if screen.RGBAAt(x, y) != root {
				size = image.Pt(max(size.X, x+1), max(size.Y, y+1))
			}
		}
	}
	return screen.SubImage(image.Rectangle{Max: size})
}

// checkContrast measures each cell that has a character: its background is its most
// frequent colour, and its foreground the one that stands out most.
func checkContrast(t *testing.T, picture image.Image, text string) {
	t.Helper()
	size := picture.Bounds().Size()
	width, height := size.X/80, size.Y/24
	if width < 6 || height < 10 {
		t.Fatalf("the window has %v pixels", size)
	}
	measured := 0
	for row, line := range strings.Split(text, "\n") {
		for column, r := range []rune(line) { // each is one column wide here
			if r == ' ' || strings.ContainsRune("─│┼▁▂▃▄▅▆▇█", r) {
				continue
			}
			count := map[color.Color]int{}
			for y := row * height; y < (row+1)*height; y++ {
				for x := column * width; x < (column+1)*width; x++ {
					count[picture.At(x, y)]++
				}
			}
			var background color.Color
			for c, n := range count {
				if background == nil || n > count[background] {
					background = c
				}
			}
			best := 0.0
			for c := range count {
				best = max(best, contrast(c, background))
			}
			if measured++; best < 4.5 {
				t.Errorf("%q in row %d, column %d stands out by %.1f:1 on %v", r, row+1, column+1, best, background)
			}
		}
	}
	if measured < 200 {
		t.Errorf("only %d characters were measured", measured)
	}
}

// contrast is the ratio of WCAG 2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
func contrast(a, b color.Color) float64 {
	lighter, darker := luminance(a), luminance(b)
	if lighter < darker {
		lighter, darker = darker, lighter
	}
	return (lighter + 0.05) / (darker + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
