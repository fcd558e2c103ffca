/*
 * notice (通知书): what a hall hands out about a case.
 */
#include <string.h>

#include "node/actions/case_acts.h"
#include "node/actions/notice_acts.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/day.h"

/* --- showing -------------------------------------------------------------- */

int
notice_show(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct notice_found f;
	int failed =
	    notice_find(a, request_text(request, "notice"), &f, e) != 0 ||
	    notice_paper(a, &f, request, out, e) != 0;

	(void)self;
	notice_found_free(&f);
	return failed ? -1 : 0;
}

static int
is_delivery_of(const json_t *event, const char *number)
{
	return case_event_is(event, "case.notice_delivered") &&
	       case_event_counts(event) &&
	       strcmp(case_event_text(event, "number"), number) == 0;
}

/* The numbers of the copies handed over, in the order of the events. */
static json_t *
delivered(const struct notice_found *f)
{
	const char *number = case_event_text(f->issued, "number");
	json_t *copies = json_array(), *event;
	size_t i;

	json_array_foreach (json_object_get(f->row, "events"), i, event)
		if (is_delivery_of(event, number))
			(void)json_array_append(copies,
			    json_object_get(
				json_object_get(event, "body"), "copy"));
	return copies;
}

static json_t *
summary_of(const struct notice_found *f)
{
	char day[DAY_TEXT_MAX];

	day_of(json_member_integer(f->issued, "time", 0), day);
	return json_pack("{s:s,s:s,s:s,s:s*,s:i,s:i,s:o}", "notice",
	    case_event_text(f->issued, "number"), "kind", f->kind->name,
	    "issued", day, "due_date", case_event_text(f->issued, "due_date"),
	    "sheets", (int)notice_copies(f), "prints", (int)notice_prints(f, 0),
	    "handed_over", delivered(f));
}

int
notice_list(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *rows = NULL, *row = case_find(a, request, &rows, e);
	json_t *list = json_array(), *event;
	int failed = row == NULL || case_put_events(a, row, e) != 0;
	size_t i;

	(void)self;
	json_array_foreach (json_object_get(row, "events"), i, event) {
		struct notice_found f = {.row = row, .issued = event};

		if (failed || !case_event_is(event, "case.notice_issued") ||
		    !case_event_counts(event))
			continue;
		f.kind = notice_kind_named(case_event_text(event, "kind"));
		if (f.kind != NULL)
			failed = json_append_take(list, summary_of(&f), e);
	}
	json_decref(rows);
	if (failed) {
		json_decref(list);
		return -1;
	}
	*out = list;
	return 0;
}

/* --- handing over --------------------------------------------------------- */

static int
write_delivery(const struct actor *a, const struct action *self,
    const struct notice_found *f, const json_t *request, struct err *e)
{
	const char *number = case_event_text(f->issued, "number");
	json_t *event =
	    request_event(self, json_member_text(f->row, "id"), request, e);
	json_int_t copy = json_member_integer(event, "copy", 0);
	size_t copies = notice_copies(f);
	struct space_name ledger;
	int failed =
	    event == NULL || case_ledger(f->row, &ledger, e) != 0 ||
	    json_put_take(event, "number", json_string(number), e) != 0;

	if (!failed && copy > (json_int_t)copies)
		failed = err_set(e, ERR_FORMAT,
		    "there is no copy %lld; the notice has %zu",
		    (long long)copy, copies);
	if (!failed)
		failed = write_event_take(
		    a, &ledger, json_incref(event), number, request, "case", e);
	json_decref(event);
	return failed ? -1 : 0;
}

int
notice_deliver(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct notice_found f;
	int failed =
	    notice_find(a, request_text(request, "notice"), &f, e) != 0 ||
	    write_delivery(a, self, &f, request, e) != 0;

	if (!failed) {
		*out = json_pack("{s:s,s:s}", "notice",
		    case_event_text(f.issued, "number"), "case",
		    json_member_text(f.row, "number"));
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	notice_found_free(&f);
	return failed ? -1 : 0;
}

/* --- the actions ---------------------------------------------------------- */

static const struct action_parameter of_case[] = {
    {"case", "number, or beginning of the id", 1}, {NULL, NULL, 0}};

static const struct action_parameter of_notice[] = {
    {"notice", "number of the notice", 1}, {NULL, NULL, 0}};

static const struct action_parameter show_parameters[] = {
    {"notice", "number of the notice", 1}, {"copy", "number of the copy", 0},
    {"language", "zh or en", 0}, {NULL, NULL, 0}};

static const struct action_parameter print_parameters[] = {
    {"notice", "number of the notice", 1}, {"copy", "number of the copy", 0},
    {"language", "zh or en", 0}, {"paper", "a4 or slip (80 mm)", 0},
    {"reason", "why it is printed again", 0}, {NULL, NULL, 0}};

const struct action notice_actions[] = {
    {"notice", "issue",
	"hand out a notice about a case, with a number of its own",
	"case.notice_issued", of_case, "case",
	"sanji notice issue 330421111205-01-20261123-0001-7 kind=promise",
	notice_issue},
    {"notice", "deliver", "a copy was handed over", "case.notice_delivered",
	of_notice, "notice",
	"sanji notice deliver 330421111205-01-CN-00001 copy=4 method=direct",
	notice_deliver},
    {"notice", "print", "print a notice as a page, for a browser", NULL,
	print_parameters, "notice",
	"sanji notice print 330421111205-01-CN-00001 --out notice.pdf",
	notice_page},
    {"notice", "show", "what stands on a notice", NULL, show_parameters,
	"notice", "sanji notice show 330421111205-01-CN-00001", notice_show},
    {"notice", "list", "the notices of a case, prints and deliveries", NULL,
	of_case, "case", "sanji notice list 330421111205-01-20261123-0001-7",
	notice_list},
    {.noun = NULL},
};
