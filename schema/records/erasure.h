/*
 * erasure (删除个人信息): the event by which what a record says of a person is
 * destroyed, at every hall that holds it.
 *
 *	<type>.erased {ground, approved_by} --in force--> keys destroyed
 *
 * 个人信息保护法 47 names the grounds.  The event itself says nothing of the
 * person.  Only a hall above may write it, for the top its own hall: a hall
 * that lost its machine, or would rather not have been asked, cannot destroy
 * what the halls above hold.
 *
 * A hall that the ledger's hall has left holds a beginning of the ledger and
 * hears of no event in it any more.  It hears of it by the gazette of a hall
 * above both (docs/decisions/0024-erasing-where-a-hall-was.md):
 *
 *	erasure.published {type, ledger}, named as the record
 */
#ifndef SANJI_RECORDS_ERASURE_H
#define SANJI_RECORDS_ERASURE_H

#include "schema/records/declare.h"

extern const struct field_type erased_fields[];

/* Somebody asked for it, at a hall that may not do it itself. */
extern const struct field_type erasure_asked_fields[];

/* The event, of a type whose name is the literal `type`, in those states. */
#define ERASED(type, in)                                                      \
	{                                                                     \
		.kind = type ".erased", .meaning = "personal data erased",    \
		.writers = WRITER_ABOVE | WRITER_ROOT,                        \
		.authority = AUTHORITY_MEMBER, .effect = EFFECT_NOTES,        \
		.from = (in), .fields = erased_fields,                        \
		.erases = ERASES_RECORD, .clause = "个人信息保护法 47" \
	}

/* Whatever else happened meanwhile: what is gone stays gone. */
#define ERASED_PAIRS(type)                                                 \
	{                                                                  \
		.first = type ".erased", .outcome = PAIR_BOTH,             \
		.rule = "RULES O",                                         \
		.reason =                                                  \
		    "what was destroyed stays so, whatever else was done", \
	}

#define ERASED_COLUMN(type)                                      \
	{                                                        \
		"erased_time", COLUMN_TIME, type ".erased", NULL \
	}

#endif
