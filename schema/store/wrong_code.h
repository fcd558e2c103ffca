/*
 * wrong_code: query codes that did not fit, counted.
 */
#ifndef SANJI_STORE_WRONG_CODE_H
#define SANJI_STORE_WRONG_CODE_H

#include <stdint.h>

#include "schema/store/store.h"

/* Wrong codes whose last came between two moments. */
struct store_wrong_codes {
	int64_t of_this; /* for what was asked for */
	int64_t of_all;
};

int store_wrong_codes_read(struct store *s, int64_t asked, int64_t since,
    int64_t until, struct store_wrong_codes *out, struct err *e) MUST_CHECK;

/* Count one more; what is older than `since` is forgotten. */
int store_wrong_code_note(struct store *s, int64_t asked, int64_t time_s,
    int64_t since, struct err *e) MUST_CHECK;

int store_wrong_codes_forget(
    struct store *s, int64_t asked, struct err *e) MUST_CHECK;

#endif
