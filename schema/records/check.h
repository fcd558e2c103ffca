/*
 * check: whether an event says what its type declares.
 *
 *	event as JSON --> [check] --> fine, or which field is wrong and why
 *
 * Used before a hall writes an event, and by the fold on every event that
 * comes from elsewhere: the outcome depends on the event's bytes alone.
 */
#ifndef SANJI_RECORDS_CHECK_H
#define SANJI_RECORDS_CHECK_H

#include <jansson.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/records/record_type.h"

/*
 * Members every event has beside its fields: what happened, to which record,
 * and the fields that name a citizen.
 */
#define EVENT_DO "do"
#define EVENT_ON "on"
#define EVENT_PERSONAL "personal"

/*
 * 0 if the event's fields are those declared, each has the declared form,
 * and they pass the type's own check; -1 with ERR_FORMAT, or ERR_REFUSED
 * from that check, naming the field, the rule and what to do.
 */
int event_check(const struct event_type *type, const json_t *event,
    struct err *e) MUST_CHECK;

/* 0 if value has the field's form; -1 with ERR_FORMAT as above. */
int field_check(const struct field_type *field, const json_t *value,
    struct err *e) MUST_CHECK;

/*
 * Turn what was typed into the field's JSON value: a new reference, or NULL
 * with ERR_FORMAT or ERR_NOMEM.  Lists are separated by commas.
 */
json_t *field_parse(const struct field_type *field, const char *typed,
    struct err *e) MUST_CHECK;

/* Whether a record may have this name: 1 to 63 of [0-9A-Za-z._-]. */
int record_name_is_valid(const char *name);

#endif
