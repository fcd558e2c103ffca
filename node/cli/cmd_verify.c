/*
 * verify: is what is stored what was signed?
 */
#include <stdio.h>

#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "sync/engine/check.h"
#include "sync/engine/mend.h"
#include "sync/engine/scans.h"

enum { REPAIR };

static const struct option_type options[] = {
    {"repair", NULL, "have what is damaged brought again by other halls"},
    {NULL, NULL, NULL}};

/* 0: all of them. */
static int
find_space(const struct cli *c, const struct arguments *a, uint32_t *out,
    struct err *e)
{
	struct space_name name;

	*out = 0;
	if (a->word_count == 0)
		return 0;
	if (space_name_parse(a->words[0], &name) == 0)
		*out = chart_space(engine_chart(c->hall.engine), &name);
	return *out != 0 ? 0
			 : err_set(e, ERR_NOT_FOUND,
			       "this hall does not hold %s", a->words[0]);
}

/* With all change sets, also the scans that lie beside them. */
static int
check_scans(
    struct cli *c, uint32_t space, struct scan_check *out, struct err *e)
{
	*out = (struct scan_check){.checked = 0};
	if (space == 0 && scans_check(c->hall.engine, NULL, out, e) != 0)
		return -1;
	if (out->bad == 0)
		return 0;
	return err_set(e, ERR_INTEGRITY,
	    "%llu of %llu pieces of scans are not what they were; `sanji "
	    "verify --repair` has them brought again",
	    (unsigned long long)out->bad, (unsigned long long)out->checked);
}

/* What is damaged is noted, to come again. */
static int
repair(struct cli *c, struct err *e)
{
	struct mend_result got = {.renamed = 0};
	json_t *said;

	if (engine_mend(c->hall.engine, cli_now(), &got, e) != 0)
		return -1;
	if (c->as_json) {
		said = json_pack("{s:I,s:I,s:I,s:I}", "named_again",
		    (json_int_t)got.renamed, "change_sets",
		    (json_int_t)got.changesets, "keys", (json_int_t)got.keys,
		    "pieces", (json_int_t)got.pieces);
		print_json(said);
		json_decref(said);
	} else {
		(void)printf(_("%llu change sets, %llu keys of cases and %llu "
			       "pieces of scans are damaged and asked for "
			       "again: `sanji sync`, or a stick\n"),
		    (unsigned long long)got.changesets,
		    (unsigned long long)got.keys,
		    (unsigned long long)got.pieces);
	}
	if (got.renamed > 0 && !c->as_json)
		(void)printf(_("%llu change sets had lost their name, time or "
			       "place here and have it again\n"),
		    (unsigned long long)got.renamed);
	if (!engine_is_unlocked(c->hall.engine) && !c->as_json)
		(void)printf("%s\n",
		    _("the key is locked: keys of cases were not looked at"));
	return 0;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	struct engine_check_result got;
	struct scan_check scans;
	uint32_t space;
	json_t *said;

	(void)code_out;
	if (option_value(a, REPAIR) != NULL)
		return repair(c, e);
	if (find_space(c, a, &space, e) != 0 ||
	    store_check(c->hall.store, e) != 0 ||
	    engine_check(c->hall.engine, space, NULL, &got, e) != 0)
		return -1;
	if (c->as_json) {
		said = json_pack("{s:I,s:I}", "checked",
		    (json_int_t)got.checked, "bad", (json_int_t)got.bad);
		print_json(said);
		json_decref(said);
	}
	if (got.bad > 0)
		return err_set(e, ERR_INTEGRITY,
		    "%llu of %llu change sets are not what was signed; the "
		    "first is number %s. `sanji verify --repair` has them "
		    "brought again by halls that hold them; or restore hall.db "
		    "from a backup",
		    (unsigned long long)got.bad,
		    (unsigned long long)got.checked, got.first_bad);
	if (!c->as_json)
		(void)printf(_("%llu change sets, every signature valid\n"),
		    (unsigned long long)got.checked);
	if (check_scans(c, space, &scans, e) != 0)
		return -1;
	if (!c->as_json && scans.checked > 0)
		(void)printf(_("%llu pieces of scans, each as it was sealed\n"),
		    (unsigned long long)scans.checked);
	return 0;
}

const struct command cmd_verify = {
    .name = "verify",
    .words = "[--repair | ledger/CODE | gazette/CODE]",
    .meaning = "check the database and every signature in it",
    .help = "Exit code 5 if anything is not what was signed.",
    .example = "sanji verify",
    .needs_hall = 1,
    .words_max = 1,
    .options = options,
    .run = run,
};
