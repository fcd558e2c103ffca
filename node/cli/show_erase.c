/*
 * What was erased, where it is gone, and what erasing does not reach.
 */
#include <stdio.h>

#include "node/cli/cli.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static void
print_named(const json_t *row)
{
	const struct record_type *t =
	    record_type_named(json_member_text(row, "type"));
	const char *number = json_member_text(row, "number");

	(void)printf("%s %s", t == NULL ? "" : _(t->meaning),
	    number == NULL ? json_member_text(row, "id") : number);
}

static void
print_all(const char *head, const json_t *rows)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row) {
		(void)printf("%s: ", head);
		print_named(row);
		(void)printf("\n");
	}
}

static void
print_out_of_reach(const json_t *result)
{
	size_t i;
	json_t *line;

	(void)printf("%s:\n", _("not reached by this"));
	json_array_foreach (json_object_get(result, "out_of_reach"), i, line)
		(void)printf("  %s\n", json_string_value(line));
}

void
show_erasing(const struct cli *c, const json_t *result)
{
	(void)c;
	print_all(_("erased"), json_object_get(result, "erased"));
	print_all(_("left, since it is open"), json_object_get(result, "open"));
	(void)printf("%s\n",
	    _("other halls destroy it when they hear of it: `sanji erase "
	      "status`"));
	print_out_of_reach(result);
}

static void
print_halls(const json_t *row)
{
	size_t i;
	json_t *hall;

	json_array_foreach (json_object_get(row, "halls"), i, hall)
		(void)printf("  %s %s\n",
		    json_is_true(json_object_get(hall, "destroyed")) ? "■"
								     : "□",
		    json_member_text(hall, "name"));
}

void
show_erasures(const struct cli *c, const json_t *result)
{
	static const char *const times[] = {"erased_time", NULL};
	json_t *rows = json_deep_copy(json_object_get(result, "erased")), *row;
	size_t i;

	name_times(rows, times);
	if (json_array_size(rows) == 0)
		(void)printf("%s\n", _("nothing was erased"));
	json_array_foreach (rows, i, row) {
		print_named(row);
		(void)printf("  %s  %s  %s  %s\n",
		    json_member_text(row, "erased_time"),
		    hall_name(c, json_member_text(row, "by")),
		    shown_word(json_member_text(row, "ground")),
		    json_member_text(row, "approved_by"));
		print_halls(row);
	}
	if (json_array_size(rows) > 0)
		print_out_of_reach(result);
	json_decref(rows);
}

void
show_requests(const struct cli *c, const json_t *rows)
{
	static const char *const columns[] = {
	    "asked_time", "hall", "number", "state", NULL};
	static const char *const times[] = {"asked_time", NULL};
	json_t *copy = json_deep_copy(rows), *row;
	size_t i;

	name_times(copy, times);
	json_array_foreach (copy, i, row) {
		(void)json_object_set_new(row, "hall",
		    json_string(hall_name(c, json_member_text(row, "hall"))));
		(void)json_object_set_new(row, "state",
		    json_string(shown_word(json_member_text(row, "state"))));
	}
	print_table(copy, columns, "nobody has asked to be erased");
	json_decref(copy);
}
