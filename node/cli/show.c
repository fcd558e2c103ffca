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

/* The same as one line that leaves the terminal alone; of the last call. */
static const char *
line_of(const json_t *object, const char *name)
{
	static char line[FIELD_TEXT_MAX + 1];
	const char *text = text_of(object, name);

	text_copy(line, sizeof(line), text, strlen(text));
	return line;
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

/* ■ 本机已存  ■ 镇已收  □ 县已收 */
static void
print_stamps(const struct cli *c, const json_t *row)
{
	size_t i;
	json_t *stamp;

	(void)c;
	(void)printf("%s:  ■ %s", _("stamps"), _("saved here"));
	json_array_foreach (json_object_get(row, "stamps"), i, stamp)
		(void)printf("  %s %s",
		    json_is_true(json_object_get(stamp, "held")) ? "■" : "□",
		    text_of(stamp, "name"));
	(void)printf("\n");
}

static void
print_event(const struct cli *c, const json_t *event)
{
	const char *kind = text_of(event, "kind");
	const struct record_type *t = record_type_of_kind(kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, kind);
	char when[MOMENT_TEXT_MAX];

	moment_text(json_member_integer(event, "time", 0), when);
	(void)printf("  %s  %s  %s  %s%s%s  %.12s/%lld\n", when,
	    hall_name(c, text_of(event, "hall")),
	    et == NULL ? line_of(event, "kind") : _(et->meaning),
	    _(text_of(event, "status")),
	    text_of(event, "reason")[0] != '\0' ? ", " : "",
	    _(text_of(event, "reason")), text_of(event, "change_set"),
	    (long long)json_member_integer(event, "place", 0));
}

/* Why something personal is not shown, if something is not. */
static const char *
unread_text(const char *state)
{
	if (strcmp(state, "sealed") == 0)
		return "sealed; the key has not arrived here";
	if (strcmp(state, "erased") == 0)
		return "erased for good";
	return strcmp(state, "damaged") == 0
		   ? "damaged; not sealed as it should be"
		   : NULL;
}

/* In the order in which they are declared. */
static void
print_person(const json_t *row)
{
	const struct record_type *t = record_type_named("case");
	const struct event_type *et = event_type_of_kind(t, "case.received");
	const json_t *personal = json_object_get(row, "personal");
	const char *unread = unread_text(text_of(row, "personal_state"));

	if (unread != NULL)
		(void)printf("%s: %s\n", _("personal data"), _(unread));
	for (const struct field_type *f = et->fields; f->name != NULL; f++)
		if (json_object_get(personal, f->name) != NULL)
			(void)printf("%s: %s\n", _(f->meaning),
			    line_of(personal, f->name));
}

/* 承诺 · 联办 · 补办中 · 急办: what there is to say of each facet. */
static void
print_facets(const json_t *row)
{
	static const char *const facets[] = {
	    "mode", "materials", "coordination", "priority"};

	(void)printf("%s: ", _("kind of case"));
	for (size_t i = 0; i < COUNT_OF(facets); i++)
		if (text_of(row, facets[i])[0] != '\0')
			(void)printf("%s%s", i == 0 ? "" : " · ",
			    _(text_of(row, facets[i])));
	(void)printf("\n");
}

/* What the citizen was promised, and how much of it is left. */
static void
print_due(const json_t *row)
{
	const json_t *due = json_object_get(row, "deadline");
	long long left = (long long)json_member_integer(due, "left_days", 0);

	if (text_of(due, "supervised_due")[0] == '\0')
		return;
	(void)printf("%s: %s", _("due"), text_of(due, "supervised_due"));
	if (strcmp(text_of(due, "state"), "done") == 0)
		(void)printf(_(" (took %lld working days)"),
		    (long long)json_member_integer(due, "used_days", 0));
	else if (json_is_true(json_object_get(due, "overdue")))
		(void)printf(_(" (overdue by %lld working days)"), -left);
	else
		(void)printf(_(" (%lld working days left)"), left);
	if (strcmp(text_of(due, "state"), "paused") == 0)
		(void)printf(" %s", _("the clock stands"));
	if (json_is_true(json_object_get(due, "assumed")))
		(void)printf(" %s", _("(no calendar published for that year)"));
	(void)printf("\n");
}

static void
show_case(const struct cli *c, const json_t *row)
{
	size_t i;
	json_t *event;

	(void)printf(
	    "%s  %s", text_of(row, "number"), _(text_of(row, "state")));
	if (text_of(row, "outcome")[0] != '\0')
		(void)printf(" (%s)", _(text_of(row, "outcome")));
	(void)printf("\n%s: %s\n%s: %s\n", _("item"), text_of(row, "item"),
	    _("hall"), hall_name(c, text_of(row, "hall")));
	if (text_of(row, "alias_of")[0] != '\0')
		(void)printf("%s: %s\n", _("received twice; goes on as"),
		    text_of(row, "alias_of"));
	print_facets(row);
	print_due(row);
	print_person(row);
	if (text_of(row, "power")[0] != '\0')
		(void)printf("%s: %s\n", _("power"), text_of(row, "power"));
	print_stamps(c, row);
	(void)printf("%s:\n", _("events"));
	json_array_foreach (json_object_get(row, "events"), i, event)
		print_event(c, event);
}

/* The slip a citizen takes home (收件回执). */
static void
show_slip(const struct cli *c, const json_t *result)
{
	struct actor actor = cli_actor(c);
	struct err e = ERR_INIT;
	json_t *row = NULL, *request = json_pack("{s:s,s:s}", "do", "case.show",
				"case", text_of(result, "number"));

	if (action_perform(&actor, request, &row, &e) == 0) {
		(void)printf("┌──── %s ────\n", _("receipt for the applicant"));
		(void)printf("│ %s\n", text_of(result, "number"));
		(void)printf("│ %s  %s\n", text_of(row, "item"),
		    hall_name(c, text_of(row, "hall")));
		print_moment(row, "received_time", _("received"));
		print_moment(row, "accepted_time", _("accepted"));
		if (text_of(row, "query_code")[0] != '\0')
			(void)printf("│ %s  %s\n", text_of(row, "query_code"),
			    _("query code"));
		(void)printf("└────\n");
	} else {
		print_value(result);
	}
	json_decref(request);
	json_decref(row);
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
	(void)printf("\n%s: %s\n%s: %s\n", _("item"), text_of(row, "item"),
	    _("hall"), hall_name(c, text_of(row, "hall")));
	print_moment(row, "received_time", _("received"));
	if (text_of(row, "due")[0] != '\0')
		(void)printf("%s: %s\n", _("due"), text_of(row, "due"));
	json_array_foreach (json_object_get(row, "missing"), i, piece)
		(void)printf(
		    "%s: %s\n", _("missing"), json_string_value(piece));
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
		(void)json_object_set_new(
		    row, "state", json_string(_(text_of(row, "state"))));
		(void)json_object_set_new(row, "hall",
		    json_string(hall_name(c, text_of(row, "hall"))));
	}
	print_table(copy, columns,
	    "no cases yet; take one in with `sanji case receive`");
	json_decref(copy);
}

static void
show_powers(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"id", "grantee", "items", "mode",
	    "basis", "granted_time", "revoked_time", NULL};
	static const char *const times[] = {
	    "granted_time", "revoked_time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	name_times(copy, times);
	json_array_foreach (copy, i, row) {
		(void)json_object_set_new(row, "grantee",
		    json_string(hall_name(c, text_of(row, "grantee"))));
		(void)json_object_set_new(
		    row, "mode", json_string(_(text_of(row, "mode"))));
	}
	print_table(copy, columns, "no powers have been granted");
	json_decref(copy);
}

/* The kind by what stands on the paper. */
static void
name_kind(json_t *row)
{
	const struct notice_kind *kind =
	    notice_kind_named(text_of(row, "kind"));

	(void)json_object_set_new(row, "kind", json_string(_(kind->title)));
}

static void
show_issued(const struct cli *c, const json_t *result)
{
	json_t *copy = json_deep_copy(result);

	(void)c;
	name_kind(copy);
	print_value(copy);
	json_decref(copy);
}

static void
show_notices(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"notice", "kind", "issued",
	    "due_date", "sheets", "prints", "handed_over", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	(void)c;
	json_array_foreach (copy, i, row)
		name_kind(row);
	print_table(copy, columns,
	    "no notices of this case; hand one out with `sanji notice issue`");
	json_decref(copy);
}

static void
show_halls(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {
	    "code", "name", "tier", "parent", NULL};

	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	(void)c;
	json_array_foreach (copy, i, row)
		(void)json_object_set_new(
		    row, "tier", json_string(_(text_of(row, "tier"))));
	print_table(copy, columns, "no such hall");
	json_decref(copy);
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
name_author(const struct cli *c, json_t *row, const char *member)
{
	if (text_of(row, member)[0] != '\0')
		(void)json_object_set_new(row, member,
		    json_string(hall_name(c, text_of(row, member))));
}

static void
show_conflicts(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"number", "class", "kind",
	    "status", "author", "time", "against_kind", "against_author", "why",
	    "event", NULL};
	static const char *const times[] = {"time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	json_array_foreach (copy, i, row) {
		name_author(c, row, "author");
		name_author(c, row, "against_author");
		(void)json_object_set_new(
		    row, "class", json_string(_(text_of(row, "class"))));
		(void)json_object_set_new(
		    row, "why", json_string(_(text_of(row, "why"))));
	}
	name_times(copy, times);
	print_table(copy, columns, "nothing waits for a ruling");
	json_decref(copy);
}

/* Everything an event says, field by field. */
static void
print_body(const json_t *version)
{
	const json_t *body = json_object_get(version, "body");
	const json_t *personal = json_object_get(body, "personal");
	const char *name;
	json_t *value;

	json_object_foreach ((json_t *)(uintptr_t)body, name, value)
		if (json_is_string(value) && strcmp(name, "do") != 0 &&
		    strcmp(name, "on") != 0)
			(void)printf(
			    "    %s: %s\n", name, _(json_string_value(value)));
	json_object_foreach ((json_t *)(uintptr_t)personal, name, value)
		if (json_is_string(value))
			(void)printf(
			    "    %s: %s\n", name, json_string_value(value));
}

static void
print_version(const struct cli *c, const json_t *version)
{
	char when[MOMENT_TEXT_MAX];
	size_t i;
	json_t *known;

	moment_text(json_member_integer(version, "time", 0), when);
	(void)printf("\n%s  %s  %s  %s\n  %s\n", text_of(version, "kind"),
	    hall_name(c, text_of(version, "author")), when,
	    _(text_of(version, "status")), text_of(version, "event"));
	print_body(version);
	(void)printf("    %s:", _("knew"));
	json_array_foreach (json_object_get(version, "knew"), i, known)
		(void)printf(" %s (%s)", text_of(known, "kind"),
		    hall_name(c, text_of(known, "author")));
	(void)printf("\n");
}

static void
show_conflict(const struct cli *c, const json_t *entry)
{
	size_t i;
	json_t *version;

	(void)printf("%s  %s: %s\n",
	    text_of(entry, "number")[0] != '\0' ? text_of(entry, "number")
						: text_of(entry, "id"),
	    _(text_of(entry, "class")), _(text_of(entry, "why")));
	json_array_foreach (json_object_get(entry, "versions"), i, version)
		print_version(c, version);
}

/* --- a record of any other kind --------------------------------------------
 */

static void
show_record(const struct cli *c, const json_t *row)
{
	json_t *rest = json_copy((json_t *)(uintptr_t)row), *event;
	size_t i;

	(void)json_object_del(rest, "events");
	(void)json_object_del(rest, "record");
	print_value(rest);
	(void)printf("%s:\n", _("events"));
	json_array_foreach (json_object_get(row, "events"), i, event)
		print_event(c, event);
	json_decref(rest);
}

/* --- which view a result has -----------------------------------------------
 */

/* What is not listed here is shown member by member. */
static const struct {
	const char *noun, *verb;
	void (*show)(const struct cli *c, const json_t *result);
} views[] = {
    {"case", "show", show_case},
    {"case", "receive", show_slip},
    {"case", "list", show_cases},
    {"case", "track", show_track},
    {"calendar", "show", show_calendar},
    {"calendar", "list", show_calendars},
    {"power", "list", show_powers},
    {"item", "list", show_items},
    {"item", "show", show_item},
    {"item", "versions", show_versions},
    {"item", "diff", show_diff},
    {"item", "drafts", show_drafts},
    {"hall", "list", show_halls},
    {"notice", "issue", show_issued},
    {"notice", "list", show_notices},
    {"conflicts", "list", show_conflicts},
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
		show_record(c, result);
	else
		print_value(result);
}
