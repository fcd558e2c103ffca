/*
 * name: what halls, logs, spaces, change sets, events and records are called.
 *
 * Small values, copied freely, each its own type so that none is taken for
 * another.  Every name has one text form, which parses back to the same
 * bytes and is the only one accepted.
 */
#ifndef SANJI_BASE_NAME_H
#define SANJI_BASE_NAME_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/macros.h"

/* Digits of a region code: GB/T 2260 (6), GB/T 10114 (3), village (3). */
#define HALL_CODE_LEN 12

/* A hall by its region code, e.g. 330421111205 (北鹤村). */
struct hall_code {
	char digits[HALL_CODE_LEN + 1];
};

/* One life of a node (RULES F6); the tag keeps two restores apart. */
struct incarnation {
	uint32_t number; /* 1, 2, 3 … */
	uint64_t tag;	 /* random, drawn when the incarnation opens */
};

/* A ledger (a hall's business) or a gazette (what a hall publishes). */
enum space_kind {
	SPACE_LEDGER,
	SPACE_GAZETTE,
};

struct space_name {
	enum space_kind kind;
	struct hall_code hall; /* whose ledger or gazette it is */
};

/* All change sets one incarnation of one hall wrote into one space. */
struct log_name {
	struct space_name space;
	struct hall_code hall; /* who writes it */
	struct incarnation life;
};

/* BLAKE2b-256 over the bytes of a change set (its git commit object). */
#define CHANGESET_ID_LEN 32
struct changeset_id {
	uint8_t bytes[CHANGESET_ID_LEN];
};

/* An event: the change set that carries it and its place in there, from 0. */
struct event_id {
	struct changeset_id changeset;
	uint32_t place;
};

/* Longest text forms, with the terminating NUL. */
#define SPACE_NAME_TEXT_MAX 24
#define LOG_NAME_TEXT_MAX 48
#define CHANGESET_ID_TEXT_MAX 65
#define EVENT_ID_TEXT_MAX 76

/*
 * Parsing: 0, or -1 if the text (NUL-terminated) is not exactly the text
 * form.  Whether such a hall exists is not asked here.
 */
int hall_code_parse(const char *text, struct hall_code *out) MUST_CHECK;
int space_name_parse(const char *text, struct space_name *out) MUST_CHECK;
int changeset_id_parse(const char *text, struct changeset_id *out) MUST_CHECK;
int event_id_parse(const char *text, struct event_id *out) MUST_CHECK;

/* A log's name within a space already known: "330421111205/1/8f3a…". */
int log_name_parse(const char *text, const struct space_name *space,
    struct log_name *out) MUST_CHECK;

/* Text forms: "ledger/330421111205", "330421111205/1/<16 hex digits>" … */
void space_name_text(const struct space_name *s, char out[SPACE_NAME_TEXT_MAX]);
void log_name_text(const struct log_name *l, char out[LOG_NAME_TEXT_MAX]);
void changeset_id_text(
    const struct changeset_id *id, char out[CHANGESET_ID_TEXT_MAX]);
void event_id_text(const struct event_id *id, char out[EVENT_ID_TEXT_MAX]);

/* Equality, and a total order for sorting (negative, 0, positive). */
int hall_code_is_same(const struct hall_code *a, const struct hall_code *b);
int space_name_is_same(const struct space_name *a, const struct space_name *b);
int log_name_compare(const struct log_name *a, const struct log_name *b);
int changeset_id_compare(
    const struct changeset_id *a, const struct changeset_id *b);
int changeset_id_is_same(
    const struct changeset_id *a, const struct changeset_id *b);

/* Whether an incarnation of a hall comes after another. */
int
incarnation_is_later(const struct incarnation *a, const struct incarnation *b);

/* A code as one number, as frames carry it, and back (-1 if too large). */
uint64_t hall_code_number(const struct hall_code *h);
int hall_code_from_number(uint64_t number, struct hall_code *out) MUST_CHECK;

/* Lower-case hexadecimal of len bytes; out takes 2 * len + 1. */
void hex_text(const uint8_t *bytes, size_t len, char *out);

/* Exactly len bytes from 2 * len lower-case digits; 0, or -1 if not that. */
int hex_parse(const char *text, size_t len, uint8_t *out) MUST_CHECK;

#endif
