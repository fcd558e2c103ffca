/*
 * The fifteen states of a case, by the codes of the national exchange: the
 * way to each, and the steps that each allows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/quarrel.h"

#define LEDGER "ledger/330421111205"
#define ACTS_MAX 6

/* Every step there is, with no more than it must say. */
static const struct {
	const char *kind;
	const char *body;
} steps[] = {
    {"accepted", "{\"promise_days\":10}"},
    {"declined",
	"{\"ground\":\"unqualified\",\"personal\":{\"reason\":\"不符\"}}"},
    {"supplement_requested", "{\"pieces\":[\"户口簿\"]}"},
    {"supplement_completed", "{}"},
    {"step", "{\"step\":\"审核\"}"},
    {"special_started", "{\"special\":\"other\"}"},
    {"special_ended", "{}"},
    {"decided", "{\"outcome\":\"approved\"}"},
    {"returned", "{\"personal\":{\"reason\":\"不符\"}}"},
    {"finished", "{}"},
    {"delivered", "{}"},
    {"withdrawn", "{}"},
    {"pulled_back", "{}"},
    {"revoked", "{\"personal\":{\"reason\":\"不符\"}}"},
    {"review_overturned", "{\"personal\":{\"reason\":\"改判\"}}"},
};

struct way {
	const char *const acts[ACTS_MAX]; /* of the county */
	const char *state;
	int code;
	const char *allowed; /* steps */
};

#define AT_WORK                                                       \
	" supplement_requested step special_started decided returned" \
	" pulled_back"
#define DECIDE "case decide # outcome="

static const struct way ways[] = {
    {{NULL}, "received", 1,
	" accepted declined supplement_requested withdrawn"},
    {{"case withdraw #"}, "withdrawn", 2, ""},
    {{"case accept #"}, "accepted", 3, AT_WORK},
    {{"case decline # ground=out_of_scope reason=不属本县"}, "declined", 4, ""},
    {{"case decline # ground=unqualified reason=不符"}, "declined", 5, ""},
    {{"case decline # ground=unqualified reason=不符",
	 "case review # reason=不服"},
	"declined", 5, " review_overturned"},
    {{"case ask # pieces=户口簿"}, "supplementing", 6,
	" declined withdrawn pulled_back"},
    {{"case ask # pieces=户口簿", "case take # piece=户口簿"}, "supplementing",
	6, " declined supplement_completed withdrawn pulled_back"},
    {{"case ask # pieces=户口簿", "case take # piece=户口簿",
	 "case complete #"},
	"supplemented", 7, " accepted declined withdrawn pulled_back"},
    {{"case accept #", "case step # step=审核"}, "handling", 8, AT_WORK},
    {{"case accept #", "case step # step=审核", "case pause # special=other"},
	"special_procedure", 9, " special_ended pulled_back"},
    {{"case accept #", "case pause # special=other", "case resume #"},
	"special_ended", 10, AT_WORK},
    {{"case accept #", DECIDE "approved"}, "decided", 11, " finished revoked"},
    {{"case accept #", DECIDE "approved_short missing=照片"}, "decided", 12,
	" finished revoked"},
    {{"case accept #", DECIDE "denied reason=不符"}, "decided", 13,
	" finished revoked"},
    {{"case accept #", DECIDE "approved", "case finish #"}, "finished", 11,
	" delivered revoked"},
    {{"case accept #", DECIDE "approved", "case finish #", "case deliver #"},
	"delivered", 11, " revoked"},
    {{"case accept #", "case return # reason=踏勘不符"}, "returned", 13, ""},
    {{"case accept #", "case return # reason=踏勘不符",
	 "case review # reason=不服"},
	"returned", 13, " review_overturned"},
    {{"case accept #", "case withdraw #"}, "pulled_back", 14, ""},
    {{"case accept #", DECIDE "approved", "case revoke # reason=不符"},
	"revoked", 15, ""},
};

static int
begin(void **state)
{
	*state = quarrel_world(47);
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static const json_t *
county(struct world *w, const char *words)
{
	char act[160];

	(void)snprintf(act, sizeof(act), "嘉善县 %s", words);
	return quarrel_act(w, act);
}

/* Whether the county could take the step; it is not kept. */
static int
could(struct world *w, const char *record, size_t step)
{
	struct engine *g = world_engine(w, "嘉善县");
	struct space_name ledger;
	struct err e = ERR_INIT;
	json_t *event = json_loads(steps[step].body, 0, NULL), *events;
	int refused;

	(void)json_object_set_new(
	    event, "do", json_sprintf("case.%s", steps[step].kind));
	(void)json_object_set_new(event, "on", json_string(record));
	events = json_pack("[o]", event);
	assert_int_equal(space_name_parse(LEDGER, &ledger), 0);
	assert_int_equal(engine_begin(g, &e), 0);
	refused = engine_write(g, &ledger, events, "tried",
		      world_time(w, "嘉善县").now_s, NULL, NULL, &e) != 0;
	engine_rollback(g);
	json_decref(events);
	if (refused && e.code != ERR_REFUSED)
		fail_msg("%s: %s", steps[step].kind, e.text);
	return !refused;
}

static void
check_way(struct world *w, const struct way *way)
{
	char record[96], allowed[256] = "";
	const json_t *shown;

	quarrel_receive(w, "item=330421-SX-001 accept=no");
	for (size_t i = 0; i < ACTS_MAX && way->acts[i] != NULL; i++)
		(void)county(w, way->acts[i]);
	shown = county(w, "case show #");
	assert_string_equal(json_member_text(shown, "state"), way->state);
	assert_int_equal(json_member_integer(shown, "code", -1), way->code);
	(void)snprintf(
	    record, sizeof(record), "%s", json_member_text(shown, "id"));
	for (size_t i = 0; i < COUNT_OF(steps); i++)
		if (could(w, record, i))
			(void)snprintf(allowed + strlen(allowed),
			    sizeof(allowed) - strlen(allowed), " %s",
			    steps[i].kind);
	if (strcmp(allowed, way->allowed) != 0)
		fail_msg("%s (%d) allows%s", way->state, way->code, allowed);
}

static void
each_state_has_its_code_and_allows_its_steps_and_no_others(void **state)
{
	for (size_t i = 0; i < COUNT_OF(ways); i++)
		check_way(*state, &ways[i]);
}

static void
all_fifteen_codes_have_a_way(void **state)
{
	(void)state;
	for (int code = 1; code <= 15; code++) {
		size_t found = 0;

		for (size_t i = 0; i < COUNT_OF(ways); i++)
			found += ways[i].code == code;
		assert_true(found > 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		each_state_has_its_code_and_allows_its_steps_and_no_others),
	    cmocka_unit_test(all_fifteen_codes_have_a_way),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
