/*
 * members: who takes part, by which keys, and their end.
 */
#include <string.h>

#include "node/actions/invite.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/records/day.h"
#include "sync/engine/enrol.h"
#include "sync/engine/revoking.h"

/* The member a request is about; HALL_UNKNOWN with what is wrong. */
static size_t
member_of(const struct actor *a, const json_t *request, struct err *e)
{
	const char *text = request_text(request, "hall");
	struct hall_code code;
	size_t hall = HALL_UNKNOWN;

	if (hall_code_parse(text, &code) != 0)
		(void)err_set(e, ERR_FORMAT,
		    "%s \"%s\" is no region code; it has 12 digits", "hall",
		    text);
	else if ((hall = authority_hall(engine_authority(a->engine), &code)) ==
		 HALL_UNKNOWN)
		(void)err_set(e, ERR_NOT_FOUND,
		    "%s is no member; see `sanji members`", text);
	return hall;
}

/* --- show ---------------------------------------------------------------- */

static json_t *
keys_of(const struct hall *h, struct err *e)
{
	json_t *keys = json_array();
	int failed = keys == NULL;

	for (size_t i = 0; i < h->admission_count && !failed; i++) {
		const struct admission *a = &h->admissions[i];
		char fingerprint[ENROL_FINGERPRINT_MAX];
		char key[2 * VIEW_KEY_LEN + 1];

		hex_text(a->signing_key, VIEW_KEY_LEN, key);
		enrol_fingerprint(
		    a->signing_key, a->transport_key, fingerprint);
		failed = json_append_take(keys,
		    json_pack("{s:s,s:s,s:b,s:b}", "fingerprint", fingerprint,
			"signing_key", key, "in_force", a->in_force, "revoked",
			authority_key_is_revoked(h, a->signing_key)),
		    e);
	}
	if (!failed)
		return keys;
	json_decref(keys);
	return NULL;
}

static int
show(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	size_t hall = member_of(a, request, e);
	const struct hall *h;
	struct report_parameter p = {":hall", NULL, 0};
	json_t *keys, *lives;

	(void)self;
	if (hall == HALL_UNKNOWN)
		return -1;
	h = &all->halls[hall];
	p.text = h->code.digits;
	keys = keys_of(h, e);
	lives = keys == NULL ? NULL
			     : store_report(engine_store(a->engine),
				   REPORT_LIVES, &p, 1, e);
	*out = lives == NULL
		   ? NULL
		   : json_pack("{s:s,s:s,s:s*,s:b,s:O,s:O}", "hall",
			 h->code.digits, "name", h->name, "above",
			 hall == 0 ? NULL : all->halls[h->parent].code.digits,
			 "revoked", authority_is_revoked(all, hall), "keys",
			 keys, "incarnations", lives);
	json_decref(keys);
	json_decref(lives);
	if (*out != NULL)
		return 0;
	return e->code == ERR_NONE ? err_nomem(e) : -1;
}

/* --- revoke -------------------------------------------------------------- */

/* The beginning of the day given as `since`; 0: none was. */
static int
since(const json_t *request, int64_t *out, struct err *e)
{
	const char *day = request_text(request, "since");

	*out = 0;
	if (day == NULL)
		return 0;
	if (day_is_valid(day)) {
		*out = day_begins(day_number(day));
		return 0;
	}
	return err_set(
	    e, ERR_FORMAT, "since \"%s\" is no day; it reads YYYY-MM-DD", day);
}

static int
may_revoke(const struct actor *a, size_t hall, struct err *e)
{
	const struct authority *all = engine_authority(a->engine);
	size_t self = authority_hall(all, &engine_identity(a->engine)->hall);

	return authority_is_above(all, self, hall)
		   ? 0
		   : err_set(e, ERR_REFUSED,
			 "%s is not below this hall; a hall above it revokes "
			 "its keys",
			 all->halls[hall].code.digits);
}

static int
revoke(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct space_name gazette = {
	    SPACE_GAZETTE, engine_identity(a->engine)->hall};
	size_t hall = member_of(a, request, e);
	const char *code = request_text(request, "hall");
	char summary[64];
	json_t *events;
	int64_t before_s;
	int failed;

	(void)self;
	if (hall == HALL_UNKNOWN || may_revoke(a, hall, e) != 0 ||
	    since(request, &before_s, e) != 0)
		return -1;
	events = revocations_of(a->engine,
	    &engine_authority(a->engine)->halls[hall].code,
	    request_text(request, "reason"), before_s, e);
	if (events == NULL)
		return -1;
	(void)snprintf(summary, sizeof(summary), "member.revoked %s", code);
	failed = json_array_size(events) == 0
		     ? err_set(e, ERR_REFUSED,
			   "all keys of %s are revoked already", code)
		     : engine_write(a->engine, &gazette, events, summary,
			   a->now_s, NULL, NULL, e);
	if (!failed)
		*out = json_pack("{s:s,s:I}", "hall", code, "keys",
		    (json_int_t)json_array_size(events));
	json_decref(events);
	return failed;
}

static const struct action_parameter which[] = {
    {"hall", "region code of the hall", 1}, {NULL, NULL, 0}};

static const struct action_parameter revoke_parameters[] = {
    {"hall", "region code of the hall", 1}, {"reason", "reason", 1},
    {"since", "day from which on its keys were in other hands", 0},
    {NULL, NULL, 0}};

const struct action members_actions[] = {
    {"members", "show", "its keys, and the incarnations that wrote", NULL,
	which, "hall", "sanji members show 330421111205", show},
    {"members", "revoke",
	"end all keys of a hall: what it wrote and is held here stands, the "
	"rest waits or is refused",
	NULL, revoke_parameters, "hall",
	"sanji members revoke 330421111205 reason=电脑被盗 since=2026-11-20",
	revoke},
    {"members", "invite", "a one-time token for a hall below this one", NULL,
	invite_parameters, "hall",
	"sanji members invite 330421111000 address=10.20.1.7:7421",
	invite_member},
    {"members", "replace",
	"end the keys of a lost machine, and invite the next", NULL,
	invite_replacement_parameters, "hall",
	"sanji members replace 330421111205", invite_replacement},
    {.noun = NULL},
};
