/*
 * user: who may sign in at this node, as rows.
 */
#ifndef SANJI_STORE_USER_H
#define SANJI_STORE_USER_H

#include <jansson.h>
#include <stdint.h>

#include "schema/store/store.h"

/* Longest texts, with the NUL. */
#define USER_NAME_MAX 65
#define USER_FULL_NAME_MAX 121
#define USER_STAFF_MAX 65
#define USER_ROLES_MAX 161
#define USER_KEPT_MAX 129 /* crypto/password.h */

struct store_user {
	int64_t id;
	char name[USER_NAME_MAX];
	char full_name[USER_FULL_NAME_MAX];
	char staff[USER_STAFF_MAX];
	char roles[USER_ROLES_MAX];
	char password[USER_KEPT_MAX];
	char pin[USER_KEPT_MAX];
	int64_t password_time;
	int64_t must_change; /* 1: chosen by somebody else */
	int64_t failures, locked_until, pin_failures;
	int64_t disabled_time; /* 0: not */
};

/* 1 and the user of that name; 0: there is none; -1. */
int store_user_find(struct store *s, const char *name, struct store_user *out,
    struct err *e) MUST_CHECK;

/* 1 and the user of that number; 0; -1. */
int store_user_get(struct store *s, int64_t id, struct store_user *out,
    struct err *e) MUST_CHECK;

/* Add one; its id comes back in it.  The name must be free. */
int store_user_add(
    struct store *s, struct store_user *user, struct err *e) MUST_CHECK;

/* Write everything of it but the name again. */
int store_user_put(
    struct store *s, const struct store_user *user, struct err *e) MUST_CHECK;

/* All, by name, without what is secret.  A new array, or NULL. */
json_t *store_users(struct store *s, struct err *e) MUST_CHECK;

/* How many there are. */
int store_user_count(struct store *s, int64_t *out, struct err *e) MUST_CHECK;

#endif
