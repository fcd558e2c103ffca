#include <stdio.h>
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/notice_acts.h"
#include "schema/base/json.h"
#include "schema/records/check.h"

#define ISSUED "case.notice_issued"
#define PRINTED "case.notice_printed"

/* --- events of a case ----------------------------------------------------- */

int
case_event_counts(const json_t *event)
{
	const char *status = json_member_text(event, "status");

	return strcmp(status, event_status_word(EVENT_OK)) == 0 ||
	       strcmp(status, event_status_word(EVENT_DUPLICATE)) == 0;
}

int
case_event_is(const json_t *event, const char *kind)
{
	return strcmp(json_member_text(event, "kind"), kind) == 0;
}

const char *
case_event_text(const json_t *event, const char *field)
{
	const json_t *body = json_object_get(event, "body");
	const char *text = json_member_text(body, field);

	return text != NULL ? text
			    : json_member_text(
				  json_object_get(body, EVENT_PERSONAL), field);
}

void
case_event_id(const json_t *event, char out[EVENT_ID_TEXT_MAX])
{
	const char *original = json_member_text(event, "event");

	if (original != NULL)
		(void)snprintf(out, EVENT_ID_TEXT_MAX, "%s", original);
	else
		(void)snprintf(out, EVENT_ID_TEXT_MAX, "%s/%lld",
		    json_member_text(event, "change_set"),
		    (long long)json_member_integer(event, "place", 0));
}

const json_t *
case_event_named(const json_t *row, const char *id)
{
	size_t i;
	json_t *event;

	json_array_foreach (json_object_get(row, "events"), i, event) {
		char text[EVENT_ID_TEXT_MAX];

		case_event_id(event, text);
		if (id != NULL && strcmp(text, id) == 0)
			return event;
	}
	return NULL;
}

/* --- which notice --------------------------------------------------------- */

static int
says_number(const json_t *event, const char *kind, const char *number)
{
	const char *said = case_event_text(event, "number");

	return case_event_is(event, kind) && said != NULL &&
	       strcmp(said, number) == 0;
}

/* The one that counts, if there are several of a number. */
static int
find_issued(struct notice_found *f, const char *number, struct err *e)
{
	size_t i;
	json_t *event;

	json_array_foreach (json_object_get(f->row, "events"), i, event)
		if (says_number(event, ISSUED, number) &&
		    (f->issued == NULL || case_event_counts(event)))
			f->issued = event;
	if (f->issued == NULL)
		return err_set(e, ERR_NOT_FOUND,
		    "\"%s\" is not known here; check it for a mistyped "
		    "character",
		    number);
	f->kind = notice_kind_named(case_event_text(f->issued, "kind"));
	f->about =
	    case_event_named(f->row, case_event_text(f->issued, "about"));
	if (f->kind == NULL || f->about == NULL)
		return err_set(e, ERR_NOT_FOUND,
		    "what notice %s tells of is not held here; call the hall "
		    "above with `sanji sync`",
		    number);
	return 0;
}

int
notice_find(const struct actor *a, const char *number, struct notice_found *out,
    struct err *e)
{
	*out = (struct notice_found){NULL};
	out->row = only_row(a, REPORT_NOTICE_CASE, number, &out->rows, e);
	if (out->row == NULL || case_put_events(a, out->row, e) != 0)
		return -1;
	return find_issued(out, number, e);
}

void
notice_found_free(struct notice_found *f)
{
	json_decref(f->rows);
	*f = (struct notice_found){NULL};
}

size_t
notice_copies(const struct notice_found *f)
{
	return notice_kind_copies(f->kind, json_object_get(f->issued, "body"));
}

/* An event without copies is about all of them. */
static int
concerns(const json_t *event, json_int_t copy)
{
	const json_t *copies =
	    json_object_get(json_object_get(event, "body"), "copies");
	size_t i;
	json_t *one;

	if (copy == 0 || copies == NULL)
		return 1;
	json_array_foreach (copies, i, one)
		if (json_integer_value(one) == copy)
			return 1;
	return 0;
}

size_t
notice_prints(const struct notice_found *f, json_int_t copy)
{
	const char *number = case_event_text(f->issued, "number");
	size_t count = 0, i;
	json_t *event;

	json_array_foreach (json_object_get(f->row, "events"), i, event)
		if (says_number(event, PRINTED, number) &&
		    case_event_counts(event) && concerns(event, copy))
			count++;
	return count;
}
