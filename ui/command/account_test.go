package command_test

import (
	"fmt"
	"os"
	"path/filepath"

	"epn-wizard/client/sandbox"
)

// accountHome is the home directory that restricted sessions of the binary take
// for the account's own: the real one is none of the tests' business.
func accountHome() string { return filepath.Join(filepath.Dir(binary), "account") }

// programRan is what the program of the profile "program" would leave behind.
func programRan() string { return filepath.Join(accountHome(), "ran") }

// furnish puts profiles into that home, all of them harmless: with the
// sandbox's key, with a program, and with the keys of that program.
func furnish() error {
	dir := filepath.Join(accountHome(), ".aliyun")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	config := fmt.Sprintf(`{"current":"program","profiles":[
		{"name":"epn","mode":"AK","access_key_id":%q,"access_key_secret":%q},
		{"name":"program","mode":"External","process_command":"touch %s"},
		{"name":"chained","mode":"ChainableRamRoleArn","ram_role_arn":"acs:ram::1:role/x","source_profile":"program"}]}`,
		sandbox.AccessKeyID, sandbox.AccessKeySecret, programRan())
	return os.WriteFile(filepath.Join(dir, "config.json"), []byte(config), 0o600)
}
