/*
 * The tree of halls as this one sees it: how fresh what it knows of each is,
 * and how far each is behind.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/hall_tree.h"
#include "schema/base/json.h"
#include "schema/store/figure.h"
#include "schema/store/inspection.h"
#include "sync/engine/behind.h"

#define DAY_S 86400
#define WEEK_S (7 * DAY_S)

/* What is known of halls, each a list of rows with "hall". */
struct known {
	json_t *held;	  /* to when data are held */
	json_t *met;	  /* when each was met */
	json_t *skews;	  /* of clocks, within a week */
	json_t *waiting;  /* pieces of scans that have not come */
	json_t *machines; /* what each said of its machine */
	json_t *full;	  /* those whose room of today is used up */
	uint64_t *behind;
	int64_t now_s;
};

static void
known_free(struct known *k)
{
	json_decref(k->held);
	json_decref(k->met);
	json_decref(k->skews);
	json_decref(k->waiting);
	json_decref(k->machines);
	json_decref(k->full);
	free(k->behind);
}

static int
known_load(struct known *k, const struct actor *a, struct err *e)
{
	struct store *s = engine_store(a->engine);
	size_t count = engine_authority(a->engine)->hall_count;
	struct report_parameter since = {":since", NULL, a->now_s - WEEK_S};
	struct report_parameter today[] = {{":day", NULL, a->now_s / DAY_S},
	    {":room", NULL, engine_log_room(a->engine)}};

	*k = (struct known){.now_s = a->now_s};
	k->behind = calloc(count + 1, sizeof(*k->behind));
	if (k->behind == NULL)
		return err_nomem(e);
	k->held = store_figures(s, FIGURE_HELD_TO, NULL, 0, e);
	if (k->held != NULL)
		k->met = store_inspect(s, INSPECT_LAST_SEEN, NULL, 0, e);
	if (k->met != NULL)
		k->skews = store_inspect(s, INSPECT_SKEW, &since, 1, e);
	if (k->skews != NULL)
		k->waiting = store_inspect(s, INSPECT_WAITING, NULL, 0, e);
	if (k->waiting != NULL)
		k->machines = store_inspect(s, INSPECT_MACHINES, NULL, 0, e);
	if (k->machines != NULL)
		k->full = store_inspect(
		    s, INSPECT_DAY_FULL, today, COUNT_OF(today), e);
	return k->full == NULL ? -1
			       : engine_behind(a->engine, k->behind, count, e);
}

/* The member of the row about that hall, or NULL. */
static json_t *
known_of(const json_t *rows, const char *hall, const char *member)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "hall"), hall) == 0)
			return json_object_get(row, member);
	return NULL;
}

static const char *
freshness(const struct known *k, int is_member, json_int_t heard)
{
	int64_t age_s = k->now_s - heard;

	if (!is_member)
		return "outside";
	if (heard == 0)
		return "never";
	if (age_s <= HALL_FRESH_S)
		return "fresh";
	return age_s <= HALL_SILENT_S ? "late" : "silent";
}

/* The later of what it wrote last and when it was met last; 0: never. */
static json_int_t
last_heard(const struct known *k, const char *code)
{
	json_int_t held = json_integer_value(known_of(k->held, code, "to"));
	json_int_t met = json_integer_value(known_of(k->met, code, "seen"));

	return held > met ? held : met;
}

static int
describe(
    const struct actor *a, const struct known *k, json_t *row, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	const char *code = json_member_text(row, "code");
	struct hall_code parsed;
	size_t hall = hall_code_parse(code, &parsed) == 0
			  ? authority_hall(all, &parsed)
			  : HALL_UNKNOWN;
	int is_self =
	    strcmp(code, engine_identity(a->engine)->hall.digits) == 0;
	json_int_t heard = is_self ? a->now_s : last_heard(k, code);
	json_t *more = json_pack(
	    "{s:b,s:b,s:b,s:I,s:s,s:I,s:b,s:O*,s:O*,s:O*,s:O*,s:O*,s:O*}",
	    "self", is_self, "member", hall != HALL_UNKNOWN, "revoked",
	    hall != HALL_UNKNOWN && authority_is_revoked(all, hall),
	    "heard_time", heard, "freshness",
	    freshness(k, hall != HALL_UNKNOWN, heard), "lacking",
	    hall == HALL_UNKNOWN ? 0 : (json_int_t)k->behind[hall], "over_room",
	    known_of(k->full, code, "hall") != NULL, "met_time",
	    known_of(k->met, code, "seen"), "skew",
	    known_of(k->skews, code, "skew"), "pieces_waiting",
	    known_of(k->waiting, code, "pieces"), "version",
	    known_of(k->machines, code, "version"), "free_mib",
	    known_of(k->machines, code, "free_mib"), "told_time",
	    known_of(k->machines, code, "told"));
	int failed = more == NULL || json_object_update(row, more) != 0
			 ? err_nomem(e)
			 : 0;

	json_decref(more);
	return failed;
}

int
hall_tree(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct report_parameter p[] = {
	    {":text", "", 0}, {":at", NULL, a->now_s}};
	struct known k;
	json_t *rows = NULL, *row;
	int failed = known_load(&k, a, e) != 0;
	size_t i;

	(void)self, (void)request;
	if (!failed)
		rows = store_report(
		    engine_store(a->engine), REPORT_HALLS, p, COUNT_OF(p), e);
	json_array_foreach (rows, i, row)
		failed = failed || describe(a, &k, row, e) != 0;
	known_free(&k);
	if (rows == NULL || failed) {
		json_decref(rows);
		return -1;
	}
	*out = rows;
	return 0;
}
