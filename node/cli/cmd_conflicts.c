/*
 * conflicts: what waits for somebody: conflicts, held acts, forked acts.
 */
#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static int
name_row(const struct cli *c, json_t *row, struct err *e)
{
	enum event_status status =
	    (enum event_status)json_member_integer(row, "status", 0);
	json_t *event =
	    json_sprintf("%s/%lld", json_member_text(row, "change_set"),
		(long long)json_member_integer(row, "place", 0));

	if (json_put_take(row, "event", event, e) != 0 ||
	    json_put_take(
		row, "status", json_string(event_status_word(status)), e) != 0)
		return -1;
	if (c->as_json)
		return 0;
	return json_put_take(row, "author",
	    json_string(hall_name(c, json_member_text(row, "author"))), e);
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	static const char *const columns[] = {
	    "number", "kind", "status", "author", "time", "event", NULL};
	static const char *const times[] = {"time", NULL};
	json_t *rows, *row;
	size_t i;
	int failed;

	(void)a;
	failed = engine_settle_all(c->hall.engine, e);
	rows = failed ? NULL
		      : store_report(c->hall.store, REPORT_WAITING, NULL, 0, e);
	if (rows == NULL)
		return -1;
	json_array_foreach (rows, i, row)
		failed = failed || name_row(c, row, e) != 0;
	if (json_array_size(rows) > 0)
		*code_out = EXIT_CONFLICTS;
	if (!failed && c->as_json)
		print_json(rows);
	else if (!failed) {
		name_times(rows, times);
		print_table(rows, columns, "nothing waits for a ruling");
	}
	json_decref(rows);
	return failed ? -1 : 0;
}

const struct command cmd_conflicts = {
    .name = "conflicts",
    .words = "",
    .meaning = "conflicts and held acts that wait for a ruling",
    .help = "Exit code 3 if there are any.",
    .example = "sanji conflicts",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
