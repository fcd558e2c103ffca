/*
 * life: which life of its hall this database is, and by what it would notice
 * that it was put back to an earlier day, or copied.
 */
#ifndef SANJI_STORE_LIFE_H
#define SANJI_STORE_LIFE_H

#include <stdint.h>

#include "schema/base/progress.h"
#include "schema/store/store.h"

#define STORE_TOKEN_LEN 16
#define STORE_PLACE_LEN 32

/* What is written beside the database as well; a copy has none of it. */
struct store_life {
	int has_token;
	uint8_t token[STORE_TOKEN_LEN];
	uint8_t token_before[STORE_TOKEN_LEN];
	int has_place;
	uint8_t place[STORE_PLACE_LEN];
};

int store_life_read(
    struct store *s, struct store_life *out, struct err *e) MUST_CHECK;

/* Keep another token; the one that was there becomes the one before. */
int store_life_renew(struct store *s, const uint8_t token[STORE_TOKEN_LEN],
    const uint8_t before[STORE_TOKEN_LEN], const uint8_t place[STORE_PLACE_LEN],
    struct err *e) MUST_CHECK;

/*
 * Begin another incarnation: its receipts begin at 1, what it numbers after
 * `base`, and its rulings on two ledgers far beyond what was lost.  Within a
 * transaction.
 */
int store_life_open(struct store *s, const struct incarnation *life,
    int64_t base, int64_t time_s, const char *reason, struct err *e) MUST_CHECK;

/*
 * Copy the whole database, as it is at one moment, to a new file that is on
 * the disk on return; other processes go on writing.  The copy has no life
 * token, so whoever opens it knows that it is one.  p (may be NULL) is told of
 * bytes; if it ends the copying, or that fails, no file is left.
 */
int store_backup(struct store *s, const char *path, const struct progress *p,
    struct err *e) MUST_CHECK;

#endif
