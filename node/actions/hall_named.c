#include "node/actions/hall_named.h"

#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/base/text.h"

/* The row that is meant, of those that fit; NULL if there is none. */
static const json_t *
choose(const json_t *rows, const char *text)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "name"), text) == 0 ||
		    strcmp(json_member_text(row, "code"), text) == 0)
			return row;
	return json_array_size(rows) == 1 ? json_array_get(rows, 0) : NULL;
}

int
hall_named(const struct actor *a, const char *text, struct hall_code *out,
    struct err *e)
{
	struct report_parameter p[] = {
	    {":text", text, 0}, {":at", NULL, a->now_s}};
	json_t *rows = store_report(
	    engine_store(a->engine), REPORT_HALLS, p, COUNT_OF(p), e);
	const json_t *found = choose(rows, text);
	int fits_many = json_array_size(rows) > 1;
	int failed = found == NULL ||
		     hall_code_parse(json_member_text(found, "code"), out) != 0;

	if (rows == NULL)
		return -1;
	json_decref(rows);
	if (!failed)
		return 0;
	return err_set(e, ERR_NOT_FOUND,
	    fits_many ? "\"%s\" fits several halls; write the whole name"
		      : "there is no hall \"%s\"; see `sanji hall list`",
	    text);
}

/* The last entry that had begun; before the first it was as that says. */
static json_t *
entry_at(const json_t *history, int64_t time_s)
{
	size_t i = json_array_size(history);

	while (i > 1 && json_member_integer(json_array_get(history, i - 1),
			    "begins", 0) > time_s)
		i--;
	return i == 0 ? NULL : json_array_get(history, i - 1);
}

/*
 * Asked with every case that is received, so the list is read here: SQLite
 * would read it once for each member.
 */
int
hall_at(const struct actor *a, const char *code, int64_t time_s, json_t **out,
    struct err *e)
{
	struct report_parameter p = {":hall", code, 0};
	json_t *rows = store_report(
	    engine_store(a->engine), REPORT_HALL_HISTORY, &p, 1, e);
	const char *text = json_member_text(json_array_get(rows, 0), "history");
	json_t *history =
	    text == NULL ? NULL : json_read(text, strlen(text), NULL);
	int failed = rows == NULL;

	*out = json_copy(entry_at(history, time_s));
	if (*out != NULL) {
		(void)json_object_del(*out, "begins");
		failed = json_put_take(*out, "code", json_string(code), e);
	}
	json_decref(history);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* As the hall above admitted it. */
static const char *
admitted_name(const struct actor *a, const char *code)
{
	const struct authority *all = engine_authority(a->engine);
	struct hall_code parsed;
	size_t i = HALL_UNKNOWN;

	if (hall_code_parse(code, &parsed) == 0)
		i = authority_hall(all, &parsed);
	return i == HALL_UNKNOWN ? code : all->halls[i].name;
}

void
hall_name_at(const struct actor *a, const char *code, int64_t time_s,
    char out[HALL_NAME_MAX])
{
	struct err ignored = ERR_INIT;
	json_t *row = NULL;
	int failed = hall_at(a, code, time_s, &row, &ignored);
	const char *name = failed || row == NULL
			       ? admitted_name(a, code)
			       : json_member_text(row, "name");

	text_copy(out, HALL_NAME_MAX, name, strlen(name));
	json_decref(row);
}
