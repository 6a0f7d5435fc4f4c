//go:build unix

package command_test

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// trap is what somebody prepared who wants out of a restricted session:
// programs, files and servers, and the variables that name them.
type trap struct {
	t       testing.TB
	dir     string
	address string // a server that must hear nothing
	calls   atomic.Int32
	opened  atomic.Bool // the pipe, which who reads it would wait at
	files   []string
}

func newTrap(t testing.TB) *trap {
	t.Helper()
	p := &trap{t: t, dir: t.TempDir()}
	for _, name := range []string{"tmux", "sh", "bash", "vi", "vim", "nano", "less", "more", "xclip", "xsel", "wl-copy",
		"wl-paste", "aliyun", "xdg-open", "git"} {
		p.write("bin/"+name, "#!/bin/sh\n: > '"+p.path("ran")+"'\n", 0o700)
	}
	p.write(".aliyun/config.json", `{"current":"x","profiles":[
		{"name":"x","mode":"AK","access_key_id":"LTAItrapped00XX","access_key_secret":"x"},
		{"name":"epn","mode":"AK","access_key_id":"LTAItrapped00XX","access_key_secret":"x"}]}`, 0o600)
	p.write(".alibabacloud/credentials", `[default]
type = access_key
access_key_id = LTAItrapped00XX
access_key_secret = x
`, 0o600)
	must(t, os.MkdirAll(p.path("terminfo/x"), 0o700))
	for _, name := range []string{"pipe", "terminfo/x/xterm-256color"} {
		p.pipe(name)
	}

	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { _ = l.Close() })
	p.address = l.Addr().String()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			p.calls.Add(1)
			_ = c.Close()
		}
	}()
	p.files = p.list()
	return p
}

func (p *trap) path(name string) string { return filepath.Join(p.dir, name) }

func (p *trap) write(name, text string, mode fs.FileMode) {
	p.t.Helper()
	must(p.t, os.MkdirAll(filepath.Dir(p.path(name)), 0o700))
	must(p.t, os.WriteFile(p.path(name), []byte(text), mode))
}

// pipe makes one that tells when it is opened to be read.
func (p *trap) pipe(name string) {
	p.t.Helper()
	must(p.t, syscall.Mkfifo(p.path(name), 0o600))
	done, over := make(chan struct{}), new(atomic.Bool)
	go func() {
		defer close(done)
		if f, err := os.OpenFile(p.path(name), os.O_WRONLY, 0); err == nil { // waits for a reader
			p.opened.CompareAndSwap(false, !over.Load())
			_ = f.Close()
		}
	}()
	p.t.Cleanup(func() {
		over.Store(true)
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
	server := "http://" + p.address
	env := []string{
		"TMUX=" + p.path("socket") + ",1,1", "TMUX_TMPDIR=" + p.dir, "STY=1", "TERMINFO=" + p.path("terminfo"),
		"TERMINFO_DIRS=" + p.path("terminfo"),
		"TZ=" + p.path("pipe"), "ZONEINFO=" + p.path("pipe"), "TEA_TRACE=" + p.path("trace"), "TEA_DEBUG=1",
		"DEBUG=dara,tea,credential,*",
		"XDG_STATE_HOME=" + p.path("xdg"), "XDG_CONFIG_HOME=" + p.path("xdg"), "TMPDIR=" + p.dir,
		"SSL_CERT_FILE=" + p.path("pipe"), "SSL_CERT_DIR=" + p.dir,
		"SSLKEYLOGFILE=" + p.path("keys"), "BASH_COMP_DEBUG_FILE=" + p.path("completion"), "GOCOVERDIR=" + p.dir,
		"WAYLAND_DISPLAY=x", "DISPLAY=:9", "COLUMNS=1", "LINES=1",
		"EPN_NAME=trapped", "EPN_BANDWIDTH=100", "EPN_TARGET=sandbox", "EPN_STATE_DIR=" + p.path("state"), "EPN_LANG=zh",
		"EPN_RESTRICTED=0",
		"ALIBABA_CLOUD_ENDPOINT=" + server, "ALIBABA_CLOUD_PROFILE=x",
		"ALIBABA_CLOUD_CONFIG_FILE=" + p.path(".aliyun/config.json"),
		"ALIBABA_CLOUD_CREDENTIALS_FILE=" + p.path(".alibabacloud/credentials"), "ALIBABA_CLOUD_CREDENTIALS_URI=" + server,
		"ALIBABA_CLOUD_ACCESS_KEY_ID=LTAItrapped00XX", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=x", "ALIBABA_CLOUD_SECURITY_TOKEN=x",
		"ALIBABA_CLOUD_ROLE_ARN=x", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN=x", "ALIBABA_CLOUD_OIDC_TOKEN_FILE=" + p.path("pipe"),
	}
	for _, name := range []string{"EDITOR", "VISUAL", "PAGER", "BROWSER", "SSH_ASKPASS"} {
		env = append(env, name+"="+p.path("bin/vi"))
	}
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"} {
		env = append(env, name+"="+server, strings.ToLower(name)+"="+server)
	}
	return env
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
