/*
 * A message as it travels, without prev: the receiver puts prev back, and
 * only the right one gives the change set that was signed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>
#include <string.h>

#include "sync/changeset/changeset.h"
#include "tests/fixture/altered.h"
#include "tests/fixture/sample.h"

#define EVENT "{\"do\":\"case.accepted\",\"on\":\"8f3a\"}"
#define PREV           \
	",\"prev\":\"" \
	"5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e\""

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

static struct buf
pack(const struct changeset *c)
{
	struct buf out = BUF_INIT;

	assert_int_equal(changeset_pack(c, &out, NULL), 0);
	return out;
}

/* Unpack and look whether it is that message again. */
static int
gives_back(const struct buf *packed, const struct changeset_id *prev,
    const struct changeset *wanted)
{
	struct changeset c;
	struct err e = ERR_INIT;
	int same;

	if (sample_unpack(packed->bytes, packed->len, prev, &c, &e) != 0)
		return 0;
	same = c.message.len == wanted->message.len &&
	       memcmp(c.message.bytes, wanted->message.bytes, c.message.len) ==
		   0 &&
	       c.event_count == wanted->event_count &&
	       c.events[0].offset == wanted->events[0].offset;
	changeset_free(&c);
	return same;
}

static int
unpacks_take(struct buf packed)
{
	struct changeset_id prev = sample_id(0x5e);
	struct changeset c;
	struct err e = ERR_INIT;
	int got = sample_unpack(packed.bytes, packed.len, &prev, &c, &e);

	if (got == 0)
		changeset_free(&c);
	else
		assert_true(e.code == ERR_FORMAT || e.code == ERR_LIMIT);
	buf_free(&packed);
	return got == 0;
}

static void
a_packed_message_that_still_has_prev_is_refused(void **state)
{
	struct changeset c;

	(void)state;
	sample_simple(2, &c);
	assert_false(unpacks_take(altered_cut(&c.message, c.message.len)));
	changeset_free(&c);
	sample_simple(1, &c);
	assert_false(
	    unpacks_take(altered(&c.message, "\"seq\":1", "\"seq\":1" PREV)));
	changeset_free(&c);
}

static void
a_packed_message_cut_after_any_byte_is_refused(void **state)
{
	struct changeset c;
	struct buf packed;

	(void)state;
	sample_simple(2, &c);
	packed = pack(&c);
	for (size_t len = 0; len < packed.len; len++)
		assert_false(unpacks_take(altered_cut(&packed, len)));
	buf_free(&packed);
	changeset_free(&c);
}

static void
a_flipped_bit_never_gives_the_same_message(void **state)
{
	struct changeset_id prev = sample_id(0x5e);
	struct changeset c;
	struct buf packed;

	(void)state;
	sample_simple(2, &c);
	packed = pack(&c);
	for (size_t bit = 0; bit < 8 * packed.len; bit++) {
		struct buf bad = altered_bit(&packed, bit);

		assert_false(gives_back(&bad, &prev, &c));
		buf_free(&bad);
	}
	assert_true(gives_back(&packed, &prev, &c));
	buf_free(&packed);
	changeset_free(&c);
}

static void
another_prev_gives_another_change_set(void **state)
{
	struct git_id parents[CHANGESET_HEADS_MAX + 1];
	struct changeset_id wrong = sample_id(0x5f);
	struct changeset c, other;
	struct sign_secret key;
	struct buf packed, bytes = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	sample_key(SAMPLE_KEY, &key);
	sample_simple(2, &c);
	packed = pack(&c);
	assert_int_equal(
	    sample_unpack(packed.bytes, packed.len, &wrong, &other, &e), 0);
	other.signature = c.signature;
	assert_int_equal(changeset_signed_bytes(&other, parents,
			     sample_parents(&other, parents), &bytes, &e),
	    0);
	assert_int_equal(
	    changeset_identify(&other, &key.public, &bytes, &e), 0);
	buf_free(&bytes);
	assert_false(changeset_id_is_same(&other.id, &c.id));
	changeset_free(&other);
	changeset_free(&c);
	buf_free(&packed);
}

static void
a_packed_message_is_the_message_less_prev(void **state)
{
	struct changeset c;
	struct buf packed, wanted;

	(void)state;
	sample_simple(2, &c);
	packed = pack(&c);
	wanted = altered(&c.message, PREV, "");
	assert_int_equal(packed.len, wanted.len);
	assert_memory_equal(packed.bytes, wanted.bytes, wanted.len);
	buf_free(&packed);
	buf_free(&wanted);
	changeset_free(&c);
}

/* Which a hall may be called, a citizen may say, a summary may hold. */
static void
what_only_looks_like_prev_stays_in_its_place(void **state)
{
	static const char *const events[] = {
	    "{\"do\":\"x\",\"on\":\"y\"" PREV "}"};
	struct header h = sample_header(1);
	struct changeset_id prev = sample_id(0x5e);

	(void)state;
	(void)stpcpy(h.author, ",\"prev\":\"5e");
	for (h.seq = 1; h.seq <= 2; h.seq++) {
		struct changeset c;
		struct buf packed;

		h.prev = sample_id(h.seq == 1 ? 0 : 0x5e);
		sample_changeset(&h, events, 1, &c);
		packed = pack(&c);
		assert_non_null(strstr(buf_text(&packed), PREV "}"));
		assert_true(gives_back(&packed, &prev, &c));
		buf_free(&packed);
		changeset_free(&c);
	}
}

static void
what_comes_can_be_looked_up_before_it_is_unpacked(void **state)
{
	for (uint64_t seq = 1; seq <= 3; seq++) {
		struct changeset c, opened;
		struct buf packed;
		struct err e = ERR_INIT;

		(void)state;
		sample_simple(seq, &c);
		packed = pack(&c);
		assert_int_equal(
		    changeset_open(packed.bytes, packed.len, &opened, &e), 0);
		assert_int_equal(
		    log_name_compare(&opened.header.log, &c.header.log), 0);
		assert_int_equal(opened.header.seq, seq);
		assert_int_equal(opened.message.len, 0);
		changeset_free(&opened);
		buf_free(&packed);
		changeset_free(&c);
	}
}

static void
a_look_at_cut_or_flipped_bytes_is_harmless(void **state)
{
	struct changeset c, opened;
	struct buf packed;
	struct err e = ERR_INIT;

	(void)state;
	sample_simple(2, &c);
	packed = pack(&c);
	for (size_t len = 0; len < packed.len; len++) {
		struct buf cut = altered_cut(&packed, len);

		if (changeset_open(cut.bytes, cut.len, &opened, &e) == 0)
			assert_true(len > packed.len - strlen(EVENT "\n") - 1);
		changeset_free(&opened);
		buf_free(&cut);
	}
	for (size_t bit = 0; bit < 8 * packed.len; bit++) {
		struct buf bad = altered_bit(&packed, bit);

		if (changeset_open(bad.bytes, bad.len, &opened, &e) == 0)
			assert_in_range(
			    opened.header.seq, 1, CHANGESET_SEQ_MAX);
		changeset_free(&opened);
		buf_free(&bad);
	}
	buf_free(&packed);
	changeset_free(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_packed_message_that_still_has_prev_is_refused),
	    cmocka_unit_test(a_packed_message_cut_after_any_byte_is_refused),
	    cmocka_unit_test(a_flipped_bit_never_gives_the_same_message),
	    cmocka_unit_test(another_prev_gives_another_change_set),
	    cmocka_unit_test(a_packed_message_is_the_message_less_prev),
	    cmocka_unit_test(what_only_looks_like_prev_stays_in_its_place),
	    cmocka_unit_test(what_comes_can_be_looked_up_before_it_is_unpacked),
	    cmocka_unit_test(a_look_at_cut_or_flipped_bytes_is_harmless),
	};

	return cmocka_run_group_tests(tests, start, end);
}
