package client

import (
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

// TestMain makes the tests independent of the machine: no credentials and no
// proxy from its environment, and no name that resolves. A child process of
// the tests does its one task instead of running them.
func TestMain(m *testing.M) {
	if url := os.Getenv(childVariable); url != "" {
		os.Exit(childMain(url))
	}
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		if upper := strings.ToUpper(name); strings.HasPrefix(upper, "ALIBABA_") || strings.HasSuffix(upper, "_PROXY") {
			_ = os.Unsetenv(name)
		}
	}
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: noSuchName}
	os.Exit(m.Run())
}

// childVariable makes a test process a child: it holds the URL of a sandbox.
const childVariable = "EPN_TEST_CHILD"

// childMain asks the sandbox for one instance, as the program would.
func childMain(url string) int {
	e, err := ParseEndpoint(url)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	keys := NewKeys(Account{Source: FromSandbox}, "sandbox", "sandbox-secret", "")
	created, f := NewService(e, keys, time.Minute).CreateInstance(context.Background(), edgeLab())
	if f != nil {
		fmt.Fprintln(os.Stderr, f)
		return 1
	}
	fmt.Fprintln(os.Stderr, created.EPNInstanceID)
	return 0
}

// edgeLab is a valid order.
func edgeLab() Order {
	return Order{
		EPNInstanceType: EdgeToEdge, EPNInstanceName: "edge lab", InternetChargeType: "BandwidthByDay",
		NetworkingModel: "SpeedUp", InternetMaxBandwidthOut: 10,
	}
}

// noSuchName dials a name server that cannot be reached, so that every name is unknown.
func noSuchName(context.Context, string, string) (net.Conn, error) { return nil, net.ErrClosed }
