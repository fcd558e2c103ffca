/*
 * dump: the state as text, for comparing replicas byte by byte.
 */
#include <stdio.h>

#include "node/cli/commands.h"
#include "schema/base/words.h"
#include "sync/engine/dump.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	struct buf out = BUF_INIT;
	struct space_name space;
	int failed;

	(void)code_out;
	if (a->word_count > 0 && space_name_parse(a->words[0], &space) != 0)
		return err_set(e, ERR_USAGE,
		    "\"%s\" is no ledger or gazette; it reads ledger/CODE or "
		    "gazette/CODE",
		    a->words[0]);
	failed = engine_settle_all(c->hall.engine, e);
	if (!failed)
		failed =
		    a->word_count > 0
			? engine_dump_space(c->hall.engine, &space, &out, e)
			: engine_dump(c->hall.engine, &out, e);
	if (!failed)
		(void)fwrite(out.bytes, 1, out.len, stdout);
	buf_free(&out);
	return failed;
}

const struct command cmd_dump = {
    .name = "dump",
    .words = "[ledger/CODE|gazette/CODE]",
    .meaning = "the state as text, for comparing replicas",
    .help = "Halls that hold the same change sets print the same bytes.",
    .example = "sanji dump ledger/330421111205",
    .needs_hall = 1,
    .words_max = 1,
    .options = options,
    .run = run,
};
