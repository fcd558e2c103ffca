/*
 * How a case looks to people, and an event of any record.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/cli.h"
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

/* --- events ------------------------------------------------------------------
 */

/* What of an event is worth a few words beside its name; nothing personal. */
static const char *const details[] = {"step", "piece", "pieces", "material",
    "department", "outcome", "missing", "what", "window", "order", "scope",
    "special", "due_date", "by", "box", "to"};

static void
print_word(const json_t *value)
{
	char line[FIELD_TEXT_MAX + 1];
	const char *word;

	if (!json_is_string(value))
		return;
	word = shown_word(json_string_value(value));
	text_copy(line, sizeof(line), word, strlen(word));
	(void)printf("%s", line);
}

/* A text, or the texts of a list. */
static void
print_detail(const json_t *value)
{
	size_t i;
	json_t *one;

	print_word(value);
	json_array_foreach (value, i, one) {
		if (i > 0)
			(void)printf(", ");
		print_word(one);
	}
}

/* "part finished (水利局, agreed)" */
static void
print_details(const json_t *body)
{
	int any = 0;

	for (size_t i = 0; i < COUNT_OF(details); i++) {
		const json_t *value = json_object_get(body, details[i]);

		/* A text, or a list of texts; not rows. */
		if (!json_is_string(value) &&
		    !json_is_string(json_array_get(value, 0)))
			continue;
		(void)printf("%s", any ? ", " : " (");
		print_detail(value);
		any = 1;
	}
	if (any)
		(void)printf(")");
}

void
show_event(const struct cli *c, const json_t *event)
{
	const char *kind = text_of(event, "kind");
	const struct record_type *t = record_type_of_kind(kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, kind);
	char when[MOMENT_TEXT_MAX];

	moment_text(json_member_integer(event, "time", 0), when);
	(void)printf("  %s  %s  %s", when, hall_name(c, text_of(event, "hall")),
	    et == NULL ? line_of(event, "kind") : _(et->meaning));
	print_details(json_object_get(event, "body"));
	(void)printf("  %s%s%s  %.12s/%lld", _(text_of(event, "status")),
	    text_of(event, "reason")[0] != '\0' ? ", " : "",
	    _(text_of(event, "reason")), text_of(event, "change_set"),
	    (long long)json_member_integer(event, "place", 0));
	if (json_member_integer(event, "volume", 1) > 1)
		(void)printf(_("  volume %lld"),
		    (long long)json_member_integer(event, "volume", 1));
	(void)printf("\n");
}

/* --- a case
 * ---------------------------------------------------------------------
 */

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
	const char *between = "";

	(void)printf("%s: ", _("kind of case"));
	for (size_t i = 0; i < COUNT_OF(facets); i++) {
		const char *word = text_of(row, facets[i]);

		if (word[0] == '\0' || strcmp(word, "single") == 0 ||
		    strcmp(word, "normal") == 0)
			continue;
		(void)printf("%s%s", between, shown_word(word));
		between = " · ";
	}
	(void)printf("\n");
}

/* What the file lacks: asked for, to follow later, or owed. */
static void
print_missing(const json_t *row)
{
	const json_t *missing = json_object_get(row, "missing");

	if (json_array_size(missing) == 0)
		return;
	(void)printf("%s: ", _("missing"));
	print_detail(missing);
	(void)printf("\n");
}

/* By when, and how much of it is left. */
static void
print_deadline(const json_t *due)
{
	long long left = (long long)json_member_integer(due, "left_days", 0);

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
	if (json_is_true(json_object_get(due, "doubtful")))
		(void)printf(" %s", _("(to be checked: a clock was wrong)"));
	if (json_is_true(json_object_get(due, "assumed")))
		(void)printf(" %s", _("(no calendar published for that year)"));
	(void)printf("\n");
}

/* What the citizen was promised. */
static void
print_due(const json_t *row)
{
	const json_t *due = json_object_get(row, "deadline");

	if (text_of(due, "supervised_due")[0] != '\0')
		print_deadline(due);
}

/* Of a joint case: who has begun and finished, and how; who is late. */
static void
print_parts(const json_t *row)
{
	const json_t *parts = json_object_get(row, "parts");
	size_t i;
	json_t *part;

	if (json_array_size(parts) > 0)
		(void)printf("%s:\n", _("departments"));
	json_array_foreach (parts, i, part) {
		(void)printf("  %s", line_of(part, "department"));
		if (text_of(part, "hall_name")[0] != '\0')
			(void)printf("  %s", line_of(part, "hall_name"));
		(void)printf("  %s  ", line_of(part, "state_meaning"));
		print_deadline(json_object_get(part, "deadline"));
	}
}

/* "1. 户口簿  hukou.pdf  1848212 bytes  material still to come 3/8 pieces" */
static void
print_attachment(const struct cli *c, const json_t *one)
{
	long long held = (long long)json_member_integer(one, "held", 0);
	long long pieces = (long long)json_member_integer(one, "pieces", 0);

	(void)printf("  %lld. %s",
	    (long long)json_member_integer(one, "attachment", 0),
	    line_of(one, "material"));
	(void)printf("  %s", text_of(one, "file")[0] == '\0'
				 ? _("(name sealed)")
				 : line_of(one, "file"));
	(void)printf(
	    _("  %lld bytes"), (long long)json_member_integer(one, "size", 0));
	if (json_is_true(json_object_get(one, "erased")))
		(void)printf("  %s", _("erased for good"));
	else if (held < pieces)
		(void)printf(_("  material still to come: %lld/%lld pieces, "
			       "last known at %s"),
		    held, pieces, hall_name(c, text_of(one, "last_at")));
	if (json_object_get(one, "taken_back") != NULL)
		(void)printf("  %s: %s", _("scan taken back"),
		    line_of(one, "taken_back"));
	(void)printf("\n");
}

static void
print_attachments(const struct cli *c, const json_t *row)
{
	const json_t *all = json_object_get(row, "attachments");
	size_t i;
	json_t *one;

	if (json_array_size(all) > 0)
		(void)printf("%s:\n", _("scans"));
	json_array_foreach (all, i, one)
		print_attachment(c, one);
}

void
show_attachments(const struct cli *c, const json_t *row)
{
	const json_t *all = json_object_get(row, "attachments");

	if (c->as_json)
		print_json(all);
	else if (json_array_size(all) == 0)
		(void)printf(
		    "%s\n", _("no scans of this case; add one with `sanji case "
			      "attach`"));
	else
		print_attachments(c, row);
}

void
show_case(const struct cli *c, const json_t *row)
{
	size_t i;
	json_t *event;

	(void)printf("%s  %s", text_of(row, "number"),
	    shown_word(text_of(row, "state")));
	if (text_of(row, "outcome")[0] != '\0')
		(void)printf(" (%s)", shown_word(text_of(row, "outcome")));
	(void)printf("\n%s: %s  %s\n%s: %s\n", _("item"), text_of(row, "item"),
	    line_of(row, "item_name"), _("hall"),
	    hall_name(c, text_of(row, "hall")));
	if (text_of(row, "alias_of")[0] != '\0')
		(void)printf("%s: %s\n", _("received twice; goes on as"),
		    text_of(row, "alias_of"));
	print_facets(row);
	print_parts(row);
	print_missing(row);
	if (strcmp(text_of(row, "state"), "moved") == 0)
		(void)printf("%s: %s\n", _("handed over to"),
		    hall_name(c, text_of(row, "moved_to")));
	else
		print_due(row);
	print_person(row);
	if (text_of(row, "power")[0] != '\0')
		(void)printf("%s: %s\n", _("power"), text_of(row, "power"));
	print_stamps(c, row);
	print_attachments(c, row);
	(void)printf("%s:\n", _("events"));
	json_array_foreach (json_object_get(row, "events"), i, event)
		show_event(c, event);
}

/* What kind of case it would be, and why. */
void
show_green(const struct cli *c, const json_t *proposal)
{
	const json_t *scopes = json_object_get(proposal, "green");
	json_t *scope;
	size_t i;

	(void)c;
	if (json_array_size(scopes) == 0)
		return;
	(void)printf("%s:", _("it may take the green channel, opened with "
			      "`sanji case open_green`"));
	json_array_foreach (scopes, i, scope) {
		(void)printf(
		    "%s %s", i == 0 ? "" : ";", text_of(scope, "meaning"));
		if (json_object_get(scope, "least") != NULL)
			(void)printf(_(" from %lld %s"),
			    (long long)json_member_integer(scope, "least", 0),
			    text_of(scope, "currency"));
	}
	(void)printf("\n");
}

void
show_proposal(const struct cli *c, const json_t *proposal)
{
	(void)c;
	(void)printf("%s%s%s%s%s: %s\n", shown_word(text_of(proposal, "kind")),
	    json_is_true(json_object_get(proposal, "joint")) ? " · " : "",
	    json_is_true(json_object_get(proposal, "joint")) ? _("joint") : "",
	    json_is_true(json_object_get(proposal, "short")) ? " · " : "",
	    json_is_true(json_object_get(proposal, "short")) ? _("short") : "",
	    _(text_of(proposal, "why")));
	show_green(c, proposal);
}
