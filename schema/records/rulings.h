/*
 * rulings: the events by which halls above rule on events of a record, the
 * same in every type (RULES A6, A7, O).
 */
#ifndef SANJI_RECORDS_RULINGS_H
#define SANJI_RECORDS_RULINGS_H

#include "schema/records/record_type.h"

extern const struct field_type ruling_fields[];	    /* reason optional */
extern const struct field_type ruling_why_fields[]; /* reason required */

#define RULING(k, m, how, in, f)                                       \
	{                                                              \
		.kind = (k), .meaning = (m), .writers = WRITER_ABOVE,  \
		.authority = AUTHORITY_RULING, .effect = EFFECT_RULES, \
		.ruling = (how), .from = (in), .fields = (f)           \
	}

/* All of them, for a type of that name; any is its set of states. */
#define RULINGS(type, any)                                                 \
	RULING(type ".ratified", "ratified", RULING_RATIFIES, any,         \
	    ruling_fields),                                                \
	    RULING(type ".annulled", "annulled", RULING_ANNULS, any,       \
		ruling_fields),                                            \
	    RULING(type ".covered", "covered by a receipt", RULING_COVERS, \
		any, ruling_fields),                                       \
	    RULING(type ".ruled", "ruled", RULING_CHOOSES, any,            \
		ruling_why_fields),                                        \
	    RULING(type ".noted", "noted", RULING_KEEPS, any, ruling_fields)

#endif
