/*
 * item_check: what an item must say before it is public.
 *
 *	item.published, each field of its form --> [item_check] --> 0 or why not
 */
#ifndef SANJI_RECORDS_ITEM_CHECK_H
#define SANJI_RECORDS_ITEM_CHECK_H

#include <jansson.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

/*
 * 0 if the item may be published so; -1 with ERR_REFUSED naming the field,
 * the rule and what to do:
 *
 *  - the promise is no longer than the statutory limit (行政许可法 art. 42);
 *    an item is immediate (即办) if and only if it promises 0 days;
 *  - of the six standards content, conditions and steps are written, and no
 *    more days are planned for steps than promised; materials and fees that
 *    are left out say that there are none;
 *  - a fee has its basis (行政许可法 art. 58, 59);
 *  - all nine disclosures are written (art. 30);
 *  - its ways of handling fit: a joint item names two departments or more
 *    and is not immediate, 一审一核 has two steps at most, 容缺 some secondary
 * material, and only what may be delegated has a mode of delegation.
 */
int item_check(const json_t *event, struct err *e) MUST_CHECK;

#endif
