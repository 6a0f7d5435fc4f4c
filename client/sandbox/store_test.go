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
	s := start(t, Options{Dir: dir})
	id := (&sdk{}).must(t, s, "CreateEpnInstance", order())["EPNInstanceId"]
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, stateFile): 0o600, filepath.Join(dir, lockFile): 0o600} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	}

	s = start(t, Options{Dir: dir})
	a, err := s.store.readAccount(t.Context())
	if err != nil || len(a.Instances) != 1 || a.Instances[0].EPNInstanceID != id || a.InternetChargeType != "BandwidthByDay" {
		t.Errorf("after a restart: %+v, %v", a, err)
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
	if err := Reset(dir); err != nil {
		t.Fatal(err)
	}
	if a, err := s.store.readAccount(t.Context()); err != nil || len(a.Instances) != 0 || a.InternetChargeType != "" {
		t.Errorf("after a reset: %+v, %v", a, err)
	}
}

func TestADamagedFileIsToldAndKept(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "{", "null", "[]", `{"Instances":[{"EPNInstanceId":"epn-1"`, "\x00\x00"} {
		dir := t.TempDir()
		path := filepath.Join(dir, stateFile)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
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
		if err := Reset(dir); err != nil {
			t.Fatal(err)
		}
		c.must(t, s, "CreateEpnInstance", order())
	}
}

func TestLooseModesAreNarrowed(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("modes mean nothing there")
	}
	dir := filepath.Join(t.TempDir(), "state")
	path := filepath.Join(dir, stateFile)
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(`{"Instances":[]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	s := start(t, Options{Dir: dir})
	if got := count(t, s); got != 0 {
		t.Errorf("%d instances", got)
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, path: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestLinksAndForeignOwnersAreRefused(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	target := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{link, link + "/", "", filepath.Join(target, "file")} {
		if err := os.WriteFile(filepath.Join(target, "file"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Listen("127.0.0.1:0", Options{Dir: dir}); err == nil {
			_ = s.Close()
			t.Errorf("state directory %q was taken", dir)
		}
	}
	for _, name := range []string{stateFile, lockFile} {
		dir := t.TempDir()
		elsewhere := filepath.Join(target, name)
		if err := os.WriteFile(elsewhere, []byte(`{"Instances":[]}`), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(elsewhere, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		s := start(t, Options{Dir: dir})
		_, err := (&sdk{}).call(t, s, "CreateEpnInstance", order())
		refused(t, err, 500, "InternalError")
	}
	if os.Geteuid() != 0 {
		t.Skip("only root can give a directory away")
	}
	foreign := t.TempDir()
	if err := os.Chown(foreign, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	if s, err := Listen("127.0.0.1:0", Options{Dir: foreign}); err == nil {
		_ = s.Close()
		t.Error("the directory of another user was taken")
	}
}

// TestReadersDoNotWaitForEachOther: a look asks two questions at once.
func TestReadersDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	s := store{dir: t.TempDir()}
	if err := s.saveAccount(account{Instances: []kept{}}); err != nil {
		t.Fatal(err)
	}
	unlock, err := s.lockAccount(t.Context(), (*flock.Flock).TryRLockContext)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := s.readAccount(ctx); err != nil {
		t.Error(err)
	}
}
