//go:build unix

package command_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// recipe is what a command of a help topic is expected to do on a terminal.
type recipe struct {
	begins string // the command
	shows  string // while it runs, or what it leaves on the screen
	leave  string // the key that ends it, or ""
	status int
}

// recipes are the commands of the topics, but for the topic bastion, whose commands root tries
// as a whole.
var recipes = map[string][]recipe{
	"scripts": {
		{begins: "set -o pipefail"},
		{begins: "epn-wizard --live --yes --output json", shows: recordedID},
	},
	"traffic": {
		{begins: "epn-wizard compare traffic.csv", shows: "2026-10"},
		{begins: "epn-wizard compare traffic.csv --price daily=2", shows: "(cheapest)"},
		{"epn-wizard --traffic traffic.csv", nameQuestion, ctrlC, 130},
		{begins: "aliyun ens DescribeEpnBandWidthData --endpoint ens.aliyuncs.com"},
		{begins: "aliyun ens DescribeEpnBandWidthData --endpoint ens.aliyuncs.com"},
		{begins: "epn-wizard compare october.json --month 2026-10", shows: "2026-10, the whole month"},
		{begins: "epn-wizard compare panel.csv --unit bps", shows: "2026-10"},
	},
	"training": {
		{"epn-wizard practice", practiceList, ctrlC, 130},
		{begins: "epn-wizard explain", shows: "the reply comes 3 seconds later"},
		{"epn-wizard --rehearse UserNotExist", nameQuestion, ctrlC, 130},
		{begins: "epn-wizard explain UserNotExist", shows: "This account is unknown here"},
		{begins: "export EPN_STATE_DIR=$(mktemp -d)"},
		{"epn-wizard sandbox --reset --rehearse StockNotEnough", "listening on http://127.0.0.1:8420", ctrlC, 0},
		{"asciinema rec --command 'epn-wizard --sandbox' lesson.cast", nameQuestion, ctrlC, 0},
		{begins: "asciinema play lesson.cast", shows: "Nothing was sent."},
	},
}

// aTopicsCommand matches a command of a block of code, over all its lines.
var aTopicsCommand = regexp.MustCompile(`(?m)^(?:.*[\\|]\n)*.*[^\\|\n]$`)

// TestRecipesOfTopics: every command of these topics, typed as it is printed into a shell on a
// terminal, does what the topic says.
func TestRecipesOfTopics(t *testing.T) {
	t.Parallel()
	for file, text := range printed(t) {
		topic, isTopic := strings.CutPrefix(file, "ui/command/help/en/")
		topic = strings.TrimSuffix(topic, ".md")
		tried := recipes[topic] != nil || topic == "bastion" || topic == "permissions" // which is a policy
		if isTopic && !tried && aBlock.MatchString(text) {
			t.Errorf("%s has commands that are not tried", topic)
		}
	}
	for topic, expected := range recipes {
		t.Run(topic, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join("help", "en", topic+".md"))
			must(t, err)
			var commands []string
			for _, block := range aBlock.FindAllString(string(text), -1) {
				if lines := strings.Split(strings.TrimSpace(block), "\n"); !strings.HasPrefix(lines[1], "time,") {
					commands = append(commands, aTopicsCommand.FindAllString(strings.Join(lines[1:len(lines)-1], "\n"), -1)...)
				}
			}
			if len(commands) != len(expected) {
				t.Fatalf("%d commands are tried, of %q", len(expected), commands)
			}
			r := newRecorder(t)
			p := newTypist(t, append(r.variables, `PS1=prompt \# after $?:`, "TMPDIR="+t.TempDir())...)
			p.configure()
			writeTraffic(t, p.home)
			shell := run{home: p.home, env: p.variables, program: "/bin/bash", width: 100, height: 250}.start(t, "--norc")
			number, missing := 1, ""
			for i, command := range commands {
				if !strings.HasPrefix(command, expected[i].begins) {
					t.Fatalf("%q is tried where the topic has %q", expected[i].begins, command)
				}
				if why := whyNotTried(command); why != "" {
					missing = why
					continue
				}
				shell.send(command, enter)
				number++
				prompt := fmt.Sprintf("prompt %d after %d:", number, expected[i].status)
				if expected[i].leave == "" {
					shell.waitFor(prompt)
				}
				shell.waitFor(expected[i].shows)
				shell.send(expected[i].leave)
				shell.waitFor(prompt)
			}
			shell.send("exit", enter)
			shell.exit()
			if missing != "" {
				t.Skip(missing)
			}
		})
	}
}

// whyNotTried says what a command needs that is not here, or "".
func whyNotTried(command string) string {
	for _, tool := range []string{"asciinema", "jq"} {
		if _, err := exec.LookPath(tool); err != nil && regexp.MustCompile(`(^|\s)`+tool+`\s`).MatchString(command) {
			return "there is no " + tool + " on this machine for the rest"
		}
	}
	if strings.Contains(command, " sandbox ") { // with its usual port
		l, err := net.Listen("tcp", "127.0.0.1:8420")
		if err != nil {
			return "the sandbox's usual port 8420 is taken: " + err.Error()
		}
		_ = l.Close()
	}
	return ""
}

// writeTraffic writes the files that the topic traffic names: a month of samples, and an
// export of Grafana.
func writeTraffic(t *testing.T, dir string) {
	t.Helper()
	var csv, panel strings.Builder
	csv.WriteString("time,mbps\n")
	panel.WriteString("\"Time\",\"eth0 out\"\n")
	at := time.Date(2026, 9, 30, 16, 0, 0, 0, time.UTC)
	for range 31 * 24 * 12 {
		csv.WriteString(at.Format(time.RFC3339) + ",41.2\n")
		fmt.Fprintf(&panel, "%d,%d\n", at.UnixMilli(), 38_700_000)
		at = at.Add(5 * time.Minute)
	}
	must(t, os.WriteFile(filepath.Join(dir, "traffic.csv"), []byte(csv.String()), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "panel.csv"), []byte(panel.String()), 0o600))
}

// TestRecordingOfRRDtool: what RRDtool exports as the topic says can be compared.
func TestRecordingOfRRDtool(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("rrdtool"); err != nil {
		t.Skip("there is no rrdtool on this machine")
	}
	text, err := os.ReadFile("help/en/traffic.md")
	must(t, err)
	export := regexp.MustCompile("`(xport [^`]*)`").FindSubmatch(text)[1]
	const first = 1790784000 // 2026-09-30T16:00:00Z
	update := "rrdtool update lab.rrd"
	for i := range 12 {
		update += fmt.Sprintf(" %d:%d", first+300*i, 38_700_000)
	}
	out := newTypist(t).types("sh",
		fmt.Sprintf("rrdtool create lab.rrd --start %d --step 300 DS:out:GAUGE:600:U:U RRA:AVERAGE:0.5:1:100", first-300),
		update,
		fmt.Sprintf("rrdtool %s --start %d --end %d DEF:out=lab.rrd:out:AVERAGE XPORT:out:out >lab.json", export, first,
			first+3000),
		"epn-wizard compare lab.json --unit bps --month 2026-10")
	if !strings.Contains(out, "38.7 Mbit/s") {
		t.Errorf("compared as %s", out)
	}
}
