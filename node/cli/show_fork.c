/*
 * How forks look to people.
 */
#include <stdio.h>

#include "node/cli/cli.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

static void
print_sibling(const json_t *row)
{
	char from[MOMENT_TEXT_MAX], to[MOMENT_TEXT_MAX];

	moment_text(json_member_integer(row, "first_time", 0), from);
	moment_text(json_member_integer(row, "last_time", 0), to);
	(void)printf("  %.12s  %s  %s … %s  %lld  %s\n",
	    json_member_text(row, "id"),
	    json_is_true(json_object_get(row, "stands")) ? _("branch stands")
							 : _("branch waits"),
	    from, to, (long long)json_member_integer(row, "change_sets", 0),
	    json_member_text(row, "summary"));
}

void
show_fork(const struct cli *c, const json_t *fork)
{
	size_t i;
	json_t *row;

	(void)printf("%.12s  %s  %s %lld  %s\n", json_member_text(fork, "fork"),
	    hall_name(c, json_member_text(fork, "hall")), _("incarnation"),
	    (long long)json_member_integer(fork, "incarnation", 0),
	    json_member_text(fork, "space"));
	json_array_foreach (json_object_get(fork, "siblings"), i, row)
		print_sibling(row);
}

static void
print_alive(const struct cli *c, const json_t *row)
{
	char since[MOMENT_TEXT_MAX], last[MOMENT_TEXT_MAX];

	moment_text(json_member_integer(row, "since", 0), since);
	moment_text(json_member_integer(row, "last_time", 0), last);
	(void)printf(
	    _("two machines are %s: incarnation %lld began at %s, and "
	      "incarnation %lld still wrote at %s; stop one, or if it was "
	      "stolen, `sanji members replace`\n"),
	    hall_name(c, json_member_text(row, "hall")),
	    (long long)json_member_integer(row, "later", 0), since,
	    (long long)json_member_integer(row, "earlier", 0), last);
}

void
show_forks(const struct cli *c, const json_t *result)
{
	const json_t *forks = json_object_get(result, "forks");
	const json_t *alive = json_object_get(result, "alive");
	size_t i;
	json_t *row;

	if (json_array_size(forks) + json_array_size(alive) == 0)
		(void)printf("%s\n", _("no log has forked"));
	json_array_foreach (forks, i, row)
		show_fork(c, row);
	json_array_foreach (alive, i, row)
		print_alive(c, row);
}
