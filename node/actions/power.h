/*
 * power: the actions on delegated powers (下放权限), in several files.
 *
 *	power.c its life, step by step · power_show.c lists ·
 *	power_mode.c who decides, in whose name
 */
#ifndef SANJI_ACTIONS_POWER_H
#define SANJI_ACTIONS_POWER_H

#include "node/actions/action.h"

typedef int power_act(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

power_act power_list;
power_act power_show;
power_act power_matrix;
power_act power_publication;

/* Days before its last one from which on a power is said to expire soon. */
#define POWER_SOON_DAYS 30

/*
 * All powers, proposed or granted, each with its "stage", a new array: where
 * it is in its life today.
 */
json_t *power_rows(const struct actor *a, struct err *e) MUST_CHECK;

/*
 * The power whose id begins like that, borrowed from a new array in
 * *rows_out; NULL with ERR_NOT_FOUND, or if there are several.
 */
json_t *power_find(const struct actor *a, const char *id, json_t **rows_out,
    struct err *e) MUST_CHECK;

/* Who decides under a power of the mode; in whose name: both English, with
 * Chinese in the catalogue. */
const char *power_decides(const char *mode);
const char *power_bears(const char *mode);

#endif
