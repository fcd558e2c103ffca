/*
 * Cases taken in by a version of their item that had been replaced for long
 * (K12): each goes on under that version, and whoever looks after the
 * catalogue asks the hall when it was last in touch.
 */
#include <stdlib.h>

#include "node/actions/case_acts.h"

#define DAY_S 86400

/* Days after which a hall should have heard of a new version. */
#define OUTDATED_DAYS 30
#define OUTDATED_DAYS_MAX 3650

int
case_outdated(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *typed = request_text(request, "days");
	long long days =
	    typed == NULL ? OUTDATED_DAYS : strtoll(typed, NULL, 10);
	struct report_parameter p = {":age", NULL, 0};

	(void)self;
	if (days < 1 || days > OUTDATED_DAYS_MAX)
		return err_set(e, ERR_FORMAT,
		    "%s must be a whole number from %lld to %lld", "days", 1LL,
		    (long long)OUTDATED_DAYS_MAX);
	p.number = days * DAY_S;
	*out = store_report(
	    engine_store(a->engine), REPORT_CASES_OUTDATED, &p, 1, e);
	return *out == NULL ? -1 : 0;
}
