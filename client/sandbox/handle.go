package sandbox

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"time"

	"epn-wizard/client"
)

// apiVersion is the one version of the Ens product's API.
const apiVersion = "2017-11-10"

// call is a request whose sender is known.
type call struct {
	id              string // of the request, upper-case UUID
	action, version string
	params          map[string]string
}

// handleRequest answers one request.
func (s *Server) handleRequest(w http.ResponseWriter, r *http.Request) {
	id := requestID()
	w.Header().Set("x-acs-request-id", id)
	// It also ends a body that nobody reads, which net/http waits for after the reply.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(s.body))
	reply, err := s.answerRequest(w, r, id)
	switch {
	case errors.Is(err, errDropped):
		panic(errDropped) // net/http's way to close a connection without a reply
	case err != nil:
		s.writeFailure(w, id, err)
	case reply != nil:
		writeJSON(w, http.StatusOK, reply)
	}
}

// answerRequest finds out what is asked, by whom, and does it.
func (s *Server) answerRequest(w http.ResponseWriter, r *http.Request, id string) (any, error) {
	if err := admitRequest(r); err != nil {
		return nil, err
	}
	query, err := flattenParameters(url.ParseQuery(r.URL.RawQuery))
	if err != nil {
		return nil, err
	}
	body, err := readBody(w, r)
	if err != nil {
		return nil, err
	}
	s.acceptRequest(w, r)
	params, err := withForm(query, body, r.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	c, err := s.authenticate(r, query, params, body)
	if err != nil {
		return nil, err
	}
	if c.version != apiVersion {
		return nil, refuse("InvalidVersion", "Specified parameter Version is not valid.")
	}
	c.id, c.params = id, params
	ctx := r.Context()
	switch c.action {
	case client.CreateAction:
		return s.createInstance(ctx, w, c)
	case client.ListAction:
		return s.describeInstances(ctx, c)
	case client.BillingAction:
		return s.describeBandwidth(ctx, c)
	}
	if slices.Contains(changes, c.action) {
		return s.changeInstance(ctx, c)
	}
	return nil, newRefusal(http.StatusNotFound, "InvalidAction.NotFound",
		"Specified api is not found, please check your url and method.")
}

// admitRequest turns away what no client of the API sends: other methods and paths,
// and web pages, which reach loopback through a name of theirs that resolves
// to it (DNS rebinding) or straight from the user's browser.
func admitRequest(r *http.Request) error {
	if !client.IsLoopback((&url.URL{Host: r.Host}).Hostname()) {
		return newRefusal(http.StatusForbidden, "Forbidden.Host", "The sandbox answers to loopback names and addresses only.")
	}
	if r.Header.Get("Origin") != "" || r.Header.Get("Sec-Fetch-Site") != "" {
		return newRefusal(http.StatusForbidden, "Forbidden.Origin", "The sandbox does not answer to browsers.")
	}
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		return newRefusal(http.StatusForbidden, "UnsupportedHTTPMethod", "This http method is not supported.")
	}
	if r.URL.Path != "/" && r.URL.Path != "" {
		return newRefusal(http.StatusNotFound, "InvalidApi.NotFound",
			"Specified api is not found, please check your url and method.")
	}
	return nil
}

// readBody reads the body up to its limit.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength == 0 {
		return nil, nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, newRefusal(http.StatusRequestEntityTooLarge, "InvalidParameter",
			"The errorMessage is the request body is too large. Please check it again.")
	}
	if err != nil {
		return nil, malformedRequest("the request body cannot be read")
	}
	return body, nil
}

// withForm adds the parameters of a form in the body to those of the query.
func withForm(query map[string]string, body []byte, contentType string) (map[string]string, error) {
	if len(body) == 0 {
		return query, nil
	}
	if kind, _, err := mime.ParseMediaType(contentType); err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, malformedRequest("the request body is not of the type application/x-www-form-urlencoded")
	}
	params, err := flattenParameters(url.ParseQuery(string(body)))
	if err != nil {
		return nil, err
	}
	for name, value := range query {
		if _, twice := params[name]; twice {
			return nil, malformedRequest("a parameter is given twice")
		}
		params[name] = value
	}
	return params, nil
}

// flattenParameters flattens parameters. One given twice is refused: which of them was
// meant, and which of them was signed, would be a guess.
func flattenParameters(values url.Values, err error) (map[string]string, error) {
	if err != nil {
		return nil, malformedRequest("the parameters are not URL-encoded")
	}
	params := make(map[string]string, len(values))
	for name, given := range values {
		if len(given) > 1 {
			return nil, malformedRequest("a parameter is given twice")
		}
		params[name] = given[0]
	}
	return params, nil
}

// malformedRequest words what is wrong by the error table's row for such cases.
func malformedRequest(what string) error {
	return refuse("InvalidParameter", "The errorMessage is %s. Please check it again.", what)
}
