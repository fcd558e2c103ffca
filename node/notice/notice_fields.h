/*
 * notice_fields: the members a notice may have, declared like the fields of
 * a record; their meanings are the labels on the form.
 */
#ifndef SANJI_NOTICE_NOTICE_FIELDS_H
#define SANJI_NOTICE_NOTICE_FIELDS_H

#include <jansson.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/records/record_type.h"

/*
 * 0 if the members are among those declared, have their form, and those
 * every notice needs are there; -1 with ERR_FORMAT, or with ERR_LIMIT if
 * there are more copies than NOTICE_COPIES_MAX.
 */
int notice_fields_check(const json_t *notice, struct err *e) MUST_CHECK;

/* Say that a declared member is missing: ERR_FORMAT; returns -1. */
int notice_fields_missing(const char *name, struct err *e);

/*
 * The declaration of a member, or of a column of it; both must exist.
 * column may be NULL.
 */
const struct field_type *
notice_fields_find(const char *name, const char *column);

#endif
