/*
 * authority: members, powers and their ends, as the gazettes have them.
 *
 *	events of all gazettes held --> [authority] --> judge, standing, verify
 *
 * Built from the gazettes as a set, from the root down, since a hall's
 * gazette counts only as far as the hall above admits the hall (RULES A, B).
 * Who is above whom follows from under which hall the root lists a hall;
 * what that was when something was written is asked of lineage.h.
 */
#ifndef SANJI_FOLD_AUTHORITY_H
#define SANJI_FOLD_AUTHORITY_H

#include <jansson.h>

#include "schema/records/record_type.h"
#include "sync/fold/view.h"

/* Most tiers; a hall further down is not admitted. */
#define AUTHORITY_RANK_MAX 16

/* An event of a gazette, as the engine hands it in. */
struct gazette_event {
	struct position at;
	struct past past; /* of its change set */
	uint8_t key[VIEW_KEY_LEN];
	uint32_t place;
	const struct event_type *type;
	const char *record; /* name of the record */
	json_t *body;
};

/*
 * An admission of a listed hall by the hall above.  One that is not in force
 * (its admitter's change set is not) still says whose key it is: storing
 * never asks for effect (RULES F7).
 */
struct admission {
	struct position at;
	int in_force;
	uint8_t signing_key[VIEW_KEY_LEN];
	uint8_t transport_key[VIEW_KEY_LEN];
};

/* A cut as it was written: change set ids, resolved when asked. */
struct cut {
	struct changeset_id *heads;
	size_t count;
};

/* A hall the county has, and which hall it is under. */
struct listing {
	struct position at;
	struct past past;
	struct hall_code code;
	struct hall_code parent;
	/* If it was under another one: how far the halls it left behind had
	 * written in its ledger, and in those below it. */
	struct cut cut;
	int is_old;   /* a later listing of the hall knew it */
	int in_force; /* else it only says what storing went by */
};

/* In which spaces the end of a key counts. */
enum revoked_where {
	REVOKES_EVERYWHERE,
	REVOKES_IN_GAZETTES, /* a recovery of the root (recovery.h) */
	REVOKES_IN_LEDGERS,  /* what its new key said afterwards */
};

/* The end of a membership or of a power, or its suspension. */
struct revocation {
	struct position at;
	struct past past;
	struct cut cut;
	struct cut held; /* what was left out on purpose lies inside */
	unsigned rank;	 /* of the hall that revoked; 0: the root */
	int effective;	 /* no other revocation of the same in its past */
	enum revoked_where where;
	uint8_t signing_key[VIEW_KEY_LEN]; /* of a member */
};

struct revocation_list {
	struct revocation *items;
	size_t count;
};

struct hall {
	struct hall_code code;
	char name[128];
	uint32_t parent; /* index of the member it is under; the root its own */
	unsigned rank;	 /* steps below the root */
	unsigned depth;	 /* most steps below it that it ever was */
	struct admission *admissions; /* newest stored last */
	size_t admission_count;
	struct revocation_list revocations;
};

struct power {
	char id[RECORD_NAME_MAX];
	struct position at;
	struct hall_code grantee;
	json_t *granted; /* body of the grant */
	struct revocation_list revocations;
	/* A suspension is a revocation that a resumption lifts, for acts that
	 * know of it. */
	struct revocation_list suspensions;
	struct revocation_list resumptions; /* their cuts are empty */
	/* By which the grantee handed it back (RULES A8), in its gazette. */
	struct revocation_list closings;
};

struct fork_ruling;    /* siblings.h */
struct recovery;       /* recovery.h */
struct gazette_ruling; /* gazette_ruling.h */

struct authority {
	struct listing *listings;
	size_t listing_count;
	int has_moved;	    /* some hall was listed under two others */
	struct hall *halls; /* [0] is the root; sorted by depth and code */
	size_t hall_count;
	struct power *powers;
	size_t power_count;
	struct fork_ruling *fork_rulings;
	size_t fork_ruling_count;
	struct gazette_ruling *gazette_rulings;
	size_t gazette_ruling_count;
	struct position founded; /* the founding change set */
	int has_recovery_key;
	uint8_t recovery_key[VIEW_KEY_LEN]; /* pinned with it */
	struct recovery *recoveries;
	size_t recovery_count;
};

/* No hall. */
#define HALL_UNKNOWN ((size_t)-1)

/* Release; a zeroed authority is empty. */
void authority_free(struct authority *a);

/*
 * Build from the events of all gazettes, and settle the forks of gazettes in
 * the chart (which is view's).  root is the pinned id of the change set that
 * founded the county.  -1 with ERR_NOMEM or what the view fails with.
 */
int authority_build(struct authority *a, struct chart *chart,
    const struct view *view, const struct changeset_id *root,
    const struct gazette_event *events, size_t count, struct err *e) MUST_CHECK;

/* Index of a hall, HALL_UNKNOWN if it was never admitted. */
size_t authority_hall(const struct authority *a, const struct hall_code *code);

/* Whether hall `above` is a proper ancestor of hall `below`. */
int authority_is_above(const struct authority *a, size_t above, size_t below);

/* Whether a hall may hold, and may write into, a space. */
int authority_may_hold(
    const struct authority *a, size_t hall, const struct space_name *space);
int authority_may_write(
    const struct authority *a, size_t hall, const struct space_name *space);

/* The power of that id, or NULL. */
const struct power *authority_power(const struct authority *a, const char *id);

/* Whether the event ends a suspension the act's author knew to be ended. */
int authority_is_lifted(const struct view *view, const struct power *p,
    const struct revocation *suspension, const struct past *past);

/* Whether a hall has been revoked with its newest key. */
int authority_is_revoked(const struct authority *a, size_t hall);

/* Whether one of its keys has been. */
int authority_key_is_revoked(
    const struct hall *h, const uint8_t signing_key[VIEW_KEY_LEN]);

/* The newest admission of a hall. */
const struct admission *authority_newest(const struct hall *h);

/* The hall with a transport key that is not revoked, or HALL_UNKNOWN. */
size_t authority_hall_by_transport_key(
    const struct authority *a, const uint8_t key[VIEW_KEY_LEN]);

#endif
