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
 * Members an event has beside its fields: what happened, to which record,
 * the fields that name a citizen, and, in the first event of a record, the
 * hash of the key these are sealed with.
 */
#define EVENT_DO "do"
#define EVENT_ON "on"
#define EVENT_PERSONAL "personal"

/* Which member of staff did it (staff.c), if that is said. */
#define EVENT_CLERK "clerk"
#define EVENT_KEY_HASH "key_hash"

/*
 * 0 if the event's fields are those declared and each has the declared
 * form, personal ones in clear as the writer has them; -1 with ERR_FORMAT
 * naming the field, the rule and what to do.
 */
int event_check(const struct event_type *type, const json_t *event,
    struct err *e) MUST_CHECK;

/*
 * The same for an event as it is signed and stored: personal fields are
 * sealed.  Of them only the names, and that each value could be a sealed
 * one, are asked: nobody needs a key to know what is in force.
 */
int event_check_sealed(const struct event_type *type, const json_t *event,
    struct err *e) MUST_CHECK;

/*
 * Whether an opening event (as the writer has it) needs a key: it says
 * something personal, or a later event of its record may.
 */
int event_needs_key(const struct record_type *type,
    const struct event_type *opening, const json_t *event);

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
