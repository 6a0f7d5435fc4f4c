package sandbox

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"epn-wizard/client"
)

func TestInvalidParameters(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	for _, c := range []struct {
		action, name string
		values       []string // "" is left out
	}{
		{client.CreateAction, "EPNInstanceType", []string{"", "edgetoedge"}},
		{client.CreateAction, "EPNInstanceName", []string{"\xff"}},
		{client.CreateAction, "InternetChargeType", []string{"", "daily-peak"}},
		{client.CreateAction, "NetworkingModel", []string{"", "speedup"}},
		{client.CreateAction, "InternetMaxBandwidthOut",
			[]string{"", strconv.Itoa(client.MinBandwidth - 1), strconv.Itoa(client.MaxBandwidth + 1), "10.5"}},
		{client.ListAction, "PageNumber", []string{"0", "99999999999999999999"}},
		{client.ListAction, "PageSize", []string{"51", "-1"}},
		{client.BillingAction, "StartTime", []string{"", "2026-11-01"}},
		{client.BillingAction, "EndTime", []string{"", "2026-10-31T23:59:59Z"}},
	} {
		for _, value := range c.values {
			code, message := "InvalidParameter."+c.name, "The specified field "+c.name+" invalid. Please check it again."
			if value == "" {
				code = "MissingParameter"
				message = "The input parameter " + c.name + " that is mandatory for processing this request is not supplied."
			} else if c.name == "InternetChargeType" {
				code, message = "InvalidParameter.Bandwidth", "The specified parameter InternetChargeType is not valid."
			}
			valid := map[string]map[string]string{client.CreateAction: order(), client.BillingAction: span()}[c.action]
			r := newRequest(t, s, "POST", rpcQuery("POST", c.action, valid, c.name, value), "")
			if f := checkReply(t, s, c.name+"="+value, r, "400 "+code); f.Message != message {
				t.Errorf("%s=%q: got %q, want %q", c.name, value, f.Message, message)
			}
		}
	}
	checkCount(t, s, 0)
}

func TestDescribePagesThroughAndMatchesPartsOfNames(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	var ids []string
	for i := range 53 {
		id, err := s.addInstance(t.Context(), client.Order{EPNInstanceName: fmt.Sprintf("lab-%02d", i)})
		must(t, err)
		ids = append(ids, id)
	}
	for _, c := range []struct {
		number, size, name string
		want               []string
		counts             string
	}{
		{"1", "50", "", ids[:50], "1 50 53"},
		{"2", "50", "", ids[50:], "2 50 53"},
		{"3", "50", "", nil, "3 50 53"},
		{"", "", "", ids[:10], "1 10 53"},
		{"", "2", "lab-5", ids[50:52], "1 2 3"},
		{"", "", "LAB-5", nil, "1 10 0"},
	} {
		var got []string
		found, counts := (&sdk{}).list(t, s, "PageNumber", c.number, "PageSize", c.size, "EPNInstanceName", c.name)
		for _, i := range found {
			got = append(got, i["EPNInstanceId"].(string))
		}
		if !slices.Equal(got, c.want) || counts != c.counts {
			t.Errorf("page %q of %q named %q: got %v, %s, want %v, %s",
				c.number, c.size, c.name, got, counts, c.want, c.counts)
		}
	}
}

func TestTheFirstBillingMethodPrevails(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	for i, want := range []string{"", "BandwidthByDay", "BandwidthByDay", "BandwidthByDay", "BandwidthByDay"} {
		if i > 0 {
			_, err := s.addInstance(t.Context(), client.Order{InternetChargeType: client.BillingMethods()[i-1]})
			must(t, err)
		}
		body := (&sdk{}).must(t, s, client.BillingAction, span())
		_, err := parseTime(fmt.Sprint(body["TimeStamp"]))
		method, _ := body["InternetChargeType"].(string)
		if method != want || fmt.Sprint(body["BandwidthValue"]) != "0" || err != nil ||
			!uuid.MatchString(fmt.Sprint(body["RequestId"])) {
			t.Errorf("with %d instances it answered %v, want the method %q", i, body, want)
		}
	}
	checkCount(t, s, 4)
}

// TestWhatFollowsACreate: an instance is joined, started, stopped and deleted, as the next steps say, and what the
// documentation does not permit is refused.
func TestWhatFollowsACreate(t *testing.T) {
	t.Parallel()
	for _, mode := range client.NetworkingModes() {
		dir := t.TempDir()
		id, err := start(t, Options{Dir: dir}).addInstance(t.Context(), client.Order{NetworkingModel: mode})
		must(t, err)
		s := start(t, Options{Dir: dir, Now: func() time.Time { return time.Now().Add(settling) }})
		member, foreign := client.FindMember(mode), client.FindMember(client.NetworkingInternet)
		if mode == client.NetworkingInternet {
			foreign = client.FindMember(client.NetworkingInternal)
		}
		list, example, exampleForeign := member.Example.Name, member.Example.Value, foreign.Example.Value
		for _, step := range []struct {
			action, parameter, value, want string
			status                         string // of the instance afterwards, "" where it is gone
		}{
			{client.DeleteAction, "EPNInstanceId", "epn-other", "400 InvalidParameter.EPNInstanceId", "Stopped"},
			{client.DeleteAction, "EPNInstanceId", "", "400 MissingParameter", "Stopped"},
			{foreign.Join, foreign.Example.Name, exampleForeign, "400 InvalidParameter.EPNInstanceId", "Stopped"},
			{member.Join, list, "", "400 MissingParameter", "Stopped"},
			{member.Join, list, "[]", "400 InvalidParameter." + list, "Stopped"},
			{member.Join, list, "203.0.113.7", "400 InvalidParameter." + list, "Stopped"},
			{member.Join, list, exampleForeign, "400 InvalidParameter." + list, "Stopped"},
			{member.Join, list, example, "200 ", "Stopped"},
			{member.Join, list, example, "200 ", "Stopped"},
			{client.StartAction, "", "", "200 ", "Running"},
			{client.DeleteAction, "", "", "400 InvalidParameter", "Running"}, // it has a member
			{client.StopAction, "", "", "200 ", "Stopped"},
			{member.Remove, list, example, "200 ", "Stopped"},
			{client.DeleteAction, "", "", "200 ", ""},
			{client.StartAction, "", "", "400 InvalidParameter.EPNInstanceId", ""},
		} {
			params := changed(map[string]string{"EPNInstanceId": id}, []string{step.parameter, step.value})
			(&sdk{algorithm: "v2"}).checkCall(t, s, step.action, params, step.want)
			status := ""
			for _, i := range contents(t, s).Instances {
				status += s.statusOf(i)
			}
			if status != step.status {
				t.Errorf("%s: after %s %v the instance is %q, want %q", mode, step.action, params, status, step.status)
			}
		}
	}
}

// TestTwoSandboxesShareOneDirectory, whose instances outlive both until they are reset.
func TestTwoSandboxesShareOneDirectory(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "epn-wizard")
	must(t, Reset(dir))
	if _, err := os.Stat(dir); err == nil {
		t.Error("resetting nothing left something")
	}
	servers := []*Server{start(t, Options{Dir: dir}), start(t, Options{Dir: dir})}
	var creates sync.WaitGroup
	for i := range 20 {
		creates.Go(func() {
			if _, err := servers[i%2].addInstance(t.Context(), client.Order{InternetChargeType: "method"}); err != nil {
				t.Error(err)
			}
		})
	}
	creates.Wait()
	must(t, servers[0].Close())
	must(t, servers[1].Close())
	for range 2 {
		unlock, err := store{dir: dir}.lockAccount(t.Context(), (*flock.Flock).TryRLockContext)
		must(t, err)
		a, distinct := contents(t, start(t, Options{Dir: dir})), map[string]bool{} // Readers do not wait for each other.
		unlock()
		for _, i := range a.Instances {
			distinct[i.EPNInstanceID] = true
		}
		if len(a.Instances) != 20 || len(distinct) != 20 || a.InternetChargeType != "method" {
			t.Errorf("20 creates, and the account has %d ids: %+v", len(distinct), a)
		}
		for _, name := range []string{stateFile, lockFile} {
			path := filepath.Join(dir, name)
			info, err := os.Stat(path)
			must(t, err)
			if info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" { // modes mean nothing there
				t.Errorf("%s has the mode %v", path, info.Mode())
			}
			must(t, os.Chmod(path, 0o644)) // to be narrowed the next time
		}
	}
	must(t, Reset(dir))
	if a := contents(t, start(t, Options{Dir: dir})); len(a.Instances) != 0 || a.InternetChargeType != "" {
		t.Errorf("after a reset: %+v", a)
	}
}

func TestADamagedFileIsToldAndKept(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "{", "null", "[]", `{"Instances":[{"EPNInstanceId":"epn-1"`, "\x00\x00"} {
		dir := t.TempDir()
		path := filepath.Join(dir, stateFile)
		must(t, os.WriteFile(path, []byte(content), 0o600))
		s := start(t, Options{Dir: dir})
		for action, params := range map[string]map[string]string{
			client.CreateAction: order(), client.ListAction: nil, client.BillingAction: span(),
		} {
			r := newRequest(t, s, "POST", rpcQuery("POST", action, params), "")
			f := checkReply(t, s, action, r, "500 InternalError")
			if !strings.Contains(f.Message, stateFile) || strings.Contains(f.Message, dir) {
				t.Errorf("%q: %s", content, f.Message)
			}
		}
		if kept, err := os.ReadFile(path); err != nil || string(kept) != content {
			t.Errorf("%q became %q, %v", content, kept, err)
		}
		must(t, Reset(dir))
		(&sdk{}).must(t, s, client.CreateAction, order())
	}
}

// TestLinksAreRefused: the rules for files and directories have tests of their own in package private.
func TestLinksAreRefused(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	target, link := t.TempDir(), filepath.Join(t.TempDir(), "link")
	must(t, os.WriteFile(filepath.Join(target, "file"), []byte(`{"Instances":[]}`), 0o600))
	must(t, os.Symlink(target, link))
	for _, dir := range []string{link, ""} {
		if s, err := Listen("127.0.0.1:0", Options{Dir: dir}); err == nil {
			_ = s.Close()
			t.Errorf("the state directory %q was taken", dir)
		}
	}
	for _, name := range []string{stateFile, lockFile} {
		dir := t.TempDir()
		must(t, os.Symlink(filepath.Join(target, "file"), filepath.Join(dir, name)))
		(&sdk{}).checkCall(t, start(t, Options{Dir: dir}), client.CreateAction, order(), "500 InternalError")
	}
}
