package client

import (
	"context"
	"net"
	"os"
	"strconv"
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

// readTable reads a table of testdata: the cells of each line are parted by tabs, and - stands
// for an empty one.
func readTable(t testing.TB, name string) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for i, cell := range cells {
			if cell == "-" {
				cells[i] = ""
			}
		}
		rows = append(rows, cells)
	}
	return rows
}

// unquote gives what a cell holds that is quoted as in Go.
func unquote(t *testing.T, cell string) string {
	t.Helper()
	text, err := strconv.Unquote(cell)
	if err != nil {
		t.Fatalf("%s: %v", cell, err)
	}
	return text
}
