/*
 * link: what a ruling on two records says of each, one in either ledger.
 *
 * No fold sees two ledgers.  Whoever holds both says in each what its record
 * is to the other one.  The last ruling on a pair counts, so a later one
 * undoes an earlier one, and both records are kept whatever was ruled.
 */
#ifndef SANJI_RECORDS_LINK_H
#define SANJI_RECORDS_LINK_H

#include "schema/records/declare.h"

extern const struct field_type link_fields[];

/* The fields, with what the one record may be to the other. */
#define LINK_FIELDS(m, roles)                                              \
	FORMED("other", "the other one", FIELD_RECORD,                     \
	    FIELD_REQUIRED | FIELD_FILLED),                                \
	    FORMED("hall", "hall of the other one", FIELD_REGION,          \
		FIELD_REQUIRED | FIELD_FILLED),                            \
	    CODED("number", "number of the other one",                     \
		FIELD_REQUIRED | FIELD_FILLED, RECORD_NAME_MAX),           \
	    CHOICE("role", m, FIELD_REQUIRED, roles),                      \
	    CHOICE("automatic", "whether the node found it by itself",     \
		FIELD_FILLED, link_automatic),                             \
	    NUMBERED("ruling", "running number of the ruling",             \
		FIELD_REQUIRED | FIELD_FILLED, 1, INT64_C(1000000000000)), \
	    REASON

extern const char *const link_automatic[];

/* The event, of a type whose name is the literal `type`. */
#define LINKED_BY(who, type, m, any, f)                                   \
	{                                                                 \
		.kind = type ".linked", .meaning = (m), .writers = (who), \
		.authority = AUTHORITY_MEMBER, .effect = EFFECT_NOTES,    \
		.from = (any), .fields = (f), .clause = "RULES O4"        \
	}

#define LINKED(type, m, any, f) \
	LINKED_BY(WRITER_OWN | WRITER_ABOVE, type, m, any, f)

/* What becomes of two rulings that did not know of each other. */
#define LINK_PAIRS(type, k)                                                    \
	{.first = type ".linked",                                              \
	    .second = type ".linked",                                          \
	    .outcome = PAIR_SHOWN,                                             \
	    .rule = "RULES O4",                                                \
	    .reason = "of several entries the higher tier's is shown, the "    \
		      "others kept",                                           \
	    .class = CLASS_FLAG,                                               \
	    .key = "other",                                                    \
	    .situation = (k)},                                                 \
	{                                                                      \
		.first = type ".linked", .outcome = PAIR_BOTH,                 \
		.rule = "RULES O",                                             \
		.reason = "facts are kept side by side, none of them is lost", \
	}

/*
 * A derived column: the number of the record this one is another name of, by
 * the last ruling on each other record.
 */
json_t *link_alias_of(const struct standing *all);

/* Whether it is another name of any. */
int link_is_alias(const struct standing *all);

#endif
