/*
 * People: that two entries look alike makes them one only if somebody says so,
 * and no longer than until somebody says otherwise.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/noun.h"

static int
three_halls(void **state)
{
	struct world *w = world_of_three(59);

	noun_heal(w, HEAL_FROM_BELOW);
	noun_cut(w);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

static void
know(struct world *w, const char *hall, const char *who, char id[64])
{
	noun_keep(noun_act(w, hall, "person register %s", who), "person", id);
}

static const char *
alias_of(struct world *w, const char *hall, const char *id)
{
	return noun_shows(w, hall, "person", id, "alias_of");
}

/* K29: known at two villages by an old and a new number, and two spellings. */
static void
known_at_two_halls(struct world *w, enum heal order)
{
	char one[64], other[64];

	know(w, BEIHE, "name=王秀英 id_number=11010519491231002X", one);
	know(w, DINGZHA, "name=王秀瑛 id_number=110105491231002", other);
	noun_other_business(w, BEIHE);
	noun_heal(w, order);
	assert_string_equal(alias_of(w, COUNTY, other), "");
	assert_int_equal(noun_entries(w, TOWN, "K29"), 1);
	assert_int_equal(noun_entries(w, COUNTY, "K29"), 1);
	(void)noun_act(w, TOWN,
	    "person link %s other=%s role=alias reason=核对户口簿", other, one);
	world_settle(w);
	assert_string_equal(alias_of(w, DINGZHA, other), one);
	assert_string_equal(alias_of(w, COUNTY, other), one);
	assert_int_equal(noun_entries(w, COUNTY, "K29"), 0);
	(void)noun_act(w, COUNTY,
	    "person link %s other=%s role=separate reason=同名不同人", other,
	    one);
	world_settle(w);
	assert_string_equal(alias_of(w, DINGZHA, other), "");
	assert_int_equal(noun_entries(w, COUNTY, "K29"), 0);
}

static void
two_entries_are_one_person_only_by_a_ruling_which_can_be_undone(void **state)
{
	(void)state;
	noun_tell(three_halls, known_at_two_halls);
}

static void
one_name_alone_makes_nobody_suspect(void **state)
{
	struct world *w = *state;
	char one[64], other[64], third[64];

	know(w, BEIHE, "name=王秀英 phone=13857300001", one);
	know(w, DINGZHA, "name=王秀英 phone=13857300002", other);
	noun_heal(w, HEAL_FROM_BELOW);
	assert_int_equal(noun_entries(w, COUNTY, "K29"), 0);
	know(w, TOWN, "name=王秀英 phone=13857300002", third);
	assert_int_equal(noun_entries(w, TOWN, "K29"), 1);
}

static void
correct(struct world *w, const char *id, const char *what)
{
	(void)noun_act(w, TOWN, "person amend %s %s", id, what);
}

static void
who_is_suspect_follows_what_is_corrected(void **state)
{
	struct world *w = *state;
	char one[64], other[64];

	know(w, TOWN,
	    "name=王秀英 phone=13857300001 id_number=11010519491231002X", one);
	know(w, TOWN, "name=王秀瑛 phone=13857300001", other);
	assert_int_equal(noun_entries(w, TOWN, "K29"), 0);
	correct(w, other, "name=王秀英");
	assert_int_equal(noun_entries(w, TOWN, "K29"), 1);
	correct(w, other, "id_number=11010519491231002X");
	assert_int_equal(noun_entries(w, TOWN, "K29"), 1);
	/* Of the same number still. */
	correct(w, one, "phone=13857300002");
	assert_int_equal(noun_entries(w, TOWN, "K29"), 1);
	correct(w, other, "id_number=110101199003077758");
	assert_int_equal(noun_entries(w, TOWN, "K29"), 0);
	correct(w, other, "phone=13857300002");
	assert_int_equal(noun_entries(w, TOWN, "K29"), 1);
	correct(w, one, "name=王秀瑛");
	assert_int_equal(noun_entries(w, TOWN, "K29"), 0);
}

static void
an_old_number_is_kept_as_it_was_shown(void **state)
{
	struct world *w = *state;
	char id[64];
	const json_t *personal;

	know(w, BEIHE, "name=王秀英 id_number=110105491231002", id);
	personal = json_object_get(
	    noun_act(w, BEIHE, "person show %s", id), "personal");
	assert_string_equal(
	    json_member_text(personal, "id_number"), "11010519491231002X");
	assert_string_equal(
	    json_member_text(personal, "old_id_number"), "110105491231002");
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, three_halls, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		two_entries_are_one_person_only_by_a_ruling_which_can_be_undone),
	    STORY(one_name_alone_makes_nobody_suspect),
	    STORY(who_is_suspect_follows_what_is_corrected),
	    STORY(an_old_number_is_kept_as_it_was_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
