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

static const struct option_type options[] = {{NULL, NULL, NULL}};

static const char *const figures[] = {"received", "accepted", "decided",
    "finished", "withdrawn", "disputed", "rated", NULL};

static json_t *
add_up(const json_t *rows)
{
	json_t *total = json_object(), *row;
	size_t i;

	for (size_t k = 0; figures[k] != NULL; k++) {
		json_int_t sum = 0;

		json_array_foreach (rows, i, row)
			sum += json_member_integer(row, figures[k], 0);
		(void)json_object_set_new(total, figures[k], json_integer(sum));
	}
	return total;
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
		all = json_pack("{s:O,s:o,s:O}", "halls", rows, "total", total,
		    "levels", levels);
		if (all != NULL && add_completeness(c, all, rows, e) != 0) {
			json_decref(all);
			all = NULL;
		}
	}
	json_decref(rows);
	json_decref(levels);
	return all;
}

static void
tell(const struct cli *c, json_t *all)
{
	static const char *const columns[] = {"hall", "received", "accepted",
	    "decided", "finished", "withdrawn", "disputed", "rated", "data_to",
	    NULL};
	static const char *const times[] = {"data_to", NULL};
	json_t *rows = json_object_get(all, "halls"), *row;
	const json_t *total = json_object_get(all, "total");
	const json_t *whole = json_object_get(all, "completeness");
	json_int_t ratings = json_member_integer(total, "ratings", 0);
	json_int_t satisfied = json_member_integer(total, "satisfied", 0);
	size_t i;

	json_array_foreach (rows, i, row)
		(void)json_object_set_new(row, "hall",
		    json_string(hall_name(c, json_member_text(row, "hall"))));
	name_times(rows, times);
	print_table(rows, columns, "no cases yet");
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

	(void)a, (void)code_out;
	if (engine_settle_all(c->hall.engine, e) != 0)
		return -1;
	all = collect(c, e);
	if (all == NULL)
		return e->code == ERR_NONE ? err_nomem(e) : -1;
	if (c->as_json)
		print_json(all);
	else
		tell(c, all);
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
