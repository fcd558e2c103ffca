/*
 * backup: the whole hall but its key, as it is at one moment, in one file.
 */
#include <stdio.h>
#include <sys/stat.h>

#include "node/cli/commands.h"
#include "node/life.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/store/life.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static void
tell(const struct cli *c, const char *path)
{
	struct stat st = {.st_size = 0};
	json_t *said;

	(void)stat(path, &st);
	if (c->as_json) {
		said = json_pack(
		    "{s:s,s:I}", "file", path, "bytes", (json_int_t)st.st_size);
		print_json(said);
		json_decref(said);
		return;
	}
	(void)printf(_("%s: %lld bytes. It has no key in it: keep a copy of "
		       "hall.key too, in another place.\n"),
	    path, (long long)st.st_size);
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	(void)code_out;
	if (store_backup(c->hall.store, a->words[0], NULL, e) != 0 ||
	    life_check(&c->hall, LIFE_BACKED_UP, cli_now(), NULL, e) != 0)
		return -1;
	tell(c, a->words[0]);
	return 0;
}

const struct command cmd_backup = {
    .name = "backup",
    .words = "FILE",
    .meaning = "copy this hall's database to a new file, while it is in use",
    .help = "The copy is of one moment. `sanji restore` brings it back, in a "
	    "new incarnation. docs/RECOVERY.md says what else to keep.",
    .example = "sanji -C village backup /media/usb/village-1126.db",
    .needs_hall = 1,
    .words_min = 1,
    .words_max = 1,
    .options = options,
    .run = run,
};
