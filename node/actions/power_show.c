/*
 * Lists of powers: where each is in its life, what falls to whom, and what
 * has to be made public (行政许可法 23, 24).
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/hall_named.h"
#include "node/actions/power.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

/* --- where it is ---------------------------------------------------------- */

static const char *
state_word(const json_t *row)
{
	return record_state_word(
	    record_type_named("power"), json_member_integer(row, "state", 0));
}

static int
is_state(const json_t *row, const char *word)
{
	return strcmp(state_word(row), word) == 0;
}

/* Of one that is in effect: by its term. */
static const char *
term_stage(const json_t *row, int64_t now_s)
{
	const char *from = json_member_text(row, "valid_from");
	const char *to = json_member_text(row, "valid_to");
	char today[DAY_TEXT_MAX], soon[DAY_TEXT_MAX];

	day_of(now_s, today);
	day_of(now_s + POWER_SOON_DAYS * INT64_C(86400), soon);
	if (from != NULL && strcmp(today, from) < 0)
		return "not_yet_valid";
	if (to != NULL && strcmp(today, to) > 0)
		return "expired";
	return to != NULL && strcmp(soon, to) > 0 ? "expiring" : "in_effect";
}

/* Before it is granted, what the hall said counts, too. */
static const char *
early_stage(const json_t *row)
{
	if (json_object_get(row, "prepared_time") != NULL)
		return "prepared";
	if (json_object_get(row, "published_time") != NULL)
		return "published";
	if (is_state(row, "replied"))
		return "replied";
	return json_object_get(row, "applied_time") != NULL ? "applied"
							    : "proposed";
}

static const char *
stage_of(const json_t *row, int64_t now_s)
{
	if (is_state(row, "granted"))
		return term_stage(row, now_s);
	if (is_state(row, "closing"))
		return json_object_get(row, "closed_time") != NULL
			   ? "handed_back"
			   : "closing";
	if (is_state(row, "proposed") || is_state(row, "replied"))
		return early_stage(row);
	if (is_state(row, "revoked"))
		return "taken_back";
	return state_word(row);
}

/* A list is stored as text. */
static int
unfold(json_t *row, const char *name, struct err *e)
{
	const char *text = json_member_text(row, name);

	return text == NULL ? 0
			    : json_put_take(row, name,
				  json_read(text, strlen(text), e), e);
}

static int
complete(const struct actor *a, json_t *row, struct err *e)
{
	return json_put_take(row, "stage", json_string(stage_of(row, a->now_s)),
		   e) != 0 ||
		       unfold(row, "items", e) != 0 ||
		       unfold(row, "subjects", e) != 0
		   ? -1
		   : 0;
}

json_t *
power_rows(const struct actor *a, struct err *e)
{
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_POWERS, NULL, 0, e);
	json_t *row;
	size_t i;

	json_array_foreach (rows, i, row)
		if (complete(a, row, e) != 0) {
			json_decref(rows);
			return NULL;
		}
	return rows;
}

json_t *
power_find(
    const struct actor *a, const char *id, json_t **rows_out, struct err *e)
{
	json_t *rows = power_rows(a, e), *row, *found = NULL;
	size_t i, count = 0;

	*rows_out = NULL;
	if (rows == NULL)
		return NULL;
	json_array_foreach (rows, i, row)
		if (strncmp(json_member_text(row, "id"), id, strlen(id)) == 0) {
			found = row;
			count++;
		}
	if (count == 1) {
		*rows_out = rows;
		return found;
	}
	json_decref(rows);
	(void)err_set(e, ERR_NOT_FOUND,
	    count == 0 ? "there is no power \"%s\"; see `sanji power list`"
		       : "\"%s\" fits several; write more of it",
	    id);
	return NULL;
}

/* --- lists ---------------------------------------------------------------- */

static int
put_name(const struct actor *a, json_t *row, struct err *e)
{
	char name[HALL_NAME_MAX];

	hall_name_at(a, json_member_text(row, "grantee"), a->now_s, name);
	return json_put_take(row, "grantee_name", json_string(name), e);
}

static int
is_chosen(const json_t *row, const json_t *request, const char *parameter,
    const char *member)
{
	const char *wanted = request_text(request, parameter);

	return wanted == NULL ||
	       strcmp(wanted, json_member_text(row, member)) == 0;
}

int
power_list(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = power_rows(a, e), *row;
	size_t i = 0;

	(void)self;
	if (rows == NULL)
		return -1;
	while ((row = json_array_get(rows, i)) != NULL)
		if (is_chosen(row, request, "stage", "stage") &&
		    is_chosen(row, request, "grantee", "grantee"))
			i++;
		else
			(void)json_array_remove(rows, i);
	json_array_foreach (rows, i, row)
		if (put_name(a, row, e) != 0) {
			json_decref(rows);
			return -1;
		}
	*out = rows;
	return 0;
}

/* Its events in the county's gazette and in the grantee's. */
static int
put_events(const struct actor *a, json_t *row, struct err *e)
{
	json_t *answer = json_pack("{s:O}", "record",
	    json_object_get(row, "answer") == NULL
		? json_object_get(row, "record")
		: json_object_get(row, "answer"));
	int failed =
	    answer == NULL ? err_nomem(e) : case_put_events(a, row, e) != 0;

	if (!failed && json_object_get(row, "answer") != NULL)
		failed = case_put_events(a, answer, e) != 0 ||
			 json_array_extend(json_object_get(row, "events"),
			     json_object_get(answer, "events")) != 0;
	json_decref(answer);
	return failed ? -1 : 0;
}

int
power_show(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL;
	json_t *row = power_find(a, request_text(request, "power"), &rows, e);
	const char *mode = row == NULL ? "" : json_member_text(row, "mode");
	int failed = row == NULL || put_events(a, row, e) != 0 ||
		     put_name(a, row, e) != 0 ||
		     case_name_events(a, "power", row, e) != 0 ||
		     json_put_take(row, "decides",
			 json_string(_(power_decides(mode))), e) != 0 ||
		     json_put_take(row, "bears",
			 json_string(_(power_bears(mode))), e) != 0;

	(void)self;
	if (!failed)
		*out = json_incref(row);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- matrix --------------------------------------------------------------- */

/* One that has no say any more does not stand in it. */
static int
is_over(const json_t *row)
{
	return is_state(row, "revoked");
}

static int
add_cell(json_t *matrix, const json_t *row, const char *item, struct err *e)
{
	json_t *line = json_object_get(matrix, item);
	json_t *cell = json_pack("{s:O,s:O,s:O}", "power",
	    json_object_get(row, "id"), "mode", json_object_get(row, "mode"),
	    "stage", json_object_get(row, "stage"));

	if (line == NULL) {
		line = json_object();
		if (json_put_take(matrix, item, line, e) != 0) {
			json_decref(cell);
			return -1;
		}
	}
	return json_put_take(line, json_member_text(row, "grantee"), cell, e);
}

/* {item: {hall: {power, mode, stage}}}; of several powers the newest. */
int
power_matrix(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = power_rows(a, e), *matrix = json_object(), *row, *item;
	int failed = rows == NULL || matrix == NULL;
	size_t i, k;

	(void)self, (void)request;
	json_array_foreach (rows, i, row)
		json_array_foreach (json_object_get(row, "items"), k, item)
			if (!failed && !is_over(row))
				failed = add_cell(
				    matrix, row, json_string_value(item), e);
	json_decref(rows);
	if (failed) {
		json_decref(matrix);
		return -1;
	}
	*out = matrix;
	return 0;
}

/* --- what is to be made public -------------------------------------------- */

/*
 * Who is entrusted, and with what, has to be made public (行政许可法 24); who
 * is authorised to act in its own name (23) is listed beside.
 */
static int
is_public(const json_t *row)
{
	const char *mode = json_member_text(row, "mode");

	return json_object_get(row, "granted_time") != NULL && !is_over(row) &&
	       (strcmp(mode, "entrusted") == 0 ||
		   strcmp(mode, "authorised") == 0);
}

static int
add_public(json_t *list, const json_t *row, struct err *e)
{
	int is_done = json_object_get(row, "published_time") != NULL;
	json_t *one = json_pack("{s:O,s:O,s:O,s:O,s:O,s:O,s:O,s:b}", "power",
	    json_object_get(row, "id"), "organ",
	    json_object_get(row, "grantee"), "organ_name",
	    json_object_get(row, "grantee_name"), "items",
	    json_object_get(row, "items"), "mode", json_object_get(row, "mode"),
	    "basis", json_object_get(row, "basis"), "stage",
	    json_object_get(row, "stage"), "published", is_done);
	const char *const more[] = {"department", "valid_from", "valid_to",
	    "published_day", "published_where"};

	for (size_t i = 0; one != NULL && i < COUNT_OF(more); i++)
		if (json_object_get(row, more[i]) != NULL)
			(void)json_object_set(
			    one, more[i], json_object_get(row, more[i]));
	return json_append_take(list, one, e);
}

int
power_publication(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = power_rows(a, e), *list = json_array(), *row;
	int failed = rows == NULL || list == NULL;
	size_t i;

	(void)self, (void)request;
	json_array_foreach (rows, i, row)
		if (!failed && is_public(row))
			failed = put_name(a, row, e) != 0 ||
				 add_public(list, row, e) != 0;
	json_decref(rows);
	if (failed) {
		json_decref(list);
		return -1;
	}
	*out = list;
	return 0;
}
