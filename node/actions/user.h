/*
 * user: who may sign in at this node.
 */
#ifndef SANJI_ACTIONS_USER_H
#define SANJI_ACTIONS_USER_H

#include "schema/store/user.h"

/* A password has so many characters of three kinds at least. */
#define USER_PASSWORD_MIN 8
#define USER_PIN_MIN 6
#define USER_PIN_MAX 12

struct user_wish {
	const char *name, *full_name, *staff, *roles; /* NULL: "" */
	const char *password;
	int must_change; /* the password is good for choosing another only */
};

/* -1 with ERR_FORMAT if nobody may be called so. */
int user_check_name(const char *name, struct err *e) MUST_CHECK;

/*
 * Add a user, within a transaction.  -1 with ERR_FORMAT (name, password,
 * roles), ERR_REFUSED (the name is taken).
 */
int user_add(struct store *s, const struct user_wish *wish, int64_t now_s,
    struct err *e) MUST_CHECK;

#endif
