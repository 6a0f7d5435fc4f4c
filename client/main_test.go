package client

import (
	"context"
	"net"
	"os"
	"strings"
	"testing"
)

// TestMain makes the tests independent of the machine: no credentials and no
// proxy from its environment, and no name that resolves.
func TestMain(m *testing.M) {
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		if upper := strings.ToUpper(name); strings.HasPrefix(upper, "ALIBABA_") || strings.HasSuffix(upper, "_PROXY") {
			_ = os.Unsetenv(name)
		}
	}
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, net.ErrClosed
	}}
	os.Exit(m.Run())
}

// edgeLab is a valid order.
func edgeLab() Order {
	return Order{
		EPNInstanceType: EdgeToEdge, EPNInstanceName: "edge lab", InternetChargeType: "BandwidthByDay",
		NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10,
	}
}
