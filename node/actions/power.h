/*
 * power: the actions on delegated powers (下放权限), in several files.
 *
 *	power.c its life, step by step · power_show.c lists ·
 *	power_mode.c who decides, in whose name · power_cut.c emergencies ·
 *	power_held.c acts that wait to be ratified ·
 *	power_answer.c what nodes answer by themselves
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
power_act power_held;
power_act power_violations;
power_act power_rule; /* ratify or annul, by the action's verb */

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

/* What the grantee decided under the power of that row, a new array. */
json_t *power_acts(
    const struct actor *a, const json_t *power, struct err *e) MUST_CHECK;

/*
 * Put the cut into an event that takes the power of that row back: "cut", or
 * what the request says by from, case or day, or all that is held; and, if
 * it was chosen, how far the grantee's logs are held.
 */
int power_put_cut(const struct actor *a, const json_t *power,
    const json_t *request, json_t *event, struct err *e) MUST_CHECK;

/*
 * What the event (taken) about the power would do to its grantee's acts;
 * nothing is written.  A new object in *out.
 */
int power_try(const struct actor *a, const json_t *power, json_t *event,
    json_t **out, struct err *e) MUST_CHECK;

/*
 * -1 with ERR_REFUSED if the act of that row (REPORT_HELD) cannot be annulled,
 * since its paper has been handed over.
 */
int power_may_annul(
    const struct actor *a, const json_t *act, struct err *e) MUST_CHECK;

/*
 * What nodes do by themselves (RULES A8): a grantee hands back what is to be
 * closed once its last day is over, the county takes back what was handed
 * back, by the frontier it was handed back with.
 */
int
power_answer(const struct actor *a, size_t *written, struct err *e) MUST_CHECK;

/* Who decides under a power of the mode; in whose name: both English, with
 * Chinese in the catalogue. */
const char *power_decides(const char *mode);
const char *power_bears(const char *mode);

#endif
