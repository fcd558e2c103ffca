/*
 * log: change sets held, newest first; with --sync, the exchanges.
 */

#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

enum { OPTION_SYNC, OPTION_MOST, OPTION_SPACE };

static const struct option_type options[] = {
    {"sync", NULL, "exchanges with other halls instead of change sets"},
    {"most", "N", "how many at most (30)"},
    {"space", "NAME", "only one: ledger/CODE or gazette/CODE"},
    {NULL, NULL, NULL},
};

static int
find_space(struct cli *c, const char *text, int64_t *out, struct err *e)
{
	struct space_name name;

	*out = 0;
	if (text == NULL)
		return 0;
	if (space_name_parse(text, &name) == 0)
		*out = chart_space(engine_chart(c->hall.engine), &name);
	return *out != 0 ? 0
			 : err_set(e, ERR_NOT_FOUND,
			       "this hall does not hold %s", text);
}

static void
name_changesets(const struct cli *c, json_t *rows)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row) {
		(void)json_object_set_new(row, "space",
		    json_sprintf("%s/%s",
			json_member_integer(row, "space_kind", 0) == 0
			    ? "ledger"
			    : "gazette",
			json_member_text(row, "space_hall")));
		(void)json_object_del(row, "space_kind");
		(void)json_object_del(row, "space_hall");
		if (!c->as_json)
			(void)json_object_set_new(row, "id",
			    json_sprintf("%.12s", json_member_text(row, "id")));
	}
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	static const char *const changeset_columns[] = {
	    "time", "space", "hall", "seq", "id", "summary", NULL};
	static const char *const sync_columns[] = {"began", "peer", "carrier",
	    "changesets_out", "changesets_in", "bytes_out", "bytes_in",
	    "refused", "skew", "outcome", NULL};
	static const char *const times[] = {"time", "began", "ended", NULL};
	int is_sync = option_value(a, OPTION_SYNC) != NULL;
	struct report_parameter p[] = {
	    {":most", NULL, 30},
	    {":space", NULL, 0},
	};
	json_t *rows;

	(void)code_out;
	if (option_number(option_value(a, OPTION_MOST), "most", INT32_MAX,
		&p[0].number, e) != 0 ||
	    find_space(c, option_value(a, OPTION_SPACE), &p[1].number, e) != 0)
		return -1;
	rows = store_report(c->hall.store,
	    is_sync ? REPORT_SYNC : REPORT_CHANGESETS, p, is_sync ? 1 : 2, e);
	if (rows == NULL)
		return -1;
	if (!is_sync)
		name_changesets(c, rows);
	if (c->as_json)
		print_json(rows);
	else {
		name_times(rows, times);
		print_table(rows, is_sync ? sync_columns : changeset_columns,
		    is_sync ? "not in touch with any hall yet"
			    : "no change sets yet");
	}
	json_decref(rows);
	return 0;
}

const struct command cmd_log = {
    .name = "log",
    .words = "[--sync] [--most N] [--space NAME]",
    .meaning = "change sets held here, newest first",
    .example = "sanji log --space ledger/330421111205",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
