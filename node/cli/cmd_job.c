/*
 * job work: what the daemon starts to do one piece of long work.
 */
#include <stdlib.h>

#include "node/cli/commands.h"
#include "node/job.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)code_out;
	return job_work(&c->hall, strtoll(a->words[1], NULL, 10), e);
}

const struct command cmd_job_work = {
    .name = "job",
    .verb = "work",
    .words = "work NUMBER",
    .meaning = "do one piece of long work now, as the daemon does",
    .example = "sanji job work 3",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 2,
    .options = options,
    .run = run,
};
