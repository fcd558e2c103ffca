/*
 * case_type: what the files of the record type case share.
 */
#ifndef SANJI_RECORDS_CASE_TYPE_H
#define SANJI_RECORDS_CASE_TYPE_H

#include "schema/records/record_type.h"

/* By rank: of steps that did not know of each other the higher one shows. */
enum case_state {
	CASE_NONE,
	CASE_RECEIVED,
	CASE_SUPPLEMENTING,
	CASE_SUPPLEMENTED,
	CASE_DECLINED,
	CASE_ACCEPTED,
	CASE_HANDLING,
	CASE_SPECIAL,
	CASE_SPECIAL_ENDED,
	CASE_RETURNED,
	CASE_DECIDED,
	CASE_FINISHED,
	CASE_DELIVERED,
	CASE_WITHDRAWN,
	CASE_PULLED_BACK,
	CASE_REVOKED,
	CASE_DISPUTED,
	CASE_MOVED, /* goes on in another ledger */
};

/* Sets of states; a case that has moved is in none of them. */
#define CASE_BEFORE_ACCEPTANCE                              \
	(STATE(CASE_RECEIVED) | STATE(CASE_SUPPLEMENTING) | \
	    STATE(CASE_SUPPLEMENTED))
#define CASE_AT_WORK /* no special procedure going on */ \
	(STATE(CASE_ACCEPTED) | STATE(CASE_HANDLING) |   \
	    STATE(CASE_SPECIAL_ENDED))
#define CASE_IN_HANDLING (CASE_AT_WORK | STATE(CASE_SPECIAL))
#define CASE_OPEN (CASE_BEFORE_ACCEPTANCE | CASE_IN_HANDLING)
#define CASE_CLOSED \
	(STATE(CASE_DECIDED) | STATE(CASE_FINISHED) | STATE(CASE_DELIVERED))
#define CASE_REFUSED (STATE(CASE_DECLINED) | STATE(CASE_RETURNED))
#define CASE_ANY                                                          \
	(CASE_OPEN | CASE_CLOSED | CASE_REFUSED | STATE(CASE_WITHDRAWN) | \
	    STATE(CASE_PULLED_BACK) | STATE(CASE_REVOKED) |               \
	    STATE(CASE_DISPUTED))

/* Nothing is left to be done, so nobody needs to know who it was. */
#define CASE_ERASABLE                                         \
	(CASE_CLOSED | CASE_REFUSED | STATE(CASE_WITHDRAWN) | \
	    STATE(CASE_PULLED_BACK) | STATE(CASE_REVOKED))

/* Events by kind, in case_events.c; pairs in case_pairs.c. */
extern const struct event_type case_events[];
extern const struct pair_rule case_pairs[];

/* What guards refuse by, in case_guard_rules.c. */
extern const struct guard_rule case_guard_rules[];

/* What has to be so whatever an event says, in case_needs.c. */
event_need case_need_main;     /* the main documents are there */
event_need case_need_pieces;   /* what was asked for is there (补正结束) */
event_need case_need_accepted; /* it was accepted */
event_need case_need_one_extension;
event_need case_need_immediate; /* 即办, and not yet a promise */
event_need case_need_green;
event_need case_need_review; /* one is asked for, and not yet ruled on */
event_need case_need_parts;  /* it is a joint case; in case_parts.c */
int case_has_all_asked_for(const struct standing *seen);

/* Guards, in case_guards.c. */
event_guard case_guard_asked; /* 补正: nothing but what the item asks */
event_guard case_guard_taken;
event_guard case_guard_owe;
event_guard case_guard_decided;
event_guard case_guard_urged;
event_guard case_guard_extended;
event_guard case_guard_converted;
event_guard case_guard_special;
event_guard case_guard_debt;
event_guard case_guard_issued; /* a decision on paper stands */
event_guard case_guard_notice;

/* Scans, in case_scans.c. */
event_need case_need_room;	 /* fewer than a case may have */
event_guard case_guard_detached; /* it is there */

/* Parts of joint cases, in case_parts.c; and the rule by which one of them
 * keeps a case from being approved, or NULL. */
event_guard case_guard_part;
event_guard case_guard_lead;
const struct guard_rule *case_open_part(const struct standing *seen);

/* What the fields of an event must be together, in case_checks.c. */
int case_check_received(const json_t *event, struct err *e);
int case_check_number(const json_t *event, struct err *e);
int case_check_accepted(const json_t *event, struct err *e);
int case_check_decided(const json_t *event, struct err *e);
int case_check_green(const json_t *event, struct err *e);

/* Why a case may take the green channel (绿色通道).  Thresholds are inclusive,
 * each in its own currency; nothing is converted. */
struct green_scope {
	const char *scope;
	const char *currency; /* NULL: no amount, but an order or notice */
	json_int_t least;     /* in whole units */
};
extern const struct green_scope case_green_scopes[]; /* ends with NULL */

/* Derived columns: facets of a case, in case_facets.c. */
json_t *case_mode(const struct standing *all);
json_t *case_materials(const struct standing *all);
json_t *case_coordination(const struct standing *all);
json_t *case_lead(const struct standing *all);
/* Names of what the citizen was asked for and has not brought; and of all
 * that the file lacks, what may follow later and debts among it. */
json_t *case_asked(const struct standing *all);
json_t *case_missing(const struct standing *all);
json_t *case_priority(const struct standing *all);
json_t *case_state(const struct standing *all);
json_t *case_code(const struct standing *all);
json_t *case_withdrawn_time(const struct standing *all);
json_t *case_notices(const struct standing *all);

#endif
