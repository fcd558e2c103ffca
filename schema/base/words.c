#include "schema/base/words.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/words_table.h"

static enum words_language chosen = WORDS_EN;

void
words_choose(enum words_language language)
{
	chosen = language;
}

enum words_language
words_chosen(void)
{
	return chosen;
}

enum words_language
words_language_of(const char *locale)
{
	if (locale != NULL && strncmp(locale, "zh", 2) == 0)
		return WORDS_ZH;
	return WORDS_EN;
}

static int
compare_entry(const void *key, const void *entry)
{
	const struct words_entry *e = entry;

	return strcmp(key, e->en);
}

const char *
words_in(enum words_language language, const char *english)
{
	const struct words_entry *e;

	if (language == WORDS_EN)
		return english;
	e = bsearch(english, words_table, words_table_count,
	    sizeof(words_table[0]), compare_entry);
	return e == NULL ? english : e->zh;
}

const char *
words_translate(const char *english)
{
	return words_in(chosen, english);
}
