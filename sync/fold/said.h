/*
 * said: what events of gazettes say in forms of their own.
 */
#ifndef SANJI_FOLD_SAID_H
#define SANJI_FOLD_SAID_H

#include "sync/fold/authority.h"

/* A key, in hex; -1 if there is none of that name, which may be in order. */
int said_key(const json_t *body, const char *name, uint8_t out[VIEW_KEY_LEN]);

/*
 * A cut, empty if there is none of that name; to be freed with its heads.
 * -1 without memory.
 */
int said_cut(const json_t *body, const char *name, struct cut *out,
    struct err *e) MUST_CHECK;

#endif
