/*
 * The first administrator: whoever has the code that was printed where only
 * the owner of the machine can read it.
 */
#include <stdio.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "node/actions/access.h"
#include "node/actions/login.h"
#include "node/actions/user.h"
#include "schema/store/session.h"

/* No letter or digit that could be read as another; 32 of them, 5 bits. */
static const char letters[] = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";

_Static_assert(sizeof(letters) == 33, "32 letters and the NUL");
_Static_assert(STORE_SECRET_HASH_LEN == HASH_ID_LEN, "a hash fits");

static void
write_code(char out[SETUP_CODE_MAX])
{
	uint8_t chance[SETUP_CODE_MAX - 1];
	size_t len = sizeof(chance);

	crypto_random(chance, sizeof(chance));
	for (size_t i = 0; i < len; i++)
		out[i] = i % 5 == 4 ? '-' : letters[chance[i] % 32];
	out[len] = '\0';
}

int
setup_is_due(struct store *s, struct err *e)
{
	int64_t count;

	return store_user_count(s, &count, e) != 0 ? -1 : count == 0;
}

int
setup_begin(struct store *s, int64_t now_s, char code_out[SETUP_CODE_MAX],
    struct err *e)
{
	struct store_setup setup = {.expires = now_s + SETUP_S};
	int is_due = setup_is_due(s, e);

	if (is_due < 0)
		return -1;
	if (!is_due)
		return err_set(e, ERR_REFUSED,
		    "there are users already; add one with `sanji user add`");
	write_code(code_out);
	hash_id(code_out, strlen(code_out), setup.hash);
	return store_setup_put(s, &setup, e);
}

static int
is_the_code(const struct store_setup *setup, const char *code)
{
	uint8_t hash[HASH_ID_LEN];

	hash_id(code, strlen(code), hash);
	return crypto_is_same(hash, setup->hash, sizeof(hash));
}

/* 1: it is right; 0: it is not, which was noted; -1. */
static int
check_code(struct store *s, const char *code, int64_t now_s, struct err *e)
{
	struct store_setup setup;
	int row = store_setup_read(s, &setup, e);

	if (row != 1)
		return row;
	if (setup.expires < now_s || setup.failures >= SETUP_FAILURES_MAX)
		return 0;
	if (is_the_code(&setup, code))
		return 1;
	setup.failures++;
	return store_setup_put(s, &setup, e);
}

static int
add_administrator(struct store *s, const struct setup_wish *wish, int64_t now_s,
    struct err *e)
{
	struct user_wish user = {.name = wish->name,
	    .full_name = wish->full_name,
	    .password = wish->password,
	    .roles = access_role_word(ROLE_SYSTEM)};

	return user_add(s, &user, now_s, e) != 0 ? -1
						 : store_setup_forget(s, e);
}

int
setup_finish(struct store *s, const struct setup_wish *wish, int64_t now_s,
    struct err *e)
{
	int is_right, failed = 0;

	if (store_begin(s, e) != 0)
		return -1;
	is_right = setup_is_due(s, e);
	if (is_right == 1)
		is_right = check_code(s, wish->code, now_s, e);
	if (is_right == 1)
		failed = add_administrator(s, wish, now_s, e);
	if (is_right < 0 || failed) {
		store_rollback(s);
		return -1;
	}
	if (store_commit(s, e) != 0)
		return -1;
	return is_right ? 0
			: err_set(e, ERR_REFUSED,
			      "this is not the setup code, or it is no longer "
			      "good; `sanji user setup` prints another");
}
