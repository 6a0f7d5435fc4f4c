package client

import (
	"context"
	"encoding/json"
	"strconv"
	"time"
)

// Listing is a list of instances that was seen in full: what it does not hold
// was not there.
type Listing struct {
	Instances []Instance
	// ClockSkew is how far this machine's clock is ahead of the service's, by the
	// Date header of the list's last page. It is 0 where ClockKnown is false.
	ClockSkew  time.Duration
	ClockKnown bool
}

// Instance is one row of DescribeEpnInstances. Its texts are fit to be shown;
// the name alone is as the service spells it where it is the one asked for.
type Instance struct {
	EPNInstanceID           string `json:"EPNInstanceId"`
	EPNInstanceName         string
	EPNInstanceType         string
	NetworkingModel         string
	InternetMaxBandwidthOut int // Mbit/s
	CreationTime            string
	Status                  string
}

const (
	pageSize = 50  // rows of a page that are asked for: the most that the service gives
	maxPages = 100 // pages that are read; a longer list is not known
)

// page is a reply to DescribeEpnInstances. A json.Number is also read from a text.
type page struct {
	EPNInstances *struct{ EPNInstance *[]row }
	TotalCount   json.Number
}

// row is an instance as the service lists it.
type row struct {
	Instance
	InternetMaxBandwidthOut json.Number // in place of the instance's own
}

// ListInstances implements ENS. All pages together take at most the service's
// timeout. The list goes on until a page brings no id that is new, whatever
// TotalCount says: the SDK comments it as a number of pages, its neighbours as one of
// entries. Where fewer rows came than it says, the list is not whole by either reading.
func (s *Service) ListInstances(ctx context.Context, name string) (Listing, *Failure) {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	var list Listing
	var last reply
	var read, total float64 // numbers may be spelled 3.0
	ids := map[string]bool{}
	for number := 1; number <= maxPages; number++ {
		var p page
		r, f := s.callAction(ctx, ListAction, map[string]string{
			"EPNInstanceName": name, "PageNumber": strconv.Itoa(number), "PageSize": strconv.Itoa(pageSize),
		}, &p)
		if f != nil {
			return Listing{}, f
		}
		last = r
		found, whole := s.readRows(p, name, ids)
		if !whole {
			break
		}
		count, _ := p.TotalCount.Float64()
		total = max(total, count)
		rows := len(*p.EPNInstances.EPNInstance)
		if len(found) == 0 {
			// A full page that repeats may be all that this service ever gives.
			if read < total && (rows == 0 || rows >= pageSize) {
				break
			}
			list.ClockSkew, list.ClockKnown = r.doubt.ClockSkew, r.doubt.ClockKnown
			return list, nil
		}
		list.Instances = append(list.Instances, found...)
		read += float64(rows)
	}
	return Listing{}, last.rejectReply(IncompleteList)
}

// readRows gives the instances of a page whose ids, as the service spells them,
// are new, and whether it holds a list of instances that can be told apart at all.
func (s *Service) readRows(p page, name string, ids map[string]bool) (found []Instance, whole bool) {
	if p.EPNInstances == nil || p.EPNInstances.EPNInstance == nil {
		return nil, false
	}
	for _, r := range *p.EPNInstances.EPNInstance {
		bandwidth, err := strconv.Atoi(string(r.InternetMaxBandwidthOut))
		if r.EPNInstanceID == "" || err != nil && r.InternetMaxBandwidthOut != "" {
			return nil, false
		}
		if ids[r.EPNInstanceID] {
			continue
		}
		ids[r.EPNInstanceID] = true
		i := r.Instance
		i.InternetMaxBandwidthOut = bandwidth
		for _, text := range []*string{
			&i.EPNInstanceID, &i.EPNInstanceType, &i.NetworkingModel, &i.CreationTime, &i.Status,
		} {
			*text = s.sanitizeText(*text)
		}
		if i.EPNInstanceName != name {
			i.EPNInstanceName = s.sanitizeText(i.EPNInstanceName)
		}
		found = append(found, i)
	}
	return found, true
}
