/*
 * How the results of actions look to people.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/cli.h"
#include "node/notice/notice_kind.h"
#include "schema/base/json.h"
#include "schema/base/text.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_member_text(object, name);

	return text == NULL ? "" : text;
}

static void
print_moment(const json_t *object, const char *name, const char *label)
{
	char text[MOMENT_TEXT_MAX];
	json_t *value = json_object_get(object, name);

	if (!json_is_integer(value))
		return;
	moment_text(json_integer_value(value), text);
	(void)printf("│ %s  %s\n", text, label);
}

/* By when it will be finished, once that was promised. */
static void
print_promised(const json_t *row)
{
	const char *due =
	    text_of(json_object_get(row, "deadline"), "supervised_due");

	if (due[0] != '\0')
		(void)printf("│ %s  %s\n", due, _("due"));
}

/*
 * For the operator: of a case that was not accepted what kind it is proposed
 * to be, why, and what is to be done then; and whether it may go faster.
 */
static void
print_next(const struct cli *c, const json_t *result)
{
	const json_t *proposal = json_object_get(result, "proposal");
	const char *kind = text_of(proposal, "kind");

	if (json_is_true(json_object_get(result, "accepted"))) {
		show_green(c, proposal);
		return;
	}
	show_proposal(c, proposal);
	if (strcmp(kind, "supplement") == 0)
		(void)printf(_("next: `sanji case ask %s`, all that is missing "
			       "at once (行政许可法 32)\n"),
		    text_of(result, "number"));
	else if (strcmp(kind, "decline") == 0)
		(void)printf(_("next: `sanji case decline %s ground=… "
			       "reason=…`, or `sanji case ask` if it can be "
			       "mended\n"),
		    text_of(result, "number"));
	else
		(void)printf(_("next: `sanji case accept %s`\n"),
		    text_of(result, "number"));
}

/* The slip a citizen takes home (收件回执). */
static void
show_slip(const struct cli *c, const json_t *result)
{
	struct actor actor = cli_actor(c);
	struct err e = ERR_INIT;
	json_t *row = NULL,
	       *request = json_pack("{s:s,s:s,s:s}", "do", "case.show", "case",
		   text_of(result, "number"), "why", "counter");

	if (action_perform(&actor, request, &row, &e) == 0) {
		(void)printf("┌──── %s ────\n", _("receipt for the applicant"));
		(void)printf("│ %s\n", text_of(result, "number"));
		(void)printf("│ %s  %s\n│ %s\n", text_of(row, "item"),
		    text_of(row, "item_name"),
		    hall_name(c, text_of(row, "hall")));
		print_moment(row, "received_time", _("received"));
		print_moment(row, "accepted_time", _("accepted"));
		print_promised(row);
		if (text_of(row, "query_code")[0] != '\0')
			(void)printf("│ %s  %s\n", text_of(row, "query_code"),
			    _("query code"));
		(void)printf("└────\n");
		print_next(c, result);
	} else {
		print_value(result);
	}
	json_decref(request);
	json_decref(row);
}

/* The item by its name, or its code where the catalogue is not held. */
static const char *
item_label(const json_t *row)
{
	const char *name = text_of(row, "item_name");

	return name[0] == '\0' ? text_of(row, "item") : name;
}

/* How many cases went, and which. */
static void
show_handover(const struct cli *c, const json_t *result)
{
	const json_t *cases = json_object_get(result, "cases");
	size_t i;
	json_t *one;

	(void)printf(_("handed over to %s: %zu cases\n"),
	    hall_name(c, text_of(result, "to")), json_array_size(cases));
	json_array_foreach (cases, i, one)
		(void)printf("  %s\n", text_of(one, "number"));
}

/* What a citizen is told, in large enough words. */
static void
show_track(const struct cli *c, const json_t *row)
{
	json_t *piece;
	size_t i;

	(void)printf(
	    "%s  %s", text_of(row, "number"), _(text_of(row, "state")));
	if (text_of(row, "outcome")[0] != '\0')
		(void)printf(" (%s)", _(text_of(row, "outcome")));
	(void)printf("\n%s: %s\n%s: %s\n", _("item"), item_label(row),
	    _("hall"), hall_name(c, text_of(row, "hall")));
	print_moment(row, "received_time", _("received"));
	if (text_of(row, "due")[0] != '\0')
		(void)printf("%s: %s\n", _("due"), text_of(row, "due"));
	json_array_foreach (json_object_get(row, "missing"), i, piece)
		(void)printf(
		    "%s: %s\n", _("missing"), json_string_value(piece));
}

/* "accepted · material still to come" (材料待传) */
static json_t *
case_state(const json_t *row)
{
	int lacks = json_member_integer(row, "missing_pieces", 0) > 0;

	return json_sprintf("%s%s%s", _(text_of(row, "state")),
	    lacks ? " · " : "", lacks ? _("material still to come") : "");
}

static void
show_cases(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {
	    "number", "state", "item", "hall", "received_time", NULL};
	static const char *const times[] = {"received_time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	name_times(copy, times);
	json_array_foreach (copy, i, row) {
		(void)json_object_set_new(row, "state", case_state(row));
		(void)json_object_set_new(
		    row, "item", json_string(item_label(row)));
		(void)json_object_set_new(row, "hall",
		    json_string(hall_name(c, text_of(row, "hall"))));
	}
	print_table(copy, columns,
	    "no cases yet; take one in with `sanji case receive`");
	json_decref(copy);
}

/* The kind by what stands on the paper. */
static void
name_kind(json_t *row)
{
	const struct notice_kind *kind =
	    notice_kind_named(text_of(row, "kind"));

	(void)json_object_set_new(
	    row, "kind of notice", json_string(_(kind->title)));
	(void)json_object_del(row, "kind");
}

static void
show_issued(const struct cli *c, const json_t *result)
{
	json_t *copy = json_deep_copy(result);

	(void)c;
	name_kind(copy);
	if (json_object_del(copy, "assumed") == 0)
		(void)json_object_set_new(copy, "due_date",
		    json_sprintf("%s %s", text_of(copy, "due_date"),
			_("(no calendar published for that year)")));
	print_value(copy);
	json_decref(copy);
}

static void
show_notices(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"notice", "kind of notice",
	    "issued", "due_date", "sheets", "prints", "handed_over", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	(void)c;
	json_array_foreach (copy, i, row)
		name_kind(row);
	print_table(copy, columns,
	    "no notices of this case; hand one out with `sanji notice issue`");
	json_decref(copy);
}

/* Rows of halls, with their words and the names of those they speak of. */
static void
print_halls(const struct cli *c, const json_t *rows, const char *const *columns)
{
	static const char *const halls[] = {"parent", "into"};
	static const char *const words[] = {"tier", "state"};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	json_array_foreach (copy, i, row) {
		for (size_t k = 0; k < COUNT_OF(halls); k++)
			if (json_object_get(row, halls[k]) != NULL)
				(void)json_object_set_new(row, halls[k],
				    json_string(
					hall_name(c, text_of(row, halls[k]))));
		for (size_t k = 0; k < COUNT_OF(words); k++)
			(void)json_object_set_new(row, words[k],
			    json_string(_(text_of(row, words[k]))));
	}
	print_table(copy, columns, "no such hall");
	json_decref(copy);
}

static void
show_halls(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {
	    "code", "name", "tier", "parent", "state", "into", "since", NULL};

	print_halls(c, rows, columns);
}

static void
show_tree(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"code", "name", "tier",
	    "freshness", "heard_time", "lacking", "pieces_waiting", "skew",
	    "version", "free_mib", NULL};
	static const char *const times[] = {"heard_time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	json_array_foreach (copy, i, row) {
		if (json_member_integer(row, "heard_time", 0) == 0)
			(void)json_object_del(row, "heard_time");
		(void)json_object_set_new(row, "freshness",
		    json_string(_(text_of(row, "freshness"))));
	}
	name_times(copy, times);
	print_halls(c, copy, columns);
	json_decref(copy);
}

static void
show_hall(const struct cli *c, const json_t *hall)
{
	static const char *const columns[] = {
	    "since", "state", "name", "tier", "parent", "into", NULL};

	(void)printf("%s  %s\n", text_of(hall, "code"),
	    hall_name(c, text_of(hall, "code")));
	print_halls(c, json_object_get(hall, "history"), columns);
}

static void
show_calendars(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {
	    "year", "version", "holidays", "workdays", "basis", NULL};

	(void)c;
	print_table(rows, columns, "no calendar has been published");
}

static void
show_calendar(const struct cli *c, const json_t *result)
{
	static const char *const columns[] = {"date", "kind", "name", NULL};
	json_t *copy = json_deep_copy(result), *day;
	size_t i;

	(void)c;
	json_array_foreach (json_object_get(copy, "days"), i, day)
		(void)json_object_set_new(
		    day, "kind", json_string(_(text_of(day, "kind"))));
	print_table(json_object_get(copy, "days"), columns,
	    "no calendar has been published");
	(void)json_object_del(copy, "days");
	(void)printf("\n");
	print_value(copy);
	json_decref(copy);
}

static void
show_slots(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"slot", "hall", "date", "from",
	    "to", "window", "item", "capacity", "taken", "free", "kept", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	json_array_foreach (copy, i, row)
		(void)json_object_set_new(row, "hall",
		    json_string(hall_name(c, text_of(row, "hall"))));
	print_table(copy, columns,
	    "no times can be booked; publish some with `sanji slot publish`");
	json_decref(copy);
}

static void
show_bookings(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"number", "state", "slot",
	    "asked", "to_tell", "made_hall", "made_time", NULL};
	static const char *const times[] = {"made_time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	name_times(copy, times);
	json_array_foreach (copy, i, row) {
		(void)json_object_set_new(
		    row, "state", json_string(_(text_of(row, "state"))));
		(void)json_object_set_new(row, "made_hall",
		    json_string(hall_name(c, text_of(row, "made_hall"))));
	}
	print_table(copy, columns, "no bookings");
	json_decref(copy);
}

static void
show_audit(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {
	    "time", "who", "what", "about", "why", NULL};
	static const char *const times[] = {"time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	(void)c;
	name_times(copy, times);
	json_array_foreach (copy, i, row)
		(void)json_object_set_new(
		    row, "why", json_string(shown_word(text_of(row, "why"))));
	print_table(copy, columns, "nobody has looked at anything yet");
	json_decref(copy);
}

static void
show_outdated(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"number", "hall", "item",
	    "item_version", "received_time", "newer", "published_time", NULL};
	static const char *const times[] = {
	    "received_time", "published_time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	name_times(copy, times);
	json_array_foreach (copy, i, row)
		(void)json_object_set_new(row, "hall",
		    json_string(hall_name(c, text_of(row, "hall"))));
	print_table(copy, columns,
	    "no case was taken in by an old version of its item");
	json_decref(copy);
}

static void
show_timewarps(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"time", "hall", "what", "seconds",
	    "other_time", "other_hall", "change_set", NULL};
	static const char *const times[] = {"time", "other_time", NULL};
	static const char *const halls[] = {"hall", "other_hall"};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	name_times(copy, times);
	json_array_foreach (copy, i, row) {
		int is_behind = json_object_get(row, "other_time") != NULL;

		(void)json_object_set_new(row, "what",
		    json_string(_(is_behind ? "behind" : "future")));
		(void)json_object_set_new(row, "change_set",
		    json_sprintf("%.12s", text_of(row, "change_set")));
		for (size_t k = 0; k < COUNT_OF(halls); k++)
			if (json_object_get(row, halls[k]) != NULL)
				(void)json_object_set_new(row, halls[k],
				    json_string(
					hall_name(c, text_of(row, halls[k]))));
	}
	print_table(copy, columns, "no clock was wrong");
	json_decref(copy);
}

/* --- which view a result has -----------------------------------------------
 */

/* What is not listed here is shown member by member. */
static const struct {
	const char *noun, *verb;
	void (*show)(const struct cli *c, const json_t *result);
} views[] = {
    {"case", "show", show_case},
    {"case", "attachments", show_attachments},
    {"case", "propose", show_proposal},
    {"case", "receive", show_slip},
    {"case", "list", show_cases},
    {"case", "outdated", show_outdated},
    {"case", "track", show_track},
    {"handover", "person", show_handover},
    {"handover", "hall", show_handover},
    {"calendar", "show", show_calendar},
    {"calendar", "list", show_calendars},
    {"power", "list", show_powers},
    {"power", "show", show_power},
    {"power", "matrix", show_power_matrix},
    {"power", "publication", show_publication},
    {"power", "revoke", show_power_revoked},
    {"power", "held", show_held},
    {"power", "violations", show_violations},
    {"item", "list", show_items},
    {"item", "show", show_item},
    {"item", "versions", show_versions},
    {"item", "diff", show_diff},
    {"item", "drafts", show_drafts},
    {"hall", "list", show_halls},
    {"hall", "show", show_hall},
    {"hall", "outbox", show_outbox},
    {"hall", "tree", show_tree},
    {"notice", "issue", show_issued},
    {"notice", "list", show_notices},
    {"slot", "list", show_slots},
    {"timewarps", "list", show_timewarps},
    {"booking", "list", show_bookings},
    {"fork", "list", show_forks},
    {"fork", "show", show_fork},
    {"conflicts", "list", show_conflicts},
    {"audit", "list", show_audit},
    {"log", "list", show_log},
    {"log", "show", show_changeset},
    {"case", "explain", show_explained},
    {"sessions", "list", show_sessions},
    {"quarantine", "list", show_quarantine},
    {"erase", "requests", show_requests},
    {"erase", "case", show_erasing},
    {"erase", "person", show_erasing},
    {"erase", "status", show_erasures},
    {"conflicts", "show", show_conflict},
};

void
show_action(const struct cli *c, const char *noun, const char *verb,
    const json_t *result)
{
	if (c->as_json) {
		print_json(result);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(views); i++)
		if (strcmp(views[i].noun, noun) == 0 &&
		    strcmp(views[i].verb, verb) == 0) {
			views[i].show(c, result);
			return;
		}
	if (json_object_get(result, "events") != NULL)
		show_record(c, noun, result);
	else
		print_value(result);
}
