/*
 * What the fields of one event of a case must be together.  They see that
 * event and nothing else; personal fields may be sealed, so only whether one
 * is there can be asked.
 */
#include <string.h>

#include "schema/base/json.h"
#include "schema/records/case_type.h"
#include "schema/records/check.h"
#include "schema/records/deadline.h"

static int
has_personal(const json_t *event, const char *field)
{
	return json_object_get(json_object_get(event, EVENT_PERSONAL), field) !=
	       NULL;
}

static int
says(const json_t *event, const char *field, const char *word)
{
	const char *said = json_member_text(event, field);

	return said != NULL && strcmp(said, word) == 0;
}

/* A number nobody can check is somebody's word, so they say why. */
int
case_check_number(const json_t *event, struct err *e)
{
	if (!says(event, "document", "identity_card") ||
	    has_personal(event, "number_reason"))
		return 0;
	return err_set(e, ERR_FORMAT,
	    "an identity card whose number does not check (GB 11643) needs "
	    "number_reason: why the number is taken as it stands on the card");
}

int
case_check_received(const json_t *event, struct err *e)
{
	int has_document = json_object_get(event, "document") != NULL;

	if (has_document != has_personal(event, "document_number"))
		return err_set(e, ERR_FORMAT,
		    "give document and document_number together");
	if (!has_document && !has_personal(event, "id_number"))
		return err_set(e, ERR_FORMAT,
		    "case.received needs id_number (identity number); who has "
		    "none shows another document: document=passport "
		    "document_number=…");
	return case_check_number(event, e);
}

/* Each department finishes its part within what the citizen was promised. */
static int
check_parts(const json_t *event, json_int_t promise, struct err *e)
{
	size_t i;
	json_t *part;

	json_array_foreach (json_object_get(event, "parts"), i, part) {
		json_int_t days = json_member_integer(part, "promise_days", 0);

		if (days > promise)
			return err_set(e, ERR_FORMAT,
			    "%s: its part promises %lld working days, and the "
			    "case %lld; a department finishes within the "
			    "promise of the case (行政许可法 26)",
			    json_member_text(part, "department"),
			    (long long)days, (long long)promise);
	}
	return 0;
}

int
case_check_accepted(const json_t *event, struct err *e)
{
	json_int_t promise = json_member_integer(event, "promise_days", 0);
	json_int_t statutory = json_member_integer(event, "statutory_days", 0);
	int has_parts = json_object_get(event, "parts") != NULL;

	if (!deadline_may_promise((int)promise, (int)statutory))
		return err_set(e, ERR_FORMAT,
		    "a promise of %lld working days is longer than the %lld "
		    "of the law (行政许可法 42)",
		    (long long)promise, (long long)statutory);
	if (says(event, "mode", "immediate") && promise != 0)
		return err_set(e, ERR_FORMAT,
		    "a case handled at once promises no days (即办: the same "
		    "day)");
	if (says(event, "coordination", "joint") != has_parts)
		return err_set(e, ERR_FORMAT,
		    "a joint case names its departments in parts, and no "
		    "other does (行政许可法 26)");
	return check_parts(event, promise, e);
}

int
case_check_decided(const json_t *event, struct err *e)
{
	int is_short = says(event, "outcome", "approved_short");

	if (is_short != (json_object_get(event, "missing") != NULL))
		return err_set(e, ERR_FORMAT,
		    "outcome approved_short names in missing what follows "
		    "later, and no other does");
	if (says(event, "outcome", "denied") && !has_personal(event, "reason"))
		return err_set(e, ERR_FORMAT,
		    "who denies says why: give reason=… (行政许可法 38)");
	return 0;
}

const struct green_scope case_green_scopes[] = {
    {"key_project", NULL, 0},
    {"foreign_company", "USD", 10000000},
    {"domestic_company", "CNY", 50000000},
    {"construction", "CNY", 50000000},
    {"leaders_order", NULL, 0},
    {.scope = NULL},
};

int
case_check_green(const json_t *event, struct err *e)
{
	json_int_t amount = json_member_integer(event, "amount", 0);
	size_t i = 0;

	while (!says(event, "scope", case_green_scopes[i].scope))
		i++;
	if (case_green_scopes[i].currency == NULL)
		return json_object_get(event, "basis") != NULL
			   ? 0
			   : err_set(e, ERR_FORMAT,
				 "that scope needs the order it rests on: "
				 "basis=NUMBER (centre rules: 绿色通道)");
	if (!says(event, "currency", case_green_scopes[i].currency))
		return err_set(e, ERR_FORMAT,
		    "the threshold of %s is in %s; give currency=%s and the "
		    "amount in it (centre rules: 绿色通道)",
		    case_green_scopes[i].scope, case_green_scopes[i].currency,
		    case_green_scopes[i].currency);
	if (amount < case_green_scopes[i].least)
		return err_set(e, ERR_FORMAT,
		    "the green channel begins at %lld %s, and the amount is "
		    "%lld; handle the case without it, or give the order it "
		    "rests on: scope=key_project or leaders_order, "
		    "basis=NUMBER (centre rules: 绿色通道)",
		    (long long)case_green_scopes[i].least,
		    case_green_scopes[i].currency, (long long)amount);
	return 0;
}
