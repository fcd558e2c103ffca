/*
 * Signing in at the console: who is let in, for how long, and who is not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "crypto/password.h"
#include "node/actions/access.h"
#include "node/actions/action.h"
#include "node/actions/api_token.h"
#include "node/actions/login.h"
#include "node/actions/user.h"
#include "tests/fixture/must.h"

/* 2026-11-25 09:00 in China. */
#define NOW_S 1795568400
#define PASSWORD "Nanhu-2026"

static const struct login_limits limits = {LOGIN_IDLE_S, LOGIN_LONGEST_S};

struct desk {
	char path[300];
	struct store *store;
	struct login_secret machine;
	struct store_user user;
};

static void
open_store_again(struct desk *d, enum store_mode mode)
{
	store_close(d->store);
	d->store = NULL;
	MUST(store_open(d->path, mode, &d->store, &e));
}

static int
open_desk(void **state)
{
	struct desk *d = calloc(1, sizeof(*d));
	struct user_wish wish = {
	    .name = "wangfang", .password = PASSWORD, .roles = "window"};
	const char *tmp = getenv("TMPDIR");

	assert_non_null(d);
	MUST(crypto_start(&e));
	(void)snprintf(d->path, sizeof(d->path), "%s/login.%ld.db",
	    tmp == NULL ? "/tmp" : tmp, (long)getpid());
	(void)unlink(d->path);
	open_store_again(d, STORE_CREATE);
	MUST(user_add(d->store, &wish, NOW_S, &e));
	crypto_random(&d->machine, sizeof(d->machine));
	*state = d;
	return 0;
}

static int
close_desk(void **state)
{
	struct desk *d = *state;

	store_close(d->store);
	(void)unlink(d->path);
	free(d);
	return 0;
}

static int
sign_in(struct desk *d, const char *name, const char *password, int64_t now_s,
    struct login_secret *id)
{
	struct login_wish wish = {
	    .name = name, .password = password, .machine = &d->machine};
	struct err e = ERR_INIT;

	return login_begin(d->store, &wish, now_s, id, &d->user, &e);
}

static int
sign_in_by_pin(struct desk *d, const char *pin, int64_t now_s)
{
	struct login_wish wish = {
	    .name = "wangfang", .pin = pin, .machine = &d->machine};
	struct login_secret id;
	struct err e = ERR_INIT;

	return login_begin(d->store, &wish, now_s, &id, &d->user, &e);
}

static int
is_signed_in(struct desk *d, const struct login_secret *id, int64_t now_s)
{
	struct err e = ERR_INIT;
	int row = login_read(d->store, id, &limits, now_s, &d->user, &e);

	assert_true(row >= 0);
	return row;
}

static void
who_knows_the_password_is_let_in_until_signing_out(void **state)
{
	struct desk *d = *state;
	struct login_secret id, other;

	assert_int_equal(sign_in(d, "wangfang", "Nanhu-2027", NOW_S, &id), -1);
	assert_int_equal(sign_in(d, "wangfang", PASSWORD, NOW_S, &id), 0);
	assert_int_equal(sign_in(d, "wangfang", PASSWORD, NOW_S, &other), 0);
	assert_memory_not_equal(&id, &other, sizeof(id));
	assert_true(is_signed_in(d, &id, NOW_S));
	assert_string_equal(d->user.name, "wangfang");
	MUST(login_end(d->store, &id, &e));
	assert_false(is_signed_in(d, &id, NOW_S));
	assert_true(is_signed_in(d, &other, NOW_S));
}

static void
a_session_ends_when_it_is_idle_and_when_it_is_old(void **state)
{
	struct desk *d = *state;
	struct login_secret id;
	int64_t t = NOW_S;

	assert_int_equal(sign_in(d, "wangfang", PASSWORD, NOW_S, &id), 0);
	while (t - NOW_S + LOGIN_IDLE_S <= LOGIN_LONGEST_S) {
		t += LOGIN_IDLE_S;
		assert_true(is_signed_in(d, &id, t));
	}
	assert_false(is_signed_in(d, &id, NOW_S + LOGIN_LONGEST_S + 1));
	assert_int_equal(sign_in(d, "wangfang", PASSWORD, NOW_S, &id), 0);
	assert_false(is_signed_in(d, &id, NOW_S + LOGIN_IDLE_S + 1));
	assert_false(is_signed_in(d, &id, NOW_S));
}

static void
five_wrong_passwords_lock_the_name_also_after_a_restart(void **state)
{
	static const char *const guesses[] = {"nanhu", "Nanhu-2021",
	    "Nanhu-2022", "Nanhu-2023", "Nanhu-2024", PASSWORD};
	struct desk *d = *state;
	struct login_secret id;

	/* Where nobody counts, the sixth guess is right. */
	MUST(store_user_find(d->store, "wangfang", &d->user, &e) - 1);
	for (size_t i = 0; i < COUNT_OF(guesses); i++)
		assert_int_equal(password_is(guesses[i], d->user.password),
		    i == COUNT_OF(guesses) - 1);
	for (int i = 0; i < LOGIN_FAILURES_MAX; i++) {
		assert_int_equal(sign_in(d, "wangfang", "x", NOW_S, &id), -1);
		open_store_again(d, STORE_OPEN);
	}
	assert_int_equal(sign_in(d, "wangfang", PASSWORD, NOW_S, &id), -1);
	assert_int_equal(
	    sign_in(d, "wangfang", PASSWORD, NOW_S + LOGIN_LOCK_S - 1, &id),
	    -1);
	assert_int_equal(
	    sign_in(d, "wangfang", PASSWORD, NOW_S + LOGIN_LOCK_S, &id), 0);
	assert_int_equal(d->user.failures, 0);
}

static void
a_wrong_name_and_a_wrong_password_are_answered_alike(void **state)
{
	struct desk *d = *state;
	struct login_wish wish = {
	    .name = "nobody", .password = "x", .machine = &d->machine};
	struct login_secret id;
	struct err unknown = ERR_INIT, wrong = ERR_INIT;

	assert_int_equal(
	    login_begin(d->store, &wish, NOW_S, &id, &d->user, &unknown), -1);
	wish.name = "wangfang";
	assert_int_equal(
	    login_begin(d->store, &wish, NOW_S, &id, &d->user, &wrong), -1);
	assert_string_equal(unknown.text, wrong.text);
	assert_int_equal(unknown.code, wrong.code);
}

static void
give_pin(struct desk *d, const char *pin)
{
	MUST(store_user_find(d->store, "wangfang", &d->user, &e) - 1);
	MUST(password_keep(pin, d->user.pin, &e));
	MUST(store_user_put(d->store, &d->user, &e));
}

static void
a_pin_counts_where_the_password_was_given_that_day(void **state)
{
	struct desk *d = *state;
	struct login_secret id, here = d->machine;

	give_pin(d, "246810");
	assert_int_equal(sign_in_by_pin(d, "246810", NOW_S), -1);
	assert_int_equal(sign_in(d, "wangfang", PASSWORD, NOW_S, &id), 0);
	assert_int_equal(sign_in_by_pin(d, "246810", NOW_S + 3600), 0);
	assert_int_equal(sign_in_by_pin(d, "246811", NOW_S + 3600), -1);
	assert_int_equal(sign_in_by_pin(d, "246810", NOW_S + 86400), -1);
	crypto_random(&d->machine, sizeof(d->machine));
	assert_int_equal(sign_in_by_pin(d, "246810", NOW_S + 3600), -1);
	d->machine = here;
	for (int i = 0; i < LOGIN_PIN_FAILURES_MAX; i++)
		assert_int_equal(sign_in_by_pin(d, "1", NOW_S), -1);
	assert_int_equal(sign_in_by_pin(d, "246810", NOW_S), -1);
	assert_int_equal(sign_in(d, "wangfang", PASSWORD, NOW_S, &id), 0);
	assert_int_equal(sign_in_by_pin(d, "246810", NOW_S), 0);
}

static size_t
count_tiles(struct desk *d, int64_t now_s)
{
	struct err e = ERR_INIT;
	json_t *people = login_people(d->store, &d->machine, now_s, &e);
	size_t count = json_array_size(people);

	assert_non_null(people);
	json_decref(people);
	return count;
}

static void
a_tile_stands_where_a_pin_counts_and_nowhere_else(void **state)
{
	struct desk *d = *state;
	struct login_secret id, here = d->machine;

	assert_int_equal(sign_in(d, "wangfang", PASSWORD, NOW_S, &id), 0);
	assert_int_equal(count_tiles(d, NOW_S), 0);
	give_pin(d, "246810");
	assert_int_equal(count_tiles(d, NOW_S + 3600), 1);
	assert_int_equal(count_tiles(d, NOW_S + 86400), 0);
	crypto_random(&d->machine, sizeof(d->machine));
	assert_int_equal(count_tiles(d, NOW_S), 0);
	d->machine = here;
	for (int i = 0; i < LOGIN_PIN_FAILURES_MAX; i++)
		assert_int_equal(sign_in_by_pin(d, "1", NOW_S), -1);
	assert_int_equal(count_tiles(d, NOW_S), 0);
}

static int
set_up(struct store *s, const char *code, int64_t now_s)
{
	struct setup_wish wish = {code, "admin.li", "李明", PASSWORD};
	struct err e = ERR_INIT;

	return setup_finish(s, &wish, now_s, &e);
}

static void
the_setup_code_admits_one_administrator_once(void **state)
{
	char code[SETUP_CODE_MAX], other[SETUP_CODE_MAX];
	struct store *s = NULL;
	struct store_user user;

	(void)state;
	MUST(store_open(STORE_MEMORY, STORE_CREATE, &s, &e));
	MUST(setup_is_due(s, &e) - 1);
	assert_int_equal(set_up(s, "AAAA-AAAA-AAAA", NOW_S), -1);
	MUST(setup_begin(s, NOW_S, other, &e));
	MUST(setup_begin(s, NOW_S, code, &e));
	assert_int_equal(set_up(s, other, NOW_S), -1);
	assert_int_equal(set_up(s, code, NOW_S + SETUP_S + 1), -1);
	assert_int_equal(set_up(s, code, NOW_S), 0);
	MUST(store_user_find(s, "admin.li", &user, &e) - 1);
	assert_string_equal(user.roles, "system");
	assert_int_equal(set_up(s, code, NOW_S), -1);
	store_close(s);
}

static void
five_wrong_setup_codes_end_the_right_one(void **state)
{
	char code[SETUP_CODE_MAX];
	struct store *s = NULL;

	(void)state;
	MUST(store_open(STORE_MEMORY, STORE_CREATE, &s, &e));
	MUST(setup_begin(s, NOW_S, code, &e));
	for (int i = 0; i < SETUP_FAILURES_MAX; i++)
		assert_int_equal(set_up(s, "no", NOW_S), -1);
	assert_int_equal(set_up(s, code, NOW_S), -1);
	store_close(s);
}

static void
a_token_is_good_until_it_expires(void **state)
{
	struct desk *d = *state;
	struct store_api_token token = {
	    .name = "queue", .roles = "window", .expires = NOW_S};
	uint8_t hash[HASH_ID_LEN];

	hash_id("secret", 6, hash);
	MUST(store_api_token_put(d->store, hash, &token, &e));
	MUST(api_token_read(d->store, "secret", NOW_S, &token, &e) - 1);
	MUST(api_token_read(d->store, "secret", NOW_S + 1, &token, &e));
	MUST(api_token_read(d->store, "Secret", NOW_S, &token, &e));
}

static void
the_three_administrators_are_kept_apart(void **state)
{
	uint32_t roles;
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(access_roles_parse("window,approval", &roles, &e), 0);
	assert_int_equal(roles, ROLE(ROLE_WINDOW) | ROLE(ROLE_APPROVAL));
	assert_int_equal(access_roles_parse("system,audit", &roles, &e), -1);
	assert_int_equal(access_roles_parse("audit,window", &roles, &e), -1);
	assert_int_equal(access_roles_parse("root", &roles, &e), -1);
}

static void
every_action_says_who_may_do_it(void **state)
{
	(void)state;
	for (size_t i = 0; actions[i] != NULL; i++)
		for (const struct action *a = actions[i]; a->noun; a++)
			if (access_kind_of(a->noun, a->verb) == ACCESS_NONE)
				fail_msg("%s %s: no row of "
					 "node/actions/access.c allows it",
				    a->noun, a->verb);
	assert_false(
	    access_is_allowed(ROLE(ROLE_STATISTICS), "case", "decide"));
	assert_true(access_is_allowed(ROLE(ROLE_VILLAGE), "case", "receive"));
	assert_false(access_is_allowed(0, "item", "list"));
	/* What only reads, and shares its noun with what writes. */
	assert_int_equal(access_kind_of("power", "held"), ACCESS_LISTS);
	assert_int_equal(access_kind_of("power", "violations"), ACCESS_LISTS);
	assert_int_equal(access_kind_of("item", "export"), ACCESS_READS);
	assert_true(access_is_allowed(ROLE(ROLE_APPROVAL), "power", "held"));
}

int
main(void)
{
#define AT_THE_DESK(test) \
	cmocka_unit_test_setup_teardown(test, open_desk, close_desk)
	const struct CMUnitTest tests[] = {
	    AT_THE_DESK(who_knows_the_password_is_let_in_until_signing_out),
	    AT_THE_DESK(a_session_ends_when_it_is_idle_and_when_it_is_old),
	    AT_THE_DESK(
		five_wrong_passwords_lock_the_name_also_after_a_restart),
	    AT_THE_DESK(a_wrong_name_and_a_wrong_password_are_answered_alike),
	    AT_THE_DESK(a_pin_counts_where_the_password_was_given_that_day),
	    AT_THE_DESK(a_tile_stands_where_a_pin_counts_and_nowhere_else),
	    AT_THE_DESK(a_token_is_good_until_it_expires),
	    cmocka_unit_test(the_setup_code_admits_one_administrator_once),
	    cmocka_unit_test(five_wrong_setup_codes_end_the_right_one),
	    cmocka_unit_test(the_three_administrators_are_kept_apart),
	    cmocka_unit_test(every_action_says_who_may_do_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
