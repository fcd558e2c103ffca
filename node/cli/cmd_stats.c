/*
 * stats: the figures of this hall and the halls below, with how complete
 * they are.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

enum { OPTION_ABOVE };

static const struct option_type options[] = {
    {"above", NULL, "added up by the hall above, as it was then"},
    {NULL, NULL, NULL},
};

static const char *const figures[] = {"received", "accepted", "decided",
    "finished", "withdrawn", "disputed", "rated", NULL};

static void
add_to(json_t *total, const json_t *row)
{
	for (size_t k = 0; figures[k] != NULL; k++)
		(void)json_object_set_new(total, figures[k],
		    json_integer(json_member_integer(total, figures[k], 0) +
				 json_member_integer(row, figures[k], 0)));
}

static json_t *
add_up(const json_t *rows)
{
	json_t *total = json_object(), *row;
	size_t i;

	json_array_foreach (rows, i, row)
		add_to(total, row);
	return total;
}

/*
 * The hall a row is added to: the one above it then, unless that is the
 * county, whose towns stand for themselves.
 */
static const char *
above_of(const struct cli *c, const json_t *row)
{
	const struct authority *all = engine_authority(c->hall.engine);
	const char *parent = json_member_text(row, "parent");

	return parent == NULL || strcmp(parent, all->halls[0].code.digits) == 0
		   ? json_member_text(row, "hall")
		   : parent;
}

static json_t *
find_sum(json_t *sums, const char *hall)
{
	size_t i;
	json_t *sum;

	json_array_foreach (sums, i, sum)
		if (strcmp(json_member_text(sum, "hall"), hall) == 0)
			return sum;
	sum = json_pack("{s:s}", "hall", hall);
	(void)json_array_append_new(sums, sum);
	return sum;
}

/* A village that came under another town is counted with each for its time. */
static json_t *
add_up_above(const struct cli *c, const json_t *rows)
{
	json_t *sums = json_array(), *row;
	size_t i;

	json_array_foreach (rows, i, row)
		add_to(find_sum(sums, above_of(c, row)), row);
	return sums;
}

/*
 * Satisfied: levels 1 to 3 of 5 among all ratings (GB/T 39734); formula id
 * satisfaction_1.
 */
static void
add_satisfaction(json_t *total, const json_t *levels)
{
	json_int_t satisfied = 0, all = 0;
	size_t i;
	json_t *row;

	json_array_foreach (levels, i, row) {
		json_int_t count = json_member_integer(row, "count", 0);

		all += count;
		if (json_member_integer(row, "level", 9) <= 3)
			satisfied += count;
	}
	(void)json_object_set_new(total, "ratings", json_integer(all));
	(void)json_object_set_new(total, "satisfied", json_integer(satisfied));
}

/* Cases that rest on times which contradict each other. */
static int
add_doubtful(struct cli *c, json_t *total, struct err *e)
{
	json_t *rows =
	    store_report(c->hall.store, REPORT_CASES_DOUBTFUL, NULL, 0, e);
	int failed =
	    rows == NULL ||
	    json_object_set(total, "doubtful",
		json_object_get(json_array_get(rows, 0), "cases")) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

/* Ratings that wait to be judged, or were judged not to be citizens'. */
static int
add_left_out(struct cli *c, json_t *total, struct err *e)
{
	json_t *rows =
	    store_report(c->hall.store, REPORT_RATINGS_LEFT_OUT, NULL, 0, e);
	int failed = rows == NULL || json_object_set(total, "ratings_left_out",
					 json_array_get(rows, 0)) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

/* Halls listed below this one, and those of them something came from. */
static int
add_completeness(struct cli *c, json_t *all, const json_t *rows, struct err *e)
{
	const struct authority *a = engine_authority(c->hall.engine);
	const struct hall_code *self = &engine_identity(c->hall.engine)->hall;
	size_t listed = 0, members = 0, heard = 0, i;
	json_t *row;

	for (i = 0; i < a->listing_count; i++) {
		size_t hall = authority_hall(a, &a->listings[i].code);
		size_t parent = authority_hall(a, &a->listings[i].parent);
		size_t me = authority_hall(a, self);

		if (parent != me && !authority_is_above(a, me, parent) &&
		    me != 0)
			continue;
		listed++;
		members += hall != HALL_UNKNOWN;
	}
	json_array_foreach (rows, i, row)
		heard +=
		    json_object_get(row, "data_to") != NULL &&
		    strcmp(json_member_text(row, "hall"), self->digits) != 0;
	return json_put_take(all, "completeness",
	    json_pack("{s:I,s:I,s:I}", "listed", (json_int_t)listed, "members",
		(json_int_t)members, "heard", (json_int_t)heard),
	    e);
}

static json_t *
collect(struct cli *c, struct err *e)
{
	json_t *rows = store_report(c->hall.store, REPORT_FIGURES, NULL, 0, e);
	json_t *levels = store_report(c->hall.store, REPORT_LEVELS, NULL, 0, e);
	json_t *all = NULL, *total;

	if (rows != NULL && levels != NULL) {
		total = add_up(rows);
		add_satisfaction(total, levels);
		all = json_pack("{s:O,s:o,s:o,s:O}", "halls", rows, "above",
		    add_up_above(c, rows), "total", total, "levels", levels);
		if (all != NULL &&
		    (add_doubtful(c, total, e) != 0 ||
			add_left_out(c, total, e) != 0 ||
			add_completeness(c, all, rows, e) != 0)) {
			json_decref(all);
			all = NULL;
		}
	}
	json_decref(rows);
	json_decref(levels);
	return all;
}

/* By the name each had then. */
static void
tell_rows(const struct cli *c, json_t *rows)
{
	static const char *const columns[] = {"hall", "received", "accepted",
	    "decided", "finished", "withdrawn", "disputed", "rated", "data_to",
	    NULL};
	static const char *const times[] = {"data_to", NULL};
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row) {
		const char *name = json_member_text(row, "name");

		(void)json_object_set_new(row, "hall",
		    json_string(name != NULL ? name
					     : hall_name(c, json_member_text(
								row, "hall"))));
	}
	name_times(rows, times);
	print_table(rows, columns, "no cases yet");
}

static void
tell(const struct cli *c, json_t *all, const char *rows)
{
	const json_t *total = json_object_get(all, "total");
	const json_t *whole = json_object_get(all, "completeness");
	const json_t *left_out = json_object_get(total, "ratings_left_out");
	json_int_t ratings = json_member_integer(total, "ratings", 0);
	json_int_t satisfied = json_member_integer(total, "satisfied", 0);

	tell_rows(c, json_object_get(all, rows));
	(void)printf(_("total: received %lld, accepted %lld, decided %lld, "
		       "finished %lld\n"),
	    (long long)json_member_integer(total, "received", 0),
	    (long long)json_member_integer(total, "accepted", 0),
	    (long long)json_member_integer(total, "decided", 0),
	    (long long)json_member_integer(total, "finished", 0));
	if (ratings > 0)
		(void)printf(_("satisfied: %lld of %lld ratings (%.2f %%)\n"),
		    (long long)satisfied, (long long)ratings,
		    100.0 * (double)satisfied / (double)ratings);
	if (json_member_integer(total, "doubtful", 0) > 0)
		(void)printf(_("to be checked: %lld cases rest on a clock that "
			       "was wrong: `sanji timewarps list`\n"),
		    (long long)json_member_integer(total, "doubtful", 0));
	if (json_member_integer(left_out, "waiting", 0) +
		json_member_integer(left_out, "excluded", 0) >
	    0)
		(void)printf(_("left out: %lld ratings that wait to be judged, "
			       "%lld that were excluded\n"),
		    (long long)json_member_integer(left_out, "waiting", 0),
		    (long long)json_member_integer(left_out, "excluded", 0));
	(void)printf(_("completeness: %lld halls listed below, %lld are "
		       "members, data from %lld\n"),
	    (long long)json_member_integer(whole, "listed", 0),
	    (long long)json_member_integer(whole, "members", 0),
	    (long long)json_member_integer(whole, "heard", 0));
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	json_t *all;

	(void)code_out;
	if (engine_settle_all(c->hall.engine, e) != 0)
		return -1;
	all = collect(c, e);
	if (all == NULL)
		return e->code == ERR_NONE ? err_nomem(e) : -1;
	if (c->as_json)
		print_json(all);
	else
		tell(c, all,
		    option_value(a, OPTION_ABOVE) == NULL ? "halls" : "above");
	json_decref(all);
	return 0;
}

const struct command cmd_stats = {
    .name = "stats",
    .words = "",
    .meaning = "figures of this hall and those below, with completeness",
    .example = "sanji stats",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
