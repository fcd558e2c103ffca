/*
 * Signing in, out, and the time between.
 */
#include "node/actions/login.h"

#include <stdio.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "crypto/password.h"
#include "node/actions/user.h"
#include "schema/records/day.h"
#include "schema/store/session.h"

/* A session that was used is written again after so long, not each time. */
#define NOTE_USE_S 60

_Static_assert(USER_KEPT_MAX >= PASSWORD_TEXT_MAX, "a kept password fits");

void
login_secret_text(
    const struct login_secret *secret, char out[LOGIN_SECRET_TEXT_MAX])
{
	_Static_assert(
	    CRYPTO_BASE64_LEN(LOGIN_SECRET_LEN) == LOGIN_SECRET_TEXT_MAX,
	    "the text fits");
	crypto_base64_text(secret->bytes, sizeof(secret->bytes), out);
}

int
login_secret_parse(const char *text, struct login_secret *out)
{
	size_t len;

	if (strlen(text) != LOGIN_SECRET_TEXT_MAX - 1 ||
	    crypto_base64_parse(text, out->bytes, sizeof(out->bytes), &len) !=
		0 ||
	    len != sizeof(out->bytes))
		return -1;
	return 0;
}

/* One secret is known by several hashes, each for one use. */
static void
hash_for(const char use[8], const struct login_secret *secret,
    uint8_t out[HASH_ID_LEN])
{
	uint8_t bytes[8 + LOGIN_SECRET_LEN];

	memcpy(bytes, use, 8);
	memcpy(bytes + 8, secret->bytes, LOGIN_SECRET_LEN);
	hash_id(bytes, sizeof(bytes), out);
	crypto_wipe(bytes, sizeof(bytes));
}

void
login_token(const struct login_secret *id, char out[LOGIN_SECRET_TEXT_MAX])
{
	struct login_secret token;

	hash_for("token   ", id, token.bytes);
	login_secret_text(&token, out);
}

/* --- passwords and PINs -------------------------------------------------- */

static int
refuse(struct err *e)
{
	return err_set(e, ERR_REFUSED,
	    "the name and the password do not fit, or the name is locked; "
	    "after %d wrong tries it is locked for %d minutes",
	    LOGIN_FAILURES_MAX, LOGIN_LOCK_S / 60);
}

/* Whatever came out is on the disk before anybody hears of it. */
static int
note_failure(
    struct store *s, struct store_user *user, int64_t now_s, struct err *e)
{
	if (user->locked_until != 0 && user->locked_until <= now_s) {
		user->locked_until = 0;
		user->failures = 0;
	}
	if (++user->failures >= LOGIN_FAILURES_MAX && user->locked_until == 0)
		user->locked_until = now_s + LOGIN_LOCK_S;
	return store_user_put(s, user, e);
}

static int
check_password(struct store *s, const struct login_wish *wish, int is_known,
    struct store_user *user, int64_t now_s, struct err *e)
{
	int is_right =
	    password_is(wish->password, is_known ? user->password : NULL);

	if (!is_known || user->disabled_time != 0 || user->locked_until > now_s)
		return 0;
	if (!is_right)
		return note_failure(s, user, now_s, e);
	user->failures = user->pin_failures = 0;
	user->locked_until = 0;
	return store_user_put(s, user, e) != 0 ? -1 : 1;
}

static int
may_use_pin(struct store *s, const struct login_wish *wish,
    const struct store_user *user, int64_t now_s, struct err *e)
{
	uint8_t machine[HASH_ID_LEN];
	int64_t time_s;

	hash_for("machine ", wish->machine, machine);
	if (store_machine_time(s, machine, user->id, &time_s, e) != 0)
		return -1;
	return time_s != 0 && day_number_of(time_s) == day_number_of(now_s);
}

static int
check_pin(struct store *s, const struct login_wish *wish, int is_known,
    struct store_user *user, int64_t now_s, struct err *e)
{
	int has_pin = is_known && user->pin[0] != '\0';
	int is_right = password_is(wish->pin, has_pin ? user->pin : NULL);
	int may = has_pin ? may_use_pin(s, wish, user, now_s, e) : 0;

	if (may <= 0 || user->disabled_time != 0 || user->locked_until > now_s)
		return may < 0 ? -1 : 0;
	user->pin_failures = is_right ? 0 : user->pin_failures + 1;
	if (user->pin_failures >= LOGIN_PIN_FAILURES_MAX &&
	    store_machines_forget(s, user->id, e) != 0)
		return -1;
	return store_user_put(s, user, e) != 0 ? -1 : is_right;
}

/* --- sessions ------------------------------------------------------------ */

static int
open_session(struct store *s, const struct login_wish *wish,
    const struct store_user *user, int64_t now_s, struct login_secret *id,
    struct err *e)
{
	struct store_session session = {user->id, now_s, now_s};
	uint8_t hash[HASH_ID_LEN];

	crypto_random(id->bytes, sizeof(id->bytes));
	hash_for("session ", id, hash);
	if (store_session_put(s, hash, &session, e) != 0)
		return -1;
	hash_for("machine ", wish->machine, hash);
	return wish->password == NULL
		   ? 0
		   : store_machine_note(s, hash, user->id, now_s, e);
}

int
login_begin(struct store *s, const struct login_wish *wish, int64_t now_s,
    struct login_secret *id_out, struct store_user *user_out, struct err *e)
{
	int is_known, is_right = -1, failed;

	if (store_begin(s, e) != 0)
		return -1;
	is_known = store_user_find(s, wish->name, user_out, e);
	if (is_known >= 0)
		is_right =
		    wish->password != NULL
			? check_password(s, wish, is_known, user_out, now_s, e)
			: check_pin(s, wish, is_known, user_out, now_s, e);
	failed = is_right < 0 ||
		 (is_right == 1 &&
		     open_session(s, wish, user_out, now_s, id_out, e) != 0);
	if (failed) {
		store_rollback(s);
		return -1;
	}
	if (store_commit(s, e) != 0)
		return -1;
	return is_right ? 0 : refuse(e);
}

static int
is_over(const struct store_session *session, const struct login_limits *limits,
    int64_t now_s)
{
	return now_s - session->used > limits->idle_s ||
	       now_s - session->began > limits->longest_s;
}

/* 1 and the session, if it is not over. */
static int
read_session(struct store *s, const uint8_t hash[HASH_ID_LEN],
    const struct login_limits *limits, int64_t now_s, struct store_session *out,
    struct err *e)
{
	int row = store_session_read(s, hash, out, e);

	if (row != 1 || !is_over(out, limits, now_s))
		return row;
	return store_session_end(s, hash, e) != 0 ? -1 : 0;
}

static int
read_user(
    struct store *s, int64_t id, struct store_user *user_out, struct err *e)
{
	int row = store_user_get(s, id, user_out, e);

	return row == 1 && user_out->disabled_time != 0 ? 0 : row;
}

static int
find_session(struct store *s, const struct login_secret *id,
    const struct login_limits *limits, int64_t now_s,
    uint8_t hash_out[HASH_ID_LEN], struct store_session *out, struct err *e)
{
	hash_for("session ", id, hash_out);
	return read_session(s, hash_out, limits, now_s, out, e);
}

int
login_look(struct store *s, const struct login_secret *id,
    const struct login_limits *limits, int64_t now_s,
    struct store_user *user_out, struct err *e)
{
	struct store_session session;
	uint8_t hash[HASH_ID_LEN];
	int row = find_session(s, id, limits, now_s, hash, &session, e);

	return row == 1 ? read_user(s, session.user, user_out, e) : row;
}

int
login_read(struct store *s, const struct login_secret *id,
    const struct login_limits *limits, int64_t now_s,
    struct store_user *user_out, struct err *e)
{
	struct store_session session;
	uint8_t hash[HASH_ID_LEN];
	int row = find_session(s, id, limits, now_s, hash, &session, e);

	if (row != 1)
		return row;
	if (now_s - session.used >= NOTE_USE_S) {
		session.used = now_s;
		if (store_session_put(s, hash, &session, e) != 0)
			return -1;
	}
	return read_user(s, session.user, user_out, e);
}

json_t *
login_people(struct store *s, const struct login_secret *machine, int64_t now_s,
    struct err *e)
{
	uint8_t hash[HASH_ID_LEN];

	hash_for("machine ", machine, hash);
	return store_machine_people(
	    s, hash, day_begins(day_number_of(now_s)), e);
}

int
login_end(struct store *s, const struct login_secret *id, struct err *e)
{
	uint8_t hash[HASH_ID_LEN];

	hash_for("session ", id, hash);
	return store_session_end(s, hash, e);
}
