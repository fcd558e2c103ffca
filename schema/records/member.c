/*
 * member (成员): a hall that takes part, and the keys it signs and calls with.
 *
 * Admitted in the gazette of the hall above; the county founds itself.  The
 * record's name is the hall's region code.  Who is above whom follows from
 * whose gazette the admission stands in.
 */
#include "schema/records/declare.h"
#include "schema/records/types.h"

enum member_state {
	MEMBER_NONE,
	MEMBER_ADMITTED,
	MEMBER_REVOKED,
	MEMBER_DISPUTED,
};

static const char *const states[] = {
    "none", "admitted", "revoked", "disputed", NULL};

#define SIGNING_KEY                                                   \
	FORMED("signing_key", "Ed25519 key it signs with", FIELD_KEY, \
	    FIELD_REQUIRED)

#define OF_THE_HALL                                                          \
	NAMED("name", "name of the hall", FIELD_REQUIRED, 120), SIGNING_KEY, \
	    FORMED("transport_key", "X25519 key it calls with", FIELD_KEY,   \
		FIELD_REQUIRED)

#define CUT \
	FORMED("cut", "how far its logs stand", FIELD_FRONTIER, FIELD_REQUIRED)

static const struct field_type admitted_fields[] = {
    OF_THE_HALL,
    FORMED("recovery_key", "Ed25519 key kept offline, of the county only",
	FIELD_KEY, 0),
    END,
};

static const struct field_type revoked_fields[] = {
    SIGNING_KEY,
    CUT,
    NAMED("reason", "reason", 0, 300),
    END,
};

static const struct field_type recovered_fields[] = {
    OF_THE_HALL,
    CUT,
    CODED("proof", "signature by the recovery key", FIELD_REQUIRED, 128),
    END,
};

static const struct event_type events[] = {
    {.kind = "member.admitted",
	.meaning = "admitted",
	.writers = WRITER_OWN,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from =
	    STATE(MEMBER_NONE) | STATE(MEMBER_ADMITTED) | STATE(MEMBER_REVOKED),
	.to = MEMBER_ADMITTED,
	.fields = admitted_fields},
    {.kind = "member.revoked",
	.meaning = "revoked",
	.writers = WRITER_OWN,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	/* A hall above the one that admitted it revokes in its own gazette;
	 * each key of a hall is revoked by itself. */
	.from =
	    STATE(MEMBER_NONE) | STATE(MEMBER_ADMITTED) | STATE(MEMBER_REVOKED),
	.to = MEMBER_REVOKED,
	.fields = revoked_fields},
    {.kind = "member.recovered",
	.meaning = "named by the recovery key",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_MOVES,
	.from =
	    STATE(MEMBER_NONE) | STATE(MEMBER_ADMITTED) | STATE(MEMBER_REVOKED),
	.to = MEMBER_ADMITTED,
	.fields = recovered_fields},
    {.kind = "member.ended",
	.meaning = "an earlier key ended",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_NOTES,
	.from = STATE(MEMBER_ADMITTED),
	.fields = revoked_fields},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {"member.recovered", NULL, PAIR_FIRST, NULL, "RULES A2",
	"the recovery key stands over what did not know of it"},
    {"member.ended", NULL, PAIR_BOTH, NULL, "RULES A2",
	"the end of an earlier key stands beside everything"},
    {"member.revoked", NULL, PAIR_FIRST, NULL, "RULES A2",
	"a revocation stands over what did not know of it"},
    {.first = NULL},
};

static const struct column_type columns[] = {
    {"name", COLUMN_EVENT, "member.admitted", "name"},
    {"signing_key", COLUMN_EVENT, "member.admitted", "signing_key"},
    {"transport_key", COLUMN_EVENT, "member.admitted", "transport_key"},
    {"admitted_by", COLUMN_HALL, "member.admitted", NULL},
    {"admitted_time", COLUMN_TIME, "member.admitted", NULL},
    {.name = NULL},
};

const struct record_type record_member = {
    .name = "member",
    .meaning = "member",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = MEMBER_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "member",
    .columns = columns,
};
