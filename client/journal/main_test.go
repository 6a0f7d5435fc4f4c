package journal

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"epn-wizard/client"
)

// A child process of the tests does its one task in a state directory instead
// of running them.
const (
	taskVariable = "EPN_TEST_TASK"
	dirVariable  = "EPN_TEST_DIR"
)

// tasks are what a child can do. They print one line at a time.
var tasks = map[string]func(dir string) error{
	"hold":  holdTask,
	"many":  manyTask,
	"draft": draftTask,
}

func TestMain(m *testing.M) {
	if task := os.Getenv(taskVariable); task != "" {
		if err := tasks[task](os.Getenv(dirVariable)); err != nil {
			fmt.Fprintln(os.Stderr, task+":", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// holdTask begins a request, prints its id, and finishes it when told to end.
func holdTask(dir string) error {
	j, err := Open(dir)
	if err != nil {
		return err
	}
	f, err := beginAnyway(j, entry("held"))
	if err != nil {
		return err
	}
	fmt.Println(f.Entry.ID)
	untilToldToEnd()
	return f.RecordOutcome(Resolution{Outcome: Created, EPNInstanceID: "epn-held"})
}

// untilToldToEnd waits for the end of standard input.
func untilToldToEnd() { _, _ = io.Copy(io.Discard, os.Stdin) }

// child is a process of the tests that does a task.
type child struct {
	process *os.Process
	stdin   io.Closer
	lines   *bufio.Reader
	wait    func() error // may be called again
}

// start runs a task. The child is gone when the test ends.
func start(t *testing.T, task, dir string) *child {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), taskVariable+"="+task, dirVariable+"="+dir, "GORACE=atexit_sleep_ms=0")
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	must(t, err)
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	c := &child{cmd.Process, stdin, bufio.NewReader(stdout), sync.OnceValue(cmd.Wait)}
	t.Cleanup(c.kill)
	return c
}

// line gives the next line the child prints.
func (c *child) line(t *testing.T) string {
	t.Helper()
	s, err := c.lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the child said %q and no more: %v", s, err)
	}
	return strings.TrimSpace(s)
}

// end lets the child go on and waits for it.
func (c *child) end(t *testing.T) {
	t.Helper()
	_ = c.stdin.Close()
	must(t, c.wait())
}

// kill ends the child as a power cut would.
func (c *child) kill() {
	_ = c.process.Kill()
	_ = c.wait()
}

func entry(name string) Entry {
	return Entry{
		Target: client.TargetSandbox, Endpoint: "http://127.0.0.1:8420", Owner: "0123456789abcdef",
		Looked: true, Seen: []string{"epn-old"},
		Order: client.Order{
			EPNInstanceType: client.EdgeToEdge, EPNInstanceName: name, InternetChargeType: client.BillingDailyPeak,
			NetworkingModel: client.NetworkingInternet, InternetMaxBandwidthOut: 10,
		},
	}
}

func open(t *testing.T, dir string) *Journal {
	t.Helper()
	j, err := Open(dir)
	must(t, err)
	return j
}

func begin(t *testing.T, j *Journal, name string) *InFlight {
	t.Helper()
	f, err := beginAnyway(j, entry(name))
	must(t, err)
	return f
}

// beginAnyway begins a request, whatever stands in its way.
func beginAnyway(j *Journal, e Entry) (*InFlight, error) {
	shown, err := j.FindObstacles(e, time.Now())
	if err != nil {
		return nil, err
	}
	for {
		if err := j.AcknowledgeDamage(shown.Damaged); err != nil {
			return nil, err
		}
		f, stands, err := j.BeginRequest(e, shown)
		if stands == nil {
			return f, err
		}
		shown = *stands
	}
}

// records gives all records of a journal that has so many damaged parts.
func records(t *testing.T, j *Journal, damaged int) []Record {
	t.Helper()
	all, parts, err := j.ReadRecords()
	must(t, err)
	if len(parts) != damaged {
		t.Errorf("%d parts do not read, want %d: %+v", len(parts), damaged, parts)
	}
	return all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// flightLocks lists what marks requests as under way.
func flightLocks(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "flight-*"))
	must(t, err)
	return found
}
