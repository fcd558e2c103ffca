/*
 * doctor: what is not as it should be, and what to do about it.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/commands.h"
#include "node/doctor.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static void
tell(const json_t *findings)
{
	size_t i;
	json_t *finding;

	json_array_foreach (findings, i, finding) {
		const char *level = json_member_text(finding, "level");
		const char *advice = json_member_text(finding, "advice");

		(void)printf("%s %s: %s\n",
		    strcmp(level, "fine") == 0	 ? "  "
		    : strcmp(level, "look") == 0 ? "! "
						 : "!!",
		    _(json_member_text(finding, "check")),
		    json_member_text(finding, "found"));
		if (advice != NULL)
			(void)printf("     %s\n", advice);
	}
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	enum doctor_level worst;
	json_t *findings = doctor_examine(&c->hall, cli_now(), &worst, e);

	(void)a;
	if (findings == NULL)
		return -1;
	if (c->as_json)
		print_json(findings);
	else
		tell(findings);
	json_decref(findings);
	if (worst != DOCTOR_FINE)
		*code_out = worst == DOCTOR_BROKEN ? EXIT_BROKEN : EXIT_FAILED;
	return 0;
}

const struct command cmd_doctor = {
    .name = "doctor",
    .words = "",
    .meaning = "what is not as it should be, and what to do about it",
    .help = "Exit code 1 if somebody has to do something, 5 if what is "
	    "stored is damaged.",
    .example = "sanji doctor",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
