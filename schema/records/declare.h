/*
 * declare: short forms for what record types declare again and again.
 *
 * Included by the files that declare a type, and by nothing else.
 */
#ifndef SANJI_RECORDS_DECLARE_H
#define SANJI_RECORDS_DECLARE_H

#include "schema/records/record_type.h"

/* --- fields --------------------------------------------------------------- */

#define NAMED(n, m, more, bytes)                                 \
	{                                                        \
		.name = (n), .meaning = (m), .form = FIELD_TEXT, \
		.flags = (more), .max = (bytes)                  \
	}

#define PERSONAL_TEXT(n, m, bytes)                               \
	{                                                        \
		.name = (n), .meaning = (m), .form = FIELD_TEXT, \
		.flags = FIELD_PERSONAL, .max = (bytes)          \
	}

#define REASON PERSONAL_TEXT("reason", "reason", 2000)

/* A reason that has to be given. */
#define WHY                                                                \
	{                                                                  \
		.name = "reason", .meaning = "reason", .form = FIELD_TEXT, \
		.flags = FIELD_PERSONAL | FIELD_REQUIRED, .max = 2000      \
	}

#define CODED(n, m, more, bytes)                                 \
	{                                                        \
		.name = (n), .meaning = (m), .form = FIELD_CODE, \
		.flags = (more), .max = (bytes)                  \
	}

#define CHOICE(n, m, more, words)                                  \
	{                                                          \
		.name = (n), .meaning = (m), .form = FIELD_CHOICE, \
		.flags = (more), .choices = (words)                \
	}

#define NUMBERED(n, m, more, least, most)                           \
	{                                                           \
		.name = (n), .meaning = (m), .form = FIELD_INTEGER, \
		.flags = (more), .min = (least), .max = (most)      \
	}

#define DAYS(n, m) NUMBERED(n, m, 0, 0, 400)

/* A field of another form, which needs nothing more. */
#define FORMED(n, m, what, more)                                             \
	{                                                                    \
		.name = (n), .meaning = (m), .form = (what), .flags = (more) \
	}

#define END                  \
	{                    \
		.name = NULL \
	}

/* --- events --------------------------------------------------------------- */

/* The hall whose ledger it is, and those above it. */
#define HALLS (WRITER_OWN | WRITER_ABOVE)

/* A step that needs only membership. */
#define MOVES_BY(who, k, m, in, out, f)                                      \
	.kind = (k), .meaning = (m), .writers = (who),                       \
	.authority = AUTHORITY_MEMBER, .effect = EFFECT_MOVES, .from = (in), \
	.to = (out), .fields = (f)

/* A fact that needs only membership. */
#define NOTES_BY(who, k, m, in, f)                                           \
	.kind = (k), .meaning = (m), .writers = (who),                       \
	.authority = AUTHORITY_MEMBER, .effect = EFFECT_NOTES, .from = (in), \
	.fields = (f)

/* A step that stands in a gazette. */
#define PUBLISHED_BY(who, k, m, in, out, f)                                   \
	.kind = (k), .meaning = (m), .writers = (who),                        \
	.authority = AUTHORITY_GAZETTE, .effect = EFFECT_MOVES, .from = (in), \
	.to = (out), .fields = (f)

/* --- pairs ---------------------------------------------------------------- */

/* A pair of kinds, what becomes of them, by which rule and why. */
#define PAIR_OF(a, b, what, by, why)                                  \
	.first = (a), .second = (b), .outcome = (what), .rule = (by), \
	.reason = (why)

/* A kind and any other. */
#define PAIR_WITH_ANY(a, what, by, why) \
	.outcome = (what), .rule = (by), .reason = (why), .first = (a)

#endif
