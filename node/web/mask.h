/*
 * mask: personal data in a list, as much as tells two people apart.
 *
 *	rows with "personal" in clear --[mask]--> 王**, 3304**********1234
 */
#ifndef SANJI_WEB_MASK_H
#define SANJI_WEB_MASK_H

#include <jansson.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/* Longest masked text. */
#define MASK_TEXT_MAX 64

/* Mask every "personal" object in rows; -1 with ERR_NOMEM. */
int mask_rows(json_t *rows, struct err *e) MUST_CHECK;

/* One value of a field of that name. */
void mask_text(const char *field, const char *value, char out[MASK_TEXT_MAX]);

#endif
