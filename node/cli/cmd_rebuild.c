/*
 * rebuild: all state again from the log; it comes out the same.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/commands.h"
#include "schema/base/words.h"
#include "sync/engine/dump.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	struct buf before = BUF_INIT, after = BUF_INIT;
	int failed = engine_settle_all(c->hall.engine, e) != 0 ||
		     engine_dump(c->hall.engine, &before, e) != 0 ||
		     engine_rebuild(c->hall.engine, e) != 0 ||
		     engine_dump(c->hall.engine, &after, e) != 0;
	int is_same =
	    before.len == after.len &&
	    memcmp(buf_text(&before), buf_text(&after), after.len) == 0;

	(void)a, (void)code_out;
	if (!failed && !c->as_json)
		(void)printf("%s\n",
		    _(is_same ? "rebuilt from the log; the state is the same, "
				"byte for byte"
			      : "rebuilt from the log; the state was another "
				"before"));
	if (!failed && c->as_json)
		(void)printf("{\"same\":%s}\n", is_same ? "true" : "false");
	buf_free(&before);
	buf_free(&after);
	return failed ? -1 : 0;
}

const struct command cmd_rebuild = {
    .name = "rebuild",
    .words = "",
    .meaning = "compute all state again from the log",
    .example = "sanji rebuild",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
