#include "node/actions/hall_move.h"

#include <string.h>

#include "node/actions/hall_named.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/day.h"
#include "sync/engine/cut.h"
#include "sync/fold/listing.h"

/* GB/T 39046 A.2, from the top. */
static const char *const tiers[] = {"county", "town", "village"};

static size_t
tier_of(const json_t *hall)
{
	const char *tier = json_member_text(hall, "tier");
	size_t i = 0;

	while (i < COUNT_OF(tiers) && strcmp(tier, tiers[i]) != 0)
		i++;
	return i;
}

int
hall_check_parent(
    const struct actor *a, const char *code, const char *parent, struct err *e)
{
	const struct hall_code *is;
	struct hall_code hall;

	if (parent == NULL || hall_code_parse(code, &hall) != 0)
		return 0;
	is = listing_parent(engine_authority(a->engine), &hall);
	return is == NULL || strcmp(is->digits, parent) == 0
		   ? 0
		   : err_set(e, ERR_REFUSED,
			 "%s is under %s; `sanji hall move %s to=%s` puts it "
			 "under another hall",
			 code, is->digits, code, parent);
}

/* A hall of the tree, that is there today. */
static json_t *
standing_hall(
    const struct actor *a, const struct hall_code *code, struct err *e)
{
	json_t *hall = NULL;

	if (hall_at(a, code->digits, a->now_s, &hall, e) != 0)
		return NULL;
	if (hall != NULL &&
	    strcmp(json_member_text(hall, "state"), "listed") == 0)
		return hall;
	json_decref(hall);
	(void)err_set(e, ERR_REFUSED,
	    "%s was merged or closed; list it again first, with `sanji hall "
	    "add`",
	    code->digits);
	return NULL;
}

/* No hall above itself, none under one that is not of a higher tier. */
static int
check_place(const struct actor *a, const json_t *hall, const json_t *to,
    const struct hall_code codes[2], struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	const struct hall_code *is = listing_parent(all, &codes[0]);

	if (is == NULL)
		return err_set(e, ERR_REFUSED,
		    "%s is at the top of the tree, under no hall",
		    json_member_text(hall, "name"));
	if (hall_code_is_same(is, &codes[1]))
		return err_set(e, ERR_REFUSED, "%s is under %s already",
		    json_member_text(hall, "name"),
		    json_member_text(to, "name"));
	if (hall_code_is_same(&codes[0], &codes[1]) ||
	    listing_is_above(all, &codes[0], &codes[1]))
		return err_set(e, ERR_REFUSED,
		    "%s is %s itself, or below it; a hall cannot stand above "
		    "itself",
		    json_member_text(to, "name"),
		    json_member_text(hall, "name"));
	return tier_of(to) < tier_of(hall)
		   ? 0
		   : err_set(e, ERR_REFUSED,
			 "%s is of no higher tier than %s; a village comes "
			 "under a town or the county, a town under the county",
			 json_member_text(to, "name"),
			 json_member_text(hall, "name"));
}

/* Lines and ledgers change with the change set, on whatever day it counts. */
static int
check_day(const struct actor *a, const char *since, struct err *e)
{
	if (since == NULL || !day_is_valid(since) ||
	    day_number(since) <= day_number_of(a->now_s))
		return 0;
	return err_set(e, ERR_REFUSED,
	    "since %s is to come; lines and ledgers change at once, so write "
	    "the move on that day",
	    since);
}

static json_t *
event_of(const struct actor *a, const json_t *hall, const json_t *request,
    const struct hall_code codes[2], struct err *e)
{
	json_t *cut = engine_cut_above(a->engine, &codes[0], e);
	json_t *event =
	    cut == NULL
		? NULL
		: json_pack("{s:s,s:s,s:s,s:s,s:s,s:O,s:s*,s:s*}", EVENT_DO,
		      "hall.listed", EVENT_ON, codes[0].digits, "name",
		      json_member_text(hall, "name"), "tier",
		      json_member_text(hall, "tier"), "parent", codes[1].digits,
		      "cut", cut, "since", json_member_text(request, "since"),
		      "basis", json_member_text(request, "basis"));

	if (cut != NULL && event == NULL)
		(void)err_nomem(e);
	json_decref(cut);
	return event;
}

static int
write_move(const struct actor *a, const json_t *request,
    const struct hall_code codes[2], const json_t *hall, const json_t *to,
    struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	json_t *event;

	if (check_place(a, hall, to, codes, e) != 0 ||
	    check_day(a, request_text(request, "since"), e) != 0)
		return -1;
	event = event_of(a, hall, request, codes, e);
	return event == NULL ? -1
			     : write_event_take(a, &gazette, event,
				   codes[0].digits, request, "hall", e);
}

int
hall_move(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct hall_code codes[2];
	json_t *hall = NULL, *to = NULL;
	int failed = -1;

	(void)self;
	if (hall_named(a, request_text(request, "hall"), &codes[0], e) != 0 ||
	    hall_named(a, request_text(request, "to"), &codes[1], e) != 0)
		return -1;
	hall = standing_hall(a, &codes[0], e);
	to = hall == NULL ? NULL : standing_hall(a, &codes[1], e);
	if (to != NULL)
		failed = write_move(a, request, codes, hall, to, e);
	json_decref(hall);
	json_decref(to);
	return failed ? -1 : hall_at(a, codes[0].digits, a->now_s, out, e);
}
