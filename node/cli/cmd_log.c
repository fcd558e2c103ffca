/*
 * log, show, explain, sessions: what stands in the log, and why.  Each is an
 * action under another name, with options as other commands have them.
 */
#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

/* Perform noun.verb with a request (reference taken, may be NULL). */
static int
perform_take(struct cli *c, const char *noun, const char *verb, json_t *request,
    struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *out = NULL;
	int failed =
	    request == NULL
		? err_set(e, ERR_FORMAT, "an argument is not valid UTF-8 text")
		: json_put_take(
		      request, "do", json_sprintf("%s.%s", noun, verb), e);

	if (!failed)
		failed = engine_settle_all(c->hall.engine, e) != 0 ||
			 action_perform(&actor, request, &out, e) != 0;
	if (!failed)
		show_action(c, noun, verb, out);
	json_decref(request);
	json_decref(out);
	return failed ? -1 : 0;
}

/* Options that were given, by their names; those without value say yes. */
static json_t *
options_json(const struct option_type *options, const struct arguments *a)
{
	json_t *request = json_object();

	for (size_t i = 0; options[i].name != NULL && request != NULL; i++) {
		const char *value = option_value(a, i);

		if (value == NULL)
			continue;
		if (json_object_set_new(request, options[i].name,
			json_string(
			    options[i].value == NULL ? "yes" : value)) != 0) {
			json_decref(request);
			request = NULL;
		}
	}
	return request;
}

/* --- log --------------------------------------------------------------------
 */

static const struct option_type log_options[] = {
    {"most", "N", "how many at most (30)"},
    {"space", "NAME", "only one: ledger/CODE or gazette/CODE"},
    {"hall", "CODE", "only what this hall wrote"},
    {"day", "DAY", "only of this day, YYYY-MM-DD"},
    {"since", "DAY", "from this day on"},
    {"until", "DAY", "until this day"},
    {"case", "NUMBER", "only what is about this case"},
    {"kind", "KIND", "only with such an event: case, or case.decided"},
    {"status", "STATUS", "only with an event of that status: held, conflict …"},
    {"graph", NULL, "draw who knew what: a column for each log"},
    {"sync", NULL, "exchanges with other halls instead of change sets"},
    {NULL, NULL, NULL},
};

enum { LOG_SYNC = 10 };

static int
run_log(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)code_out;
	if (option_value(a, LOG_SYNC) != NULL)
		return perform_take(c, "sessions", "list", json_object(), e);
	return perform_take(c, "log", "list", options_json(log_options, a), e);
}

const struct command cmd_log = {
    .name = "log",
    .words = "[--day DAY] [--hall CODE] [--case NUMBER] [--kind KIND] "
	     "[--status STATUS] [--graph] …",
    .meaning = "change sets held here, newest first",
    .example = "sanji log --graph --case 330421111205-01-20261123-0001-7",
    .needs_hall = 1,
    .options = log_options,
    .run = run_log,
};

/* --- show, explain ----------------------------------------------------------
 */

static const struct option_type no_options[] = {{NULL, NULL, NULL}};

static int
run_show(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)code_out;
	return perform_take(
	    c, "log", "show", json_pack("{s:s}", "id", a->words[0]), e);
}

const struct command cmd_show = {
    .name = "show",
    .words = "ID",
    .meaning = "a change set: who wrote it knowing what, what became of it",
    .help = "The id, its beginning, or that of one of its events.",
    .example = "sanji show 4cc8c5f2",
    .needs_hall = 1,
    .words_min = 1,
    .words_max = 1,
    .options = no_options,
    .run = run_show,
};

static int
run_explain(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)code_out;
	return perform_take(
	    c, "case", "explain", json_pack("{s:s}", "case", a->words[0]), e);
}

const struct command cmd_explain = {
    .name = "explain",
    .words = "CASE",
    .meaning = "why a case is as it is here: who wrote what knowing what",
    .help = "Also of a case that is not held here, by its number.",
    .example = "sanji explain 330421111205-01-20261123-0001-7",
    .needs_hall = 1,
    .words_min = 1,
    .words_max = 1,
    .options = no_options,
    .run = run_explain,
};

/* --- sessions ---------------------------------------------------------------
 */

static const struct option_type session_options[] = {
    {"most", "N", "how many at most (30)"},
    {"hall", "CODE", "only with this hall"},
    {"carrier", "CARRIER", "only by line, or by stick"},
    {"since", "DAY", "from this day on"},
    {NULL, NULL, NULL},
};

static int
run_sessions(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)code_out;
	return perform_take(
	    c, "sessions", "list", options_json(session_options, a), e);
}

const struct command cmd_sessions = {
    .name = "sessions",
    .words = "[--hall CODE] [--carrier CARRIER] [--since DAY] [--most N]",
    .meaning = "what was exchanged with other halls, newest first",
    .help = "Kept for half a year at least.",
    .example = "sanji sessions --hall 330421111000",
    .needs_hall = 1,
    .options = session_options,
    .run = run_sessions,
};
