/*
 * score: what inspectors write down of a window, and the month's sheet.
 */
#include <stdio.h>
#include <string.h>

#include "crypto/hash.h"
#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/score_sheet.h"
#include "schema/store/projection.h"

/* Most scores and months that are looked at for a sheet. */
#define SHEET_ROWS_MAX 1000000

/* --- writing down ----------------------------------------------------------
 */

/* The hall the request is about; this one if it names none. */
static int
read_hall(const struct actor *a, const json_t *request, struct hall_code *out,
    struct err *e)
{
	const char *typed = request_text(request, "hall");

	*out = engine_identity(a->engine)->hall;
	if (typed != NULL && hall_code_parse(typed, out) != 0)
		return err_set(e, ERR_FORMAT,
		    "%s \"%s\" is no region code; it has 12 digits", "hall",
		    typed);
	return 0;
}

/* One incident, one name: half a digest over what makes it that incident. */
static int
name_of(const json_t *event, char out[RECORD_NAME_MAX], struct err *e)
{
	static const char *const members[] = {
	    "category", "window", "date", "case", "evidence"};
	struct buf text = BUF_INIT;
	uint8_t hash[HASH_ID_LEN];
	int failed = 0;

	for (size_t i = 0; !failed && i < COUNT_OF(members); i++) {
		const char *said = json_member_text(event, members[i]);

		failed = buf_printf(&text, e, "%s\n", said == NULL ? "" : said);
	}
	hash_id(text.bytes, text.len, hash);
	hex_text(hash, sizeof(hash) / 2, out);
	buf_free(&text);
	return failed;
}

/* Its month is that of the incident, unless the inspector says otherwise. */
static int
put_period(json_t *event, struct err *e)
{
	const char *date = json_member_text(event, "date");
	char period[SCORE_PERIOD_MAX];

	if (date == NULL || json_object_get(event, "period") != NULL)
		return 0;
	(void)snprintf(period, sizeof(period), "%s", date);
	return json_put_take(event, "period", json_string(period), e);
}

static int
record_score(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct space_name ledger = {.kind = SPACE_LEDGER};
	char name[RECORD_NAME_MAX];
	json_t *event = request_event(self, "score", request, e);

	if (event == NULL || read_hall(a, request, &ledger.hall, e) != 0 ||
	    noun_name_case(a, request, event, e) != 0 ||
	    name_of(event, name, e) != 0 || put_period(event, e) != 0 ||
	    json_put_take(event, EVENT_ON, json_string(name), e) != 0) {
		json_decref(event);
		return -1;
	}
	if (write_event_take(a, &ledger, event, name, NULL, "score", e) != 0)
		return -1;
	*out = json_pack("{s:s}", "score", name);
	return *out == NULL ? err_nomem(e) : 0;
}

/* --- the sheet --------------------------------------------------------------
 */

/* The rows of a type whose member is that text, of those held here. */
static json_t *
rows_with(const struct actor *a, const char *type, const char *member,
    const char *text, struct err *e)
{
	struct store_page all = {"", "", "", SHEET_ROWS_MAX};
	json_t *rows = store_listed(
	    engine_store(a->engine), record_type_named(type), &all, e);
	size_t i = 0;

	while (rows != NULL && i < json_array_size(rows)) {
		const char *said =
		    json_member_text(json_array_get(rows, i), member);

		if (said != NULL && strcmp(said, text) == 0)
			i++;
		else
			(void)json_array_remove(rows, i);
	}
	return rows;
}

/* Lists are text in the store. */
static int
open_lists(json_t *periods, struct err *e)
{
	static const char *const lists[] = {"counted", "reversed"};
	size_t i;
	json_t *row;

	json_array_foreach (periods, i, row)
		for (size_t k = 0; k < COUNT_OF(lists); k++) {
			const char *text = json_member_text(row, lists[k]);
			json_t *list = text == NULL
					   ? json_array()
					   : json_read(text, strlen(text), e);

			if (json_put_take(row, lists[k], list, e) != 0)
				return -1;
		}
	return 0;
}

static json_t *
work_out(const struct actor *a, const struct hall_code *hall,
    const char *period, struct err *e)
{
	json_t *scores = NULL, *periods = NULL, *sheet = NULL;

	if (!score_period_is_valid(period)) {
		(void)err_set(e, ERR_FORMAT,
		    "period \"%s\" is no month; write it as 2026-11", period);
		return NULL;
	}
	scores = rows_with(a, "score", "hall", hall->digits, e);
	periods = rows_with(a, "period", "hall_code", hall->digits, e);
	if (scores != NULL && periods != NULL && open_lists(periods, e) == 0)
		sheet = score_sheet(scores, periods, period, e);
	json_decref(scores);
	json_decref(periods);
	return sheet;
}

static int
show_sheet(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct hall_code hall;
	json_t *sheet;

	(void)self;
	if (read_hall(a, request, &hall, e) != 0)
		return -1;
	sheet = work_out(a, &hall, request_text(request, "period"), e);
	*out = json_incref(json_object_get(sheet, "sheet"));
	json_decref(sheet);
	return *out == NULL ? -1 : 0;
}

/* An empty list is no value of a field. */
static void
drop_empty(json_t *sheet)
{
	static const char *const lists[] = {"counted", "reversed", "sheet"};

	for (size_t i = 0; i < COUNT_OF(lists); i++)
		if (json_array_size(json_object_get(sheet, lists[i])) == 0)
			(void)json_object_del(sheet, lists[i]);
}

static int
publish(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *period = request_text(request, "period");
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	struct hall_code hall;
	char name[RECORD_NAME_MAX];
	json_t *event, *sheet = NULL;
	int failed = read_hall(a, request, &hall, e);

	if (!failed) {
		sheet = work_out(a, &hall, period, e);
		failed = sheet == NULL;
	}
	if (failed)
		return -1;
	(void)snprintf(name, sizeof(name), "%s.%.7s", hall.digits, period);
	event = request_event(self, name, request, e);
	drop_empty(sheet);
	if (event == NULL ||
	    json_put_take(event, "hall", json_string(hall.digits), e) != 0 ||
	    json_object_update(event, sheet) != 0) {
		json_decref(event);
		failed = -1;
	} else {
		failed = write_event_take(
		    a, &gazette, event, name, NULL, "period", e);
	}
	if (!failed)
		*out = json_pack("{s:s}", "period", name);
	json_decref(sheet);
	return failed;
}

/* --- what there is ---------------------------------------------------------
 */

static const struct action_parameter record_parameters[] = {
    {"hall", "hall whose window it is (this one)", 0}, {NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"score", "name of the score, or its beginning", 1}, {NULL, NULL, 0}};

static const struct action_parameter sheet_parameters[] = {
    {"period", "month, such as 2026-11", 1},
    {"hall", "hall whose windows they are (this one)", 0}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"text", "beginning of the name", 0}, NOUN_PAGE, {NULL, NULL, 0}};

const struct action score_actions[] = {
    {"score", "record", "write down what a window loses or gains",
	"score.recorded", record_parameters, NULL,
	"sanji score record category=discipline window=综合窗口 points=-10 "
	"date=2026-11-23 reason=擅自脱岗",
	record_score},
    {"score", "reverse", "take a score back", "score.reversed", which, "score",
	"sanji score reverse 8f3a00c1 reason=已说明情况", noun_step},
    {"score", "sheet", "what each window comes to in a month", NULL,
	sheet_parameters, "period",
	"sanji score sheet 2026-11 hall=330421111000", show_sheet},
    {"score", "publish", "publish a month: later scores go into the next one",
	"period.published", sheet_parameters, "period",
	"sanji score publish 2026-11 hall=330421111000", publish},
    {"score", "show", "a score, and its events", NULL, which, "score",
	"sanji score show 8f3a00c1", noun_show},
    {"score", "list", "scores", NULL, list_parameters, "text",
	"sanji score list", noun_list},
    {.noun = NULL},
};
