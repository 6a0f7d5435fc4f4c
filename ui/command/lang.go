package command

import (
	"fmt"
	"os"
	"strings"

	"epn-wizard/theme/words"
	"epn-wizard/ui/script"
)

// speak chooses the language before anything is said: help, too, is in it. A
// language that there is not is a problem, told in English.
func (a *app) speak(args []string) {
	a.words = words.English()
	name, origin := langFlag(args), "--lang"
	if name == "" {
		name, origin = os.Getenv("EPN_LANG"), "EPN_LANG"
	}
	if name == "" {
		if spoken, ok := words.For(localeLang()); ok && unicode() {
			a.words = spoken
		}
		return
	}
	spoken, ok := words.For(strings.ToLower(name))
	if !ok {
		p := bad("lang", name, fmt.Sprintf(a.words.Script.OneOf, a.words.List(words.Languages())), origin)
		a.unspoken = []script.Problem{p}
		return
	}
	a.words = spoken
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

// localeLang gives the language of the locale's messages, such as zh of zh_CN.UTF-8.
func localeLang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			lang, _, _ := strings.Cut(strings.ToLower(v), ".")
			lang, _, _ = strings.Cut(lang, "_")
			return lang
		}
	}
	return ""
}

// unicode reports whether the locale is one of UTF-8.
func unicode() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := os.Getenv(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}
