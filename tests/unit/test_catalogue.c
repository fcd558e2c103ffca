/*
 * The catalogue as a table that people edit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/catalogue.h"
#include "node/actions/csv.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "tests/fixture/disclosed.h"

/* The entries of a table, and what of it is refused. */
struct table {
	json_t *entries;
	json_t *refusals;
	struct err e;
};

static struct table
table_of(const char *csv)
{
	struct table t = {.refusals = json_array()};

	t.entries = catalogue_read_csv(csv, t.refusals, &t.e);
	if (t.entries != NULL)
		assert_int_equal(
		    catalogue_check(t.entries, t.refusals, &t.e), 0);
	return t;
}

static void
table_free(struct table *t)
{
	json_decref(t->entries);
	json_decref(t->refusals);
}

/* A member of the only item, as JSON. */
static void
says(const char *csv, const char *member, const char *expected)
{
	struct table t = table_of(csv);
	const json_t *item =
	    json_object_get(json_array_get(t.entries, 0), "item");
	char *said = json_dumps(json_object_get(item, member),
	    JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);

	if (t.entries == NULL)
		fail_msg("%s", t.e.text);
	assert_string_equal(said == NULL ? "nothing" : said, expected);
	free(said);
	table_free(&t);
}

static void
a_cell_becomes_what_its_field_is(void **state)
{
	(void)state;
	says("code,name\nA-1,医保\n", "code", "\"A-1\"");
	says("code,promise_days\nA-1, 5 \n", "promise_days", "5");
	says("code,name\nA-1,\n", "name", "nothing");
	says("code,disclosures.basis\nA-1,社会保险法\n", "disclosures",
	    "{\"basis\":\"社会保险法\"}");
	says("code,content\nA-1,\"一\n二\\n|三\"\n", "content",
	    "\"一\\n二\\\\n|三\"");
	says("code,joint_departments\nA-1,\"住建局,城管\n国土局\n\"\n",
	    "joint_departments", "[\"住建局,城管\",\"国土局\"]");
}

static void
choices_stand_in_either_language(void **state)
{
	const char *both = "[\"agency\",\"delegable\"]";

	(void)state;
	says("code,flags\nA-1,\"agency,delegable\"\n", "flags", both);
	says("code,flags\nA-1,\"agency\ndelegable\"\n", "flags", both);
	says("code,flags\nA-1,全程代办、可下放\n", "flags", both);
	says("code,flags\nA-1,全程代办，delegable\n", "flags", both);
	says("code,delegation\nA-1,镇派员协助\n", "delegation", "\"assisted\"");
	says("code,subject_kind\nA-1,受委托组织\n", "subject_kind",
	    "\"entrusted_body\"");
}

static void
columns_stand_in_either_language_and_any_order(void **state)
{
	(void)state;
	says("承诺办结时限（工作日）,事项代码\n5,A-1\n", "promise_days", "5");
	says("公开：设立依据,code\n社会保险法,A-1\n", "disclosures",
	    "{\"basis\":\"社会保险法\"}");
	says("code,name,,\nA-1,医保,,\n", "name", "\"医保\"");
}

static void
a_row_of_a_list_is_a_line_with_bars(void **state)
{
	(void)state;
	says("code,materials\nA-1,\"身份证|是|1|2|是|核心材料\n照片\"\n",
	    "materials",
	    "[{\"copies\":2,\"main\":\"yes\",\"mandatory\":\"yes\","
	    "\"name\":\"身份证\",\"originals\":1,\"weight\":\"core\"},"
	    "{\"name\":\"照片\"}]");
	says("code,steps\nA-1,踏勘||3\n", "steps",
	    "[{\"days\":3,\"name\":\"踏勘\"}]");
	says("code,fees\nA-1,甲\\|乙\\\\丙\\n丁|500|文号\n", "fees",
	    "[{\"amount\":500,\"basis\":\"文号\","
	    "\"name\":\"甲|乙\\\\丙\\n丁\"}]");
}

/* --- refusals ------------------------------------------------------------- */

static void
no_table(const char *csv, const char *why)
{
	struct table t = table_of(csv);

	assert_null(t.entries);
	if (strstr(t.e.text, why) == NULL)
		fail_msg("%s", t.e.text);
	table_free(&t);
}

static void
what_is_no_catalogue_is_refused_whole(void **state)
{
	(void)state;
	no_table("", "the table is empty");
	no_table("name\n医保\n", "names no column \"code\"");
	no_table("code,nonsense\n", "a column \"nonsense\"");
	no_table("code,version\n", "a column \"version\"");
	no_table("code,,name\n", "a column \"\"");
	no_table("code,name,事项名称\n", "\"事项名称\" twice");
	no_table("code,name\nA-1,\"医保\n", "line 2: a quote");
}

/* "3 materials: …": the first refusal of a table. */
static void
refuses(const char *csv, long line, const char *column, const char *why)
{
	struct table t = table_of(csv);
	const json_t *first = json_array_get(t.refusals, 0);

	if (first == NULL)
		fail_msg("nothing is wrong with %s", csv);
	assert_int_equal(json_member_integer(first, "line", 0), line);
	assert_string_equal(json_member_text(first, "column"), column);
	if (strstr(json_member_text(first, "text"), why) == NULL)
		fail_msg("%s", json_member_text(first, "text"));
	table_free(&t);
}

static void
a_refusal_names_line_and_column_and_rule(void **state)
{
	(void)state;
	refuses("code,promise_days\nA-1,five\n", 2, "promise_days",
	    "must be a whole number from 0 to 400");
	refuses("code,type\n\nA-1,许可\n", 3, "type", "must be one of");
	refuses("code,materials\nA-1,身份证|maybe\n", 2, "materials",
	    "must be one of: yes, no");
	refuses("code,steps\nA-1,踏勘|局|3|4\n", 2, "steps", "more members");
	refuses("code,fees\nA-1,工本费\n", 2, "fees", "needs amount");
	refuses("code,name\n,医保\n", 2, "code", "has no code");
	refuses("code,name\n医 保,医保\n", 2, "code", "code \"医 保\"");
	refuses("code,name\nA-1,医保,5\n", 2, "", "beyond the last column");
	refuses("code,name\nA-1,医保\n", 2, "", "needs department");
}

/* As many as there are, so that a clerk corrects a file in one go. */
static void
everything_that_is_wrong_is_said(void **state)
{
	struct table t = table_of("code,promise_days,type\n"
				  "A-1,x,y\n"
				  "A-2,1,行政许可\n"
				  "A-2,x,行政许可\n"
				  ",1,行政许可\n");
	static const long lines[] = {2, 2, 4, 3, 4, 5};

	(void)state;
	assert_int_equal(json_array_size(t.refusals), COUNT_OF(lines));
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		assert_int_equal(json_member_integer(
				     json_array_get(t.refusals, i), "line", 0),
		    lines[i]);
	assert_non_null(
	    strstr(json_member_text(json_array_get(t.refusals, 4), "text"),
		"stands in line 3 already"));
	table_free(&t);
}

static void
json_that_is_no_list_of_items_is_refused(void **state)
{
	static const char *const wrong[] = {
	    "{}", "[1]", "[\"A-1\"]", "[[]]", "[{\"code\":\"A-1\"},null]"};
	struct err e = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		json_t *items = json_loads(wrong[i], 0, NULL);

		assert_non_null(items);
		assert_null(catalogue_read_items(items, &e));
		assert_non_null(strstr(e.text, "list of objects"));
		json_decref(items);
	}
}

static void
what_an_item_does_not_say_itself_is_no_member_of_it(void **state)
{
	static const char *const names[] = {
	    "do", "on", "personal", "version", "drafted_by", "state"};
	struct err e = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		json_t *items = json_pack(
		    "[{s:s,s:s}]", "code", "A-1", names[i], "330421111000");
		json_t *entries = catalogue_read_items(items, &e);
		json_t *refusals = json_array();

		assert_int_equal(catalogue_check(entries, refusals, &e), 0);
		assert_non_null(strstr(
		    json_member_text(json_array_get(refusals, 0), "text"),
		    names[i]));
		json_decref(refusals);
		json_decref(entries);
		json_decref(items);
	}
}

/* --- there and back ------------------------------------------------------- */

/* Everything an item can say, in words that are hard to write down. */
static json_t *
full_item(void)
{
	json_t *item = json_pack("{s:s,s:s,s:s,s:[s],s:s,s:s,s:s,s:s,s:s,s:s}",
	    "code", "A-1", "name", "\"一\",二|三\\四", "type", "licence",
	    "clients", "enterprise", "department", " 局 ", "subject_kind",
	    "statutory_body", "tier", "county", "content", "一\n二\\n|",
	    "conditions", "=1+1", "delegation", "stationed");
	json_t *more = json_pack("{s:[{s:s,s:s,s:i,s:i,s:s,s:s},{s:s,s:s}],"
				 "s:[{s:s,s:s,s:i}],s:i,s:i,s:[{s:s,s:i,s:s}],"
				 "s:[ssss],s:[ss],s:s}",
	    "materials", "name", "证|照\n\\", "main", "yes", "originals", 1,
	    "copies", 0, "mandatory", "no", "weight", "core", "name", "照片",
	    "weight", "secondary", "steps", "name", "踏勘", "role", "科\n室",
	    "days", 3, "statutory_days", 20, "promise_days", 10, "fees", "name",
	    "费", "amount", 123456, "basis", "号", "flags", "delegable",
	    "joint", "tolerates_missing", "by_appointment", "joint_departments",
	    "甲,乙|丙", "丁\\n戊\n己", "consultation", "0573-84022222");

	assert_int_equal(json_object_update(item, more), 0);
	json_decref(more);
	more = json_loads(DISCLOSED_JSON, 0, NULL);
	assert_int_equal(json_object_set_new(item, "disclosures", more), 0);
	return item;
}

static void
write_table(struct buf *out)
{
	struct err e = ERR_INIT;
	json_t *items = json_pack("[o]", full_item());

	assert_int_equal(catalogue_write_csv(items, out, &e), 0);
	json_decref(items);
}

static void
comes_back_whole(const char *csv)
{
	struct table t = table_of(csv);
	json_t *item = full_item();

	assert_int_equal(json_array_size(t.refusals), 0);
	assert_int_equal(json_array_size(t.entries), 1);
	assert_true(json_equal(
	    json_object_get(json_array_get(t.entries, 0), "item"), item));
	json_decref(item);
	table_free(&t);
}

static void
what_is_exported_is_read_back_in_either_language(void **state)
{
	struct buf english = BUF_INIT, chinese = BUF_INIT;

	(void)state;
	write_table(&english);
	words_choose(WORDS_ZH);
	write_table(&chinese);
	comes_back_whole(buf_text(&english));
	comes_back_whole(buf_text(&chinese));
	words_choose(WORDS_EN);
	comes_back_whole(buf_text(&chinese));
	assert_non_null(strstr(buf_text(&english), "disclosures.complaints"));
	assert_non_null(strstr(buf_text(&chinese), "公开：监督投诉"));
	assert_non_null(strstr(buf_text(&chinese), "可下放、联办"));
	buf_free(&english);
	buf_free(&chinese);
}

/* Cut off anywhere it is refused, or it is an item with less in it. */
static void
a_table_that_is_cut_off_is_never_more_than_it_was(void **state)
{
	json_t *item = full_item();
	struct buf csv = BUF_INIT;

	(void)state;
	write_table(&csv);
	for (size_t len = 0; len < csv.len; len++) {
		char *cut = strndup(buf_text(&csv), len);
		struct table t = table_of(cut);
		const json_t *said =
		    json_object_get(json_array_get(t.entries, 0), "item");

		assert_true(json_array_size(t.entries) <= 1);
		assert_true(json_object_size(said) <= json_object_size(item));
		assert_false(len < csv.len - 2 && json_equal(said, item));
		table_free(&t);
		free(cut);
	}
	json_decref(item);
	buf_free(&csv);
}

/* A bit that flips is read as another text or refused; nothing breaks. */
static void
a_table_with_a_flipped_bit_is_read_or_refused(void **state)
{
	struct buf csv = BUF_INIT;

	(void)state;
	write_table(&csv);
	for (size_t bit = 0; bit < csv.len * 8; bit++) {
		struct table t;

		csv.bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
		t = table_of(buf_text(&csv));
		assert_true(t.entries != NULL || t.e.text[0] != '\0');
		table_free(&t);
		csv.bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
	}
	buf_free(&csv);
}

/* Or a column of a table could not be told from another. */
static void
every_column_has_titles_of_its_own(void **state)
{
	(void)state;
	for (int language = WORDS_EN; language <= WORDS_ZH; language++) {
		json_t *none = json_array();
		struct buf titles = BUF_INIT;
		struct err e = ERR_INIT;
		struct table t;

		words_choose((enum words_language)language);
		assert_int_equal(catalogue_write_csv(none, &titles, &e), 0);
		/* A title that means a column before it is refused. */
		t = table_of(buf_text(&titles));
		if (t.entries == NULL)
			fail_msg("%s", t.e.text);
		table_free(&t);
		json_decref(none);
		buf_free(&titles);
	}
	words_choose(WORDS_EN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_cell_becomes_what_its_field_is),
	    cmocka_unit_test(choices_stand_in_either_language),
	    cmocka_unit_test(columns_stand_in_either_language_and_any_order),
	    cmocka_unit_test(a_row_of_a_list_is_a_line_with_bars),
	    cmocka_unit_test(what_is_no_catalogue_is_refused_whole),
	    cmocka_unit_test(a_refusal_names_line_and_column_and_rule),
	    cmocka_unit_test(everything_that_is_wrong_is_said),
	    cmocka_unit_test(json_that_is_no_list_of_items_is_refused),
	    cmocka_unit_test(
		what_an_item_does_not_say_itself_is_no_member_of_it),
	    cmocka_unit_test(what_is_exported_is_read_back_in_either_language),
	    cmocka_unit_test(a_table_that_is_cut_off_is_never_more_than_it_was),
	    cmocka_unit_test(a_table_with_a_flipped_bit_is_read_or_refused),
	    cmocka_unit_test(every_column_has_titles_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
