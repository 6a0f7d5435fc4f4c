package command_test

import (
	"bufio"
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	util "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/tea"
)

// The aliyun CLI is the one that EPN_TEST_ALIYUN names, of release 3.0.213 or later. Without it the
// test binary stands in for it, started under the name aliyun: it takes the same words,
// and none beside them, finds the keys in the same places, and signs and sends the call.

// aliyunParameters are what each action takes, by the service's OpenAPI metadata.
var aliyunParameters = map[string]string{
	"CreateEpnInstance": "EPNInstanceType EPNInstanceName InternetChargeType NetworkingModel " +
		"InternetMaxBandwidthOut",
	"DescribeEpnInstances":           "EPNInstanceId EPNInstanceName PageNumber PageSize",
	"DescribeEpnBandWidthData":       "StartTime EndTime Period EPNInstanceId EnsRegionId InstanceId Isp NetworkingModel",
	"JoinPublicIpsToEpnInstance":     "EPNInstanceId InstanceInfos",
	"RemovePublicIpsFromEpnInstance": "EPNInstanceId InstanceInfos",
	"JoinVSwitchesToEpnInstance":     "EPNInstanceId VSwitchesInfo",
	"RemoveVSwitchesFromEpnInstance": "EPNInstanceId VSwitchesInfo",
	"StartEpnInstance":               "EPNInstanceId",
	"StopEpnInstance":                "EPNInstanceId",
	"DeleteEpnInstance":              "EPNInstanceId",
}

// aliyunProfile is a profile of ~/.aliyun/config.json.
type aliyunProfile struct {
	Name   string
	Key    string `json:"access_key_id"`
	Secret string `json:"access_key_secret"`
	Region string `json:"region_id"`
	Token  string `json:"sts_token"` // of temporary keys
}

// installAliyun gives a directory with the CLI for the front of PATH.
func installAliyun(t testing.TB) string {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	dir := t.TempDir()
	must(t, os.Symlink(cmp.Or(os.Getenv("EPN_TEST_ALIYUN"), self), filepath.Join(dir, "aliyun")))
	return dir
}

// standInForAliyun does what the CLI's words ask for and gives the status to end with.
func standInForAliyun(words []string) int {
	res, err := callAliyun(words)
	if err != nil {
		fmt.Fprintln(os.Stderr, "aliyun:", err)
		return 2
	}
	defer res.Body.Close() //nolint:errcheck // the program ends
	if _, err := io.Copy(os.Stdout, res.Body); err != nil || res.StatusCode != http.StatusOK {
		return 1
	}
	return 0
}

func callAliyun(words []string) (*http.Response, error) {
	if len(words) < 2 || words[0] != "ens" || aliyunParameters[words[1]] == "" {
		return nil, fmt.Errorf("no such call: %q", words)
	}
	known := strings.Fields(aliyunParameters[words[1]])
	given, err := parseAliyun(words[2:], append(known, "insecure", "endpoint", "profile", "region"))
	if err != nil {
		return nil, err
	}
	profile, err := findAliyunKeys(given["profile"])
	if err != nil {
		return nil, err
	}
	if profile.Region == "" && given["region"] == "" {
		return nil, errors.New("region can't be empty")
	}
	parameters := map[string]*string{}
	for _, name := range known {
		if value, isGiven := given[name]; isGiven {
			parameters[name] = &value
		}
	}
	for name, value := range map[string]string{
		"Action": words[1], "Version": "2017-11-10", "Format": "JSON", "AccessKeyId": profile.Key,
		"SignatureMethod": "HMAC-SHA1", "SignatureVersion": "1.0", "SignatureNonce": strconv.Itoa(os.Getpid()),
		"Timestamp": time.Now().UTC().Format(time.RFC3339), "SecurityToken": profile.Token,
	} {
		if value != "" {
			parameters[name] = &value
		}
	}
	parameters["Signature"] = util.GetRPCSignature(parameters, tea.String("POST"), &profile.Secret)
	form := url.Values{}
	for name, value := range parameters {
		form.Set(name, *value)
	}
	scheme := "https"
	if _, insecure := given["insecure"]; insecure {
		scheme = "http"
	}
	return http.PostForm(scheme+"://"+cmp.Or(given["endpoint"], "ens.aliyuncs.com"), form)
}

// parseAliyun reads options and parameters, each with its value behind it or behind a =.
func parseAliyun(words, known []string) (map[string]string, error) {
	given := map[string]string{}
	for i := 0; i < len(words); i++ {
		word, value, joined := strings.Cut(words[i], "=")
		name, isOption := strings.CutPrefix(word, "--")
		if !isOption || !slices.Contains(known, name) {
			return nil, fmt.Errorf("not understood: %q", word)
		}
		if !joined && name != "insecure" {
			if i++; i == len(words) || strings.HasPrefix(words[i], "-") {
				return nil, fmt.Errorf("--%s lacks its value", name)
			}
			value = words[i]
		}
		given[name] = value
	}
	return given, nil
}

// findAliyunKeys gives the keys that pay: those of a profile, or of the environment where
// that says so or there is no profile.
func findAliyunKeys(name string) (aliyunProfile, error) {
	environment := aliyunProfile{
		Key: os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), Secret: os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
		Token: os.Getenv("ALIBABA_CLOUD_SECURITY_TOKEN"),
	}
	if os.Getenv("ALIBABA_CLOUD_IGNORE_PROFILE") == "TRUE" {
		environment.Region = "cn-hangzhou"
		return environment, nil
	}
	var config struct {
		Current  string
		Profiles []aliyunProfile
	}
	data, err := os.ReadFile(filepath.Join(os.Getenv("HOME"), ".aliyun", "config.json"))
	if errors.Is(err, os.ErrNotExist) && name == "" {
		return environment, nil
	}
	if err := errors.Join(err, json.Unmarshal(data, &config)); err != nil {
		return aliyunProfile{}, err
	}
	for _, profile := range config.Profiles {
		if profile.Name == cmp.Or(name, config.Current) {
			return profile, nil
		}
	}
	return aliyunProfile{}, fmt.Errorf("unknown profile %s", name)
}

// recordedID is what the recorder's answers call every instance.
const recordedID = "epn-20200825134537VyK81T"

// recordedAnswer does for most actions.
const recordedAnswer = `{"EPNInstanceId":"` + recordedID + `","RequestId":"CEF72CEB-54B6-4AE8-B225-F876FF7BA984",` +
	`"EPNInstances":{"EPNInstance":[]},"PageNumber":1,"PageSize":50,"TotalCount":0,"InternetChargeType":"BandwidthByDay"}`

// newRecorder is the service wherever it is: a proxy on loopback that answers in its name, with a
// certificate of its own, so that commands are run as they are printed. It gives the variables of
// the programs that ask it, and adds to a file, for each call, its host, key, action and parameters.
func newRecorder(t testing.TB, calls string) (variables []string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"*.aliyuncs.com", "*.ap-southeast-1.aliyuncs.com"}, IsCA: true, BasicConstraintsValid: true,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(t, err)
	file := filepath.Join(t.TempDir(), "authority.pem")
	must(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate}), 0o600))
	recorded, err := os.OpenFile(calls, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	must(t, err)
	config := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{certificate}, PrivateKey: key}}}
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, connect *http.Request) {
		plain, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer plain.Close() //nolint:errcheck // the client is done with it
		_, _ = io.WriteString(plain, "HTTP/1.1 200 OK\r\n\r\n")
		conn := tls.Server(plain, config)
		for in := bufio.NewReader(conn); ; {
			request, err := http.ReadRequest(in)
			if err != nil {
				return
			}
			_ = request.ParseForm()
			_, _ = io.Copy(io.Discard, request.Body)
			call, answer := recordCall(strings.TrimSuffix(connect.Host, ":443"), request)
			_, _ = recorded.WriteString(call)
			res := &http.Response{StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(answer)),
				Body: io.NopCloser(strings.NewReader(answer)), Header: http.Header{"Content-Type": {"application/json"}}}
			_ = res.Write(conn)
		}
	}))
	t.Cleanup(func() { proxy.Close(); _ = recorded.Close() })
	return []string{"HTTPS_PROXY=" + proxy.URL, "SSL_CERT_FILE=" + file}
}

var aCredential = regexp.MustCompile(`Credential=([^,]*)`)

// recordCall gives a line about a call, whichever of the two signatures it has, and the answer.
func recordCall(host string, request *http.Request) (call, answer string) {
	query, parameters := request.Form, map[string]string{}
	key, action := query.Get("AccessKeyId")+query.Get("SecurityToken"), query.Get("Action")
	if found := aCredential.FindStringSubmatch(request.Header.Get("Authorization")); found != nil {
		key, action = found[1]+request.Header.Get("X-Acs-Security-Token"), request.Header.Get("X-Acs-Action")
	}
	for name := range strings.FieldsSeq(aliyunParameters[action]) {
		if query.Has(name) {
			parameters[name] = query.Get(name)
		}
	}
	call = fmt.Sprintln(host, key, action, parameters)
	if action == "DescribeEpnBandWidthData" {
		return call, recordedTraffic(parameters["StartTime"], parameters["EndTime"])
	}
	return call, recordedAnswer
}

// recordedTraffic gives samples of 5 minutes.
func recordedTraffic(start, end string) string {
	var samples []string
	last, _ := time.Parse(time.RFC3339, end)
	for at, _ := time.Parse(time.RFC3339, start); !at.After(last); at = at.Add(5 * time.Minute) {
		samples = append(samples,
			`{"TimeStamp":"`+at.Format(time.RFC3339)+`","UpBandWidth":38700000,"DownBandWidth":1000000}`)
	}
	return `{"MonitorData":{"BandWidthMonitorData":[` + strings.Join(samples, ",") + `]}}`
}
