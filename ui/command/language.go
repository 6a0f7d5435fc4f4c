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

// chooseLanguage chooses the language before anything is said: help, too, is in it.
// A language that does not exist is a problem, told in the one that there would be
// without it.
func (v *validation) chooseLanguage(args []string) {
	v.words = words.English()
	if w, ok := words.For(baseLanguage(messageLocale())); ok && localeIsUTF8() {
		v.words = w
	}
	for _, wish := range []struct{ name, origin string }{
		{os.Getenv("EPN_LANG"), "EPN_LANG"}, {readFlagAhead(args, "lang"), "--lang"},
	} {
		if wish.name == "" {
			continue
		}
		v.problems = nil // The flag beats the variable.
		if w, ok := words.For(baseLanguage(wish.name)); ok {
			v.words = w
			continue
		}
		allowed := fmt.Sprintf(v.words.Script.OneOf, v.words.List(words.Languages()))
		v.problems = []script.Problem{newProblem("lang", wish.name, allowed, wish.origin)}
	}
}

// baseLanguage gives the language of a tag without its script and country: zh of
// zh-Hans and of zh_CN.UTF-8.
func baseLanguage(tag string) string {
	if end := strings.IndexAny(tag, "-_.@"); end >= 0 {
		tag = tag[:end]
	}
	return strings.ToLower(tag)
}

// messageLocale gives the locale of the system's messages, such as zh_CN.UTF-8.
func messageLocale() string {
	return cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
}

// characterLocale gives the locale of the terminal's characters.
func characterLocale() string {
	return cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG"))
}

// localeIsUTF8 reports whether the terminal's characters are in UTF-8.
func localeIsUTF8() bool {
	name := strings.ToLower(characterLocale())
	return strings.Contains(name, "utf-8") || strings.Contains(name, "utf8")
}

// localeIsEastAsian reports whether the locale is one whose terminals may draw
// ambiguous characters two columns wide.
func localeIsEastAsian() bool {
	return slices.Contains([]string{"zh", "ja", "ko"}, baseLanguage(characterLocale()))
}
