/*
 * words_table: the catalogue as the build makes it from words.zh.txt.
 *
 * Sorted by en in byte order.
 */
#ifndef SANJI_BASE_WORDS_TABLE_H
#define SANJI_BASE_WORDS_TABLE_H

#include <stddef.h>

struct words_entry {
	const char *en;
	const char *zh;
};

extern const struct words_entry words_table[];
extern const size_t words_table_count;

#endif
