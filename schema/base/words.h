/*
 * words: everything a person reads, in English and in Chinese.
 *
 *	English text (the key) --> [catalogue] --> text in the chosen language
 *
 * The English text stands in the code and is the key; the Chinese stands in
 * schema/base/words.zh.txt, two lines an entry, which the build turns into
 * a sorted table.  tests/lint/words checks that every text handed to
 * words_translate, err_set and their kin has an entry, that no entry is
 * unused, and that both sides take the same printf arguments.
 */
#ifndef SANJI_BASE_WORDS_H
#define SANJI_BASE_WORDS_H

#include "schema/base/macros.h"

enum words_language {
	WORDS_EN,
	WORDS_ZH,
};

/* Choose the language of everything said from now on; English at start. */
void words_choose(enum words_language language);

/* The language chosen. */
enum words_language words_chosen(void);

/*
 * The language a POSIX locale value such as "zh_CN.UTF-8" asks for:
 * Chinese for anything that begins with "zh", else English.  NULL and ""
 * are English.
 */
enum words_language words_language_of(const char *locale);

/*
 * The text in the chosen language.  A text without an entry comes back as it
 * is, so data (a hall's name) may pass through unharmed.
 */
const char *words_translate(const char *english) FORMAT_ARG(1);

/* The same in that language, whichever is chosen. */
const char *
words_in(enum words_language language, const char *english) FORMAT_ARG(2);

/* The short name under which texts are translated where they stand. */
#define _(english) words_translate(english)

#endif
