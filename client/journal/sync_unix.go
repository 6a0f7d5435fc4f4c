//go:build unix

package journal

import (
	"errors"
	"fmt"
	"os"
)

// syncDirectory has a directory's new entry on disk.
func syncDirectory(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("opening the state directory: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("writing the state directory to disk: %w", err)
	}
	return nil
}
