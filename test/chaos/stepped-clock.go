package time

import (
	"sync/atomic"
	"syscall"
)

// A clock for tests: laid over Go's package time when the stepped Temporal server is built (stepped-temporal.ts), whose
// Now adds these seconds to the wall clock. They are the sign and digits at the beginning of the file that the environment
// names, the same that libfaketime reads.
var steppedBy atomic.Int64

func init() {
	file, found := syscall.Getenv("ZHENGGAI_TEST_CLOCK")
	if !found {
		return
	}
	readStep(file)
	go func() {
		for {
			Sleep(20 * Millisecond)
			readStep(file)
		}
	}()
}

// A file that is just being written has nothing in it: then the last step holds.
func readStep(file string) {
	fd, err := syscall.Open(file, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return
	}
	var text [32]byte
	n, err := syscall.Read(fd, text[:])
	syscall.Close(fd)
	if err != nil || n < 2 {
		return
	}
	var seconds int64
	for _, digit := range text[1:n] {
		if digit < '0' || digit > '9' {
			break
		}
		seconds = 10*seconds + int64(digit-'0')
	}
	if text[0] == '-' {
		seconds = -seconds
	}
	steppedBy.Store(seconds)
}
