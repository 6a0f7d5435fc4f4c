package sandbox

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"
)

const (
	defaultPageSize = 10
	maxPageSize     = 50
	settling        = 5 * time.Second // how long a new instance is being made
)

// described is an instance in a reply.
type described struct {
	instance
	Status string
}

// describeInstances answers DescribeEpnInstances, the oldest instance first.
// The service leaves open how a name matches; here a part of it is enough, so
// that a client has to compare every field itself.
func (s *Server) describeInstances(ctx context.Context, c call) (any, error) {
	number, err := readWholeNumber(c.params, "PageNumber", 1, math.MaxInt32/maxPageSize)
	if err != nil {
		return nil, err
	}
	size, err := readWholeNumber(c.params, "PageSize", defaultPageSize, maxPageSize)
	if err != nil {
		return nil, err
	}
	a, err := s.store.readAccount(ctx)
	if err != nil {
		return nil, err
	}
	found := []described{} // an empty list in JSON, never null
	unlisted := s.nextUnlisted()
	for _, i := range a.Instances {
		if i.EPNInstanceID == unlisted {
			continue
		}
		if id := c.params["EPNInstanceId"]; id != "" && id != i.EPNInstanceID {
			continue
		}
		if !strings.Contains(i.EPNInstanceName, c.params["EPNInstanceName"]) {
			continue
		}
		found = append(found, described{i.instance, s.statusOf(i)})
	}
	from := min((number-1)*size, len(found))
	to := min(from+size, len(found))
	type list struct{ EPNInstance []described }
	return struct {
		EPNInstances                     list
		PageNumber, PageSize, TotalCount int
		RequestID                        string `json:"RequestId"`
	}{list{found[from:to]}, number, size, len(found), c.id}, nil
}

// statusOf says what state an instance is in. A new one has to be started.
func (s *Server) statusOf(i kept) string {
	switch {
	case i.Started:
		return "Running"
	case s.now().Sub(i.CreationTime) < settling:
		return "Excuting" // the service spells it so
	}
	return "Stopped"
}

// describeBandwidth answers DescribeEpnBandwitdhByInternetChargeType: the
// billing method in force and, since nothing runs over a sandbox, a bandwidth
// of 0 bit/s. Before the first create no method is in force and the reply
// names none; what the service says then is not known.
func (s *Server) describeBandwidth(ctx context.Context, c call) (any, error) {
	var span [2]time.Time
	for i, name := range []string{"StartTime", "EndTime"} {
		if err := requireParameter(c.params, name); err != nil {
			return nil, err
		}
		t, err := parseTime(c.params[name])
		if err != nil {
			return nil, invalidParameter(name)
		}
		span[i] = t
	}
	if span[1].Before(span[0]) {
		return nil, invalidParameter("EndTime")
	}
	a, err := s.store.readAccount(ctx)
	if err != nil {
		return nil, err
	}
	return struct {
		BandwidthValue     int64
		InternetChargeType string `json:",omitempty"`
		TimeStamp          string
		RequestID          string `json:"RequestId"`
	}{0, a.InternetChargeType, s.now().UTC().Format(timeLayout), c.id}, nil
}

// readWholeNumber reads an optional whole number from 1 to most.
func readWholeNumber(params map[string]string, name string, absent, most int) (int, error) {
	if params[name] == "" {
		return absent, nil
	}
	n, err := strconv.Atoi(params[name])
	if err != nil || n < 1 || n > most {
		return 0, invalidParameter(name)
	}
	return n, nil
}
