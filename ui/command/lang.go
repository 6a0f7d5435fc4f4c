package command

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"epn-wizard/theme/words"
	"epn-wizard/ui/script"
)

// speak chooses the language before anything is said: help, too, is in it. A
// language that there is not is a problem, told in the one there would be
// without it.
func (a *app) speak(args []string) {
	a.words = words.English()
	if spoken, ok := words.For(primary(locale())); ok && unicode() {
		a.words = spoken
	}
	for _, wish := range [][2]string{{os.Getenv("EPN_LANG"), "EPN_LANG"}, {langFlag(args), "--lang"}} {
		name, origin := wish[0], wish[1]
		if name == "" {
			continue
		}
		a.unspoken = nil // the flag is there in place of the variable
		if spoken, ok := words.For(primary(name)); ok {
			a.words = spoken
			continue
		}
		a.unspoken = []script.Problem{bad("lang", name, fmt.Sprintf(a.words.Script.OneOf, a.words.List(words.Languages())), origin)}
	}
}

// primary gives the language of a tag, whatever its script or country: zh of
// zh-Hans and of zh_CN.UTF-8.
func primary(tag string) string {
	if end := strings.IndexAny(tag, "-_.@"); end >= 0 {
		tag = tag[:end]
	}
	return strings.ToLower(tag)
}

// langFlag reads the flag ahead of the rest of the command line, whose
// descriptions are in the language it names.
func langFlag(args []string) string {
	lang := ""
	for i, arg := range args {
		switch value, ok := strings.CutPrefix(arg, "--lang="); {
		case arg == "--":
			return lang
		case ok:
			lang = value
		case arg == "--lang" && i+1 < len(args):
			lang = args[i+1]
		}
	}
	return lang
}

// locale gives the locale of the system's messages, such as zh_CN.UTF-8.
func locale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}

// characterLocale gives the locale of the terminal's characters.
func characterLocale() string {
	return cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG"))
}

// unicode reports whether the locale is one of UTF-8.
func unicode() bool {
	name := strings.ToLower(characterLocale())
	return strings.Contains(name, "utf-8") || strings.Contains(name, "utf8")
}

// eastAsian reports whether the locale is one whose terminals may draw ambiguous
// characters two columns wide.
func eastAsian() bool {
	return slices.Contains([]string{"zh", "ja", "ko"}, primary(characterLocale()))
}
