/*
 * link: what a ruling on two records says of each, one in either ledger.
 *
 * No fold sees two ledgers.  Whoever holds both says in each what its record
 * is to the other one.  The last ruling on a pair counts, so a later one
 * undoes an earlier one, and both records are kept whatever was ruled.
 */
#ifndef SANJI_RECORDS_LINK_H
#define SANJI_RECORDS_LINK_H

#include "schema/records/record_type.h"

extern const struct field_type link_fields[];

/* The event, of a type whose name is the literal `type`. */
#define LINKED(type, m, any, f)                                        \
	{                                                              \
		.kind = type ".linked", .meaning = (m),                \
		.writers = WRITER_OWN | WRITER_ABOVE,                  \
		.authority = AUTHORITY_MEMBER, .effect = EFFECT_NOTES, \
		.from = (any), .fields = (f)                           \
	}

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
