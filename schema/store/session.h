/*
 * session: who is signed in, where a PIN may be used, and the setup code.
 */
#ifndef SANJI_STORE_SESSION_H
#define SANJI_STORE_SESSION_H

#include <jansson.h>
#include <stdint.h>

#include "schema/store/store.h"

/* What a secret is known by here. */
#define STORE_SECRET_HASH_LEN 32

struct store_session {
	int64_t user;
	int64_t began, used;
};

/* 1 and the session; 0: there is none; -1. */
int
store_session_read(struct store *s, const uint8_t hash[STORE_SECRET_HASH_LEN],
    struct store_session *out, struct err *e) MUST_CHECK;

/* Write it, new or again. */
int
store_session_put(struct store *s, const uint8_t hash[STORE_SECRET_HASH_LEN],
    const struct store_session *session, struct err *e) MUST_CHECK;

int store_session_end(struct store *s,
    const uint8_t hash[STORE_SECRET_HASH_LEN], struct err *e) MUST_CHECK;

/* All of a user; and all that began, or were used, before a moment. */
int
store_sessions_end_of(struct store *s, int64_t user, struct err *e) MUST_CHECK;
int store_sessions_end_old(struct store *s, int64_t began_before,
    int64_t used_before, struct err *e) MUST_CHECK;

/* When the user last gave the password on that machine; 0: never. */
int store_machine_time(struct store *s,
    const uint8_t machine[STORE_SECRET_HASH_LEN], int64_t user,
    int64_t *time_out, struct err *e) MUST_CHECK;
int store_machine_note(struct store *s,
    const uint8_t machine[STORE_SECRET_HASH_LEN], int64_t user, int64_t time_s,
    struct err *e) MUST_CHECK;

/* Who gave the password there since then, and has a PIN: a new array of
 * {name, full_name}, or NULL. */
json_t *store_machine_people(struct store *s,
    const uint8_t machine[STORE_SECRET_HASH_LEN], int64_t since,
    struct err *e) MUST_CHECK;

/* No PIN of the user counts on any machine from now on. */
int
store_machines_forget(struct store *s, int64_t user, struct err *e) MUST_CHECK;

struct store_setup {
	uint8_t hash[STORE_SECRET_HASH_LEN];
	int64_t expires;
	int64_t failures;
};

/* 1 and the code; 0; -1.  Putting replaces it. */
int store_setup_read(
    struct store *s, struct store_setup *out, struct err *e) MUST_CHECK;
int store_setup_put(
    struct store *s, const struct store_setup *setup, struct err *e) MUST_CHECK;
int store_setup_forget(struct store *s, struct err *e) MUST_CHECK;

#endif
