package client

import (
	"context"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	openapiutil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"

	_ "epn-wizard/client/quiet" // before the SDK
)

// ENS is what the program asks of the Edge Node Service.
type ENS interface {
	// CreateInstance sends one CreateEpnInstance. It is billed and not idempotent:
	// only a Failure that is not Unknown says that nothing was created.
	CreateInstance(ctx context.Context, o Order) (Created, *Failure)
	// ListInstances lists the EPN instances that the service finds by a name, all
	// pages. How the service matches names is not documented: compare them. A
	// list that was not seen in full is a Failure, never a shorter list.
	ListInstances(ctx context.Context, name string) (Listing, *Failure)
	// BillingMethodInForce tells the account's billing method, or "" where
	// the service names none.
	BillingMethodInForce(ctx context.Context) (string, *Failure)
}

// PermissionFor gives an action as a RAM policy names it.
func PermissionFor(action string) string { return "ens:" + action }

// The actions of the service. The program asks for the first three, and names the others
// as what is next to do.
const (
	CreateAction  = "CreateEpnInstance"
	ListAction    = "DescribeEpnInstances"
	BillingAction = "DescribeEpnBandwitdhByInternetChargeType" // spelled so by the service
	StartAction   = "StartEpnInstance"
	StopAction    = "StopEpnInstance"
	DeleteAction  = "DeleteEpnInstance"
)

// Created is the service's answer to a successful create.
type Created struct {
	EPNInstanceID string
	RequestID     string
}

// Service is the real ENS, or a sandbox, behind one endpoint and one pair of keys.
type Service struct {
	endpoint Endpoint
	timeout  time.Duration
	keys     Keys
	wire     *wire
}

// NewService prepares calls to an endpoint. Each call takes at most timeout,
// its connection included.
func NewService(e Endpoint, k Keys, timeout time.Duration) *Service {
	return &Service{endpoint: e, timeout: timeout, keys: k, wire: newWire()}
}

// CreateInstance implements ENS.
func (s *Service) CreateInstance(ctx context.Context, o Order) (Created, *Failure) {
	query := map[string]string{}
	for _, p := range o.Parameters() {
		query[p.Name] = p.Value
	}
	r, f := s.callAction(ctx, CreateAction, query, nil)
	if f != nil {
		return Created{}, f
	}
	if r.EPNInstanceID == "" {
		return Created{}, r.rejectReply(UnexpectedReply)
	}
	return Created{EPNInstanceID: r.EPNInstanceID, RequestID: r.RequestID}, nil
}

// BillingMethodInForce implements ENS. It asks for the bandwidth of the last
// hour, since the answer to that is the only one that names the method.
func (s *Service) BillingMethodInForce(ctx context.Context) (string, *Failure) {
	const layout = "2006-01-02T15:04:05Z"
	now := time.Now().UTC()
	var result struct{ InternetChargeType string }
	_, f := s.callAction(ctx, BillingAction, map[string]string{
		"StartTime": now.Add(-time.Hour).Format(layout), "EndTime": now.Format(layout),
	}, &result)
	return s.sanitizeText(result.InternetChargeType), f
}

// callAction sends one request through the SDK, which addresses and signs it, and
// judges the exchange beneath it.
func (s *Service) callAction(
	ctx context.Context, action string, query map[string]string, result any,
) (reply, *Failure) {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	x := new(exchange)
	s.handOver(x.contextWith(ctx), action, query)
	return s.judgeExchange(ctx, x, action, result)
}

// sanitizeText makes a text of the service fit to be shown and recorded. Keys are taken
// out before the text is cut, which could leave a part of one.
func (s *Service) sanitizeText(text string) string { return Visible(s.keys.redactKeys(text)) }

// handOver gives the request to the SDK, which never sees the reply: its errors
// lose the status and may quote secrets, and what it cannot parse must not end the
// program after a create.
func (s *Service) handOver(ctx context.Context, action string, query map[string]string) {
	defer func() { _ = recover() }()
	c, err := openapi.NewClient(&openapiutil.Config{
		Credential: s.keys.sdkCredential(),
		Endpoint:   dara.String(s.endpoint.Host),
		Protocol:   dara.String(s.endpoint.Scheme),
		UserAgent:  dara.String("epn-wizard"),
		HttpClient: s.wire,
		// Proxies are the wire's business. The SDK would refuse settings that
		// everyone else takes, and send a proxy's password to the service.
		NoProxy: dara.String(s.endpoint.Host),
	})
	if err != nil {
		return
	}
	params := &openapiutil.Params{
		Action: dara.String(action), Version: dara.String("2017-11-10"),
		Protocol: dara.String(s.endpoint.Scheme), Pathname: dara.String("/"), Method: dara.String("POST"),
		AuthType: dara.String("AK"), Style: dara.String("RPC"),
		ReqBodyType: dara.String("formData"), BodyType: dara.String("json"),
	}
	q := make(map[string]*string, len(query))
	for k, v := range query {
		q[k] = &v
	}
	_, _ = c.CallApiWithCtx(ctx, params, &openapiutil.OpenApiRequest{Query: q}, &dara.RuntimeOptions{})
}
