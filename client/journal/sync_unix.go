//go:build unix

package journal

import (
	"errors"
	"fmt"
	"os"
)

// syncDir has a directory's new entry on disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("opening the state directory: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("writing the state directory to disk: %w", err)
	}
	return nil
}
