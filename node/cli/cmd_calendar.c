/*
 * calendar import: the working days of the county, from a file.
 *
 * The other verbs of the noun are actions; this one reads a file, which an
 * action cannot.
 */
#include <stdio.h>

#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

enum { OPTION_BASIS };

static const struct option_type options[] = {
    {"basis", "TEXT", "legal basis (document number)"},
    {NULL, NULL, NULL},
};

/* Longest file of a calendar: a hundred years. */
#define CALENDAR_LEN_MAX ((size_t)200000)

static int
import(struct cli *c, const char *csv, const char *basis, json_t **out,
    struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *request = json_pack("{s:s,s:s,s:s*}", "do", "calendar.import",
	    "csv", csv, "basis", basis);
	int failed;

	if (request == NULL)
		return err_nomem(e);
	failed = engine_settle_all(c->hall.engine, e) != 0 ||
		 action_perform(&actor, request, out, e) != 0;
	json_decref(request);
	return failed ? -1 : 0;
}

static void
tell(const json_t *result)
{
	const json_t *years = json_object_get(result, "published");
	size_t i;
	json_t *year;

	json_array_foreach (years, i, year)
		(void)printf(_("%s published\n"), json_string_value(year));
	(void)printf(_("%zu years published, %lld unchanged\n"), i,
	    (long long)json_member_integer(result, "unchanged", 0));
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	struct buf csv = BUF_INIT;
	json_t *result = NULL;
	int failed = cli_read_table(a->words[1], CALENDAR_LEN_MAX, &csv, e);

	(void)code_out;
	if (!failed && import(c, buf_text(&csv), option_value(a, OPTION_BASIS),
			   &result, e) != 0)
		failed = err_wrap(e, "%s", a->words[1]);
	buf_free(&csv);
	if (failed)
		return -1;
	if (c->as_json)
		print_json(result);
	else
		tell(result);
	json_decref(result);
	return 0;
}

const struct command cmd_calendar = {
    .name = "calendar",
    .verb = "import",
    .words = "import FILE.csv [--basis TEXT]",
    .meaning = "publish the years of a calendar file that changed",
    .help = "Lines of date,kind,name; the kind is holiday or workday (a "
	    "weekend worked in exchange). The county only.",
    .example = "sanji calendar import calendar.csv",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 2,
    .options = options,
    .run = run,
};
