#include "sync/engine/cover.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/store/receipt.h"
#include "schema/store/report.h"
#include "sync/engine/inside.h"
#include "sync/fold/judge.h"
#include "sync/ledger/receipt.h"

/* --- receipts ------------------------------------------------------------- */

struct promise {
	uint32_t space;
	struct receipt receipt;
};

struct promises {
	struct promise *all;
	size_t count;
};

static int
add_promise(void *context, const struct store_receipt *row, struct err *e)
{
	struct promises *p = context;
	struct promise *all = realloc(p->all, (p->count + 1) * sizeof(*all));

	if (all == NULL)
		return err_nomem(e);
	p->all = all;
	all[p->count].space = row->space;
	if (receipt_parse(
		row->text.bytes, row->text.len, &all[p->count].receipt, e) != 0)
		return -1;
	p->count++;
	return 0;
}

static void
promises_free(struct promises *p)
{
	for (size_t i = 0; i < p->count; i++)
		receipt_free(&p->all[i].receipt);
	free(p->all);
}

/* --- an act that is held -------------------------------------------------- */

struct held_act {
	struct engine *engine;
	struct act act;
	struct past past;
	uint8_t key[VIEW_KEY_LEN];
	const struct power *power; /* or NULL */
};

/* 1 if it is held here, 0, or -1. */
static int
open_act(
    struct engine *g, const json_t *row, struct held_act *out, struct err *e)
{
	const char *power = json_member_text(row, "power");
	struct hall_code author;
	struct event_id id;
	int held;

	*out = (struct held_act){.engine = g, .past = PAST_INIT};
	if (event_id_parse(json_member_text(row, "event"), &id) != 0 ||
	    hall_code_parse(json_member_text(row, "author"), &author) != 0)
		return 0;
	held = engine_find(g, &id.changeset, &out->act.at, e);
	if (held != 1)
		return held;
	if (g->view.look(
		g->view.context, out->act.at, &out->past, out->key, e) != 0)
		return -1;
	out->act.past = &out->past;
	out->act.key = out->key;
	out->act.hall = authority_hall(&g->authority, &author);
	out->power =
	    power == NULL ? NULL : authority_power(&g->authority, power);
	return out->act.hall != HALL_UNKNOWN;
}

/* Whether what the receipt says of gazettes has the revocation in it. */
static int
receipt_knew(struct engine *g, const struct receipt *r,
    const struct revocation *revocation, int *out, struct err *e)
{
	struct past past = PAST_INIT;
	int failed = 0;

	*out = 0;
	for (size_t i = 0; i < r->gazettes.count && !*out && !failed; i++) {
		struct position head;
		int held = engine_find(g, &r->gazettes.ids[i], &head, e);

		/* What has not come back yet may hold it. */
		*out = held == 0;
		failed = held < 0;
		if (held != 1)
			continue;
		failed = g->view.look(g->view.context, head, &past, NULL, e);
		*out = chart_is_on_chain(&g->chart, revocation->at, head) ||
		       past_contains(&past, &g->chart, revocation->at);
	}
	past_free(&past);
	return failed ? -1 : 0;
}

/* Whether the revocation stands in the way: known then, or meant so. */
static int
is_meant(const struct held_act *a, const struct receipt *r,
    const struct revocation *revocation, int *out, struct err *e)
{
	const struct view *view = &a->engine->view;
	int inside;

	*out = 0;
	if (judge_is_inside(view, &a->act, &revocation->cut, &inside, e) != 0)
		return -1;
	if (inside)
		return 0;
	if (judge_is_inside(view, &a->act, &revocation->held, out, e) != 0)
		return -1;
	return *out ? 0 : receipt_knew(a->engine, r, revocation, out, e);
}

/* key: of a member's revocations, those of that key; or NULL. */
static int
is_any_meant(const struct held_act *a, const struct receipt *r,
    const struct revocation_list *list, const uint8_t *key, int *out,
    struct err *e)
{
	for (size_t i = 0; i < list->count && !*out; i++) {
		const struct revocation *x = &list->items[i];

		if (!x->effective || (key != NULL && memcmp(x->signing_key, key,
							 VIEW_KEY_LEN) != 0))
			continue;
		if (is_meant(a, r, x, out, e) != 0)
			return -1;
	}
	return 0;
}

/* Whether the receipt has the act, and knew of no end of its authority. */
static int
promised(
    const struct held_act *a, const struct receipt *r, int *out, struct err *e)
{
	const struct engine *g = a->engine;
	const struct hall *h = &g->authority.halls[a->act.hall];
	struct cut reach = {r->heads.ids, r->heads.count};
	int meant = 0;

	if (judge_is_inside(&g->view, &a->act, &reach, out, e) != 0)
		return -1;
	if (!*out)
		return 0;
	if (is_any_meant(a, r, &h->revocations, a->key, &meant, e) != 0 ||
	    (a->power != NULL && (is_any_meant(a, r, &a->power->revocations,
				      NULL, &meant, e) != 0 ||
				     is_any_meant(a, r, &a->power->suspensions,
					 NULL, &meant, e) != 0)))
		return -1;
	*out = !meant;
	return 0;
}

/* --- covering ------------------------------------------------------------- */

static const struct event_type *
covering_kind(const char *type)
{
	const struct record_type *t = record_type_named(type);

	for (const struct event_type *et = t == NULL ? NULL : t->events;
	     et != NULL && et->kind != NULL; et++)
		if (et->ruling == RULING_COVERS)
			return et;
	return NULL;
}

static int
write_cover(struct engine *g, const struct space_name *space,
    const struct event_type *kind, const json_t *row, int64_t time_s,
    struct err *e)
{
	json_t *events = json_pack("[{s:s,s:s,s:s}]", EVENT_DO, kind->kind,
	    EVENT_ON, json_member_text(row, "id"), "event",
	    json_member_text(row, "event"));
	int failed;

	if (events == NULL)
		return err_nomem(e);
	failed =
	    engine_write(g, space, events, kind->kind, time_s, NULL, NULL, e);
	json_decref(events);
	return failed;
}

static int
cover_one(struct engine *g, const struct promises *p, const json_t *row,
    int64_t time_s, size_t *written, struct err *e)
{
	const struct event_type *kind =
	    covering_kind(json_member_text(row, "type"));
	struct space_name space = {.kind = SPACE_LEDGER};
	struct held_act a;
	int held, covered = 0, failed = 0;
	uint32_t number;

	if (kind == NULL ||
	    strcmp(json_member_text(row, "reason"), "RULES A5") != 0 ||
	    hall_code_parse(json_member_text(row, "hall"), &space.hall) != 0)
		return 0;
	number = chart_space(&g->chart, &space);
	held = open_act(g, row, &a, e);
	failed = held < 0;
	for (size_t i = 0; i < p->count && held == 1 && !covered && !failed;
	     i++)
		if (p->all[i].space == number)
			failed = promised(&a, &p->all[i].receipt, &covered, e);
	past_free(&a.past);
	if (failed || !covered)
		return failed;
	(*written)++;
	return write_cover(g, &space, kind, row, time_s, e);
}

static int
cover_all(struct engine *g, const struct promises *p, int64_t time_s,
    size_t *written, struct err *e)
{
	struct report_parameter any = {":power", "", 0};
	json_t *rows = store_report(g->store, REPORT_HELD, &any, 1, e), *row;
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		if (!failed)
			failed = cover_one(g, p, row, time_s, written, e);
	json_decref(rows);
	return failed ? -1 : 0;
}

int
engine_cover(
    struct engine *g, int64_t time_s, size_t *written_out, struct err *e)
{
	struct promises p = {NULL, 0};
	int failed;

	*written_out = 0;
	if (g->keys == NULL ||
	    authority_hall(&g->authority, &g->identity.hall) != 0)
		return 0;
	failed = store_each_own_receipt(g->store, add_promise, &p, e);
	if (!failed && p.count > 0)
		failed = cover_all(g, &p, time_s, written_out, e);
	promises_free(&p);
	return failed ? -1 : 0;
}
