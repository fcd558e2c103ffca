/*
 * Whatever halls do while they are cut off from each other, and in whatever
 * order and pieces it reaches the others: once everybody has everything,
 * everybody has the same (RULES P1, P2), and computing it again from the
 * logs changes nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/report.h"
#include "tests/fixture/attempt.h"
#include "tests/fixture/world.h"

/* Making a world takes longer than what happens in it: several chapters. */
#define SEEDS 4
#define CHAPTERS 10
#define STEPS 16
#define BEGINS_S 1764000000

#define COUNTY "嘉善县"
#define TOWN "姚庄镇"
#define BEIHE "北鹤村"
#define DINGZHA "丁栅村"

static const char *const halls[] = {COUNTY, TOWN, BEIHE, DINGZHA};

static const char *const lines[][2] = {
    {BEIHE, TOWN}, {DINGZHA, TOWN}, {TOWN, COUNTY}, {BEIHE, COUNTY}};

/* One seed's world and its own chance, apart from the halls'. */
struct story {
	struct world *w;
	uint64_t chance;
	size_t done, refused;
};

static uint32_t
draw(struct story *s, uint32_t below)
{
	s->chance = s->chance * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)(s->chance >> 33) % below;
}

/* Clocks go wrong: nothing may depend on them. */
static int64_t
some_time(struct story *s)
{
	static const int64_t errors_s[] = {
	    0, 0, 0, 5, -60, 86400, -400 * 86400, 3650LL * 86400};

	return BEGINS_S + (int64_t)draw(s, 1000) +
	       errors_s[draw(s, COUNT_OF(errors_s))];
}

static json_t *
act(struct story *s, const char *hall, const char *words)
{
	json_t *result = attempt(s->w, hall, some_time(s), words);

	if (result == NULL)
		s->refused++;
	else
		s->done++;
	return result;
}

/* A member of some row of a list, or NULL if the list is empty. */
static const char *
pick(struct story *s, const char *hall, const char *words, const char *name)
{
	static char text[64];
	json_t *rows = attempt(s->w, hall, BEGINS_S, words);
	size_t count = json_array_size(rows);
	const char *found =
	    count == 0
		? NULL
		: json_member_text(
		      json_array_get(rows, draw(s, (uint32_t)count)), name);

	if (found != NULL)
		(void)snprintf(text, sizeof(text), "%s", found);
	json_decref(rows);
	return found == NULL ? NULL : text;
}

static void
receive(struct story *s, const char *hall)
{
	char words[256];

	(void)snprintf(words, sizeof(words),
	    "case receive item=330421-YB-001 name=王秀英 "
	    "id_number=11010519491231002X phone=1385730%04u%s",
	    draw(s, 10000), draw(s, 4) == 0 ? " accept=no" : "");
	json_decref(act(s, hall, words));
}

/* A step on some case the hall knows, allowed or not. */
static void
touch_case(struct story *s, const char *hall)
{
	static const char *const steps[] = {"case accept %s",
	    "case amend %s phone=1385730%04u", "case amend %s note=%04u",
	    "case amend %s source=mobile", "case withdraw %s",
	    "case withdraw %s reason=%04u", "case decide %s outcome=approved",
	    "case decide %s outcome=denied reason=不符",
	    "case decide %s outcome=approved",
	    "case decide %s outcome=denied reason=不符",
	    "case decide %s outcome=approved", "case finish %s",
	    "case deliver %s", "rate give %s level=1 channel=tablet",
	    "rate give %s level=5 channel=tablet text=%04u"};
	const char *number = pick(s, hall,
	    draw(s, 4) == 0 ? "case list" : "case list state=accepted most=3",
	    "number");
	const char *step = steps[draw(s, COUNT_OF(steps))];
	const char *rest = strstr(step, "%s") + 2;
	char words[256];

	if (number == NULL)
		return;
	(void)snprintf(words, sizeof(words), "%.*s%s", (int)(rest - step - 2),
	    step, number);
	(void)snprintf(words + strlen(words), sizeof(words) - strlen(words),
	    "%.*s", (int)strcspn(rest, "%"), rest);
	if (strchr(rest, '%') != NULL)
		(void)snprintf(words + strlen(words),
		    sizeof(words) - strlen(words), "%04u", draw(s, 10000));
	json_decref(act(s, hall, words));
}

static void
grant_or_revoke(struct story *s)
{
	const char *power = pick(s, COUNTY, "power list", "id");
	char words[256];

	if (power != NULL && draw(s, 2) == 0)
		(void)snprintf(words, sizeof(words), "power revoke %s", power);
	else
		(void)snprintf(words, sizeof(words),
		    "power grant grantee=%s items=330421-YB-001 "
		    "mode=entrusted basis=善政发〔2026〕1号",
		    world_code(halls[1 + draw(s, 3)]));
	json_decref(act(s, COUNTY, words));
}

/* Rule on something that waits, as the county or too boldly as a town. */
static void
rule(struct story *s, const char *hall)
{
	struct err e = ERR_INIT;
	json_t *rows = store_report(engine_store(world_engine(s->w, hall)),
	    REPORT_WAITING, NULL, 0, &e);
	json_t *row = json_array_size(rows) == 0
			  ? NULL
			  : json_array_get(
				rows, draw(s, (uint32_t)json_array_size(rows)));
	const char *number =
	    row == NULL ? NULL : json_member_text(row, "number");
	char words[256];

	assert_non_null(rows);
	if (number != NULL) {
		(void)snprintf(words, sizeof(words), "case %s %s event=%s/%d",
		    draw(s, 2) == 0 ? "ratify" : "annul", number,
		    json_member_text(row, "change_set"),
		    (int)json_member_integer(row, "place", 0));
		json_decref(act(s, hall, words));
	}
	json_decref(rows);
}

/* Lines come and go, some after a few bytes. */
static void
carry(struct story *s)
{
	const char *const *line = lines[draw(s, COUNT_OF(lines))];

	switch (draw(s, 4)) {
	case 0:
		world_sync(s->w, line[0], line[1]);
		break;
	case 1:
		world_join(s->w, line[0], line[1]);
		break;
	case 2:
		world_cut(s->w, line[0], line[1]);
		break;
	default:
		world_cut(s->w, line[0], line[1]);
		world_trickle(s->w, line[0], line[1], draw(s, 6000));
	}
}

static void
step(struct story *s)
{
	const char *hall = halls[draw(s, COUNT_OF(halls))];

	switch (draw(s, 16)) {
	case 0:
	case 1:
		receive(s, hall);
		break;
	case 2:
		grant_or_revoke(s);
		break;
	case 3:
		rule(s, draw(s, 3) == 0 ? hall : COUNTY);
		break;
	case 4:
	case 5:
		carry(s);
		break;
	default:
		touch_case(s, hall);
	}
}

/* All lines up until nobody has anything to say. */
static void
heal(struct story *s)
{
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		world_cut(s->w, lines[i][0], lines[i][1]);
		world_join(s->w, lines[i][0], lines[i][1]);
	}
	world_settle(s->w);
}

/* Every hall has what the county has of every space it may hold. */
static void
expect_same_everywhere(struct story *s, enum space_kind kind)
{
	struct engine *county = world_engine(s->w, COUNTY);
	const struct chart *c = engine_chart(county);
	const struct authority *a = engine_authority(county);
	char space[SPACE_NAME_TEXT_MAX];

	for (uint32_t i = 1; i < c->space_count; i++) {
		if (c->spaces[i].kind != kind)
			continue;
		space_name_text(&c->spaces[i], space);
		for (size_t h = 1; h < COUNT_OF(halls); h++) {
			struct hall_code code;

			assert_int_equal(
			    hall_code_parse(world_code(halls[h]), &code), 0);
			if (authority_may_hold(
				a, authority_hall(a, &code), &c->spaces[i]))
				world_same(s->w, space, COUNTY, halls[h]);
		}
	}
}

static void
expect_rebuild_changes_nothing(struct story *s, const char *hall)
{
	struct buf before = attempt_dump(s->w, hall), after;
	struct err e = ERR_INIT;

	if (engine_rebuild(world_engine(s->w, hall), &e) != 0)
		fail_msg("%s: %s", hall, e.text);
	after = attempt_dump(s->w, hall);
	assert_string_equal(buf_text(&after), buf_text(&before));
	buf_free(&before);
	buf_free(&after);
}

/* What became of events, over all seeds: there must have been quarrels. */
static const char *const met_words[] = {"duplicate", "overwritten",
    "superseded", "conflict", "held", "annulled", "blocked"};
static size_t met[COUNT_OF(met_words)];

static void
count_met(struct story *s)
{
	struct buf dump = attempt_dump(s->w, COUNTY);
	char status[64];

	for (size_t i = 0; i < COUNT_OF(met_words); i++) {
		(void)snprintf(
		    status, sizeof(status), "\"status\":\"%s\"", met_words[i]);
		met[i] += strstr(buf_text(&dump), status) != NULL;
	}
	buf_free(&dump);
}

static void
play_chapter(struct story *s)
{
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		world_cut(s->w, lines[i][0], lines[i][1]);
	for (int i = 0; i < STEPS; i++)
		step(s);
	heal(s);
	expect_same_everywhere(s, SPACE_LEDGER);
}

static void
play(uint64_t seed)
{
	struct story s = {.w = world_of_three(seed), .chance = seed};

	for (int chapter = 1; chapter <= CHAPTERS; chapter++) {
		print_message("seed %d, chapter %d\n", (int)seed, chapter);
		play_chapter(&s);
	}
	expect_same_everywhere(&s, SPACE_GAZETTE);
	for (size_t i = 0; i < COUNT_OF(halls); i++)
		expect_rebuild_changes_nothing(&s, halls[i]);
	count_met(&s);
	world_free(s.w);
}

static void
halls_that_have_the_same_change_sets_have_the_same_state(void **state)
{
	size_t kinds = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= SEEDS; seed++)
		play(seed);
	for (size_t i = 0; i < COUNT_OF(met_words); i++)
		kinds += met[i] > 0;
	assert_true(kinds >= 3);
}

/* Held open: libgit2 reads the system's certificates at every start. */
static int
start(void **state)
{
	(void)state;
	return git_libgit2_init() > 0 ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	(void)git_libgit2_shutdown();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		halls_that_have_the_same_change_sets_have_the_same_state),
	};

	return cmocka_run_group_tests(tests, start, end);
}
