/*
 * lookup: what people are looked up by, as rows.
 *
 *	field, hash --add--> row --report--> records
 *			      '-----------> pairs of people alike
 */
#ifndef SANJI_STORE_LOOKUP_H
#define SANJI_STORE_LOOKUP_H

#include <stdint.h>

#include "schema/store/store.h"

/* Most fields of a record people are looked up by. */
#define LOOKUP_FIELDS_MAX 8

/* Longest name of one, with NUL. */
#define LOOKUP_FIELD_MAX 40

struct store_lookup {
	char field[LOOKUP_FIELD_MAX];
	int64_t hash;
	int64_t seal; /* which sealed value it was made from */
};

/* The rows of a record, at most LOOKUP_FIELDS_MAX. */
int store_lookups_read(struct store *s, int64_t record,
    struct store_lookup out[LOOKUP_FIELDS_MAX], size_t *count_out,
    struct err *e) MUST_CHECK;

/* Add one; the record has none under that field.  Take one out. */
int store_lookup_add(struct store *s, int64_t record,
    const struct store_lookup *l, struct err *e) MUST_CHECK;
int store_lookup_drop(struct store *s, int64_t record, const char *field,
    struct err *e) MUST_CHECK;

/*
 * How many pairs of people alike (table person_alike) differ from what looking
 * at all people says.  A pair comes and goes with the rows it follows from:
 * people have the same identity number, or the same name and telephone.  A name
 * alone many have.
 */
int store_persons_alike_wrong(
    struct store *s, int64_t *out, struct err *e) MUST_CHECK;

/* The field by which records are compared (REPORT_CASES_TWICE): those that came
 * since the last time are remembered. */
#define LOOKUP_COMPARED "id_number"

/*
 * They were compared.  Forgotten once there are so many, since a transaction
 * costs more than comparing some again.
 */
#define LOOKUPS_NEW_KEPT 200
int store_lookups_compared(struct store *s, struct err *e) MUST_CHECK;

#endif
