#include "node/actions/invite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/address.h"
#include "schema/base/json.h"

#define HOUR_S 3600

/* "0.0.0.0" is where one listens; nobody can call there. */
static int
is_anywhere(const char *text)
{
	struct address a;

	return address_parse(text, &a, NULL) == 0 &&
	       (strcmp(a.host, "0.0.0.0") == 0 || strcmp(a.host, "::") == 0);
}

int
invite_address(
    const struct actor *a, char out[TOKEN_ADDRESS_MAX], struct err *e)
{
	const char *code = engine_identity(a->engine)->hall.digits;
	json_t *rows =
	    store_report(engine_store(a->engine), REPORT_ADDRESSES, NULL, 0, e);
	json_t *row;
	size_t i;

	out[0] = '\0';
	json_array_foreach (rows, i, row) {
		const char *found = json_member_text(row, "address");

		if (strcmp(json_member_text(row, "hall"), code) == 0 &&
		    found != NULL && !is_anywhere(found))
			(void)snprintf(out, TOKEN_ADDRESS_MAX, "%s", found);
	}
	json_decref(rows);
	return rows == NULL ? -1 : 0;
}

static int
find_address(const struct actor *a, const json_t *request,
    char out[TOKEN_ADDRESS_MAX], struct err *e)
{
	const char *given = request_text(request, "address");
	struct address to;

	if (given == NULL && invite_address(a, out, e) != 0)
		return -1;
	if (given != NULL)
		(void)snprintf(out, TOKEN_ADDRESS_MAX, "%s", given);
	if (out[0] == '\0' || is_anywhere(out)) {
		(void)err_set(e, ERR_USAGE,
		    "where can this hall be called? give --address HOST:PORT, "
		    "or publish it with `sanji hall address HOST:PORT`");
		return err_in_field(e, "address");
	}
	return address_parse(out, &to, e) == 0 ? 0 : err_in_field(e, "address");
}

static int
find_expiry(
    const struct actor *a, const json_t *request, int64_t *out, struct err *e)
{
	const char *text = request_text(request, "hours");
	long hours = text == NULL ? INVITE_HOURS_USUAL : strtol(text, NULL, 10);

	if (hours < 1 || hours > INVITE_HOURS_MAX) {
		(void)err_set(e, ERR_USAGE,
		    "hours must be a whole number from 1 to %ld",
		    INVITE_HOURS_MAX);
		return err_in_field(e, "hours");
	}
	*out = a->now_s + hours * HOUR_S;
	return 0;
}

static int
is_root(const struct actor *a, const struct hall_code *hall)
{
	return authority_hall(engine_authority(a->engine), hall) == 0;
}

/* Nobody invites the county: it is shown the way to who has its data. */
static int
make_token(const struct actor *a, const struct hall_code *hall,
    enum enrol_purpose purpose, const char *address, int64_t expires,
    struct token *out, struct err *e)
{
	return is_root(a, hall)
		   ? enrol_point_to(a->engine, address, expires, out, e)
		   : enrol_invite(a->engine, hall, purpose, address, a->now_s,
			 expires, out, e);
}

/* Of this hall's newest keys; "" if it is no member yet. */
static void
own_fingerprint(const struct actor *a, char out[ENROL_FINGERPRINT_MAX])
{
	const struct authority *all = engine_authority(a->engine);
	size_t self = authority_hall(all, &engine_identity(a->engine)->hall);
	const struct hall *h = self == HALL_UNKNOWN ? NULL : &all->halls[self];

	out[0] = '\0';
	if (h != NULL && h->admission_count > 0)
		enrol_fingerprint(
		    h->admissions[h->admission_count - 1].signing_key,
		    h->admissions[h->admission_count - 1].transport_key, out);
}

static const char *
purpose_word(const struct actor *a, const struct hall_code *hall,
    enum enrol_purpose purpose)
{
	if (is_root(a, hall))
		return "points";
	return purpose == ENROL_RENEWS ? "renews" : "joins";
}

static int
invite(const struct actor *a, const json_t *request, enum enrol_purpose purpose,
    json_t **out, struct err *e)
{
	const char *code = request_text(request, "hall");
	char address[TOKEN_ADDRESS_MAX], text[TOKEN_TEXT_MAX];
	char fingerprint[ENROL_FINGERPRINT_MAX];
	struct hall_code hall;
	struct token token;
	int64_t expires = 0;

	if (hall_code_parse(code, &hall) != 0) {
		(void)err_set(e, ERR_USAGE,
		    "%s \"%s\" is no region code; it has 12 digits", "hall",
		    code);
		return err_in_field(e, "hall");
	}
	if (find_expiry(a, request, &expires, e) != 0 ||
	    find_address(a, request, address, e) != 0 ||
	    make_token(a, &hall, purpose, address, expires, &token, e) != 0 ||
	    token_text(&token, text, e) != 0)
		return -1;
	own_fingerprint(a, fingerprint);
	*out = json_pack("{s:s,s:s,s:s,s:I,s:s,s:s}", "token", text, "hall",
	    token.hall.digits, "address", token.address, "expires",
	    (json_int_t)token.expires, "purpose",
	    purpose_word(a, &hall, purpose), "fingerprint", fingerprint);
	return *out == NULL ? err_nomem(e) : 0;
}

static int
is_yes(const json_t *request, const char *name)
{
	const char *text = request_text(request, name);

	return text != NULL && strcmp(text, "yes") == 0;
}

int
invite_member(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	(void)self;
	return invite(a, request,
	    is_yes(request, "renew") ? ENROL_RENEWS : ENROL_JOINS, out, e);
}

/* The keys of the machine that is lost end first. */
static int
end_keys(const struct actor *a, const json_t *request, struct err *e)
{
	json_t *out = NULL,
	       *revoke = json_pack("{s:s,s:s,s:s,s:s*}", "do", "members.revoke",
		   "hall", request_text(request, "hall"), "reason", "replaced",
		   "since", request_text(request, "since"));
	int failed =
	    revoke == NULL ? err_nomem(e) : action_perform(a, revoke, &out, e);

	json_decref(revoke);
	json_decref(out);
	return failed;
}

int
invite_replacement(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	int is_burned = is_yes(request, "burned");
	char address[TOKEN_ADDRESS_MAX];
	int64_t expires = 0;

	(void)self;
	if (is_burned && request_text(request, "since") != NULL)
		return err_set(e, ERR_USAGE,
		    "--burned and --since exclude each other: either somebody "
		    "can have its keys, or nobody");
	/* Nothing ends by a request that could not go on. */
	if (find_expiry(a, request, &expires, e) != 0 ||
	    find_address(a, request, address, e) != 0 ||
	    (!is_burned && end_keys(a, request, e) != 0))
		return -1;
	return invite(
	    a, request, is_burned ? ENROL_BESIDE : ENROL_JOINS, out, e);
}

#define WHERE_AND_HOW_LONG                                                 \
	{"address", "where this hall listens; else what it published", 0}, \
	    {"hours", "how long the token works (24)", 0},                 \
	{                                                                  \
		NULL, NULL, 0                                              \
	}

const struct action_parameter invite_parameters[] = {
    {"hall", "region code of the hall", 1},
    {"renew", "yes: for a member that is to have other keys", 0},
    WHERE_AND_HOW_LONG};

const struct action_parameter invite_replacement_parameters[] = {
    {"hall", "region code of the hall", 1},
    {"since", "day from which on its keys were in other hands", 0},
    {"burned",
	"yes: nobody can have its keys; what it signed and comes late stands",
	0},
    WHERE_AND_HOW_LONG};
