package sandbox

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"epn-wizard/client"
)

func TestInstancesOutliveTheServer(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "epn-wizard")
	files := []string{filepath.Join(dir, stateFile), filepath.Join(dir, lockFile)}
	s := start(t, Options{Dir: dir})
	id := (&sdk{}).must(t, s, "CreateEpnInstance", order())["EPNInstanceId"]
	must(t, s.Close())
	for range 2 {
		a := contents(t, start(t, Options{Dir: dir}))
		if len(a.Instances) != 1 || a.Instances[0].EPNInstanceID != id || a.InternetChargeType != client.BillingDailyPeak {
			t.Errorf("after a restart: %+v", a)
		}
		if runtime.GOOS == "windows" {
			continue // modes mean nothing there
		}
		for _, path := range files {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
			must(t, os.Chmod(path, 0o644)) // to be narrowed the next time
		}
	}
}

func TestReset(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := Reset(dir); err != nil {
		t.Error(err)
	}
	if err := Reset(filepath.Join(dir, "none")); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("resetting nothing left %v, %v", left, err)
	}
	s := start(t, Options{Dir: dir})
	if _, err := s.addInstance(t.Context(), client.Order{InternetChargeType: "PayByBandwidth"}); err != nil {
		t.Fatal(err)
	}
	must(t, Reset(dir))
	if a := contents(t, s); len(a.Instances) != 0 || a.InternetChargeType != "" {
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
		c := &sdk{}
		for action, params := range map[string]map[string]string{
			"CreateEpnInstance": order(), "DescribeEpnInstances": {}, "DescribeEpnBandwitdhByInternetChargeType": span(),
		} {
			_, err := c.call(t, s, action, params)
			refused(t, err, 500, "InternalError")
			if !strings.Contains(err.Error(), stateFile) || strings.Contains(err.Error(), dir) {
				t.Errorf("%q: %v", content, err)
			}
		}
		if kept, err := os.ReadFile(path); err != nil || string(kept) != content {
			t.Errorf("%q became %q, %v", content, kept, err)
		}
		must(t, Reset(dir))
		c.must(t, s, "CreateEpnInstance", order())
	}
}

// The rules for files and directories have tests of their own in package private.
func TestLinksAreRefused(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	target := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(target, link))
	for _, dir := range []string{link, ""} {
		if s, err := Listen("127.0.0.1:0", Options{Dir: dir}); err == nil {
			_ = s.Close()
			t.Errorf("state directory %q was taken", dir)
		}
	}
	for _, name := range []string{stateFile, lockFile} {
		dir, elsewhere := t.TempDir(), filepath.Join(target, name)
		must(t, os.WriteFile(elsewhere, []byte(`{"Instances":[]}`), 0o600))
		must(t, os.Symlink(elsewhere, filepath.Join(dir, name)))
		_, err := (&sdk{}).call(t, start(t, Options{Dir: dir}), "CreateEpnInstance", order())
		refused(t, err, 500, "InternalError")
	}
}

// TestReadersDoNotWaitForEachOther: a look asks two questions at once.
func TestReadersDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	s := store{dir: t.TempDir()}
	must(t, s.saveAccount(account{Instances: []kept{}}))
	unlock, err := s.lockAccount(t.Context(), (*flock.Flock).TryRLockContext)
	must(t, err)
	defer unlock()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := s.readAccount(ctx); err != nil {
		t.Error(err)
	}
}
