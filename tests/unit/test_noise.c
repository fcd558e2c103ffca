/*
 * Handshakes and channels: what must not become a channel, and what does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/crypto.h"
#include "crypto/noise.h"
#include "schema/base/name.h"
#include "tests/fixture/noise_pair.h"

/* --- somebody on the line ------------------------------------------------ */

struct change {
	enum {
		CHANGE_NOTHING,
		CHANGE_FLIP, /* this bit */
		CHANGE_CUT,  /* at this byte */
		CHANGE_ADD,  /* a byte with these bits, at the end */
	} how;
	size_t message;
	size_t at;
};

static void
change_apply(const struct change *c, struct buf *line)
{
	if (c->how == CHANGE_FLIP)
		line->bytes[c->at / 8] ^= (uint8_t)(1 << c->at % 8);
	else if (c->how == CHANGE_CUT)
		line->len = c->at;
	else if (c->how == CHANGE_ADD)
		assert_int_equal(buf_add_u8(line, (uint8_t)c->at, NULL), 0);
}

/* Whether both sides get to the end although one message was changed. */
static int
channel_opens(enum noise_pattern p, const struct change *c)
{
	struct pair both = pair_new(p);
	struct buf line = BUF_INIT;
	int goes_on = 1, is_open;

	for (size_t m = 0; m < message_count(p) && goes_on; m++) {
		says(both.side[writer_of(m)], "hi", &line);
		if (m == c->message)
			change_apply(c, &line);
		goes_on = hears(both.side[reader_of(m)], &line, NULL);
	}
	is_open = noise_handshake_is_over(both.side[NOISE_INITIATOR]) &&
		  noise_handshake_is_over(both.side[NOISE_RESPONDER]);
	assert_int_equal(is_open, goes_on);
	pair_free(&both);
	buf_free(&line);
	return is_open;
}

/* Length of a message with the payload "hi", from the patterns by hand. */
static size_t
message_len(enum noise_pattern p, size_t message)
{
	static const size_t lens[][3] = {
	    [NOISE_XK] = {32 + 16, 32 + 16, 48 + 16},
	    [NOISE_XX] = {32, 32 + 48 + 16, 48 + 16},
	    [NOISE_X] = {32 + 48 + 16},
	};

	return lens[p][message] + 2;
}

/* Try one kind of change at every place of every message. */
static void
no_channel_opens_after(struct change c, size_t places_per_byte)
{
	static const struct change nothing = {.how = CHANGE_NOTHING};

	for (int p = NOISE_XK; p <= NOISE_X; p++) {
		enum noise_pattern pattern = (enum noise_pattern)p;

		assert_true(channel_opens(pattern, &nothing));
		for (c.message = 0; c.message < message_count(pattern);
		     c.message++)
			for (c.at = 0;
			     c.at <
			     places_per_byte * message_len(pattern, c.message);
			     c.at++)
				assert_false(channel_opens(pattern, &c));
	}
}

static void
a_flipped_bit_anywhere_opens_no_channel(void **state)
{
	(void)state;
	no_channel_opens_after((struct change){.how = CHANGE_FLIP}, 8);
}

static void
a_message_cut_anywhere_opens_no_channel(void **state)
{
	(void)state;
	no_channel_opens_after((struct change){.how = CHANGE_CUT}, 1);
}

static void
a_message_with_a_byte_more_opens_no_channel(void **state)
{
	(void)state;
	no_channel_opens_after((struct change){.how = CHANGE_ADD}, 1);
}

/* Whatever was said before must have been heard alike. */
static void
another_prologue_opens_no_channel(void **state)
{
	static const size_t refused_at[] = {
	    [NOISE_XK] = 0, [NOISE_XX] = 1, [NOISE_X] = 0};

	(void)state;
	for (int p = NOISE_XK; p <= NOISE_X; p++) {
		struct pair both = pair_new((enum noise_pattern)p);
		struct buf line = BUF_INIT;
		size_t m = refused_at[p];

		noise_handshake_free(both.side[NOISE_RESPONDER]);
		both.side[NOISE_RESPONDER] = side_new(
		    (enum noise_pattern)p, NOISE_RESPONDER, "sanji 0", NULL);
		for (size_t before = 0; before < m; before++)
			pass(&both, before);
		says(both.side[writer_of(m)], "", &line);
		assert_false(hears(both.side[reader_of(m)], &line, NULL));
		buf_free(&line);
		pair_free(&both);
	}
}

/* What each side offers before the handshake is altered on the line by the
 * time it is heard.  Whether a channel opens between them all the same. */
static int
opens_between(const char *as_said, const char *as_heard)
{
	struct pair both = pair_new(NOISE_XK);
	struct buf line = BUF_INIT;
	int opens = 1;

	for (int role = 0; role < SIDES; role++) {
		noise_handshake_free(both.side[role]);
		both.side[role] = side_new(NOISE_XK, (enum noise_role)role,
		    role == NOISE_INITIATOR ? as_said : as_heard, NULL);
	}
	for (size_t m = 0; m < message_count(NOISE_XK) && opens; m++) {
		says(both.side[writer_of(m)], "", &line);
		opens = hears(both.side[reader_of(m)], &line, NULL);
	}
	buf_free(&line);
	pair_free(&both);
	return opens;
}

/* A protocol that offers first and hashes its own name alone would go by what
 * the line made of the offer. */
static void
what_the_hash_leaves_out_may_be_altered_unseen(void **state)
{
	const char *said = "strong or weak", *heard = "weak";

	(void)state;
	assert_string_not_equal(said, heard);
	assert_true(opens_between("some protocol", "some protocol"));
	assert_false(opens_between(said, heard));
	assert_true(opens_between(said, said));
}

static void
a_hall_that_is_not_the_one_meant_cannot_answer(void **state)
{
	static const enum noise_pattern known[] = {NOISE_XK, NOISE_X};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		struct noise_handshake *village =
		    side_new(known[i], NOISE_INITIATOR, "sanji 1", NULL);
		struct noise_handshake *impostor = noise_handshake_new(known[i],
		    NOISE_RESPONDER, "sanji 1", 7, &stranger, NULL, NULL, NULL);
		struct buf line = BUF_INIT;

		says(village, "", &line);
		assert_false(hears(impostor, &line, NULL));
		buf_free(&line);
		noise_handshake_free(village);
		noise_handshake_free(impostor);
	}
}

/* --- keys that protect nothing ------------------------------------------- */

static const char *const low_order[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
};

static struct noise_public
low_order_key(size_t i)
{
	struct noise_public key;

	assert_int_equal(hex_parse(low_order[i], NOISE_KEY_LEN, key.bytes), 0);
	return key;
}

static void
expect_write_refused(struct noise_handshake *h)
{
	struct buf line = BUF_INIT;
	struct err e = ERR_INIT;

	assert_int_equal(noise_handshake_write(h, "hi", 2, &line, &e), -1);
	assert_int_equal(e.code, ERR_REFUSED);
	assert_int_equal(line.len, 0);
	assert_false(noise_handshake_is_my_turn(h));
	buf_free(&line);
}

static void
nothing_is_sent_to_a_known_key_of_low_order(void **state)
{
	static const enum noise_pattern known[] = {NOISE_XK, NOISE_X};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(low_order) * COUNT_OF(known); i++) {
		struct noise_public key = low_order_key(i / COUNT_OF(known));
		struct noise_handshake *h = noise_handshake_new(
		    known[i % COUNT_OF(known)], NOISE_INITIATOR, "", 0,
		    &statics[NOISE_INITIATOR], &key, NULL, NULL);

		expect_write_refused(h);
		noise_handshake_free(h);
	}
}

static void
an_ephemeral_key_of_low_order_is_not_answered(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(low_order); i++) {
		struct noise_public key = low_order_key(i);
		struct noise_handshake *h =
		    side_new(NOISE_XX, NOISE_RESPONDER, "", NULL);
		struct buf line = BUF_INIT;

		assert_int_equal(
		    buf_add(&line, key.bytes, NOISE_KEY_LEN, NULL), 0);
		assert_true(hears(h, &line, ""));
		expect_write_refused(h);
		noise_handshake_free(h);
		buf_free(&line);
	}
}

static void
a_static_key_of_low_order_is_refused_when_it_arrives(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(low_order); i++) {
		struct noise_secret own = statics[NOISE_INITIATOR];
		struct pair both = pair_new(NOISE_XX);
		struct buf line = BUF_INIT;

		own.public = low_order_key(i);
		noise_handshake_free(both.side[NOISE_INITIATOR]);
		both.side[NOISE_INITIATOR] = noise_handshake_new(NOISE_XX,
		    NOISE_INITIATOR, "sanji 1", 7, &own, NULL, NULL, NULL);
		pass(&both, 0);
		pass(&both, 1);
		says(both.side[NOISE_INITIATOR], "", &line);
		assert_false(hears(both.side[NOISE_RESPONDER], &line, NULL));
		buf_free(&line);
		pair_free(&both);
	}
}

/* --- order --------------------------------------------------------------- */

static void
a_dead_handshake_refuses_everything(void **state)
{
	struct pair both = pair_new(NOISE_XK);
	struct noise_handshake *h = both.side[NOISE_RESPONDER];
	struct buf line = BUF_INIT;

	(void)state;
	says(both.side[NOISE_INITIATOR], "", &line);
	line.len--;
	assert_false(hears(h, &line, NULL));
	line.len++;
	assert_false(hears(h, &line, NULL));
	expect_write_refused(h);
	assert_false(noise_handshake_is_my_turn(h));
	assert_false(noise_handshake_is_over(h));
	pair_free(&both);
	buf_free(&line);
}

static void
a_message_out_of_turn_is_refused(void **state)
{
	struct pair both = pair_new(NOISE_XX);
	struct noise_handshake *waiting =
	    side_new(NOISE_XX, NOISE_INITIATOR, "sanji 1", NULL);
	struct buf line = BUF_INIT;

	(void)state;
	says(both.side[NOISE_INITIATOR], "hi", &line);
	/* Two initiators would understand each other. */
	assert_false(hears(waiting, &line, NULL));
	assert_true(hears(both.side[NOISE_RESPONDER], &line, "hi"));
	assert_false(hears(both.side[NOISE_RESPONDER], &line, NULL));
	noise_handshake_free(waiting);
	pair_free(&both);
	buf_free(&line);
}

static void
a_finished_handshake_reads_no_more(void **state)
{
	struct pair both = pair_finished(NOISE_X);
	struct noise_handshake *again =
	    side_new(NOISE_X, NOISE_INITIATOR, "sanji 1", NULL);
	struct buf line = BUF_INIT;

	(void)state;
	says(again, "hi", &line);
	assert_false(hears(both.side[NOISE_RESPONDER], &line, NULL));
	noise_handshake_free(again);
	pair_free(&both);
	buf_free(&line);
}

static void
a_payload_too_long_may_be_tried_again_shorter(void **state)
{
	static const uint8_t zeroes[NOISE_MESSAGE_MAX];
	struct pair both = pair_new(NOISE_XK);
	struct noise_handshake *h = both.side[NOISE_INITIATOR];
	size_t most = NOISE_MESSAGE_MAX - (message_len(NOISE_XK, 0) - 2);
	struct buf line = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
	    noise_handshake_write(h, zeroes, most + 1, &line, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	assert_int_equal(line.len, 0);
	assert_int_equal(
	    noise_handshake_write(h, zeroes, most, &line, NULL), 0);
	assert_int_equal(line.len, NOISE_MESSAGE_MAX);
	assert_true(hears(both.side[NOISE_RESPONDER], &line, NULL));
	pair_free(&both);
	buf_free(&line);
}

static void
a_handshake_longer_than_a_message_is_refused(void **state)
{
	static const uint8_t zeroes[NOISE_MESSAGE_MAX + 1];
	struct pair both = pair_new(NOISE_XX);
	struct buf line = BUF_INIT;

	(void)state;
	assert_int_equal(buf_add(&line, zeroes, sizeof(zeroes), NULL), 0);
	assert_false(hears(both.side[NOISE_RESPONDER], &line, NULL));
	pair_free(&both);
	buf_free(&line);
}

/* --- the channel --------------------------------------------------------- */

struct channel {
	struct noise_cipher send[SIDES], receive[SIDES];
};

static struct channel
channel_new(enum noise_pattern p)
{
	struct pair both = pair_finished(p);
	struct channel c;

	for (int role = 0; role < SIDES; role++)
		noise_handshake_split(
		    both.side[role], &c.send[role], &c.receive[role]);
	pair_free(&both);
	return c;
}

static void
a_changed_record_is_refused_and_the_right_one_still_read(void **state)
{
	struct channel c = channel_new(NOISE_XK);
	struct noise_cipher *receive = &c.receive[NOISE_RESPONDER];
	struct buf record = BUF_INIT;
	size_t len;

	(void)state;
	encrypt(&c.send[NOISE_INITIATOR], "receipt 2", &record);
	for (size_t bit = 0; bit < 8 * record.len; bit++) {
		record.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_false(decrypts(receive, &record, ""));
		record.bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
	len = record.len;
	for (record.len = 0; record.len < len; record.len++)
		assert_false(decrypts(receive, &record, ""));
	assert_true(decrypts(receive, &record, "receipt 2"));
	buf_free(&record);
}

static void
a_record_repeated_skipped_or_of_the_other_direction_is_refused(void **state)
{
	struct channel c = channel_new(NOISE_XX);
	struct buf first = BUF_INIT, second = BUF_INIT;

	(void)state;
	encrypt(&c.send[NOISE_INITIATOR], "first", &first);
	encrypt(&c.send[NOISE_INITIATOR], "second", &second);
	assert_false(decrypts(&c.receive[NOISE_RESPONDER], &second, ""));
	assert_false(decrypts(&c.receive[NOISE_INITIATOR], &first, ""));
	assert_true(decrypts(&c.receive[NOISE_RESPONDER], &first, "first"));
	assert_false(decrypts(&c.receive[NOISE_RESPONDER], &first, ""));
	assert_true(decrypts(&c.receive[NOISE_RESPONDER], &second, "second"));
	/* Who does not count reads it as often as it comes. */
	c.receive[NOISE_RESPONDER].nonce = 0;
	assert_true(decrypts(&c.receive[NOISE_RESPONDER], &first, "first"));
	c.receive[NOISE_RESPONDER].nonce = 0;
	assert_true(decrypts(&c.receive[NOISE_RESPONDER], &first, "first"));
	buf_free(&first);
	buf_free(&second);
}

static void
a_cipher_whose_nonces_are_used_up_refuses(void **state)
{
	struct channel c = channel_new(NOISE_XK);
	struct noise_cipher *send = &c.send[NOISE_INITIATOR];
	struct noise_cipher *receive = &c.receive[NOISE_RESPONDER];
	struct buf record = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	send->nonce = receive->nonce = UINT64_MAX - 1;
	encrypt(send, "the last", &record);
	assert_true(decrypts(receive, &record, "the last"));
	assert_false(decrypts(receive, &record, ""));
	assert_int_equal(noise_encrypt(send, "more", 4, &record, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	assert_int_equal(send->nonce, UINT64_MAX);
	buf_free(&record);
}

static void
a_record_may_be_as_long_as_a_message_and_no_longer(void **state)
{
	static const uint8_t zeroes[NOISE_MESSAGE_MAX + 1];
	struct channel c = channel_new(NOISE_XK);
	struct noise_cipher *send = &c.send[NOISE_INITIATOR];
	struct noise_cipher *receive = &c.receive[NOISE_RESPONDER];
	struct buf record = BUF_INIT, plain = BUF_INIT;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(
	    noise_encrypt(send, zeroes, NOISE_PAYLOAD_MAX + 1, &record, &e),
	    -1);
	assert_int_equal(e.code, ERR_LIMIT);
	assert_int_equal(
	    noise_decrypt(receive, zeroes, sizeof(zeroes), &plain, &e), -1);
	assert_int_equal(e.code, ERR_REFUSED);
	assert_null(plain.bytes); /* refused unread */
	assert_int_equal(
	    noise_encrypt(send, zeroes, NOISE_PAYLOAD_MAX, &record, NULL), 0);
	assert_int_equal(record.len, NOISE_MESSAGE_MAX);
	assert_int_equal(
	    noise_decrypt(receive, record.bytes, record.len, &plain, NULL), 0);
	assert_memory_equal(plain.bytes, zeroes, NOISE_PAYLOAD_MAX);
	buf_free(&record);
	buf_free(&plain);
}

/* --- what holds once it is over ------------------------------------------ */

static void
two_handshakes_of_the_same_halls_never_look_alike(void **state)
{
	struct buf lines[2] = {BUF_INIT, BUF_INIT};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct noise_handshake *h =
		    side_new(NOISE_XK, NOISE_INITIATOR, "sanji 1", NULL);

		says(h, "hi", &lines[i]);
		noise_handshake_free(h);
	}
	assert_memory_not_equal(lines[0].bytes, lines[1].bytes, NOISE_KEY_LEN);
	buf_free(&lines[0]);
	buf_free(&lines[1]);
}

static void
both_sides_know_each_other_and_agree_on_the_hash(void **state)
{
	(void)state;
	for (int p = NOISE_XK; p <= NOISE_X; p++) {
		struct pair both = pair_finished((enum noise_pattern)p);

		for (int role = 0; role < SIDES; role++)
			assert_memory_equal(
			    noise_handshake_remote(both.side[role]),
			    &statics[1 - role].public, NOISE_KEY_LEN);
		assert_memory_equal(
		    noise_handshake_hash(both.side[NOISE_INITIATOR]),
		    noise_handshake_hash(both.side[NOISE_RESPONDER]),
		    NOISE_HASH_LEN);
		pair_free(&both);
	}
}

static void
the_sides_take_turns(void **state)
{
	struct pair both = pair_new(NOISE_XK);

	(void)state;
	for (size_t m = 0; m < 3; m++) {
		assert_true(
		    noise_handshake_is_my_turn(both.side[writer_of(m)]));
		assert_false(
		    noise_handshake_is_my_turn(both.side[reader_of(m)]));
		assert_false(noise_handshake_is_over(both.side[writer_of(m)]));
		pass(&both, m);
	}
	for (int role = 0; role < SIDES; role++)
		assert_false(noise_handshake_is_my_turn(both.side[role]));
	pair_free(&both);
}

/* The expected text is the beginning of what `b2sum -l 256` says. */
static void
a_fingerprint_is_four_groups_for_the_eye(void **state)
{
	const struct noise_public zero = {{0}};
	char text[NOISE_FINGERPRINT_MAX];

	(void)state;
	noise_fingerprint(&zero, text);
	assert_string_equal(text, "89eb 0d6a 8a69 1dae");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_flipped_bit_anywhere_opens_no_channel),
	    cmocka_unit_test(a_message_cut_anywhere_opens_no_channel),
	    cmocka_unit_test(a_message_with_a_byte_more_opens_no_channel),
	    cmocka_unit_test(another_prologue_opens_no_channel),
	    cmocka_unit_test(what_the_hash_leaves_out_may_be_altered_unseen),
	    cmocka_unit_test(a_hall_that_is_not_the_one_meant_cannot_answer),
	    cmocka_unit_test(nothing_is_sent_to_a_known_key_of_low_order),
	    cmocka_unit_test(an_ephemeral_key_of_low_order_is_not_answered),
	    cmocka_unit_test(
		a_static_key_of_low_order_is_refused_when_it_arrives),
	    cmocka_unit_test(a_dead_handshake_refuses_everything),
	    cmocka_unit_test(a_message_out_of_turn_is_refused),
	    cmocka_unit_test(a_finished_handshake_reads_no_more),
	    cmocka_unit_test(a_payload_too_long_may_be_tried_again_shorter),
	    cmocka_unit_test(a_handshake_longer_than_a_message_is_refused),
	    cmocka_unit_test(
		a_changed_record_is_refused_and_the_right_one_still_read),
	    cmocka_unit_test(
		a_record_repeated_skipped_or_of_the_other_direction_is_refused),
	    cmocka_unit_test(a_cipher_whose_nonces_are_used_up_refuses),
	    cmocka_unit_test(
		a_record_may_be_as_long_as_a_message_and_no_longer),
	    cmocka_unit_test(two_handshakes_of_the_same_halls_never_look_alike),
	    cmocka_unit_test(both_sides_know_each_other_and_agree_on_the_hash),
	    cmocka_unit_test(the_sides_take_turns),
	    cmocka_unit_test(a_fingerprint_is_four_groups_for_the_eye),
	};

	return cmocka_run_group_tests(tests, noise_pair_start, NULL);
}
