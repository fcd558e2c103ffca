/*
 * status: one screen about this hall.
 */
#include <stdio.h>

#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static json_t *
collect(struct cli *c, struct err *e)
{
	struct actor actor = cli_actor(c);
	json_t *request = json_pack("{s:s}", "do", "hall.status"), *all = NULL;

	if (action_perform(&actor, request, &all, e) == 0 &&
	    json_put_take(all, "locked", json_boolean(!c->hall.has_keys), e) !=
		0) {
		json_decref(all);
		all = NULL;
	}
	json_decref(request);
	return all;
}

#define DAY_S 86400

static void
tell_sync(const struct cli *c, const json_t *sync)
{
	char when[MOMENT_TEXT_MAX];

	if (sync == NULL) {
		(void)printf("%s\n", _("not in touch with any hall yet"));
		return;
	}
	moment_text(json_member_integer(sync, "began", 0), when);
	(void)printf(_("last in touch with %s at %s\n"),
	    hall_name(c, json_member_text(sync, "peer")), when);
	if (!json_is_integer(json_object_get(sync, "ended")) &&
	    json_member_integer(sync, "lacking", 0) > 0)
		(void)printf(
		    _("%lld change sets came, %lld are still to come\n"),
		    (long long)json_member_integer(sync, "changesets_in", 0),
		    (long long)json_member_integer(sync, "lacking", 0));
}

static long long
count_of(const json_t *counts, const char *name)
{
	return (long long)json_member_integer(counts, name, 0);
}

static void
tell(const struct cli *c, const json_t *all)
{
	const json_t *n = json_object_get(all, "counts");

	(void)printf(_("%s (%s), incarnation %lld\n"),
	    json_member_text(all, "name"), json_member_text(all, "hall"),
	    (long long)json_member_integer(all, "incarnation", 0));
	if (json_is_true(json_object_get(all, "locked")))
		(void)printf("%s\n", _("the key is locked"));
	(void)printf(_("%lld cases; %lld change sets, %lld written here\n"),
	    count_of(n, "cases"), count_of(n, "change_sets"),
	    count_of(n, "written_here"));
	tell_sync(c, json_object_get(all, "last_sync"));
	if (count_of(all, "view_age_s") >= DAY_S)
		(void)printf(
		    _("the newest word of the county's gazette here is "
		      "%lld days old\n"),
		    count_of(all, "view_age_s") / DAY_S);
	if (count_of(n, "conflicts") + count_of(n, "held") > 0)
		(void)printf(_("%lld conflicts and %lld held acts wait: `sanji "
			       "conflicts`\n"),
		    count_of(n, "conflicts"), count_of(n, "held"));
	if (count_of(all, "forks") > 0)
		(void)printf(_("%lld forks of logs wait for a ruling: `sanji "
			       "fork list`\n"),
		    count_of(all, "forks"));
	if (json_array_size(json_object_get(all, "alive")) > 0)
		(void)printf(
		    "%s\n", _("two machines are one hall: `sanji fork list`"));
	if (count_of(n, "waiting_sticks") > 0)
		(void)printf(_("%lld sticks wait for an earlier one\n"),
		    count_of(n, "waiting_sticks"));
	if (count_of(n, "missing_pieces") > 0)
		(void)printf(_("%lld pieces of %lld scans are still to come\n"),
		    count_of(n, "missing_pieces"),
		    count_of(n, "missing_scans"));
	if (count_of(n, "quarantined") > 0)
		(void)printf(
		    _("%lld pieces of what came in were refused: `sanji log "
		      "--sync`\n"),
		    count_of(n, "quarantined"));
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const json_t *n;
	json_t *all = collect(c, e);

	(void)a;
	if (all == NULL)
		return -1;
	n = json_object_get(all, "counts");
	if (count_of(n, "conflicts") > 0)
		*code_out = EXIT_CONFLICTS;
	if (c->as_json)
		print_json(all);
	else
		tell(c, all);
	json_decref(all);
	return 0;
}

const struct command cmd_status = {
    .name = "status",
    .words = "",
    .meaning = "one screen about this hall",
    .help = "Exit code 3 if conflicts wait for a ruling.",
    .example = "sanji status",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
