#include "node/actions/notice_parts.h"

#include "node/actions/disclose.h"
#include "node/actions/hall_named.h"

#include <string.h>

#include "node/actions/item.h"
#include "node/actions/person.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/records/day.h"
#include "sync/engine/query_code.h"

/* Digits of a number left to see at its beginning and its end. */
#define ID_SHOWN_FIRST 6
#define ID_SHOWN_LAST 4
#define PHONE_SHOWN_FIRST 3
#define PHONE_SHOWN_LAST 4

/* --- members -------------------------------------------------------------- */

void
paper_take(struct paper *p, const char *name, json_t *value)
{
	if (value == NULL)
		return;
	if (p->failed)
		json_decref(value);
	else
		p->failed = json_put_take(p->out, name, value, p->e);
}

void
paper_text(struct paper *p, const char *name, const char *text)
{
	json_t *value = text == NULL || p->failed ? NULL : json_string(text);

	if (text != NULL && !p->failed && value == NULL)
		p->failed = err_nomem(p->e);
	paper_take(p, name, value);
}

void
paper_hall(struct paper *p, const char *name, const char *code)
{
	char called[HALL_NAME_MAX];

	hall_name_at(p->actor, code,
	    json_member_integer(p->found->issued, "time", 0), called);
	paper_text(p, name, called);
}

void
paper_copy(
    struct paper *p, const char *name, const json_t *event, const char *field)
{
	paper_take(p, name,
	    json_incref(
		json_object_get(json_object_get(event, "body"), field)));
}

void
paper_day(struct paper *p, const char *name, const json_t *event)
{
	char day[DAY_TEXT_MAX];

	if (event == NULL)
		return;
	day_of(json_member_integer(event, "time", 0), day);
	paper_text(p, name, day);
}

const json_t *
paper_last(const struct paper *p, const char *kind)
{
	const json_t *last = NULL;
	size_t i;
	json_t *event;

	json_array_foreach (
	    json_object_get(p->found->row, "events"), i, event) {
		if (event == p->found->issued)
			break;
		if (case_event_is(event, kind) && case_event_counts(event))
			last = event;
	}
	return last;
}

/* --- item and powers ------------------------------------------------------ */

/* As it is now, for a case that names no version. */
static json_t *
newest_item(const struct paper *p, const char *code)
{
	json_t *rows = NULL;
	json_t *row = only_row(p->actor, REPORT_CATALOGUE, code, &rows, p->e);

	if (row != NULL && item_unfold(row, "item", p->e) != 0)
		row = NULL;
	json_incref(row);
	json_decref(rows);
	return row;
}

static int
open_item(struct paper *p)
{
	const char *code = json_member_text(p->found->row, "item");
	json_int_t version =
	    json_member_integer(p->found->row, "item_version", 0);

	if (version > 0)
		return item_show_version(
		    p->actor, code, version, &p->item, p->e);
	p->item = newest_item(p, code);
	return p->item == NULL ? -1 : 0;
}

int
paper_open(struct paper *p)
{
	if (open_item(p) != 0)
		return -1;
	p->powers = store_report(
	    engine_store(p->actor->engine), REPORT_POWERS, NULL, 0, p->e);
	return p->powers == NULL ? -1 : 0;
}

void
paper_close(struct paper *p)
{
	json_decref(p->item);
	json_decref(p->powers);
}

const json_t *
paper_power_named(const struct paper *p, const char *id)
{
	size_t i;
	json_t *power;

	json_array_foreach (p->powers, i, power)
		if (strcmp(json_member_text(power, "id"), id) == 0)
			return power;
	return NULL;
}

/* The store keeps the codes as one text, a JSON list of them. */
static int
covers(const json_t *power, const char *code)
{
	const char *text = json_member_text(power, "items");
	json_t *codes =
		   text == NULL ? NULL : json_read(text, strlen(text), NULL),
	       *one;
	int found = 0;
	size_t i;

	json_array_foreach (codes, i, one)
		found |= strcmp(json_string_value(one), code) == 0;
	json_decref(codes);
	return found;
}

const json_t *
paper_power_of(const struct paper *p, const char *hall, int64_t time_s)
{
	const char *code = json_member_text(p->found->row, "item");
	const json_t *found = NULL;
	size_t i;
	json_t *power;

	json_array_foreach (p->powers, i, power)
		if (strcmp(json_member_text(power, "grantee"), hall) == 0 &&
		    json_member_integer(power, "granted_time", INT64_MAX) <=
			time_s &&
		    json_member_integer(power, "revoked_time", INT64_MAX) >
			time_s &&
		    covers(power, code))
			found = power;
	return found;
}

/* --- the applicant -------------------------------------------------------- */

/*
 * ASCII digits and letters but the first and last ones become stars.  Numbers
 * of other documents are short: of them as little is left as in lists.
 */
static void
mask(char *text, size_t first, size_t last)
{
	size_t len = strlen(text);

	for (size_t i = first; i + last < len; i++)
		if ((text[i] & 0x80) == 0)
			text[i] = '*';
}

static void
put_masked(struct paper *p, json_t *to, const char *name, const char *text,
    size_t first, size_t last)
{
	char shown[128];

	if (text == NULL || p->failed)
		return;
	text_copy(shown, sizeof(shown), text, strlen(text));
	mask(shown, first, last);
	p->failed = json_put_take(to, name, json_string(shown), p->e);
}

static void
put_plain(struct paper *p, json_t *to, const char *name, const char *text)
{
	if (text != NULL && !p->failed)
		p->failed = json_put_take(to, name, json_string(text), p->e);
}

/* Who has no identity number shows another document; it stands there too. */
static void
put_id_number(struct paper *p, json_t *to, const json_t *personal, int all)
{
	const char *id = json_member_text(personal, "id_number");
	const char *other = json_member_text(personal, "document_number");
	char masked[MASKED_MAX];

	if (id != NULL || other == NULL) {
		put_masked(p, to, "id_number", id,
		    all ? SIZE_MAX / 2 : ID_SHOWN_FIRST, ID_SHOWN_LAST);
		return;
	}
	disclose_mask("document_number", other, masked);
	put_plain(p, to, "id_number", all ? other : masked);
}

void
paper_applicant(struct paper *p, enum paper_person how)
{
	const json_t *personal;
	json_t *to = json_object();
	int all = how == PERSON_FULL;

	if (!p->failed)
		p->failed = person_open_row(p->actor, p->found->row, p->e);
	personal = json_object_get(p->found->row, "personal");
	if (!p->failed && json_member_text(personal, "name") == NULL)
		p->failed = err_set(p->e, ERR_NOT_FOUND,
		    "the applicant of case %s cannot be read here",
		    json_member_text(p->found->row, "number"));
	put_plain(p, to, "name", json_member_text(personal, "name"));
	put_id_number(p, to, personal, all);
	put_masked(p, to, "phone", json_member_text(personal, "phone"),
	    all ? SIZE_MAX / 2 : PHONE_SHOWN_FIRST, PHONE_SHOWN_LAST);
	put_plain(p, to, "address", json_member_text(personal, "address"));
	put_plain(p, to, "agent", json_member_text(personal, "agent"));
	paper_take(p, "applicant", to);
}

void
paper_query_code(struct paper *p)
{
	const json_t *row = p->found->row;
	struct query_code code;
	int known = p->failed
			? 0
			: query_code_of(p->actor->engine,
			      json_member_integer(row, "record", 0),
			      json_member_text(row, "number"), &code, p->e);

	if (known < 0)
		p->failed = -1;
	if (known == 1)
		paper_text(p, "query_code", code.digits);
}

/* --- materials ------------------------------------------------------------ */

static const json_t *
material_named(const struct paper *p, const char *name)
{
	size_t i;
	json_t *m;

	json_array_foreach (json_object_get(p->item, "materials"), i, m)
		if (strcmp(json_member_text(m, "name"), name) == 0)
			return m;
	return NULL;
}

/* A row of the list; numbers from what was recorded, else from the item. */
static void
add_piece(struct paper *p, json_t *list, const char *name, const char *state,
    const json_t *recorded)
{
	const json_t *asked = material_named(p, name);
	json_t *originals = json_object_get(recorded, "originals");
	json_t *copies = json_object_get(recorded, "copies");

	if (p->failed)
		return;
	if (originals == NULL)
		originals = json_object_get(asked, "originals");
	if (copies == NULL)
		copies = json_object_get(asked, "copies");
	p->failed = json_append_take(list,
	    json_pack("{s:s,s:s,s:O*,s:O*}", "name", name, "state", state,
		"originals", originals, "copies", copies),
	    p->e);
}

static void
put_list_take(struct paper *p, json_t *list)
{
	if (json_array_size(list) > 0)
		paper_take(p, "materials", list);
	else
		json_decref(list);
}

void
paper_pieces(struct paper *p, enum paper_pieces which)
{
	const json_t *body =
	    json_object_get(paper_last(p, "case.received"), "body");
	json_t *list = json_array(), *piece;
	size_t i;

	json_array_foreach (json_object_get(body, "pieces"), i, piece) {
		const char *state = json_member_text(piece, "state");

		if (which == PIECES_ALL || strcmp(state, "supplied") == 0)
			add_piece(p, list, json_member_text(piece, "name"),
			    state, piece);
	}
	put_list_take(p, list);
}

void
paper_named_pieces(struct paper *p, const json_t *names, const char *state)
{
	json_t *list = json_array(), *name;
	size_t i;

	json_array_foreach (names, i, name)
		add_piece(p, list, json_string_value(name), state, NULL);
	put_list_take(p, list);
}

/* --- departments ---------------------------------------------------------- */

/* The centre may have named another lead than the window did. */
static const char *
role_of(const struct paper *p, const json_t *part)
{
	const char *lead =
	    case_event_text(paper_last(p, "case.lead_assigned"), "department");
	const char *role = json_member_text(part, "role");

	if (lead == NULL)
		return role == NULL ? "joint" : role;
	return strcmp(json_member_text(part, "department"), lead) == 0
		   ? "lead"
		   : "joint";
}

void
paper_departments(struct paper *p)
{
	const json_t *body =
	    json_object_get(paper_last(p, "case.accepted"), "body");
	json_t *list = json_array(), *part;
	size_t i;

	json_array_foreach (json_object_get(body, "parts"), i, part)
		if (!p->failed)
			p->failed = json_append_take(list,
			    json_pack("{s:s,s:s,s:O*}", "name",
				json_member_text(part, "department"), "role",
				role_of(p, part), "promise_days",
				json_object_get(part, "promise_days")),
			    p->e);
	if (json_array_size(list) > 0)
		paper_take(p, "departments", list);
	else
		json_decref(list);
}
