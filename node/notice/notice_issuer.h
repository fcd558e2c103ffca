/*
 * notice_issuer: in whose name a notice stands.
 *
 * What a hall does of its own (a receipt, an order) stands in its own name.
 * An act on the application stands in the name of who is answerable for it,
 * and the mode of the power says who that is.
 */
#ifndef SANJI_NOTICE_NOTICE_ISSUER_H
#define SANJI_NOTICE_NOTICE_ISSUER_H

#include <jansson.h>

#include "node/notice/notice_kind.h"

/*
 * The name, borrowed from the notice, whose members have their form; NULL
 * if the mode asks for a department's and the notice has none.
 */
const char *notice_issuer(const struct notice_kind *kind, const json_t *notice);

#endif
