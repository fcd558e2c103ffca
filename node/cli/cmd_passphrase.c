/*
 * passphrase: lock this hall's key, lock it otherwise, or take the lock off.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "node/cli/commands.h"
#include "node/passphrase.h"
#include "schema/base/words.h"

enum { OPTION_FILE, OPTION_REMOVE };

static const struct option_type options[] = {
    {"file", "FILE", "the new one is the first line of this file"},
    {"remove", NULL, "leave the key unlocked"},
    {NULL, NULL, NULL},
};

/* Asked for twice: nobody sees what is typed. */
static int
ask_new(char out[PASSPHRASE_MAX + 1], struct err *e)
{
	const char *typed =
	    isatty(STDIN_FILENO) ? getpass(_("new passphrase: ")) : NULL;

	if (typed == NULL)
		return err_set(e, ERR_USAGE,
		    "there is nobody to ask for the new passphrase; give "
		    "--file FILE");
	(void)snprintf(out, PASSPHRASE_MAX + 1, "%s", typed);
	typed = getpass(_("the same again: "));
	if (typed == NULL || strcmp(typed, out) != 0)
		return err_set(
		    e, ERR_REFUSED, "the two differ; nothing was changed");
	return 0;
}

static int
replace(struct cli *c, const char *passphrase, struct err *e)
{
	char path[HALL_PATH_MAX + 16];

	(void)snprintf(path, sizeof(path), "%s/hall.key", c->dir);
	return keyfile_replace(path, &engine_identity(c->hall.engine)->hall,
	    &c->hall.keys, passphrase, e);
}

static int
lock(struct cli *c, const char *file, struct err *e)
{
	char text[PASSPHRASE_MAX + 1] = "";
	int failed = (file == NULL ? ask_new(text, e)
				   : passphrase_read(file, text, e)) != 0 ||
		     passphrase_check_new(text, e) != 0 ||
		     replace(c, text, e) != 0;

	crypto_wipe(text, sizeof(text));
	return failed ? -1 : 0;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	int is_removed = option_value(a, OPTION_REMOVE) != NULL;
	const char *file = option_value(a, OPTION_FILE);

	(void)code_out;
	if (is_removed && file != NULL)
		return err_set(
		    e, ERR_USAGE, "--file and --remove exclude each other");
	if (cli_check_unlocked(c, e) != 0)
		return -1;
	if ((is_removed ? replace(c, NULL, e) : lock(c, file, e)) != 0)
		return -1;
	if (!c->as_json)
		(void)printf("%s\n",
		    is_removed
			? _("the key is unlocked; whoever has the disk can "
			    "read and sign as this hall")
			: _("the key is locked; without the passphrase nobody "
			    "reads or signs here. Copies of the old hall.key "
			    "open as before: destroy them"));
	return 0;
}

const struct command cmd_passphrase = {
    .name = "passphrase",
    .words = "[--file FILE | --remove]",
    .meaning = "lock this hall's key with a passphrase, or another one",
    .help = "The keys stay the same, so nothing has to be told to other "
	    "halls. A passphrase that is lost is lost: the hall is enrolled "
	    "again with new keys.",
    .example = "sanji passphrase",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
