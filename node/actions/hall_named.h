/*
 * hall_named: which hall is meant, and what it was called at a time.
 */
#ifndef SANJI_ACTIONS_HALL_NAMED_H
#define SANJI_ACTIONS_HALL_NAMED_H

#include "node/actions/action.h"

/* Bytes of a hall's name, with NUL. */
#define HALL_NAME_MAX 128

/*
 * The hall of that code, of that name, or of a part of a name that fits one
 * hall only; also by a name it had.  -1 with ERR_NOT_FOUND.
 */
int hall_named(const struct actor *a, const char *text, struct hall_code *out,
    struct err *e) MUST_CHECK;

/*
 * The hall as the county lists it at that time: "code", "name", "tier",
 * "parent", "state" (a word), "into" and "since" of the entry that is so
 * then; a new reference in *out, NULL if it is not listed.
 */
int hall_at(const struct actor *a, const char *code, int64_t time_s,
    json_t **out, struct err *e) MUST_CHECK;

/* What a hall is called then; if it is not listed, as it was admitted; or
 * its code. */
void hall_name_at(const struct actor *a, const char *code, int64_t time_s,
    char out[HALL_NAME_MAX]);

#endif
