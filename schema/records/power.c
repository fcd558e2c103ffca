/*
 * power (下放权限): who may decide which items in the county's stead.
 *
 * The county's gazette has what the county says of a power: proposed (梳理),
 * approved (批复, with its number), published (公布), granted (生效),
 * suspended (暂停) and resumed, closing, revoked (收回).  The grantee's own
 * gazette has, under the same name, what the grantee says: applied (申请),
 * prepared (承接准备), closed.  Granted, suspended, resumed and revoked are
 * what RULES A judges by; the others are steps, and change no authority.
 *
 * A power is never passed on (行政许可法 24): only the hall at the top grants.
 */
#include "schema/records/power.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/records/declare.h"
#include "schema/records/standing.h"
#include "schema/records/types.h"

enum power_state {
	POWER_NONE,
	POWER_APPLIED,
	POWER_PREPARED,
	POWER_CLOSED,
	POWER_PROPOSED,
	POWER_APPROVED,
	POWER_GRANTED,
	POWER_SUSPENDED,
	POWER_CLOSING,
	POWER_REVOKED,
	POWER_DISPUTED,
};

/* The grantee may have to do with it. */
#define POWER_GIVEN \
	(STATE(POWER_GRANTED) | STATE(POWER_SUSPENDED) | STATE(POWER_CLOSING))

static const char *const states[] = {"none", "applied", "prepared",
    "handed_back", "proposed", "replied", "granted", "suspended", "closing",
    "revoked", "disputed", NULL};

/* 派驻 · 授权 · 委托 · 联办 · 镇派员协助 · 直接交办. */
static const char *const modes[] = {"stationed", "authorised", "entrusted",
    "joint", "assisted", "assigned", NULL};

/* GB/T 39046 A.4 服务对象. */
static const char *const subjects[] = {"person", "company", "institution",
    "association", "authority", "other", NULL};

#define FRONTIER(n, m, more)                                         \
	{                                                            \
		.name = (n), .meaning = (m), .form = FIELD_FRONTIER, \
		.flags = (more) | FIELD_FILLED                       \
	}

#define OPEN_REASON NAMED("reason", "reason", 0, 300)

/* What is granted, and may be proposed before. */
#define SCOPE                                                                 \
	FORMED(                                                               \
	    "grantee", "hall that may decide", FIELD_REGION, FIELD_REQUIRED), \
	    CODED("items", "item codes", FIELD_REQUIRED | FIELD_LISTED, 50),  \
	    CHOICE("mode", "mode of delegation", FIELD_REQUIRED, modes)

static const struct field_type proposed_fields[] = {SCOPE, OPEN_REASON, END};

static const struct field_type applied_fields[] = {
    NAMED("note", "what the hall says of it", 0, 300), END};

static const struct field_type approved_fields[] = {
    NAMED("number", "number of the reply", FIELD_REQUIRED, 300), END};

static const struct field_type published_fields[] = {
    NAMED("where", "where it was made public", 0, 300),
    FORMED("day", "day it was made public", FIELD_DATE, 0), END};

static const struct field_type prepared_fields[] = {
    NAMED("staff", "who will do the work", 0, 300),
    NAMED("note", "what the hall says of it", 0, 300), END};

static const struct field_type granted_fields[] = {
    SCOPE,
    NAMED("basis", "legal basis (document number)", FIELD_REQUIRED, 300),
    NAMED("department", "department whose power it is", 0, 120),
    FORMED("valid_from", "first day", FIELD_DATE, 0),
    FORMED("valid_to", "last day", FIELD_DATE, 0),
    NUMBERED("view_days", "days the hall's view may be old", 0, 1, 400),
    NUMBERED(
	"amount_max", "highest amount, in yuan", 0, 0, INT64_C(1000000000000)),
    CHOICE("subjects", "kinds of applicants", FIELD_LISTED, subjects),
    FORMED("case", "the one case it is for", FIELD_RECORD, 0),
    END,
};

static const struct field_type suspended_fields[] = {
    FRONTIER("cut", "how far the grantee's acts stand", FIELD_REQUIRED),
    NAMED("reason", "reason", FIELD_REQUIRED, 300), END};

static const struct field_type reason_fields[] = {OPEN_REASON, END};

static const struct field_type closing_fields[] = {
    FORMED("until", "last day of work under it", FIELD_DATE, 0), OPEN_REASON,
    END};

static const struct field_type closed_fields[] = {
    FRONTIER("cut", "how far its logs reach", FIELD_REQUIRED), END};

static const struct field_type revoked_fields[] = {
    FRONTIER("cut", "how far the grantee's acts stand", FIELD_REQUIRED),
    FRONTIER("held", "how far they were held, if the cut lies before that", 0),
    OPEN_REASON,
    END,
};

static int
says(const json_t *body, const char *field, const char *word)
{
	const char *text = json_member_text(body, field);

	return text != NULL && strcmp(text, word) == 0;
}

/* 直接交办 is for one case, and no other mode is. */
static int
check_granted(const json_t *event, struct err *e)
{
	const char *from = json_member_text(event, "valid_from");
	const char *to = json_member_text(event, "valid_to");
	int has_case = json_object_get(event, "case") != NULL;

	if (says(event, "mode", "assigned") != has_case)
		return err_set(e, ERR_FORMAT,
		    has_case
			? "only a power of mode assigned (直接交办) is for one "
			  "case"
			: "a power of mode assigned (直接交办) is for one "
			  "case; give case=NUMBER");
	if (from != NULL && to != NULL && strcmp(from, to) > 0)
		return err_set(e, ERR_FORMAT,
		    "the power ends on %s, before it begins on %s", to, from);
	return 0;
}

/* --- events --------------------------------------------------------------- */

#define BY_COUNTY(k, m, in, out, f) \
	PUBLISHED_BY(WRITER_ROOT, "power." k, m, in, out, f)
#define BY_GRANTEE(k, m, in, out, f) \
	PUBLISHED_BY(WRITER_OWN, "power." k, m, in, out, f)

static const struct event_type events[] = {
    {BY_COUNTY("proposed", "proposed", STATE(POWER_NONE), POWER_PROPOSED,
	proposed_fields)},
    {BY_GRANTEE("applied", "applied for", STATE(POWER_NONE), POWER_APPLIED,
	applied_fields)},
    {BY_COUNTY("approved", "approved by a reply", STATE(POWER_PROPOSED),
	POWER_APPROVED, approved_fields)},
    {.kind = "power.published",
	.meaning = "made public",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_GAZETTE,
	.effect = EFFECT_NOTES,
	.from = STATE(POWER_APPROVED) | POWER_GIVEN,
	.fields = published_fields},
    {BY_GRANTEE("prepared", "ready to take over",
	STATE(POWER_NONE) | STATE(POWER_APPLIED), POWER_PREPARED,
	prepared_fields)},
    {BY_COUNTY("granted", "granted", STATE(POWER_NONE) | STATE(POWER_APPROVED),
	 POWER_GRANTED, granted_fields),
	.check = check_granted},
    {BY_COUNTY("suspended", "suspended for now", STATE(POWER_GRANTED),
	POWER_SUSPENDED, suspended_fields)},
    {BY_COUNTY("resumed", "resumed", STATE(POWER_SUSPENDED), POWER_GRANTED,
	reason_fields)},
    {BY_COUNTY("closing", "to be handed back",
	STATE(POWER_GRANTED) | STATE(POWER_SUSPENDED), POWER_CLOSING,
	closing_fields)},
    {BY_GRANTEE("closed", "handed back",
	STATE(POWER_NONE) | STATE(POWER_APPLIED) | STATE(POWER_PREPARED),
	POWER_CLOSED, closed_fields)},
    {BY_COUNTY(
	"revoked", "revoked", POWER_GIVEN, POWER_REVOKED, revoked_fields)},
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    {PAIR_OF("power.revoked", "power.revoked", PAIR_DUPLICATE, "RULES A2",
	"a power is revoked once; the cuts of both count")},
    {PAIR_WITH_ANY("power.revoked", PAIR_FIRST, "RULES A2",
	"a revocation stands over what did not know of it")},
    {PAIR_WITH_ANY("power.published", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {PAIR_OF("power.suspended", "power.suspended", PAIR_DUPLICATE, "RULES A2",
	"a power is suspended once; the cuts of both count")},
    {.first = NULL},
};

/* --- columns -------------------------------------------------------------- */

/* What was granted, or else proposed. */
static json_t *
said_of(const struct standing *all, const char *field)
{
	const struct standing_event *ev = standing_last(all, "power.granted");

	if (ev == NULL)
		ev = standing_last(all, "power.proposed");
	return ev == NULL ? NULL
			  : json_incref(json_object_get(ev->body, field));
}

static json_t *
grantee(const struct standing *all)
{
	return said_of(all, "grantee");
}

static json_t *
items(const struct standing *all)
{
	return said_of(all, "items");
}

static json_t *
mode(const struct standing *all)
{
	return said_of(all, "mode");
}

#define GRANTED(n)                                  \
	{                                           \
		n, COLUMN_EVENT, "power.granted", n \
	}
#define TIME_OF(n)                                       \
	{                                                \
		n "_time", COLUMN_TIME, "power." n, NULL \
	}

static const struct column_type columns[] = {
    {"grantee", COLUMN_DERIVED, .derive = grantee},
    {"items", COLUMN_DERIVED, .derive = items},
    {"mode", COLUMN_DERIVED, .derive = mode},
    GRANTED("basis"),
    GRANTED("department"),
    GRANTED("valid_from"),
    GRANTED("valid_to"),
    GRANTED("view_days"),
    GRANTED("amount_max"),
    GRANTED("subjects"),
    {"one_case", COLUMN_EVENT, "power.granted", "case"},
    TIME_OF("proposed"),
    TIME_OF("applied"),
    {"reply", COLUMN_EVENT, "power.approved", "number"},
    TIME_OF("approved"),
    TIME_OF("published"),
    {"published_day", COLUMN_EVENT, "power.published", "day"},
    {"published_where", COLUMN_EVENT, "power.published", "where"},
    TIME_OF("prepared"),
    TIME_OF("granted"),
    TIME_OF("suspended"),
    TIME_OF("closing"),
    {"closing_until", COLUMN_EVENT, "power.closing", "until"},
    TIME_OF("closed"),
    TIME_OF("revoked"),
    {.name = NULL},
};

const struct record_type record_power = {
    .name = "power",
    .meaning = "power",
    .space = SPACE_GAZETTE,
    .states = states,
    .disputed = POWER_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "power",
    .columns = columns,
};

/* --- what it allows ------------------------------------------------------- */

static int
lists(const json_t *list, const char *word)
{
	size_t i;
	json_t *one;

	json_array_foreach (list, i, one)
		if (word != NULL && strcmp(json_string_value(one), word) == 0)
			return 1;
	return 0;
}

/* Of an application that does not say its amount nobody knows if it fits. */
static int
is_within_amount(const json_t *granted, const json_t *opening)
{
	return json_object_get(granted, "amount_max") == NULL ||
	       (json_object_get(opening, "amount") != NULL &&
		   json_member_integer(opening, "amount", 0) <=
		       json_member_integer(granted, "amount_max", 0));
}

int
power_allows(const json_t *granted, const struct power_subject *subject)
{
	const json_t *opening = subject->opening;
	const json_t *kinds = json_object_get(granted, "subjects");
	const char *one = json_member_text(granted, "case");

	return !says(granted, "mode", "assisted") &&
	       lists(json_object_get(granted, "items"),
		   json_member_text(opening, subject->covers)) &&
	       (one == NULL || strcmp(one, subject->record) == 0) &&
	       is_within_amount(granted, opening) &&
	       (kinds == NULL ||
		   lists(kinds, json_member_text(opening, "subject")));
}
