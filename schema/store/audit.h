/*
 * audit: who looked at what is known of whom, as rows.
 *
 *	entry --add--> row, and where the chain ends
 *
 * Links and seals are opaque here (sync/engine/audit.h makes them).
 */
#ifndef SANJI_STORE_AUDIT_H
#define SANJI_STORE_AUDIT_H

#include <jansson.h>
#include <stdint.h>

#include "schema/store/store.h"

#define STORE_LINK_LEN 32

/* Longest texts of an entry, with the NUL; longer ones are cut. */
#define AUDIT_TEXT_MAX 96

struct store_audit {
	int64_t n;
	int64_t time_s;
	char who[AUDIT_TEXT_MAX];
	char what[AUDIT_TEXT_MAX];
	char about[AUDIT_TEXT_MAX];
	char why[AUDIT_TEXT_MAX];
	uint8_t link[STORE_LINK_LEN];
};

struct store_audit_ends {
	int64_t first, last; /* last < first: none yet */
	uint8_t before[STORE_LINK_LEN];
	uint8_t seal[STORE_LINK_LEN];
};

/* 1 and the ends; 0: nothing was noted yet; -1. */
int store_audit_ends(
    struct store *s, struct store_audit_ends *out, struct err *e) MUST_CHECK;
int store_audit_put_ends(struct store *s, const struct store_audit_ends *ends,
    struct err *e) MUST_CHECK;

int store_audit_add(
    struct store *s, const struct store_audit *row, struct err *e) MUST_CHECK;

/* 1 and the entry of that number; 0: there is none; -1. */
int store_audit_get(struct store *s, int64_t n, struct store_audit *out,
    struct err *e) MUST_CHECK;

/* The highest number a row has; 0: there is none. */
int store_audit_last(struct store *s, int64_t *out, struct err *e) MUST_CHECK;

/* Take out the entries before that number. */
int store_audit_drop(struct store *s, int64_t n, struct err *e) MUST_CHECK;

/* The newest first; who or about "" for all.  A new array, or NULL. */
json_t *store_audit_list(struct store *s, const char *who, const char *about,
    int64_t most, struct err *e) MUST_CHECK;

#endif
