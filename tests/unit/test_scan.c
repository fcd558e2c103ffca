/* What an event says of a scan, and what kind of file one is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "node/actions/media.h"
#include "schema/base/json.h"
#include "schema/records/scan.h"
#include "tests/fixture/must.h"

static void
all_pieces_but_the_last_are_of_one_length(void **state)
{
	(void)state;
	assert_int_equal(scan_count(1), 1);
	assert_int_equal(scan_count(SCAN_PIECE_LEN), 1);
	assert_int_equal(scan_count(SCAN_PIECE_LEN + 1), 2);
	assert_int_equal(scan_count(SCAN_LEN_MAX), SCAN_PIECES_MAX);
	assert_int_equal(scan_piece_len(SCAN_PIECE_LEN + 1, 0), SCAN_PIECE_LEN);
	assert_int_equal(scan_piece_len(SCAN_PIECE_LEN + 1, 1), 1);
	assert_int_equal(
	    scan_piece_len(SCAN_LEN_MAX, SCAN_PIECES_MAX - 1), SCAN_PIECE_LEN);
}

/* An event with a scan of so many bytes, and so many pieces. */
static json_t *
event_with(size_t len, size_t count)
{
	struct scan scan = {.len = len, .count = count};
	json_t *event = json_object();

	memset(scan.hashes, 0x5a, sizeof(scan.hashes));
	MUST(scan_write(&scan, event, &e));
	return event;
}

static void
what_is_written_is_read_again(void **state)
{
	json_t *event = event_with(SCAN_LEN_MAX, SCAN_PIECES_MAX);
	struct scan scan;

	(void)state;
	assert_int_equal(scan_read(event, &scan), 1);
	assert_int_equal(scan.len, SCAN_LEN_MAX);
	assert_int_equal(scan.count, SCAN_PIECES_MAX);
	assert_int_equal(scan.hashes[79][31], 0x5a);
	assert_int_equal(strspn(scan_name(event), "5a"), 64);
	assert_int_equal(scan_check(event, NULL), 0);
	json_decref(event);
}

static void
a_length_that_does_not_fit_its_pieces_is_no_scan(void **state)
{
	static const size_t bad[][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 2},
	    {SCAN_PIECE_LEN, 2}, {SCAN_PIECE_LEN + 1, 1},
	    {SCAN_LEN_MAX, SCAN_PIECES_MAX - 1},
	    {SCAN_LEN_MAX + 1, SCAN_PIECES_MAX}};
	struct scan scan;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		json_t *event = event_with(bad[i][0], bad[i][1]);
		struct err e = ERR_INIT;

		assert_int_equal(scan_read(event, &scan), 0);
		assert_int_equal(scan_check(event, &e), -1);
		assert_int_equal(e.code, ERR_FORMAT);
		json_decref(event);
	}
}

static void
what_is_no_hash_is_no_piece(void **state)
{
	static const char *const events[] = {"{}",
	    "{\"scan_size\":1,\"scan_pieces\":\"5a\"}",
	    "{\"scan_size\":1,\"scan_pieces\":[5]}",
	    "{\"scan_size\":1,\"scan_pieces\":[\"5a\"]}",
	    "{\"scan_size\":\"1\",\"scan_pieces\":[\""
	    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"
	    "\"]}",
	    "{\"scan_size\":-1,\"scan_pieces\":[]}"};
	struct scan scan;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(events); i++) {
		json_t *event = json_read(events[i], strlen(events[i]), NULL);

		assert_non_null(event);
		assert_int_equal(scan_read(event, &scan), 0);
		json_decref(event);
	}
}

static void
a_file_is_known_by_how_it_begins(void **state)
{
	(void)state;
	assert_string_equal(
	    media_type_of("%PDF-1.7", 8, "a.jpg"), "application/pdf");
	assert_string_equal(
	    media_type_of("\xff\xd8\xff\xe0", 4, "a"), "image/jpeg");
	assert_string_equal(
	    media_type_of("PK\x03\x04", 4, "a.OFD"), "application/ofd");
	assert_string_equal(media_type_of("PK\x03\x04", 4, "a.zip"),
	    "application/octet-stream");
	assert_string_equal(
	    media_type_of("%PD", 3, "pdf"), "application/octet-stream");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_pieces_but_the_last_are_of_one_length),
	    cmocka_unit_test(what_is_written_is_read_again),
	    cmocka_unit_test(a_length_that_does_not_fit_its_pieces_is_no_scan),
	    cmocka_unit_test(what_is_no_hash_is_no_piece),
	    cmocka_unit_test(a_file_is_known_by_how_it_begins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
