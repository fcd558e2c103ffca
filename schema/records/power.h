/*
 * power: what a delegated power (下放权限) lets its grantee do.
 *
 *	power.granted, the record decided on --> [power] --> allowed or not
 *
 * Pure functions of what is signed: every replica answers alike.
 */
#ifndef SANJI_RECORDS_POWER_H
#define SANJI_RECORDS_POWER_H

#include <jansson.h>

/* What somebody decides on. */
struct power_subject {
	const char *record;    /* its name */
	const json_t *opening; /* body of its opening event, or NULL */
	const char *covers;    /* field of that one which names the item */
};

/*
 * Whether what `granted` (the body of power.granted) lets a hall decide
 * includes the subject: the item, the case of a power for one case, the
 * ceiling, the kinds of applicants.  Under 镇派员协助 the county decides, so
 * that it includes nothing.
 */
int power_allows(const json_t *granted, const struct power_subject *subject);

#endif
