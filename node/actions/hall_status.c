#include "node/actions/hall_status.h"

#include "node/actions/fork.h"

#include "node/actions/case_acts.h"
#include "schema/base/json.h"

/* The last exchange, or NULL if there was none; -1 if it cannot be known. */
static int
put_last_sync(const struct actor *a, json_t *to, struct err *e)
{
	struct report_parameter most = {":most", NULL, 1};
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_SYNC, &most, 1, e);
	json_t *last = json_array_get(rows, 0);
	int failed =
	    rows == NULL ||
	    (last != NULL && json_object_set(to, "last_sync", last) != 0);

	json_decref(rows);
	return failed ? -1 : 0;
}

/* Forks nobody settled, and incarnations alive at once (RULES D2). */
static int
put_forks(const struct actor *a, json_t *to, struct err *e)
{
	json_t *alive = fork_alive(a, e);
	size_t open;

	if (alive == NULL)
		return -1;
	if (fork_count_open(a, &open, e) != 0) {
		json_decref(alive);
		return -1;
	}
	return json_put_take(to, "alive", alive, e) != 0 ||
		       json_put_take(
			   to, "forks", json_integer((json_int_t)open), e) != 0
		   ? -1
		   : 0;
}

/* How old what this hall knows of the county's gazette is (RULES A9). */
static int
put_view(const struct actor *a, json_t *to, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	size_t self = authority_hall(all, &engine_identity(a->engine)->hall);
	int64_t age_s;

	if (self == 0 || self == HALL_UNKNOWN)
		return 0;
	if (engine_view_age(a->engine, a->now_s, &age_s, e) != 0)
		return -1;
	return json_put_take(
	    to, "view_age_s", json_integer(age_s < 0 ? 0 : age_s), e);
}

int
hall_status(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const struct engine_identity *id = engine_identity(a->engine);
	const struct authority *all = engine_authority(a->engine);
	size_t hall = authority_hall(all, &id->hall);
	char county[CHANGESET_ID_TEXT_MAX];
	json_t *counts =
	    store_report(engine_store(a->engine), REPORT_COUNTS, NULL, 0, e);

	(void)self, (void)request;
	if (counts == NULL)
		return -1;
	changeset_id_text(&id->county, county);
	*out =
	    json_pack("{s:s,s:s,s:s,s:i,s:O}", "hall", id->hall.digits, "name",
		hall == HALL_UNKNOWN ? id->hall.digits : all->halls[hall].name,
		"county", county, "incarnation", (int)id->life.number, "counts",
		json_array_get(counts, 0));
	json_decref(counts);
	if (*out == NULL)
		return err_nomem(e);
	return put_last_sync(a, *out, e) != 0 || put_forks(a, *out, e) != 0 ||
		       put_view(a, *out, e) != 0
		   ? -1
		   : 0;
}

static int
put_due(const struct actor *a, json_t *counters, struct err *e)
{
	int64_t late, near;

	return case_due_count(a, &late, &near, e) != 0 ||
		       json_put_take(
			   counters, "overdue", json_integer(late), e) != 0 ||
		       json_put_take(counters, "near", json_integer(near), e) !=
			   0
		   ? -1
		   : 0;
}

int
hall_counters(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_COUNTERS, NULL, 0, e);

	(void)self, (void)request;
	if (rows == NULL)
		return -1;
	*out = json_incref(json_array_get(rows, 0));
	json_decref(rows);
	return put_last_sync(a, *out, e) != 0 || put_due(a, *out, e) != 0 ||
		       hall_put_outbox(a, *out, e) != 0
		   ? -1
		   : 0;
}
