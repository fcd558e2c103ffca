/*
 * link: a ruling on two records, said in the ledger of each
 * (schema/records/link.h).
 */
#ifndef SANJI_ACTIONS_LINK_H
#define SANJI_ACTIONS_LINK_H

#include "node/actions/action.h"

struct link {
	const char *type;
	const json_t *one, *other; /* rows of records of that type */
	const char *role;	   /* of the one; the other's follows */
	const char *reason;	   /* never NULL */
	int is_automatic;
};

/*
 * Write it, both sides or none.  -1 with ERR_FORMAT if both are one record,
 * or what writing fails with, such as a role that is none.
 */
int link_write(
    const struct actor *a, const struct link *l, struct err *e) MUST_CHECK;

#endif
