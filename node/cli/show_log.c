/*
 * The log on the screen: lists, the graph, one change set, one case explained.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/cli.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

/* Logs that have a column of their own in a graph. */
#define LANES_MAX 12

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_member_text(object, name);

	return text == NULL ? "" : text;
}

static long long
number_of(const json_t *object, const char *name)
{
	return (long long)json_member_integer(object, name, 0);
}

static void
print_moment(const json_t *object, const char *name)
{
	char text[MOMENT_TEXT_MAX];

	moment_text(json_member_integer(object, name, 0), text);
	(void)printf("%s", text);
}

/* --- the graph ---------------------------------------------------------------
 */

/* A log: who wrote it into which space. */
static int
is_same_log(const json_t *a, const json_t *b)
{
	return strcmp(text_of(a, "hall"), text_of(b, "hall")) == 0 &&
	       strcmp(text_of(a, "space"), text_of(b, "space")) == 0 &&
	       number_of(a, "incarnation") == number_of(b, "incarnation");
}

struct lanes {
	const json_t *logs[LANES_MAX]; /* the first row of each */
	size_t count;
};

/* LANES_MAX: it has no column. */
static size_t
lane_of(const struct lanes *l, const json_t *row)
{
	for (size_t i = 0; i < l->count; i++)
		if (is_same_log(l->logs[i], row))
			return i;
	return LANES_MAX;
}

static void
find_lanes(const json_t *rows, struct lanes *out)
{
	size_t i;
	json_t *row;

	out->count = 0;
	json_array_foreach (rows, i, row)
		if (out->count < LANES_MAX && lane_of(out, row) == LANES_MAX)
			out->logs[out->count++] = row;
}

/* "*": written there; "o": seen for the first time by who wrote. */
static void
print_lanes(const struct lanes *l, const json_t *row)
{
	size_t own = lane_of(l, row), i;
	json_t *seen;

	for (size_t k = 0; k < l->count; k++) {
		char mark = k == own ? '*' : '|';

		json_array_foreach (json_object_get(row, "seen"), i, seen)
			if (k != own && lane_of(l, seen) == k)
				mark = 'o';
		(void)printf("%c ", mark);
	}
}

static void
print_graph(const struct cli *c, const json_t *rows)
{
	struct lanes lanes;
	size_t i;
	json_t *row;

	find_lanes(rows, &lanes);
	for (size_t k = 0; k < lanes.count; k++) {
		for (size_t m = 0; m < k; m++)
			(void)printf("| ");
		(void)printf("%s  %s\n",
		    hall_name(c, text_of(lanes.logs[k], "hall")),
		    text_of(lanes.logs[k], "space"));
	}
	json_array_foreach (rows, i, row) {
		print_lanes(&lanes, row);
		print_moment(row, "time");
		(void)printf("  %.8s  %s\n", text_of(row, "id"),
		    text_of(row, "summary"));
	}
}

/* --- lists -------------------------------------------------------------------
 */

void
show_log(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {
	    "time", "space", "hall", "seq", "id", "summary", NULL};
	static const char *const times[] = {"time", NULL};
	json_t *copy, *row;
	size_t i;

	if (json_object_get(json_array_get(rows, 0), "seen") != NULL) {
		print_graph(c, rows);
		return;
	}
	copy = json_deep_copy(rows);
	json_array_foreach (copy, i, row)
		(void)json_object_set_new(
		    row, "id", json_sprintf("%.12s", text_of(row, "id")));
	name_times(copy, times);
	print_table(copy, columns, "no change sets yet");
	json_decref(copy);
}

void
show_sessions(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {"began", "seconds", "peer",
	    "carrier", "changesets_out", "changesets_in", "pieces_out",
	    "pieces_in", "bytes_out", "bytes_in", "refused", "skew", "outcome",
	    NULL};
	static const char *const times[] = {"began", "ended", NULL};
	json_t *copy = json_deep_copy(rows);

	(void)c;
	name_times(copy, times);
	print_table(copy, columns, "not in touch with any hall yet");
	json_decref(copy);
}

void
show_quarantine(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {
	    "id", "came", "peer", "carrier", "bytes", "reason", NULL};
	static const char *const times[] = {"came", NULL};
	json_t *copy = json_deep_copy(rows);

	(void)c;
	name_times(copy, times);
	print_table(copy, columns, "nothing was refused");
	json_decref(copy);
}

/* --- a change set ------------------------------------------------------------
 */

static void
print_carried(const struct cli *c, const json_t *row)
{
	const char *carrier = text_of(row, "carrier");

	if (json_object_get(row, "carried") == NULL) {
		(void)printf("%s", _("written here"));
	} else if (carrier[0] == '\0') {
		(void)printf("%s", _("came before exchanges are still listed"));
	} else {
		(void)printf("%s %s ",
		    strcmp(carrier, "line") == 0 ? _("came by line from")
						 : _("came on a stick from"),
		    hall_name(c, text_of(row, "peer")));
		print_moment(row, "came");
	}
}

static void
print_heads(const struct cli *c, const char *label, const json_t *heads)
{
	size_t i;
	json_t *head;

	json_array_foreach (heads, i, head)
		(void)printf("  %s %s  %s %lld  %.12s\n", label,
		    hall_name(c, text_of(head, "hall")), text_of(head, "space"),
		    number_of(head, "seq"), text_of(head, "id"));
}

static void
print_holders(const json_t *row)
{
	size_t i;
	json_t *holder;

	(void)printf("%s:", _("stamps"));
	json_array_foreach (json_object_get(row, "holders"), i, holder)
		(void)printf("  %s %s",
		    json_is_true(json_object_get(holder, "held")) ? "■" : "□",
		    text_of(holder, "name"));
	(void)printf("\n");
}

static const char *
meaning_of(const json_t *event)
{
	const char *kind = text_of(event, "kind");
	const struct record_type *t = record_type_of_kind(kind);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, kind);

	return et == NULL ? kind : _(et->meaning);
}

/* What became of an event, the rule by its number and in words. */
static void
print_outcome(const json_t *event)
{
	const char *reason = text_of(event, "reason");

	(void)printf("     %s%s%s: %s\n", shown_word(text_of(event, "status")),
	    reason[0] == '\0' ? "" : ", ", _(reason), _(text_of(event, "why")));
	if (text_of(event, "against")[0] != '\0')
		(void)printf(
		    "     %s %.14s\n", _("against"), text_of(event, "against"));
}

static void
print_said(const json_t *event)
{
	const char *field;
	json_t *value;
	size_t i;

	json_object_foreach (json_object_get(event, "body"), field, value)
		if (strcmp(field, "do") != 0 && strcmp(field, "on") != 0 &&
		    json_is_string(value))
			(void)printf("     %s: %.160s\n", _(field),
			    json_string_value(value));
	json_array_foreach (json_object_get(event, "sealed"), i, value)
		(void)printf(
		    "     %s: %s\n", _(json_string_value(value)), _("sealed"));
}

void
show_changeset(const struct cli *c, const json_t *row)
{
	size_t i;
	json_t *event;

	(void)printf("%s\n%s\n", text_of(row, "id"), text_of(row, "summary"));
	(void)printf("%s  %s  %s %lld/%lld\n", text_of(row, "author"),
	    text_of(row, "space"), _("number in its log"),
	    number_of(row, "incarnation"), number_of(row, "seq"));
	print_moment(row, "time");
	(void)printf("  %s %lld  ", _("rule set"), number_of(row, "rules"));
	print_carried(c, row);
	(void)printf("\n%s: %s  %s\n", _("signature"),
	    _(text_of(row, "signature")), text_of(row, "key"));
	print_heads(c, _("first to see"), json_object_get(row, "seen"));
	print_heads(c, _("acted under"), json_object_get(row, "gazettes"));
	print_holders(row);
	json_array_foreach (json_object_get(row, "events"), i, event) {
		(void)printf("%3zu  %s  %s\n", i, meaning_of(event),
		    text_of(event,
			json_object_get(event, "number") ? "number" : "id"));
		print_said(event);
		print_outcome(event);
	}
}

/* --- a case explained --------------------------------------------------------
 */

static void
print_not_knowing(const json_t *event)
{
	const json_t *unknown = json_object_get(event, "not_knowing");
	size_t i;
	json_t *place;

	if (json_array_size(unknown) == 0)
		return;
	(void)printf("     %s:", _("not knowing of"));
	json_array_foreach (unknown, i, place)
		(void)printf(" %lld", (long long)json_integer_value(place));
	(void)printf("\n");
}

void
show_explained(const struct cli *c, const json_t *result)
{
	size_t i;
	json_t *event;

	(void)printf("%s  %s\n%s\n", text_of(result, "number"),
	    shown_word(text_of(result, "state")), text_of(result, "why"));
	if (json_object_get(result, "heard_to") != NULL) {
		(void)printf("%s ", _("last heard of that hall:"));
		print_moment(result, "heard_to");
		(void)printf("\n");
	}
	json_array_foreach (json_object_get(result, "events"), i, event) {
		(void)printf("%3zu  ", i + 1);
		print_moment(event, "time");
		(void)printf("  %s  %s  %.14s  ", meaning_of(event),
		    hall_name(c, text_of(event, "author")),
		    text_of(event, "event"));
		print_carried(c, event);
		(void)printf("\n");
		print_not_knowing(event);
		print_outcome(event);
	}
}

/* --- what waits to be sent -------------------------------------------------
 */

/* "□ 姚庄镇  □ 嘉善县" */
static json_t *
stamps_text(const json_t *stamps)
{
	char text[512] = "";
	size_t i, len = 0;
	json_t *stamp;

	json_array_foreach (stamps, i, stamp)
		if (len < sizeof(text))
			len += (size_t)snprintf(text + len, sizeof(text) - len,
			    "%s%s %s", i == 0 ? "" : "  ",
			    json_is_true(json_object_get(stamp, "held")) ? "■"
									 : "□",
			    text_of(stamp, "name"));
	return json_string(text);
}

void
show_outbox(const struct cli *c, const json_t *result)
{
	static const char *const columns[] = {
	    "number", "meaning", "since", "change_sets", "stamps", NULL};
	static const char *const times[] = {"since", NULL};
	json_t *copy = json_deep_copy(json_object_get(result, "records")), *row;
	size_t i;

	(void)c;
	name_times(copy, times);
	json_array_foreach (copy, i, row)
		(void)json_object_set_new(
		    row, "stamps", stamps_text(json_object_get(row, "stamps")));
	print_table(copy, columns,
	    "nothing waits: the halls above have all that was saved here");
	if (json_is_true(json_object_get(result, "more")))
		(void)printf(
		    "%s\n", _("more may wait that was written before these"));
	json_decref(copy);
}
