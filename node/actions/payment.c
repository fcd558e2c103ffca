/*
 * payment: the cashier's window.
 */
#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"

static json_t *
charge(const struct actor *a, const struct action *self, const json_t *request,
    const char *number, struct err *e)
{
	json_t *event = request_event(self, number, request, e);

	if (event == NULL ||
	    json_put_take(event, "number", json_string(number), e) != 0 ||
	    noun_name_case(a, request, event, e) != 0) {
		json_decref(event);
		return NULL;
	}
	return event;
}

/* A slip of the finance office has its number; else it gets one here. */
static int
write_slip(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *given = request_text(request, "number");
	struct space_name ledger = {
	    SPACE_LEDGER, engine_identity(a->engine)->hall};
	char number[CASE_NUMBER_MAX];
	int is_own, failed = 0;

	if (action_begin(a, &is_own, e) != 0)
		return -1;
	if (given == NULL)
		failed = noun_number(a, "payment", 'J', number, e);
	if (!failed) {
		*out = json_pack(
		    "{s:s}", "number", given == NULL ? number : given);
		failed = *out == NULL ? err_nomem(e) : 0;
	}
	if (!failed) {
		const char *name = json_member_text(*out, "number");

		failed = write_event_take(a, &ledger,
		    charge(a, self, request, name, e), name, NULL, "payment",
		    e);
	}
	return action_end(a, is_own, failed, e);
}

/* What is taken is what is asked. */
static json_t *
taking(const struct action *self, const json_t *request, const json_t *row,
    struct err *e)
{
	json_t *event =
	    request_event(self, json_member_text(row, "id"), request, e);

	if (event != NULL && json_object_get(event, "amount") == NULL &&
	    json_object_set(event, "amount", json_object_get(row, "due")) !=
		0) {
		json_decref(event);
		(void)err_nomem(e);
		return NULL;
	}
	return event;
}

static int
pay(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = NULL;
	json_t *row =
	    noun_find(a, "payment", request_text(request, "payment"), &rows, e);
	int failed =
	    row == NULL || write_about_take(a, "payment", row,
			       taking(self, request, row, e), request, e) != 0;

	if (!failed)
		*out = json_pack("{s:O,s:O}", "number",
		    json_object_get(row, "number"), "amount",
		    json_object_get(row, "due"));
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
refunds(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	(void)self, (void)request;
	*out =
	    store_report(engine_store(a->engine), REPORT_REFUNDS, NULL, 0, e);
	return *out == NULL ? -1 : 0;
}

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"payment", "number of the slip", 1}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"text", "beginning of the number", 0}, NOUN_PAGE, {NULL, NULL, 0}};

const struct action payment_actions[] = {
    {"payment", "charge", "write a slip for a case", "payment.charged", none,
	NULL,
	"sanji payment charge case=330421111205-01-20261123-0001-7 "
	"standard=证照工本费 amount=1000 payer=王秀英",
	write_slip},
    {"payment", "grant", "the county grants a reduction", "payment.granted",
	which, "payment",
	"sanji payment grant 330421111205-01-20261123-J0001-7 amount=500 "
	"basis=善财〔2026〕8号",
	noun_step},
    {"payment", "waive", "ask less, as the county granted", "payment.waived",
	which, "payment",
	"sanji payment waive 330421111205-01-20261123-J0001-7 amount=500",
	noun_step},
    {"payment", "pay", "take what is asked", "payment.paid", which, "payment",
	"sanji payment pay 330421111205-01-20261123-J0001-7 cashier=李明", pay},
    {"payment", "refund", "give money back", "payment.refunded", which,
	"payment",
	"sanji payment refund 330421111205-01-20261123-J0001-7 amount=500 "
	"cashier=李明 reason=重复缴费",
	noun_step},
    {"payment", "refunds", "what is to be given back", NULL, none, NULL,
	"sanji payment refunds", refunds},
    {"payment", "show", "a slip, and what became of it", NULL, which, "payment",
	"sanji payment show 330421111205-01-20261123-J0001-7", noun_show},
    {"payment", "list", "slips, by number", NULL, list_parameters, "text",
	"sanji payment list 330421111205", noun_list},
    {.noun = NULL},
};
