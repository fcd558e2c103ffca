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
	(void)printf(_("completeness: data of %lld of %lld halls, this one "
		       "among them; %lld are members\n"),
	    (long long)json_member_integer(whole, "heard", 0),
	    (long long)json_member_integer(whole, "listed", 0),
	    (long long)json_member_integer(whole, "members", 0));
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *request = json_pack("{s:s}", "do", "figures.show"), *all = NULL;
	int failed = engine_settle_all(c->hall.engine, e) != 0 ||
		     action_perform(&actor, request, &all, e) != 0;

	(void)code_out;
	json_decref(request);
	if (failed)
		return -1;
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
