//go:build unix

package command_test

import (
	"encoding/json"
	"encoding/pem"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/journal"
)

// trap is what somebody prepared who wants out of a restricted session: programs, files and
// servers, and the variables that name them.
type trap struct {
	t       testing.TB
	dir     string
	address string // a server that must hear nothing
	calls   atomic.Int32
	opened  atomic.Bool // a pipe, at which whoever reads it would wait
	files   []string
}

func newTrap(t testing.TB) *trap {
	t.Helper()
	p := &trap{t: t, dir: t.TempDir()}
	const programs = "tmux sh bash vi vim nano less more xclip xsel wl-copy wl-paste aliyun xdg-open git"
	for name := range strings.FieldsSeq(programs) {
		p.write("bin/"+name, "#!/bin/sh\n: > '"+p.path("ran")+"'\n", 0o700)
	}
	const keys = `"mode":"AK","access_key_id":"LTAItrapped00XX","access_key_secret":"x"}`
	p.write(".aliyun/config.json", `{"current":"x","profiles":[{"name":"x",`+keys+`,{"name":"epn",`+keys+`]}`, 0o600)
	p.write(".alibabacloud/credentials",
		"[default]\ntype = access_key\naccess_key_id = LTAItrapped00XX\naccess_key_secret = x\n", 0o600)
	p.makePipe("pipe")
	p.makePipe("terminfo/x/xterm-256color")
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			p.calls.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	p.address = server.Listener.Addr().String()
	p.files = p.list()
	return p
}

func (p *trap) path(name string) string { return filepath.Join(p.dir, name) }

func (p *trap) write(name, text string, mode fs.FileMode) {
	p.t.Helper()
	must(p.t, os.MkdirAll(filepath.Dir(p.path(name)), 0o700))
	must(p.t, os.WriteFile(p.path(name), []byte(text), mode))
}

// makePipe makes one that tells when it is opened to be read.
func (p *trap) makePipe(name string) {
	p.t.Helper()
	must(p.t, os.MkdirAll(filepath.Dir(p.path(name)), 0o700))
	must(p.t, syscall.Mkfifo(p.path(name), 0o600))
	done := make(chan struct{})
	go func() {
		defer close(done)
		if f, err := os.OpenFile(p.path(name), os.O_WRONLY, 0); err == nil { // waits for a reader
			p.opened.Store(true)
			_ = f.Close()
		}
	}()
	p.t.Cleanup(func() { // ends the wait
		if f, err := os.OpenFile(p.path(name), os.O_RDONLY|syscall.O_NONBLOCK, 0); err == nil {
			<-done
			_ = f.Close()
		}
	})
}

// list gives every file there is.
func (p *trap) list() []string {
	var files []string
	must(p.t, filepath.WalkDir(p.dir, func(path string, _ fs.DirEntry, err error) error {
		files = append(files, path)
		return err
	}))
	return files
}

// variables are all that could lead into it.
func (p *trap) variables() []string {
	const variables = `
		TMUX=$DIR/socket,1,1 TMUX_TMPDIR=$DIR STY=1 TERMINFO=$DIR/terminfo TERMINFO_DIRS=$DIR/terminfo TZ=$DIR/pipe
		ZONEINFO=$DIR/pipe TEA_TRACE=$DIR/trace TEA_DEBUG=1 DEBUG=dara,tea,credential,* XDG_STATE_HOME=$DIR/xdg
		XDG_CONFIG_HOME=$DIR/xdg TMPDIR=$DIR SSL_CERT_FILE=$DIR/pipe SSL_CERT_DIR=$DIR SSLKEYLOGFILE=$DIR/keys
		BASH_COMP_DEBUG_FILE=$DIR/completion GOCOVERDIR=$DIR WAYLAND_DISPLAY=x DISPLAY=:9 COLUMNS=1 LINES=1
		EDITOR=$DIR/bin/vi VISUAL=$DIR/bin/vi PAGER=$DIR/bin/vi BROWSER=$DIR/bin/vi SSH_ASKPASS=$DIR/bin/vi
		HTTP_PROXY=http://$SERVER HTTPS_PROXY=http://$SERVER ALL_PROXY=http://$SERVER
		http_proxy=http://$SERVER https_proxy=http://$SERVER all_proxy=http://$SERVER
		EPN_NAME=trapped EPN_BANDWIDTH=100 EPN_TARGET=sandbox EPN_STATE_DIR=$DIR/state EPN_LANG=zh EPN_RESTRICTED=0
		ALIBABA_CLOUD_ENDPOINT=http://$SERVER ALIBABA_CLOUD_PROFILE=x
		ALIBABA_CLOUD_CONFIG_FILE=$DIR/.aliyun/config.json
		ALIBABA_CLOUD_CREDENTIALS_FILE=$DIR/.alibabacloud/credentials ALIBABA_CLOUD_CREDENTIALS_URI=http://$SERVER
		ALIBABA_CLOUD_ACCESS_KEY_ID=LTAItrapped00XX ALIBABA_CLOUD_ACCESS_KEY_SECRET=x ALIBABA_CLOUD_SECURITY_TOKEN=x
		ALIBABA_CLOUD_ROLE_ARN=x ALIBABA_CLOUD_OIDC_PROVIDER_ARN=x ALIBABA_CLOUD_OIDC_TOKEN_FILE=$DIR/pipe`
	return strings.Fields(os.Expand(variables, func(name string) string {
		return map[string]string{"DIR": p.dir, "SERVER": p.address}[name]
	}))
}

// untouched fails if anything was read, run, written or called.
func (p *trap) untouched() {
	p.t.Helper()
	if n := p.calls.Load(); n > 0 {
		p.t.Errorf("the server of the user's choosing was called %d times", n)
	}
	if p.opened.Load() {
		p.t.Error("a file of the user's choosing was read")
	}
	if now := p.list(); !slices.Equal(now, p.files) {
		p.t.Errorf("files appeared or went:\n%q\nbefore:\n%q", now, p.files)
	}
	if _, err := os.Stat(programRan()); err == nil {
		p.t.Error("the program of a profile was run")
	}
}

// TestRestrictedConnection: the way to the service and who is trusted there are not the
// environment's business.
func TestRestrictedConnection(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // a client that trusts it not is no error here
	server.StartTLS()
	t.Cleanup(server.Close)
	trap := newTrap(t)
	authority := filepath.Join(t.TempDir(), "authority")
	must(t, os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}),
		0o600))
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "https://"), ":")
	for name, c := range map[string]struct{ endpoint, variable, cause string }{ // the second is loopback, but not by name
		"SSL_CERT_FILE": {server.URL, "SSL_CERT_FILE=" + authority, "tls-unknown-authority"},
		"HTTPS_PROXY":   {"https://0.0.0.0:" + port, "HTTPS_PROXY=http://" + trap.address, "tls-"},
	} {
		cause := func(flags ...string) string {
			flags = append(flags, "--live", "--profile", "epn", "--endpoint", c.endpoint, "--output", "json", "--state-dir",
				t.TempDir())
			var report struct{ Error struct{ Cause string } }
			must(t, json.Unmarshal([]byte(script(t, accountHome(), []string{c.variable}, flags...).stdout), &report))
			return report.Error.Cause
		}
		if got := cause(given("--yes", "--restricted")...); !strings.HasPrefix(got, c.cause) {
			t.Errorf("%s: %s, want %s", name, got, c.cause)
		}
		trap.untouched()
		if got := cause("check"); strings.HasPrefix(got, c.cause) {
			t.Errorf("%s: %s without --restricted too, so this test shows nothing", name, got)
		}
		trap.calls.Store(0)
	}
}

// TestSettleOfAnotherPlace: what was ordered with keys of this machine is not looked up with those of
// another place, unless that is said, and an endpoint that is none, as another version or a hand
// can write it, is named.
func TestSettleOfAnotherPlace(t *testing.T) {
	t.Parallel()
	const here = "http://127.0.0.1:1"
	for name, c := range map[string]struct {
		endpoint string
		source   client.Source
		flags    []string
		asked    bool // for keys
		says     string
	}{
		"keys of this machine":            {here, client.FromEnvironment, nil, false, ""},
		"keys of this machine, with live": {here, client.FromEnvironment, []string{"--live"}, true, ""},
		"keys of another place":           {here, client.FromURI, nil, true, ""},
		"no endpoint": {"ftp://user:password@ens.test", client.FromEnvironment, nil, false,
			`Endpoint "ftp://****@ens.test" must be a host name`},
	} {
		trap, dir := newTrap(t), t.TempDir()
		j, err := journal.Open(dir)
		must(t, err)
		e := journal.Entry{Target: "live", Endpoint: c.endpoint, Source: string(c.source), Looked: true}
		e.Order, _ = client.NewOrder(map[client.Field]string{client.InstanceName: "edge lab", client.BillingMethod: "fixed",
			client.NetworkingMode: "both", client.Bandwidth: "10"})
		shown, err := j.FindObstacles(e, time.Now())
		must(t, err)
		lost, _, err := j.BeginRequest(e, shown)
		must(t, err)
		must(t, lost.RecordOutcome(journal.Resolution{Outcome: string(client.Unknown)}))
		r := script(t, t.TempDir(), []string{"ALIBABA_CLOUD_CREDENTIALS_URI=http://" + trap.address + "/keys"},
			append([]string{"settle", "--state-dir", dir}, c.flags...)...)
		if asked := trap.calls.Load() > 0; r.status != 5 || asked != c.asked || !strings.Contains(r.stdout, c.says) {
			t.Errorf("%s: status %d, keys were asked for: %v: %s%s", name, r.status, asked, r.stdout, r.stderr)
		}
	}
}
