/*
 * item import, item export: the catalogue from a file, and as a file.
 *
 * The other verbs of the noun are actions; these read and write files,
 * which an action cannot.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/catalogue.h"
#include "node/actions/csv.h"
#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

/* --- importing ----------------------------------------------------------- */

static const struct option_type import_options[] = {
    {"check", NULL, "only tell what would be refused"},
    {NULL, NULL, NULL},
};

enum { OPTION_CHECK };

static int
is_json_file(const char *path)
{
	size_t len = strlen(path);

	return len > 5 && strcmp(path + len - 5, ".json") == 0;
}

/* {"do": "item.import", "csv": …} or with "items": a new reference. */
static json_t *
request_of(const char *path, const struct buf *text, struct err *e)
{
	json_error_t where;
	json_t *items, *request;

	if (!is_json_file(path)) {
		request = json_pack(
		    "{s:s,s:s}", "do", "item.import", "csv", buf_text(text));
		if (request == NULL)
			(void)err_nomem(e);
		return request;
	}
	items = json_loadb(
	    buf_text(text), text->len, JSON_REJECT_DUPLICATES, &where);
	if (items == NULL) {
		(void)err_set(e, ERR_FORMAT,
		    "not JSON: %s (line %d, column %d)", where.text, where.line,
		    where.column);
		return NULL;
	}
	return json_pack("{s:s,s:o}", "do", "item.import", "items", items);
}

static void
tell_refused(const char *path, const json_t *refused)
{
	int is_json = is_json_file(path);
	size_t i;
	json_t *one;

	json_array_foreach (refused, i, one) {
		long long line = json_member_integer(one, "line", 0);
		const char *column = json_member_text(one, "column");

		(void)fprintf(stderr,
		    is_json ? _("item %lld%s%s: %s\n")
			    : _("line %lld%s%s: %s\n"),
		    line, column[0] == '\0' ? "" : ", ", column,
		    json_member_text(one, "text"));
	}
}

/* What would be refused, all of it: 1 if there is anything. */
static int
check(struct cli *c, const char *path, json_t *request, json_t **out,
    struct err *e)
{
	struct actor actor = cli_actor(c);
	size_t count;

	if (json_put_take(request, "check", json_string("yes"), e) != 0 ||
	    action_perform(&actor, request, out, e) != 0)
		return -1;
	count = json_array_size(json_object_get(*out, "refused"));
	if (count == 0)
		return json_object_del(request, "check");
	if (c->as_json)
		print_json(*out);
	else
		tell_refused(path, json_object_get(*out, "refused"));
	return err_set(e, ERR_REFUSED,
	    "%zu places are wrong; nothing was imported", count);
}

static int
import(struct cli *c, const char *path, json_t *request, int only_checks,
    struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *out = NULL;
	int failed = check(c, path, request, &out, e);

	if (!failed && !only_checks) {
		json_decref(out);
		out = NULL;
		failed = action_perform(&actor, request, &out, e);
	}
	if (!failed && c->as_json)
		print_json(out);
	else if (!failed && only_checks)
		(void)printf(_("%lld items, nothing wrong\n"),
		    (long long)json_member_integer(out, "items", 0));
	else if (!failed)
		(void)printf(_("%lld items published, %lld unchanged\n"),
		    (long long)json_member_integer(out, "published", 0),
		    (long long)json_member_integer(out, "unchanged", 0));
	json_decref(out);
	return failed;
}

static int
run_import(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const char *path = a->words[1];
	struct buf text = BUF_INIT;
	json_t *request = NULL;
	int failed = cli_read_table(path, CATALOGUE_LEN_MAX, &text, e);

	(void)code_out;
	if (failed)
		goto out;
	failed = -1;
	request = request_of(path, &text, e);
	if (request != NULL)
		failed = engine_settle_all(c->hall.engine, e) != 0 ||
			 import(c, path, request,
			     option_value(a, OPTION_CHECK) != NULL, e) != 0;
	if (failed)
		failed = err_wrap(e, "%s", path);
out:
	json_decref(request);
	buf_free(&text);
	return failed;
}

/* --- exporting ----------------------------------------------------------- */

static const struct option_type export_options[] = {
    {"format", "NAME", "csv (the default) or json"},
    {NULL, NULL, NULL},
};

enum { OPTION_FORMAT };

static int
run_export(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const char *format = option_value(a, OPTION_FORMAT);
	struct actor actor = cli_actor(c);
	json_t *request = json_pack("{s:s,s:s}", "do", "item.export", "format",
	    format != NULL ? format
	    : c->as_json   ? "json"
			   : "csv");
	json_t *out = NULL;
	int failed = request == NULL
			 ? err_nomem(e)
			 : engine_settle_all(c->hall.engine, e) != 0 ||
			       action_perform(&actor, request, &out, e) != 0;

	(void)code_out;
	if (!failed && json_object_get(out, "csv") != NULL)
		/* A spreadsheet takes a file for UTF-8 only by its mark. */
		(void)printf("%s%s", CSV_MARK, json_member_text(out, "csv"));
	else if (!failed) {
		(void)json_dumpf(json_object_get(out, "items"), stdout,
		    JSON_INDENT(1) | JSON_SORT_KEYS);
		(void)printf("\n");
	}
	json_decref(request);
	json_decref(out);
	return failed ? -1 : 0;
}

const struct command cmd_item_import = {
    .name = "item",
    .verb = "import",
    .words = "import FILE.csv|FILE.json [--check]",
    .meaning = "publish the items of a file that changed",
    .help = "The file is as `sanji item export` writes it. If anything in it "
	    "is wrong, all of that is said and nothing is published. The "
	    "county only.",
    .example = "sanji item import catalogue.csv",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 2,
    .options = import_options,
    .run = run_import,
};

const struct command cmd_item_export = {
    .name = "item",
    .verb = "export",
    .words = "export [--format csv|json]",
    .meaning = "write the published items as a file",
    .help = "CSV for a spreadsheet, or JSON. What comes out can be imported "
	    "again.",
    .example = "sanji item export >catalogue.csv",
    .needs_hall = 1,
    .words_min = 1,
    .words_max = 1,
    .options = export_options,
    .run = run_export,
};
