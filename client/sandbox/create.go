package sandbox

import (
	"context"
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"epn-wizard/client"
)

// createInstance answers CreateEpnInstance. As in the service it is not
// idempotent: the same order sent twice makes two instances.
func (s *Server) createInstance(ctx context.Context, w http.ResponseWriter, c call) (any, error) {
	order, err := readOrder(c.params)
	if err != nil {
		return nil, err
	}
	answer := s.nextAnswer(order)
	return s.answerRehearsed(ctx, w, answer, func() (any, error) {
		id, err := s.addInstance(ctx, order)
		if err != nil {
			return nil, err
		}
		s.leaveOutOfLists(id, answer.Unlisted)
		return struct {
			EPNInstanceID string `json:"EPNInstanceId"`
			RequestID     string `json:"RequestId"`
		}{id, c.id}, nil
	})
}

// addInstance makes the instance. Where a billing method is in force already, another
// one in the order is without effect and the instance is made all the same.
func (s *Server) addInstance(ctx context.Context, o client.Order) (id string, err error) {
	now := s.now().UTC().Truncate(time.Second)
	made := instance{
		EPNInstanceID:           instanceID(now),
		EPNInstanceName:         o.EPNInstanceName,
		EPNInstanceType:         o.EPNInstanceType,
		NetworkingModel:         o.NetworkingModel,
		InternetMaxBandwidthOut: o.InternetMaxBandwidthOut,
		CreationTime:            now,
		ModifyTime:              now,
		StartTime:               now,
	}
	err = s.store.updateAccount(ctx, func(a *account) error {
		if a.InternetChargeType == "" {
			a.InternetChargeType = o.InternetChargeType
		}
		a.Instances = append(a.Instances, kept{instance: made})
		return nil
	})
	return made.EPNInstanceID, err
}

// readOrder validates the parameters of a create by the documentation page.
// Values must be spelled as documented: the service knows no aliases.
func readOrder(params map[string]string) (client.Order, error) {
	for _, name := range []string{"EPNInstanceType", "InternetChargeType", "NetworkingModel", "InternetMaxBandwidthOut"} {
		if err := requireParameter(params, name); err != nil {
			return client.Order{}, err
		}
	}
	o := client.Order{
		EPNInstanceType:    params["EPNInstanceType"],
		EPNInstanceName:    params["EPNInstanceName"],
		InternetChargeType: params["InternetChargeType"],
		NetworkingModel:    params["NetworkingModel"],
	}
	if o.EPNInstanceType != client.EdgeToEdge {
		return o, invalidParameter("EPNInstanceType")
	}
	if !utf8.ValidString(o.EPNInstanceName) { // it would not be the same name in the JSON of a reply
		return o, invalidParameter("EPNInstanceName")
	}
	if !slices.Contains(client.BillingMethods(), o.InternetChargeType) { // a row of its own in the error table
		return o, refuse("InvalidParameter.Bandwidth", "The specified parameter InternetChargeType is not valid.")
	}
	if !slices.Contains(client.NetworkingModes(), o.NetworkingModel) {
		return o, invalidParameter("NetworkingModel")
	}
	mbps, err := strconv.Atoi(params["InternetMaxBandwidthOut"])
	if err != nil || mbps < client.MinBandwidth || mbps > client.MaxBandwidth {
		return o, invalidParameter("InternetMaxBandwidthOut")
	}
	o.InternetMaxBandwidthOut = mbps
	return o, nil
}

// requireParameter refuses a call that lacks one of its own parameters.
func requireParameter(params map[string]string, name string) error {
	if params[name] == "" {
		return refuse("MissingParameter",
			"The input parameter %s that is mandatory for processing this request is not supplied.", name)
	}
	return nil
}

// invalidParameter refuses a call for the value of one parameter.
func invalidParameter(name string) error {
	return refuse("InvalidParameter."+name, "The specified field %s invalid. Please check it again.", name)
}

// instanceID makes an id as the service's look: epn-20200825134537VyK81T.
func instanceID(now time.Time) string {
	return "epn-" + now.Format("20060102150405") + rand.Text()[:6]
}
