/*
 * Whether one field of what a citizen brings has its form, asked when the
 * operator leaves it and long before anything is saved.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "schema/base/json.h"
#include "schema/records/check.h"

int
case_check(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *name = request_text(request, "field");
	const struct event_type *et =
	    event_type_of_kind(record_type_named("case"), "case.received");
	const struct field_type *field = field_type_named(et, name);
	json_t *value;
	int failed;

	(void)a, (void)self;
	if (field == NULL)
		return err_set(e, ERR_USAGE,
		    "a case has no field \"%s\"; see `sanji help case`", name);
	value = field_parse(field, request_text(request, "value"), e);
	failed = value == NULL || field_check(field, value, e) != 0;
	json_decref(value);
	if (failed)
		return -1;
	*out = json_pack("{s:s,s:b}", "field", name, "right", 1);
	return *out == NULL ? err_nomem(e) : 0;
}
