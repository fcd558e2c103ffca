/*
 * The demonstration's catalogue, as it is shipped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "node/actions/action.h"
#include "node/actions/csv.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "tests/fixture/world.h"

#define CONVENIENCE "演示目录·便民服务（非官方目录）"
#define DELEGATED "演示目录·下放事项（非官方目录）"
#define NOW_S 1796000000

static struct buf file;
static struct world *county;
static json_t *items;

/* A new reference, or NULL with the reason. */
static json_t *
perform_take(json_t *request, struct err *e)
{
	struct actor a = {world_engine(county, "嘉善县"), NOW_S};
	json_t *out = NULL;

	assert_non_null(request);
	if (action_perform(&a, request, &out, e) != 0)
		out = NULL;
	json_decref(request);
	return out;
}

static json_t *
done_take(json_t *request)
{
	struct err e = ERR_INIT;
	json_t *out = perform_take(request, &e);

	if (out == NULL)
		fail_msg("%s", e.text);
	return out;
}

static json_t *
import_csv(const char *csv)
{
	return json_pack("{s:s,s:s}", "do", "item.import", "csv", csv);
}

static json_t *
exported(const char *format)
{
	return done_take(
	    json_pack("{s:s,s:s}", "do", "item.export", "format", format));
}

static void
read_file(void)
{
	FILE *f = fopen("deploy/data/catalogue-demo.csv", "r");
	struct err e = ERR_INIT;
	char part[8192];
	size_t len;

	if (f == NULL)
		fail_msg("no catalogue; run the tests from the root");
	while ((len = fread(part, 1, sizeof(part), f)) > 0)
		assert_int_equal(buf_add(&file, part, len, &e), 0);
	(void)fclose(f);
}

static int
import(void **state)
{
	json_t *out;

	(void)state;
	read_file();
	county = world_new(88);
	out = done_take(import_csv(buf_text(&file)));
	assert_int_equal(json_member_integer(out, "published", 0), 136);
	json_decref(out);
	out = exported("json");
	items = json_incref(json_object_get(out, "items"));
	json_decref(out);
	return 0;
}

static int
forget(void **state)
{
	(void)state;
	json_decref(items);
	world_free(county);
	buf_free(&file);
	return 0;
}

static int
is_listed(const json_t *item, const char *field, const char *word)
{
	size_t i;
	json_t *one;

	json_array_foreach (json_object_get(item, field), i, one)
		if (strcmp(json_string_value(one), word) == 0)
			return 1;
	return 0;
}

static int
says(const json_t *item, const char *field, const char *text)
{
	const char *said = json_member_text(item, field);

	return said != NULL && strcmp(said, text) == 0;
}

static size_t
count_flag(const char *flag)
{
	size_t count = 0, i;
	json_t *item;

	json_array_foreach (items, i, item)
		count += (size_t)is_listed(item, "flags", flag);
	return count;
}

/* How many different texts the field has among items of that origin. */
static size_t
count_different(const char *origin, const char *field)
{
	json_t *seen = json_object(), *item;
	size_t i, count;

	json_array_foreach (items, i, item)
		if (says(item, "origin", origin) &&
		    json_member_text(item, field) != NULL)
			(void)json_object_set_new(
			    seen, json_member_text(item, field), json_true());
	count = json_object_size(seen);
	json_decref(seen);
	return count;
}

static void
a_village_offers_88_convenience_services(void **state)
{
	size_t count = 0, i;
	json_t *item;

	(void)state;
	json_array_foreach (items, i, item) {
		if (!says(item, "origin", CONVENIENCE))
			continue;
		count++;
		assert_true(says(item, "type", "public_service"));
		assert_true(is_listed(item, "flags", "agency"));
		assert_true(is_listed(item, "received_at", "village"));
	}
	assert_int_equal(count, 88);
	assert_true(count_different(CONVENIENCE, "department") >= 15);
}

static void
a_town_has_36_items_in_all_six_modes(void **state)
{
	size_t count = 0, i;
	json_t *item;

	(void)state;
	json_array_foreach (items, i, item) {
		if (!says(item, "origin", DELEGATED))
			continue;
		count++;
		assert_true(is_listed(item, "flags", "delegable"));
		assert_non_null(json_object_get(item, "delegation"));
	}
	assert_int_equal(count, 36);
	assert_int_equal(count_different(DELEGATED, "delegation"), 6);
	assert_true(count_different(DELEGATED, "department") >= 15);
}

static void
every_way_of_handling_is_shown(void **state)
{
	(void)state;
	assert_int_equal(count_flag("green_channel"), 8);
	assert_int_equal(count_flag("joint"), 10);
	assert_int_equal(count_flag("immediate"), 27);
	assert_int_equal(count_flag("tolerates_missing"), 55);
	assert_true(count_flag("one_review") > 20);
	assert_true(count_flag("by_appointment") > 5);
}

/* It must never be taken for a county's own. */
static void
every_item_says_that_it_is_of_a_demonstration(void **state)
{
	size_t i;
	json_t *item;

	(void)state;
	json_array_foreach (items, i, item)
		assert_non_null(
		    strstr(json_member_text(item, "origin"), "非官方目录"));
}

static void
the_items_of_the_demonstrations_story_are_there(void **state)
{
	static const char *const codes[] = {
	    "330421-YB-001", "330421-MZ-014", "330421-ZJ-003"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		json_t *out = done_take(json_pack(
		    "{s:s,s:s}", "do", "item.show", "code", codes[i]));

		assert_int_equal(json_member_integer(out, "version", 0), 1);
		json_decref(out);
	}
}

static void
what_is_exported_is_the_file_byte_for_byte(void **state)
{
	json_t *out;

	(void)state;
	words_choose(WORDS_ZH);
	out = exported("csv");
	words_choose(WORDS_EN);
	assert_memory_equal(buf_text(&file), CSV_MARK, strlen(CSV_MARK));
	assert_string_equal(
	    json_member_text(out, "csv"), buf_text(&file) + strlen(CSV_MARK));
	json_decref(out);
}

/* In English, or as JSON, it is the same catalogue: nothing is new. */
static void
what_is_imported_again_changes_nothing(void **state)
{
	json_t *csv = exported("csv"), *json = exported("json");
	json_t *again[] = {import_csv(buf_text(&file)),
	    import_csv(json_member_text(csv, "csv")),
	    json_pack("{s:s,s:O}", "do", "item.import", "items",
		json_object_get(json, "items"))};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(again); i++) {
		json_t *out = done_take(again[i]);

		assert_int_equal(json_member_integer(out, "published", 1), 0);
		assert_int_equal(json_member_integer(out, "unchanged", 0), 136);
		json_decref(out);
	}
	json_decref(csv);
	json_decref(json);
}

/* One cell is wrong in a hundred lines: nothing at all is published. */
static void
one_wrong_line_keeps_all_out(void **state)
{
	struct err e = ERR_INIT;
	json_t *csv = exported("csv");
	struct buf text = BUF_INIT;
	char *at;

	(void)state;
	assert_int_equal(
	    buf_add_text(&text, json_member_text(csv, "csv"), &e), 0);
	at = strstr((char *)text.bytes, "临时救助");
	memcpy(at, "应急", strlen("应急"));
	at = strstr((char *)text.bytes, "delegable,");
	memcpy(at, "nonsense!", strlen("nonsense!"));
	assert_null(perform_take(import_csv(buf_text(&text)), &e));
	assert_non_null(strstr(e.text, "nothing was imported"));
	json_decref(csv);
	csv = exported("csv");
	assert_null(strstr(json_member_text(csv, "csv"), "应急救助"));
	json_decref(csv);
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_village_offers_88_convenience_services),
	    cmocka_unit_test(a_town_has_36_items_in_all_six_modes),
	    cmocka_unit_test(every_way_of_handling_is_shown),
	    cmocka_unit_test(every_item_says_that_it_is_of_a_demonstration),
	    cmocka_unit_test(the_items_of_the_demonstrations_story_are_there),
	    cmocka_unit_test(what_is_exported_is_the_file_byte_for_byte),
	    cmocka_unit_test(what_is_imported_again_changes_nothing),
	    cmocka_unit_test(one_wrong_line_keeps_all_out),
	};

	return cmocka_run_group_tests(tests, import, forget);
}
