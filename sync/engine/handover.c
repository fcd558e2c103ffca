/*
 * Moving a record (RULES H1):
 *
 *  1. this hall writes in both ledgers, and the record is in the one;
 *  2. moved_out in the old ledger;
 *  3. in the new one, each act that stands, said again with what its author
 *     knew, and last moved_in.
 *
 * All in one transaction.  What the mover did not know is re-addressed when
 * it comes (tend.c).
 */
#include "sync/engine/handover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/check.h"
#include "sync/engine/case_keys.h"
#include "sync/engine/moving.h"

/* --- may it be moved? ---------------------------------------------------- */

static const char *
name_of(const struct engine *g, const struct hall_code *code)
{
	size_t hall = authority_hall(&g->authority, code);

	return hall == HALL_UNKNOWN ? code->digits
				    : g->authority.halls[hall].name;
}

/* The lowest hall that writes in both ledgers. */
static size_t
hall_for(const struct engine *g, const struct space_name *from,
    const struct space_name *to)
{
	size_t hall = authority_hall(&g->authority, &from->hall);

	while (hall != HALL_UNKNOWN && hall != 0 &&
	       !authority_may_write(&g->authority, hall, to))
		hall = g->authority.halls[hall].parent;
	return hall;
}

static int
check_ledgers(struct engine *g, const struct space_name *from,
    const struct space_name *to, struct err *e)
{
	size_t self = authority_hall(&g->authority, &g->identity.hall), by;

	if (hall_code_is_same(&from->hall, &to->hall))
		return err_set(e, ERR_REFUSED, "it is in the ledger of %s",
		    name_of(g, &to->hall));
	if (authority_hall(&g->authority, &to->hall) == HALL_UNKNOWN)
		return err_set(e, ERR_NOT_FOUND,
		    "%s has not joined the county; see `sanji members`",
		    to->hall.digits);
	if (authority_may_write(&g->authority, self, from) &&
	    authority_may_write(&g->authority, self, to))
		return 0;
	by = hall_for(g, from, to);
	return err_set(e, ERR_REFUSED,
	    "this hall does not write in both ledgers; ask %s to move it "
	    "(RULES H)",
	    by == HALL_UNKNOWN ? "?" : g->authority.halls[by].name);
}

static int
check_record(
    const struct dossier *old, const struct dossier *new, struct err *e)
{
	size_t left = dossier_left(old);

	if (old->folded.state == 0)
		return err_set(e, ERR_NOT_FOUND, "there is no %s \"%s\" there",
		    _(old->type->name), old->name);
	if (old->folded.read_only)
		return err_set(e, ERR_REFUSED,
		    "it holds events this program does not know; update "
		    "sanji first");
	if (left != DOSSIER_NONE)
		return err_set(e, ERR_REFUSED,
		    "it has been moved to %s already",
		    json_member_text(dossier_event(old, left)->body, "to"));
	if (new->folded.state != 0 && dossier_left(new) == DOSSIER_NONE)
		return err_set(
		    e, ERR_REFUSED, "it is in the other ledger already");
	return 0;
}

/* --- the move ------------------------------------------------------------ */

static void
new_move_id(char out[MOVE_ID_TEXT_MAX])
{
	uint8_t bytes[MOVE_ID_BYTES];

	crypto_random(bytes, sizeof(bytes));
	hex_text(bytes, sizeof(bytes), out);
}

static int
write_halves(struct engine *g, const struct engine_move *m,
    const struct dossier *old, const struct dossier *new, int64_t time_s,
    struct err *e)
{
	struct engine_expectation expected = {m->type, m->record, m->version};
	struct moving moving = {.engine = g,
	    .old = old,
	    .new = new,
	    .reason = m->reason,
	    .label = m->label,
	    .time_s = time_s};

	new_move_id(moving.id);
	if (moving_write_out(&moving, m->version < 0 ? NULL : &expected, e) !=
	    0)
		return -1;
	return moving_write_in(&moving, DOSSIER_NONE, e);
}

static int
move_in_transaction(struct engine *g, const struct engine_move *m,
    int64_t time_s, struct err *e)
{
	struct space_name to = {m->from.kind, m->to};
	const struct record_type *t = record_type_named(m->type);
	struct dossier old = {.engine = g}, new = {.engine = g};
	int failed = check_ledgers(g, &m->from, &to, e) != 0 ||
		     dossier_open(g, &m->from, t, m->record, &old, e) < 0 ||
		     dossier_open(g, &to, t, m->record, &new, e) < 0 ||
		     check_record(&old, &new, e) != 0 ||
		     case_keys_check_whole(g, &m->from, t, m->record, e) != 0 ||
		     write_halves(g, m, &old, &new, time_s, e) != 0;

	dossier_free(&old);
	dossier_free(&new);
	return failed ? -1 : 0;
}

int
engine_move(struct engine *g, const struct engine_move *m, int64_t time_s,
    struct err *e)
{
	int is_own = !store_is_in_transaction(g->store);

	if (is_own && engine_begin(g, e) != 0)
		return -1;
	if (move_in_transaction(g, m, time_s, e) != 0) {
		if (is_own)
			engine_rollback(g);
		return -1;
	}
	return is_own ? engine_commit(g, e) : 0;
}
