package command_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
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
	"CreateEpnInstance":              "EPNInstanceType EPNInstanceName InternetChargeType NetworkingModel InternetMaxBandwidthOut",
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

// aliyunConfig is ~/.aliyun/config.json.
type aliyunConfig struct {
	Current  string          `json:"current"`
	Profiles []aliyunProfile `json:"profiles"`
}

type aliyunProfile struct {
	Name   string `json:"name"`
	Mode   string `json:"mode"`
	Key    string `json:"access_key_id"`
	Secret string `json:"access_key_secret"`
	Region string `json:"region_id,omitempty"`
	Token  string `json:"sts_token,omitempty"` // of temporary keys
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
	query := url.Values{}
	for name, value := range parameters {
		query.Set(name, *value)
	}
	scheme := "https"
	if _, insecure := given["insecure"]; insecure {
		scheme = "http"
	}
	return http.Post(scheme+"://"+cmp.Or(given["endpoint"], "ens.aliyuncs.com")+"/?"+query.Encode(), "", nil)
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
	var config aliyunConfig
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
