/*
 * disclose: what is known of citizens, on its way to whoever asked.
 *
 *	result of an action that lists --> personal values masked
 *	result of an action that opens one --> noted who looked, at what, why
 *
 * 居民身份证法 19, 个人信息保护法 51: numbers are masked in lists, and a full
 * view is an act that is noted.
 */
#ifndef SANJI_ACTIONS_DISCLOSE_H
#define SANJI_ACTIONS_DISCLOSE_H

#include "node/actions/action.h"

/* Whether the action shows all of one, and so takes why=…. */
int disclose_is_noted(const struct action *self);

/*
 * Mask or note, by what the action does (access.h); result is changed in
 * place.  -1: it could not be noted, and must not be shown.
 */
int disclose(const struct actor *a, const struct action *self,
    const json_t *request, json_t *result, struct err *e) MUST_CHECK;

/*
 * Note what leaves the screen, a paper or a file: "notice.print" and its
 * number.  -1: it must not leave.
 */
int disclose_note(const struct actor *a, const char *what, const char *about,
    struct err *e) MUST_CHECK;

/*
 * A personal value as it stands in a list, in out: of a name the first
 * character, of a number the ends, of other texts nothing.
 */
#define MASKED_MAX 64
void disclose_mask(const char *field, const char *value, char out[MASKED_MAX]);

#endif
