/*
 * What is known of citizens is masked where many are listed, and whoever
 * opens one is written down (居民身份证法 19, 个人信息保护法 51).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/disclose.h"
#include "schema/base/json.h"
#include "sync/engine/audit.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define VILLAGE "北鹤村"

/* The case each story is about. */
static char number[64];

static const char *
say(const char *verb, const char *rest)
{
	static char words[256];

	(void)snprintf(words, sizeof(words), "%s %s%s", verb, number, rest);
	return words;
}

static int
a_case(void **state)
{
	struct world *w = world_of_three(41);
	const json_t *got = world_act(w, VILLAGE,
	    "case receive item=330421-YB-001 name=欧阳雪琪 "
	    "id_number=11010519491231002X phone=13857300001");

	(void)snprintf(
	    number, sizeof(number), "%s", json_member_text(got, "number"));
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static const char *
listed(struct world *w, const char *words, const char *field)
{
	const json_t *row = json_array_get(world_act(w, VILLAGE, words), 0);

	return json_member_text(json_object_get(row, "personal"), field);
}

static void
a_list_shows_that_there_is_somebody_and_not_who(void **state)
{
	struct world *w = *state;

	assert_string_equal(listed(w, "case list", "name"), "欧**");
	assert_string_equal(
	    listed(w, "case list", "id_number"), "1101****002X");
	assert_string_equal(listed(w, "case list", "phone"), "138****0001");
	(void)world_act(w, VILLAGE, say("case amend", " address=善江公路81号"));
	assert_string_equal(listed(w, "case list", "address"), "****");
}

static void
a_mask_shows_no_short_number_and_no_part_of_a_character(void **state)
{
	char out[MASKED_MAX];

	(void)state;
	disclose_mask("phone", "6512345", out);
	assert_string_equal(out, "****");
	disclose_mask("phone", "0573-84021234", out);
	assert_string_equal(out, "057****1234");
	disclose_mask("document_number", "E1", out);
	assert_string_equal(out, "****");
	disclose_mask("document_number", "港澳居民证三一", out);
	assert_string_equal(out, "****");
	disclose_mask("phone", "12港澳居民34567", out);
	assert_string_equal(out, "12****4567");
	disclose_mask("name", "", out);
	assert_string_equal(out, "**");
	disclose_mask("name", "𠮷田", out);
	assert_string_equal(out, "𠮷**");
	disclose_mask("note", "请上门", out);
	assert_string_equal(out, "****");
}

static void
why_a_window_lost_points_is_masked_and_opened_like_the_rest(void **state)
{
	struct world *w = *state;
	char words[128];

	(void)world_act(w, VILLAGE,
	    "score record category=discipline window=综合窗口 points=-10 "
	    "date=2026-11-23 reason=王秀英反映");
	assert_string_equal(listed(w, "score list", "reason"), "****");
	(void)snprintf(words, sizeof(words), "score show %s",
	    json_member_text(
		json_array_get(world_act(w, VILLAGE, "score list"), 0), "id"));
	assert_string_equal(
	    json_member_text(
		json_object_get(world_act(w, VILLAGE, words), "personal"),
		"reason"),
	    "王秀英反映");
	assert_int_equal(
	    json_array_size(world_act(w, VILLAGE, "audit list")), 1);
}

static void
whoever_opens_a_case_is_written_down(void **state)
{
	struct world *w = *state;
	const json_t *shown =
	    world_act(w, VILLAGE, say("case show", " why=counter"));
	const json_t *entry;

	assert_string_equal(
	    json_member_text(json_object_get(shown, "personal"), "name"),
	    "欧阳雪琪");
	entry = json_array_get(world_act(w, VILLAGE, "audit list"), 0);
	assert_string_equal(json_member_text(entry, "who"), "hall.key");
	assert_string_equal(json_member_text(entry, "what"), "case.show");
	assert_string_equal(json_member_text(entry, "about"), number);
	assert_string_equal(json_member_text(entry, "why"), "counter");
}

static void
who_is_looked_for_is_not_written_down_but_that_somebody_looked(void **state)
{
	struct world *w = *state;
	const json_t *rows;
	char *text;

	(void)world_act(w, VILLAGE, "case list phone=13857300001");
	rows = world_act(w, VILLAGE, "audit list");
	assert_int_equal(json_array_size(rows), 1);
	text = json_dumps(rows, 0);
	assert_null(strstr(text, "13857300001"));
	assert_non_null(strstr(text, "case.list"));
	free(text);
}

static void
why_is_a_word_and_names_nobody(void **state)
{
	struct world *w = *state;

	assert_non_null(strstr(
	    world_refused(w, VILLAGE, say("case show", " why=王秀英来电")),
	    "must be one of"));
	assert_int_equal(
	    json_array_size(world_act(w, VILLAGE, "audit list")), 0);
}

static void
entries_older_than_they_are_kept_go_and_the_chain_is_whole(void **state)
{
	struct world *w = *state;
	struct engine *g = world_engine(w, VILLAGE);
	struct audit_result got;

	for (int i = 0; i < 100; i++)
		(void)world_act(w, VILLAGE, say("case show", ""));
	world_wait(w, AUDIT_KEPT_S - 200);
	(void)world_act(w, VILLAGE, say("case show", ""));
	MUST(engine_audit_check(g, &got, &e));
	assert_int_equal(got.checked, 101);
	world_wait(w, 400);
	for (int i = 0; i < 3; i++)
		(void)world_act(w, VILLAGE, say("case show", ""));
	MUST(engine_audit_check(g, &got, &e));
	assert_int_equal(got.checked, 4);
	assert_int_equal(got.first_bad, 0);
	assert_false(got.ends_are_bad);
}

int
main(void)
{
#define STORY(name) cmocka_unit_test_setup_teardown(name, a_case, end)
	const struct CMUnitTest tests[] = {
	    STORY(a_list_shows_that_there_is_somebody_and_not_who),
	    STORY(a_mask_shows_no_short_number_and_no_part_of_a_character),
	    STORY(why_a_window_lost_points_is_masked_and_opened_like_the_rest),
	    STORY(whoever_opens_a_case_is_written_down),
	    STORY(
		who_is_looked_for_is_not_written_down_but_that_somebody_looked),
	    STORY(why_is_a_word_and_names_nobody),
	    STORY(entries_older_than_they_are_kept_go_and_the_chain_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
