/* The recovery key as people write it down, and mistype it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "crypto/recovery_key.h"

#define TEXT_MAX (RECOVERY_LINES * RECOVERY_LINE_MAX)

static void
written(struct sign_secret *key, char out[TEXT_MAX])
{
	uint8_t seed[SIGN_SEED_LEN];

	for (size_t i = 0; i < sizeof(seed); i++)
		seed[i] = (uint8_t)(i * 37 + 11);
	sign_from_seed(seed, key);
	out[0] = '\0';
	for (unsigned i = 0; i < RECOVERY_LINES; i++) {
		char line[RECOVERY_LINE_MAX];

		recovery_key_line(key, i, line);
		(void)snprintf(out + strlen(out), TEXT_MAX - strlen(out),
		    "%s%s", i == 0 ? "" : "\n", line);
	}
}

static void
what_is_written_down_is_the_key(void **state)
{
	struct sign_secret key, again;
	char text[TEXT_MAX];
	struct err e = ERR_INIT;

	(void)state;
	written(&key, text);
	assert_string_equal(text, "1CR5 AYMZ RKMG WJK2\n"
				  "6DC7 V8P7 XG8K CGFW\n"
				  "BE0A BJQF 2GWN WXQE\n"
				  "GEMC VWGQ 7HGR CSBW");
	assert_int_equal(recovery_key_parse(text, &again, &e), 0);
	assert_memory_equal(key.pair, again.pair, SIGN_PAIR_LEN);
}

static void
capitals_spaces_and_letters_that_look_like_digits_do_not_matter(void **state)
{
	struct sign_secret key, again;
	char text[TEXT_MAX];
	struct err e = ERR_INIT;

	(void)state;
	written(&key, text);
	for (char *c = text; *c != '\0'; c++)
		*c = *c == ' '	 ? '-'
		     : *c == '0' ? 'o'
		     : *c == '1' ? 'l'
				 : (char)tolower((unsigned char)*c);
	assert_int_equal(recovery_key_parse(text, &again, &e), 0);
	assert_memory_equal(key.pair, again.pair, SIGN_PAIR_LEN);
}

static void
every_wrong_character_is_told_by_its_line(void **state)
{
	struct sign_secret key, again;
	char text[TEXT_MAX], line[32];
	unsigned number = 1;

	(void)state;
	written(&key, text);
	for (char *c = text; *c != '\0'; c++) {
		struct err e = ERR_INIT;
		char was = *c;

		number += was == '\n';
		if (was == ' ' || was == '\n')
			continue;
		*c = was == 'Z' ? '2' : 'Z';
		assert_int_equal(recovery_key_parse(text, &again, &e), -1);
		(void)snprintf(line, sizeof(line), "line %u", number);
		assert_non_null(strstr(e.text, line));
		*c = was;
	}
}

static void
cut_off_or_too_long_or_in_another_order_it_is_refused(void **state)
{
	struct sign_secret key, again;
	char text[TEXT_MAX], longer[TEXT_MAX + 4], turned[TEXT_MAX];

	(void)state;
	written(&key, text);
	for (size_t len = 0; len < strlen(text); len++) {
		char cut[TEXT_MAX];

		memcpy(cut, text, len);
		cut[len] = '\0';
		assert_int_equal(recovery_key_parse(cut, &again, NULL), -1);
	}
	(void)snprintf(longer, sizeof(longer), "%s 0", text);
	assert_int_equal(recovery_key_parse(longer, &again, NULL), -1);
	(void)snprintf(turned, sizeof(turned), "%.19s\n%.19s\n%s", text + 20,
	    text, text + 40);
	assert_int_equal(recovery_key_parse(turned, &again, NULL), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_written_down_is_the_key),
	    cmocka_unit_test(
		capitals_spaces_and_letters_that_look_like_digits_do_not_matter),
	    cmocka_unit_test(every_wrong_character_is_told_by_its_line),
	    cmocka_unit_test(
		cut_off_or_too_long_or_in_another_order_it_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
