//go:build unix

package wizard

import (
	"bufio"
	"bytes"
	"image"
	"image/color"
	"image/png"
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
	for _, tool := range []string{"Xvfb", "xterm", "xdotool", "import"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s here", tool)
		}
	}
	for _, name := range []string{"billing", "bandwidth-bad", "review", "refused-field", "not-known", "created"} {
		d := shots[name].play(t)
		d.screenAt(80, 24)
		for background, foreground := range map[string]string{"black": "white", "white": "black"} {
			t.Run(name+" on "+background, func(t *testing.T) {
				picture := photograph(t, d.View().Content, background, foreground)
				checkContrast(t, picture, ansi.Strip(d.View().Content))
			})
		}
	}
}

// photograph draws a screen of 80×24 in xterm and gives the pixels of its window.
func photograph(t *testing.T, screen, background, foreground string) image.Image {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "screen")
	const titled = "\x1b]2;drawn\a" // by which the window is found
	data := "\x1b[?25l\x1b[H" + strings.ReplaceAll(screen, "\n", "\r\n") + titled
	if err := os.WriteFile(file, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	start := func(files []*os.File, name string, args ...string) {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Env, cmd.ExtraFiles = append(os.Environ(), "LC_ALL=C.UTF-8", "HOME="+dir), files
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = cmd.Wait() })
	}
	start([]*os.File{w}, "Xvfb", "-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen", "0", "1300x800x24")
	_ = w.Close()
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	display := ":" + strings.TrimSpace(number)
	start(nil, "xterm", "-display", display, "-u8", "-fa", "monospace", "-fs", "14", "-geometry", "80x24+0+0", "-b", "0",
		"+sb", "-bw", "0", "-bg", background, "-fg", foreground, "-e", "sh", "-c", `cat "$1"; exec sleep 60`, "sh", file)
	var last []byte
	for range 300 { // until nothing changes any more
		time.Sleep(200 * time.Millisecond)
		find := exec.CommandContext(t.Context(), "xdotool", "search", "--name", "^drawn$")
		find.Env = append(os.Environ(), "DISPLAY="+display)
		window, err := find.Output()
		if err != nil { // import would have somebody point at a window
			continue
		}
		now, err := exec.CommandContext(t.Context(), "import", "-display", display,
			"-window", strings.TrimSpace(string(window)), "-strip", "png:-").Output()
		if err == nil && bytes.Equal(now, last) {
			picture, err := png.Decode(bytes.NewReader(now))
			if err != nil {
				t.Fatal(err)
			}
			return picture
		}
		last = now
	}
	t.Fatal("xterm does not draw the screen")
	return nil
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
