package sandbox

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"epn-wizard/client"
	"epn-wizard/client/explain"
)

// Kind is a way of answering a create.
type Kind int

// The kinds of answers. The zero Kind answers as usual.
const (
	Refuse          Kind = iota + 1 // with the Answer's Status, Code and Message; nothing is created
	Timeout                         // never, until the client or the sandbox goes; nothing is created
	LostReply                       // creates, then drops the connection
	ConnectionReset                 // drops the connection with a reset; nothing is created
	Throttled                       // Throttling.User with the time left; nothing is created
	HTML502                         // with a gateway's error page in place of JSON; nothing is created
	Slow                            // creates, and says so 3 seconds later
)

// Answer is one rehearsed answer to a create that is signed and valid; one
// that is not gets its own error and leaves the rehearsal for the next.
type Answer struct {
	Kind          Kind
	Status        int    // with Refuse: the HTTP status; 400 where it is not one of an error
	Code, Message string // with Refuse
	Above         int    // with Refuse: for every order of more Mbit/s than this, not for the next one alone; or 0
	Unlisted      int    // how many lists leave out what it creates, as the service's can
}

// The words ParseAnswer takes beside codes, in the order in which they are listed.
var answers = []struct {
	what string
	kind Kind
}{
	{"timeout", Timeout},
	{"lost-reply", LostReply},
	{"reset", ConnectionReset},
	{"throttled", Throttled},
	{"html-502", HTML502},
	{"slow", Slow},
}

// AnswerNames lists these words.
func AnswerNames() []string {
	names := make([]string, len(answers))
	for i, a := range answers {
		names[i] = a.what
	}
	return names
}

// ParseAnswer reads a code of the catalogue, or timeout, lost-reply, reset,
// throttled, html-502 or slow, in any case.
func ParseAnswer(what string) (a Answer, ok bool) {
	if e, ok := explain.LookupEntry(what); ok {
		code, message := e.SampleReply()
		return Answer{Kind: Refuse, Status: e.HTTPStatus, Code: code, Message: message}, true
	}
	for _, a := range answers {
		if strings.EqualFold(what, a.what) {
			return Answer{Kind: a.kind}, true
		}
	}
	return Answer{}, false
}

// nextAnswer gives the rehearsed answer to an order, and takes it off the list
// unless it holds for more than one.
func (s *Server) nextAnswer(o client.Order) Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.answers) == 0 {
		return Answer{}
	}
	next := s.answers[0]
	switch {
	case next.Above == 0:
		s.answers = s.answers[1:]
	case o.InternetMaxBandwidthOut <= next.Above:
		return Answer{}
	}
	return next
}

// unlisted is an instance that the next lists leave out.
type unlisted struct {
	id    string
	lists int // how many more
}

// leaveOutOfLists has the next lists leave out a new instance.
func (s *Server) leaveOutOfLists(id string, lists int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unlisted = unlisted{id, lists}
}

// nextUnlisted gives the instance that the list being made leaves out, or "".
func (s *Server) nextUnlisted() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unlisted.lists == 0 {
		return ""
	}
	s.unlisted.lists--
	return s.unlisted.id
}

// errDropped ends a request without a reply: its connection is closed.
var errDropped = http.ErrAbortHandler

// answerRehearsed answers a create as told. Without a reply and without an error the
// answer has been given already.
func (s *Server) answerRehearsed(
	ctx context.Context, w http.ResponseWriter, a Answer, create func() (any, error),
) (any, error) {
	switch a.Kind {
	case Refuse:
		status := a.Status
		if status < 400 || status > 599 {
			status = http.StatusBadRequest
		}
		return nil, &failure{status: status, code: a.Code, message: a.Message}
	case Timeout:
		<-ctx.Done()
		return nil, errDropped
	case LostReply:
		if _, err := create(); err != nil {
			return nil, err
		}
		return nil, errDropped
	case ConnectionReset:
		if conn, ok := ctx.Value(connKey{}).(*net.TCPConn); ok {
			_ = conn.SetLinger(0) // closing it then sends RST in place of FIN
		}
		return nil, errDropped
	case Throttled:
		w.Header().Set("x-ratelimit-user-api", "Remain:0,Limit:10,Time:60000,TimeLeft:3000") // milliseconds
		return nil, refuse("Throttling.User", "Request was denied due to user flow control.")
	case HTML502:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, badGateway)
		return nil, nil
	case Slow:
		reply, err := create()
		if err != nil {
			return nil, err
		}
		select {
		case <-time.After(s.slow):
			return reply, nil
		case <-ctx.Done():
			return nil, errDropped
		}
	}
	return create()
}

const badGateway = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center></body>
</html>
`

type connKey struct{}

// withConn keeps the connection within reach of its requests.
func withConn(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}
