package sandbox

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// failure is an error in the service's own shape.
type failure struct {
	status        int
	code, message string
}

func (f *failure) Error() string { return f.code + ": " + f.message }

// refuse makes the refusal of a request that is wrong in itself.
func refuse(code, message string, args ...any) error {
	return newRefusal(http.StatusBadRequest, code, message, args...)
}

func newRefusal(status int, code, message string, args ...any) error {
	return &failure{status: status, code: code, message: fmt.Sprintf(message, args...)}
}

// writeFailure sends an error. One that is not a failure is the sandbox's own
// trouble with its state, told in full: the state is the user's.
func (s *Server) writeFailure(w http.ResponseWriter, id string, err error) {
	f, ok := errors.AsType[*failure](err)
	if !ok {
		f = &failure{status: http.StatusInternalServerError, code: "InternalError", message: err.Error()}
	}
	writeJSON(w, f.status, map[string]string{
		"RequestId": id,
		"HostId":    s.host,
		"Code":      f.code,
		"Message":   f.message,
		"Recommend": "https://api.aliyun.com/troubleshoot?q=" + url.QueryEscape(f.code) + "&product=Ens",
	})
}

// writeJSON sends a body as the service does: JSON whatever Format was asked for.
func writeJSON(w http.ResponseWriter, status int, body any) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		panic(err) // strings and numbers always encode
	}
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n"))) // a client that is gone is no error of ours
}

// requestID makes an upper-case random UUID.
func requestID() string {
	var u [16]byte
	_, _ = rand.Read(u[:]) // never fails
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("%X-%X-%X-%X-%X", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
