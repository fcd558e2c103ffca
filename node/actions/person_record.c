/*
 * person: people a hall knows (person.h is how they are read).
 */
#include <string.h>

#include "node/actions/noun.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "schema/records/id_number.h"

/* An old number stays as it was shown; people are found by the new one. */
static int
renew_number(json_t *event, struct err *e)
{
	json_t *personal = json_object_get(event, EVENT_PERSONAL);
	const char *typed = json_member_text(personal, "id_number");
	char renewed[ID_NUMBER_TEXT_MAX];

	if (typed == NULL || id_number_of_old(typed, renewed) != 0)
		return 0;
	if (json_object_set(personal, "old_id_number",
		json_object_get(personal, "id_number")) != 0)
		return err_nomem(e);
	return json_put_take(personal, "id_number", json_string(renewed), e);
}

static json_t *
who(const struct action *self, const char *id, const json_t *request,
    struct err *e)
{
	json_t *event = request_event(self, id, request, e);

	if (event != NULL && renew_number(event, e) != 0) {
		json_decref(event);
		return NULL;
	}
	return event;
}

static int
take_down(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	struct space_name ledger = {
	    SPACE_LEDGER, engine_identity(a->engine)->hall};
	char id[RECORD_ID_MAX];

	new_record_id(id);
	if (write_event_take(a, &ledger, who(self, id, request, e), id, NULL,
		"person", e) != 0)
		return -1;
	*out = json_pack("{s:s}", "person", id);
	return *out == NULL ? err_nomem(e) : 0;
}

static int
amend(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	json_t *rows = NULL;
	json_t *row =
	    noun_find(a, "person", request_text(request, "person"), &rows, e);
	int failed = row == NULL ||
		     write_about_take(a, "person", row,
			 who(self, json_member_text(row, "id"), request, e),
			 request, e) != 0;

	if (!failed)
		*out = json_pack("{s:O}", "person", json_object_get(row, "id"));
	json_decref(rows);
	return failed ? -1 : 0;
}

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"person", "id of the person, or its beginning", 1}, {NULL, NULL, 0}};

static const struct action_parameter link_parameters[] = {
    {"person", "id of the person, or its beginning", 1},
    {"other", "id of the other one", 1},
    {"role", "keeps (its number), alias (of the other) or separate", 1},
    {"reason", "reason", 1}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"text", "beginning of the id", 0}, NOUN_PAGE, {NULL, NULL, 0}};

const struct action person_actions[] = {
    {"person", "register", "write down who somebody is", "person.registered",
	none, NULL,
	"sanji person register name=王秀英 id_number=110105491231002",
	take_down},
    {"person", "amend", "correct it", "person.amended", which, "person",
	"sanji person amend 8f3a00c1 phone=13857300002", amend},
    {"person", "link", "rule that two are one person, or that they are not",
	NULL, link_parameters, "person",
	"sanji person link 8f3a00c1 other=76b6bba7 role=alias "
	"reason=核对户口簿",
	noun_link},
    {"person", "show", "a person, and the events", NULL, which, "person",
	"sanji person show 8f3a00c1", noun_show},
    {"person", "list", "people known here", NULL, list_parameters, "text",
	"sanji person list", noun_list},
    {.noun = NULL},
};
