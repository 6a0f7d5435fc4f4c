package journal

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"epn-wizard/client"
)

// dirVariable names the state directory in another process of a test, which runs that test
// alone and does its part of it.
const dirVariable = "EPN_TEST_DIR"

// child is another process of a test.
type child struct {
	*exec.Cmd
	lines *bufio.Reader
}

// start runs the test in another process, which is gone when the test ends. Its standard
// input does not end before.
func start(t *testing.T, dir string, variables ...string) child {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(append(os.Environ(), dirVariable+"="+dir, "GORACE=atexit_sleep_ms=0"), variables...)
	cmd.Stderr = os.Stderr
	_, err := cmd.StdinPipe()
	must(t, err)
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	c := child{cmd, bufio.NewReader(stdout)}
	t.Cleanup(c.kill)
	return c
}

// line gives the next line the child prints.
func (c child) line(t *testing.T) string {
	t.Helper()
	s, err := c.lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the child said %q and no more: %v", s, err)
	}
	return strings.TrimSpace(s)
}

// kill ends the child as a power cut would, if it has not ended.
func (c child) kill() {
	_ = c.Process.Kill()
	_ = c.Wait()
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

func open(t testing.TB, dir string) *Journal {
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
	if err == nil {
		err = j.AcknowledgeDamage(shown.Damaged)
	}
	if err != nil {
		return nil, err
	}
	f, _, err := j.BeginRequest(e, shown)
	return f, err
}

// records gives all records of a journal of which every part reads.
func records(t *testing.T, j *Journal) []Record {
	t.Helper()
	all, damaged, err := j.ReadRecords()
	if must(t, err); len(damaged) > 0 {
		t.Errorf("damaged: %+v", damaged)
	}
	return all
}

func last(t *testing.T, j *Journal) Record {
	t.Helper()
	all := records(t, j)
	return all[len(all)-1]
}

// files lists what is in a state directory.
func files(t *testing.T, dir string) (names string) {
	t.Helper()
	found, err := os.ReadDir(dir)
	must(t, err)
	for _, f := range found {
		names += f.Name() + " "
	}
	return strings.TrimSpace(names)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
