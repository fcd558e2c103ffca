/*
 * inside: what the files of the engine share.  Private to engine/.
 */
#ifndef SANJI_ENGINE_INSIDE_H
#define SANJI_ENGINE_INSIDE_H

#include "crypto/local_key.h"
#include "schema/store/log.h"
#include "schema/store/node.h"
#include "schema/store/record.h"
#include "sync/carry/frame.h"
#include "sync/engine/arriving.h"
#include "sync/engine/engine.h"
#include "sync/fold/fold.h"

/* The JSON of events stored in this transaction (bodies.c). */
struct bodies {
	struct body {
		int64_t n; /* of the change set in the store */
		uint32_t place;
		json_t *body;
	} * all;
	size_t count;
	size_t room;
};

struct engine {
	struct store *store;	 /* not owned */
	const struct keys *keys; /* not owned; NULL: writes nothing */
	/* If there are keys; wiped on closing. */
	struct wrap_key wrap_key;
	struct lookup_key lookup_key;
	struct audit_key audit_key;
	struct engine_identity identity;
	struct chart chart;
	struct authority authority;
	/* The authority by which records were last marked dirty, while a
	 * transaction has loaded another; valid if has_marked. */
	struct authority marked;
	int has_marked;
	struct view view;
	int64_t outside_version;
	int has_news; /* another process wrote, and nobody has asked yet */
	int is_stale; /* after a rollback: the chart may hold too much */
	int authority_is_stale; /* a gazette event came in */
	/* Records touched by the transaction, to be folded before it ends. */
	int64_t *touched;
	size_t touched_count;
	size_t touched_room;
	int is_folding_touched;		/* those, not what was marked dirty */
	const struct progress *folding; /* who waits for it, or NULL */
	/* Keys were destroyed that the WAL may still hold. */
	int owes_wal;
	/* Spaces that took in change sets in the transaction. */
	unsigned char *space_touched;
	size_t space_room;
	/* Pieces of scans that exchanges asked for and wait for. */
	struct asked_piece {
		const void *by; /* the exchange */
		uint8_t hash[32];
	} * asked;
	size_t asked_count;
	size_t asked_room;
	struct bodies bodies;
	struct arriving arriving; /* while a batch with keys is stored */
	int64_t scan_room;	  /* bytes of scans of another hall */
	int64_t log_room;	  /* of change sets, on one day */
	struct machine machine;	  /* as it is told to others */
	struct buf scratch;
	struct past scratch_past;
};

/* A change set verified and ready to be stored. */
struct ready {
	struct changeset *changeset;
	struct sign_public key;
	struct position prev; /* branch 0: none */
	struct past past;     /* all it depends on */
	int64_t latest;	      /* of what it names, the one with the latest */
	int64_t latest_time;  /* time, by its number; 0: it names nothing */
	int is_founding;      /* carries its own key: must be the pin */
	uint32_t log;	      /* 0: not in the chart yet */
	int64_t n;	      /* once stored */
	const json_t *events; /* those of the change set, parsed; or NULL */
};

/* Keep an event's JSON (a reference is taken) until the transaction ends. */
int bodies_keep(struct bodies *b, int64_t n, uint32_t place, json_t *body,
    struct err *e) MUST_CHECK;

/* A new reference to a kept event, or parsed from its text; NULL if that is
 * no JSON. */
json_t *bodies_read(
    const struct bodies *b, int64_t n, uint32_t place, struct span text);

void bodies_forget(struct bodies *b);

/*
 * Look up what a change set names: its prev, parents' git ids, past; check
 * F2 and F3.  1: found; 0: something is not held; -1 with ERR_REFUSED if it
 * names what it may not.
 */
int engine_resolve(struct engine *g, struct changeset *c, struct ready *out,
    struct git_id *parents_out, size_t *parent_count_out,
    struct err *e) MUST_CHECK;

/* Store it and index its events; marks what it touches. */
int engine_append(struct engine *g, struct ready *r, int64_t carried,
    struct err *e) MUST_CHECK;

/*
 * Index the events of a stored change set (parsed in events, or NULL); marks
 * what they touch.
 */
int engine_index(struct engine *g, const struct changeset *c,
    const json_t *events, int64_t n, uint32_t space, struct err *e) MUST_CHECK;

/* Mark a record to be folded in this transaction. */
int engine_touch(struct engine *g, int64_t record, struct err *e) MUST_CHECK;

/* Note that a space took something in, in this transaction. */
int
engine_touch_space(struct engine *g, uint32_t space, struct err *e) MUST_CHECK;

/* engine_rebuild_told() within a transaction; NULL: nobody waits. */
int engine_rebuild_within(struct engine *g, const struct progress *indexed,
    const struct progress *folded, struct err *e) MUST_CHECK;

/* After appends: authority, forks, waiting events, then fold all touched. */
int engine_fold_touched(struct engine *g, struct err *e) MUST_CHECK;

/* Fold one record now. */
int engine_fold(struct engine *g, int64_t record, struct err *e) MUST_CHECK;

/* Read all gazettes' events and build authority, writing nothing. */
int engine_load_authority(struct engine *g, struct err *e) MUST_CHECK;

/* The same after appends: what stands on branches judged anew is marked. */
int engine_renew_authority(struct engine *g, struct err *e) MUST_CHECK;

/* What is loaded now needs no marking: another process did it. */
void engine_forget_marked(struct engine *g);

/*
 * Settle forks of every ledger.  After appends, records on branches judged
 * anew are marked dirty; what is loaded was marked by whoever appended, and
 * loading writes nothing (it may be within a read transaction).
 */
enum settling { SETTLE_LOADED, SETTLE_AND_MARK };

int engine_settle_forks(
    struct engine *g, enum settling how, struct err *e) MUST_CHECK;

/*
 * -1 with ERR_NOT_FOUND or ERR_REFUSED if an event is a ruling on what is
 * not held here, or on an act that no ruling touches (RULES A6).
 */
int engine_check_ruled(
    struct engine *g, const json_t *events, struct err *e) MUST_CHECK;

/* The first incarnation of a node, with a fresh tag (RULES F6). */
struct incarnation engine_first_life(void);

/* Forget what a transaction collected. */
void engine_forget_touched(struct engine *g);

/* Find a change set's position: 1, 0, -1 (struct view's find). */
int engine_find(void *context, const struct changeset_id *id,
    struct position *out, struct err *e);

#endif
