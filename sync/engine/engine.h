/*
 * engine: one hall's copy of the logs it holds, and the state that follows.
 *
 *	action's events --write--> change set --append--> store
 *	received change sets --verify--> append --> store
 *	touched records --fold--> statuses, projections, in the same transaction
 *
 * There is no second way in.  The engine knows no clock, no socket and no
 * file: time is an argument, the store and the keys are handed in.  Used by
 * one thread; other processes may use the same store.
 */
#ifndef SANJI_ENGINE_ENGINE_H
#define SANJI_ENGINE_ENGINE_H

#include <jansson.h>

#include "crypto/keyfile.h"
#include "schema/base/progress.h"
#include "schema/store/store.h"
#include "sync/changeset/changeset.h"
#include "sync/fold/authority.h"
#include "sync/fold/status.h"

struct engine;

/* The rule set this program writes and folds by. */
#define ENGINE_RULES 1

/* By how much clocks may differ before what they say is doubted. */
#define ENGINE_SKEW_S 600

/* Who a node is. */
struct engine_identity {
	struct hall_code hall;
	struct incarnation life;
	struct changeset_id county; /* the pin */
};

/*
 * Open an engine over a store that a node was made in.  Both are kept and
 * not owned; keys may be NULL for an engine that writes nothing.  The
 * caller owns *out.  -1 with ERR_NOT_FOUND (no node in the store) or what
 * the store fails with.
 */
int engine_open(struct store *store, const struct keys *keys,
    struct engine **out, struct err *e) MUST_CHECK;

/*
 * How many bytes of scans of each other hall this one makes room for; what a
 * hall says beyond that is not asked for, and comes to be when there is room
 * and state is computed again.  ENGINE_SCAN_ROOM until it is said.
 */
#define ENGINE_SCAN_ROOM ((int64_t)64 << 30)
void engine_set_scan_room(struct engine *g, int64_t bytes);

/*
 * How many bytes of change sets of one hall below are taken in on one day; the
 * rest waits there for the next (quota.h).  ENGINE_LOG_ROOM until it is said.
 */
#define ENGINE_LOG_ROOM ((int64_t)1 << 30)
void engine_set_log_room(struct engine *g, int64_t bytes);
int64_t engine_log_room(const struct engine *g);

/*
 * What this hall tells others of its machine, for whoever looks after them
 * all: the version of its program (at most 32 letters, digits, . + - ~), and
 * how many bytes are free on its disk by now.  Nothing until it is said.
 */
void engine_set_version(struct engine *g, const char *version);
void engine_set_free(struct engine *g, uint64_t bytes);

/* NULL is fine. */
void engine_close(struct engine *g);

/*
 * Make the node of a new county in an empty store: a first incarnation and
 * the change set that founds the county in its gazette.  recovery is the
 * public part of the offline key.
 */
int engine_found(struct store *store, const struct keys *keys,
    const struct hall_code *hall, const char *name,
    const struct sign_public *recovery, int64_t time_s,
    struct err *e) MUST_CHECK;

/* Make the node of a hall that joins the county with that pin. */
int engine_make_node(struct store *store, const struct hall_code *hall,
    const struct changeset_id *county, struct err *e) MUST_CHECK;

/* --- what it knows -------------------------------------------------------- */

/* Whether it has its keys: without them it writes and opens nothing. */
int engine_is_unlocked(const struct engine *g);

const struct engine_identity *engine_identity(const struct engine *g);
struct store *engine_store(struct engine *g);

/* Members and powers as of the last refresh. */
const struct authority *engine_authority(const struct engine *g);
const struct chart *engine_chart(const struct engine *g);

/*
 * Take in what other processes have committed since; cheap if nothing.
 * changed_out (may be NULL) is 1 if there was something.
 */
int
engine_refresh(struct engine *g, int *changed_out, struct err *e) MUST_CHECK;

/*
 * Whether the author of one change set knew another; both must be held.
 * -1 with ERR_NOT_FOUND or what the store fails with.
 */
int engine_knew(struct engine *g, const struct changeset_id *author,
    const struct changeset_id *other, int *out, struct err *e) MUST_CHECK;

/*
 * How old what this hall holds of the root's gazette is at a time, in
 * seconds: since the claimed time of the newest change set of it.
 */
int engine_view_age(
    struct engine *g, int64_t time_s, int64_t *out, struct err *e) MUST_CHECK;

/* --- writing -------------------------------------------------------------- */

/* The version of a record the operator was shown. */
struct engine_expectation {
	const char *type; /* NULL: expects nothing */
	const char *name;
	int64_t version;
};

/*
 * Write the events (a JSON array, borrowed) as one change set into a space:
 * seal what is personal (it is handed in clear), sign, store, fold, commit. All
 * or nothing: refused unless every event is in force afterwards.  -1 with
 * ERR_REFUSED or ERR_FORMAT (which event and why), ERR_MOVED, or what the store
 * fails with.
 *
 * Within engine_begin() and engine_commit() several writes are one
 * transaction; otherwise each is its own.
 */
int engine_write(struct engine *g, const struct space_name *space,
    const json_t *events, const char *summary, int64_t time_s,
    const struct engine_expectation *expected, struct changeset_id *id_out,
    struct err *e) MUST_CHECK;

/* A write transaction over several calls; rollback forgets them all. */
int engine_begin(struct engine *g, struct err *e) MUST_CHECK;
int engine_commit(struct engine *g, struct err *e) MUST_CHECK;
void engine_rollback(struct engine *g);

/*
 * Cut off the WAL if it may hold keys that were destroyed.  Done at each
 * commit; if somebody was reading just then, the next call does it.
 */
void engine_forget_destroyed(struct engine *g);

/* --- receiving ------------------------------------------------------------ */

/* A change set as it came: packed message and signature. */
struct engine_packet {
	const uint8_t *packed; /* borrowed */
	size_t len;
	int is_packed; /* without prev, which is the id of the packet before
			  it in the batch with the same log and seq - 1;
			  else the whole message */
	struct signature signature;
};

/* Most change sets handed to engine_receive() at once. */
#define ENGINE_BATCH_MAX 512

struct engine_batch_result {
	size_t stored;	/* new here */
	size_t known;	/* held already */
	size_t waiting; /* depend on something not held, or are beyond ... */
	size_t beyond;	/* ... the room of a day (why says whose) */
	size_t refused; /* failed verification; in quarantine */
	char why[256];	/* of the first refused */
	size_t keys;	/* of cases, new here */
	size_t unfit;	/* keys no event held here commits to */
};

struct carried_keys;

/*
 * Take a batch from elsewhere: check form, chain, dependencies and every
 * signature, store what passes, fold what was touched, commit once.  What
 * fails goes to quarantine with the reason and ends its log there.  The
 * order within the batch does not matter.  keys (or NULL) are those that
 * came behind it.  carried is the sync record.  -1 only if the world failed;
 * then nothing was stored.
 */
int engine_receive(struct engine *g, const struct engine_packet *packets,
    size_t count, const struct carried_keys *keys, int64_t carried,
    int64_t time_s, struct engine_batch_result *out, struct err *e) MUST_CHECK;

/* --- folding -------------------------------------------------------------- */

/* Records folded in one slice by engine_settle(). */
#define ENGINE_SLICE 256

/*
 * Fold dirty records, at most ENGINE_SLICE in one transaction; left_out is 1
 * if more may remain.
 */
int engine_settle(struct engine *g, int *left_out, struct err *e) MUST_CHECK;

/* Fold all that is dirty, within the transaction that is open. */
int engine_fold_dirty(struct engine *g, struct err *e) MUST_CHECK;

/* Fold all that is dirty. */
int engine_settle_all(struct engine *g, struct err *e) MUST_CHECK;

/* Compute all state again from the log. */
int engine_rebuild(struct engine *g, struct err *e) MUST_CHECK;

/* The same; change sets, then records, are told as they are done. */
int engine_rebuild_told(struct engine *g, const struct progress *indexed,
    const struct progress *folded, struct err *e) MUST_CHECK;

#endif
