/*
 * handover (移交): the events by which a record goes on in another ledger.
 *
 *	old ledger			new ledger
 *	moved_out {move, to}		quoted {event, content, past …} …
 *	dropped				moved_in {move, from}
 *
 * A move is the two events that name it (RULES H1).  Every record type that
 * can be handed over lists them with HANDOVER_EVENTS and HANDOVER_PAIRS, and
 * has a state in which a record is that has left.
 */
#ifndef SANJI_RECORDS_HANDOVER_H
#define SANJI_RECORDS_HANDOVER_H

#include "schema/records/record_type.h"

extern const struct field_type moved_out_fields[];
extern const struct field_type moved_in_fields[];
extern const struct field_type quoted_fields[];
extern const struct field_type dropped_fields[];

/*
 * The events, of a type whose name is the literal `type`; `any` are the
 * states a record can be in that is here, `moved` that of one that has left.
 * A record may leave as which it is not there yet: of a move that is covered
 * (RULES H4), what it was built on may be held.
 */
/* clang-format off */
#define HANDOVER_EVENTS(type, any, moved)                                  \
	{.kind = type ".moved_out", .meaning = "moved out",                \
	 .writers = WRITER_OWN | WRITER_ABOVE,                             \
	 .authority = AUTHORITY_LEDGERS, .effect = EFFECT_LEAVES,          \
	 .from = (any) | STATE(0), .to = (moved),                          \
	 .fields = moved_out_fields},                                      \
	{.kind = type ".moved_in", .meaning = "moved in",                  \
	 .writers = WRITER_OWN | WRITER_ABOVE,                             \
	 .authority = AUTHORITY_LEDGERS, .effect = EFFECT_ENTERS,          \
	 .from = (any) | STATE(0) | STATE(moved),                          \
	 .fields = moved_in_fields},                                       \
	{.kind = type ".quoted", .meaning = "said again",                  \
	 .writers = WRITER_OWN | WRITER_ABOVE,                             \
	 .authority = AUTHORITY_LEDGERS, .effect = EFFECT_QUOTES,          \
	 .from = (any) | STATE(0) | STATE(moved),                          \
	 .fields = quoted_fields},                                         \
	{.kind = type ".dropped", .meaning = "personal data dropped",      \
	 .writers = WRITER_OWN, .authority = AUTHORITY_MEMBER,             \
	 .effect = EFFECT_DROPS, .from = STATE(moved),                     \
	 .fields = dropped_fields}

#define HANDOVER_PAIRS(type)                                               \
	{.first = type ".moved_out", .second = type ".moved_out",          \
	 .outcome = PAIR_SAME, .field = "to", .rule = "RULES H1",          \
	 .reason = "moves to one hall count once; to different ones they " \
		   "wait for a ruling",                                    \
	 .class = CLASS_HOLD}
/* clang-format on */

#endif
