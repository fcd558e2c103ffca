/*
 * A stick as a stream: for one hall only, and whatever becomes of the file,
 * what is read of it are the first frames that were written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/crypto.h"
#include "sync/carry/channel.h"
#include "tests/fixture/framed.h"
#include "tests/fixture/must.h"
#include "tests/fixture/seeded.h"

static struct noise_secret village, town, stranger;

static int
start(void **state)
{
	(void)state;
	if (crypto_start(NULL) != 0)
		return -1;
	seeded_random(1);
	noise_new(&village);
	noise_new(&town);
	noise_new(&stranger);
	return 0;
}

/* A stick for the town, with FRAMED_COUNT frames; the caller frees. */
static struct buf
make_stick(const char *clear_text)
{
	struct channel *c = NULL;
	struct buf clear = BUF_INIT, out;

	MUST(buf_add_text(&clear, clear_text, &e));
	MUST(channel_call(
	    CHANNEL_STICK, &village, &town.public, &clear, &c, &e));
	assert_true(channel_is_open(c));
	framed_send_all(c);
	out = *channel_output(c);
	*channel_output(c) = (struct buf)BUF_INIT;
	channel_free(c);
	buf_free(&clear);
	return out;
}

static size_t
frames_of(const struct noise_secret *reader, const void *bytes, size_t len,
    int *refused_out)
{
	struct channel *c = NULL;
	struct err said = ERR_INIT;
	size_t count;

	MUST(channel_answer(reader, &c, &e));
	*refused_out = channel_input(c, bytes, len, &said) != 0;
	count = framed_take_all(c);
	channel_free(c);
	return count;
}

static void
a_stick_for_another_hall_is_refused(void **state)
{
	struct buf stick = make_stick("330421111000");
	int refused;

	(void)state;
	assert_int_equal(
	    frames_of(&stranger, stick.bytes, stick.len, &refused), 0);
	assert_true(refused);
	buf_free(&stick);
}

static void
a_stick_with_another_clear_header_is_refused(void **state)
{
	struct buf stick = make_stick("330421111000");
	int refused;

	(void)state;
	for (size_t at = 0; at < 12; at++) {
		uint8_t *byte = &stick.bytes[CHANNEL_PREAMBLE_LEN + 2 + at];

		*byte ^= 1;
		assert_int_equal(
		    frames_of(&town, stick.bytes, stick.len, &refused), 0);
		assert_true(refused);
		*byte ^= 1;
	}
	buf_free(&stick);
}

static void
a_stick_cut_after_any_byte_gives_the_first_frames_only(void **state)
{
	struct buf stick = make_stick("330421111000");
	size_t before = 0;
	int refused;

	(void)state;
	for (size_t len = 0; len <= stick.len; len++) {
		size_t count = frames_of(&town, stick.bytes, len, &refused);

		assert_false(refused);
		assert_true(count >= before);
		assert_int_equal(count == FRAMED_COUNT, len == stick.len);
		before = count;
	}
	buf_free(&stick);
}

static void
a_stick_with_a_changed_byte_gives_the_first_frames_only(void **state)
{
	struct buf stick = make_stick("330421111000");
	int refused;

	(void)state;
	for (size_t at = 0; at < stick.len; at++)
		for (unsigned bit = 0; bit < 8; bit += 7) {
			stick.bytes[at] ^= (uint8_t)(1U << bit);
			assert_true(frames_of(&town, stick.bytes, stick.len,
					&refused) < FRAMED_COUNT);
			stick.bytes[at] ^= (uint8_t)(1U << bit);
		}
	buf_free(&stick);
}

static void
what_comes_after_a_stick_is_refused(void **state)
{
	struct buf stick = make_stick("330421111000");
	int refused;

	(void)state;
	MUST(buf_add(&stick, "\0\1x", 3, &e));
	assert_int_equal(
	    frames_of(&town, stick.bytes, stick.len, &refused), FRAMED_COUNT);
	assert_true(refused);
	buf_free(&stick);
}

static void
the_clear_header_of_a_stick_can_be_read_by_anybody(void **state)
{
	struct buf stick = make_stick("330421111000");
	struct channel *c = NULL;

	(void)state;
	MUST(channel_answer(&stranger, &c, &e));
	MUST(channel_input(c, stick.bytes, CHANNEL_PREAMBLE_LEN + 2 + 12, &e));
	assert_int_equal(channel_kind_of(c), CHANNEL_STICK);
	assert_string_equal(buf_text(channel_clear(c)), "330421111000");
	channel_free(c);
	buf_free(&stick);
}

static void
a_stick_says_whose_it_is_once_it_is_read(void **state)
{
	struct buf stick = make_stick("");
	struct channel *c = NULL;

	(void)state;
	MUST(channel_answer(&town, &c, &e));
	assert_null(channel_remote(c));
	MUST(channel_input(c, stick.bytes, stick.len, &e));
	assert_memory_equal(
	    channel_remote(c), &village.public, sizeof(village.public));
	assert_int_equal(framed_take_all(c), FRAMED_COUNT);
	channel_free(c);
	buf_free(&stick);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_stick_for_another_hall_is_refused),
	    cmocka_unit_test(a_stick_with_another_clear_header_is_refused),
	    cmocka_unit_test(
		a_stick_cut_after_any_byte_gives_the_first_frames_only),
	    cmocka_unit_test(
		a_stick_with_a_changed_byte_gives_the_first_frames_only),
	    cmocka_unit_test(what_comes_after_a_stick_is_refused),
	    cmocka_unit_test(
		the_clear_header_of_a_stick_can_be_read_by_anybody),
	    cmocka_unit_test(a_stick_says_whose_it_is_once_it_is_read),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
