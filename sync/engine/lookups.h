/*
 * lookups: people found by number, telephone or name, none of it written
 * down.
 *
 *	record as folded --follow--> rows of hashes
 *	what somebody typed --of--> the hash to look for
 *
 * A hash is made with a key of this hall's, of the value without spaces and
 * hyphens, in capitals.
 */
#ifndef SANJI_ENGINE_LOOKUPS_H
#define SANJI_ENGINE_LOOKUPS_H

#include <jansson.h>

#include "schema/records/record_type.h"
#include "sync/engine/engine.h"

/* A record while it is folded, with its events. */
struct loaded;
struct lookups_subject {
	const struct store_record *record;
	const char *name;
	const struct loaded *loaded;
};

/*
 * Make the rows of a record those of what is shown of it: its personal
 * column as the fold wrote it, or NULL.  What cannot be opened here has
 * none.  Within a transaction.
 */
int lookups_follow(struct engine *g, const struct lookups_subject *subject,
    const json_t *shown, struct err *e) MUST_CHECK;

/* Take out the rows of a record.  Within a transaction. */
int lookups_drop(struct engine *g, int64_t record, struct err *e) MUST_CHECK;

/* What a field's value is looked up by; -1 with ERR_REFUSED: the key of this
 * hall is locked. */
int lookups_of(struct engine *g, const char *field, const char *value,
    int64_t *out, struct err *e) MUST_CHECK;

/* The value as it is compared, appended. */
int
lookups_normal(const char *value, struct buf *out, struct err *e) MUST_CHECK;

#endif
