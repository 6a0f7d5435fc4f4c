package words

// Troubles say why a file of the program's own cannot be used, or why what became of a
// request cannot be recorded.
type Troubles struct {
	With   map[string]string // by what a private.OpError is with; %s why
	Files  map[string]string // by private.Reason; %s the path
	Record map[string]string // by journal.StateError
}
