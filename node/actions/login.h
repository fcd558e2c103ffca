/*
 * login: who is at the console.
 *
 *	name and password --> [login] --> a secret number, for a while
 *
 * Five wrong passwords lock a name for a quarter of an hour, and the count
 * is on the disk before the answer is given.  A wrong name, a wrong password
 * and a locked name give one answer in one time.
 */
#ifndef SANJI_ACTIONS_LOGIN_H
#define SANJI_ACTIONS_LOGIN_H

#include <stdint.h>

#include "schema/store/user.h"

/* GB/T 22239-2019, 8.1.4.1 b asks for limits and leaves the numbers open. */
#define LOGIN_FAILURES_MAX 5
#define LOGIN_LOCK_S (15 * 60)
#define LOGIN_PIN_FAILURES_MAX 5

/* How long one lasts without a request, and at all, unless hall.conf says. */
#define LOGIN_IDLE_S (30 * 60)
#define LOGIN_LONGEST_S (12 * 3600)

/* After how long without a key or a touch a page locks itself. */
#define LOGIN_LOCK_PAGE_S (10 * 60)

/* How long a setup code admits somebody, and how many wrong ones end it. */
#define SETUP_S (24 * 3600)
#define SETUP_FAILURES_MAX 5

/* What only the browser has: a session's id, or the browser's own number. */
#define LOGIN_SECRET_LEN 32
struct login_secret {
	uint8_t bytes[LOGIN_SECRET_LEN];
};

/* As text, in URL-safe base64: 43 characters and the NUL. */
#define LOGIN_SECRET_TEXT_MAX 44
void login_secret_text(
    const struct login_secret *secret, char out[LOGIN_SECRET_TEXT_MAX]);

/* 0, or -1 if it is none. */
int login_secret_parse(const char *text, struct login_secret *out) MUST_CHECK;

/* What is sent with everything that writes, worked out from the id. */
void
login_token(const struct login_secret *id, char out[LOGIN_SECRET_TEXT_MAX]);

struct login_limits {
	int64_t idle_s, longest_s;
	int64_t page_s; /* kept by the page, not here */
};

struct login_wish {
	const char *name;
	const char *password; /* or NULL: */
	const char *pin;      /* if the password was given there that day */
	const struct login_secret *machine;
};

/*
 * Begin one: a new id, never one that was known before.  -1 with ERR_REFUSED
 * in words that do not say which of the two was wrong.
 */
int login_begin(struct store *s, const struct login_wish *wish, int64_t now_s,
    struct login_secret *id_out, struct store_user *user_out,
    struct err *e) MUST_CHECK;

/* 1 and whose it is; 0: it is over, or never was; -1. */
int login_read(struct store *s, const struct login_secret *id,
    const struct login_limits *limits, int64_t now_s,
    struct store_user *user_out, struct err *e) MUST_CHECK;

/* The same, without counting as a request. */
int login_look(struct store *s, const struct login_secret *id,
    const struct login_limits *limits, int64_t now_s,
    struct store_user *user_out, struct err *e) MUST_CHECK;

/*
 * Whose PIN counts on that machine now: a new array of {name, full_name}, or
 * NULL.
 */
json_t *login_people(struct store *s, const struct login_secret *machine,
    int64_t now_s, struct err *e) MUST_CHECK;

int login_end(
    struct store *s, const struct login_secret *id, struct err *e) MUST_CHECK;

/* --- the first administrator ---------------------------------------------- */

/* "ABCD-EFGH-JKMN" and the NUL. */
#define SETUP_CODE_MAX 15

/* Make a code, while there is no user; -1 with ERR_REFUSED if there is. */
int setup_begin(struct store *s, int64_t now_s, char code_out[SETUP_CODE_MAX],
    struct err *e) MUST_CHECK;

/* 1: nobody may sign in yet; 0; -1. */
int setup_is_due(struct store *s, struct err *e) MUST_CHECK;

struct setup_wish {
	const char *code;
	const char *name, *full_name, *password;
};

/* Make the system administrator the code admits. */
int setup_finish(struct store *s, const struct setup_wish *wish, int64_t now_s,
    struct err *e) MUST_CHECK;

#endif
