/*
 * power: delegating decisions to the halls below, and taking them back.
 */
#include <string.h>

#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/store/log.h"
#include "sync/engine/cut.h"

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	(void)self, (void)request;
	*out = store_report(engine_store(a->engine), REPORT_POWERS, NULL, 0, e);
	return *out == NULL ? -1 : 0;
}

static int
grant(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	const char *grantee = request_text(request, "grantee");
	struct hall_code hall;
	char id[RECORD_ID_MAX];

	if (grantee != NULL && hall_code_parse(grantee, &hall) == 0 &&
	    authority_hall(engine_authority(a->engine), &hall) == HALL_UNKNOWN)
		return err_set(e, ERR_NOT_FOUND,
		    "%s is no member of the county yet; invite it first",
		    grantee);
	new_record_id(id);
	if (write_event_take(a, &gazette, request_event(self, id, request, e),
		grantee == NULL ? id : grantee, request, "power", e) != 0)
		return -1;
	*out = json_pack("{s:s}", "power", id);
	return 0;
}

/* The cut is what is held here of the grantee's logs, unless one is given. */
static int
revoke(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	const char *id = request_text(request, "power");
	const struct power *p =
	    authority_power(engine_authority(a->engine), id);
	json_t *event, *cut;

	if (p == NULL)
		return err_set(e, ERR_NOT_FOUND,
		    "there is no power \"%s\"; see `sanji power list`", id);
	event = request_event(self, id, request, e);
	if (event == NULL)
		return -1;
	if (json_object_get(event, "cut") == NULL) {
		cut = engine_cut_of(a->engine, &p->grantee, e);
		if (json_put_take(event, "cut", cut, e) != 0) {
			json_decref(event);
			return -1;
		}
	}
	if (write_event_take(a, &gazette, event, id, request, "power", e) != 0)
		return -1;
	*out = json_pack("{s:s}", "power", id);
	return 0;
}

static const struct action_parameter none[] = {{NULL, NULL, 0}};

static const struct action_parameter power[] = {
    {"power", "id of the power", 1}, {NULL, NULL, 0}};

const struct action power_actions[] = {
    {"power", "list", "powers granted, and whether they stand", NULL, none,
	NULL, "sanji power list", list},
    {"power", "grant", "let a hall decide items", "power.granted", none, NULL,
	"sanji power grant grantee=330421111000 items=330421-YB-001 "
	"mode=entrusted basis=善政发〔2026〕1号",
	grant},
    {"power", "revoke", "take a power back", "power.revoked", power, "power",
	"sanji power revoke 3f9a61c2d07be481 reason=调整", revoke},
    {.noun = NULL},
};
