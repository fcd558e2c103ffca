/*
 * recover: the county is lost, stolen or restored without its key; its
 * recovery key names the key of this machine.
 *
 *  1. DIR holds the county's database: new keys take the place of its own, if
 *     it has any.  Or it is new: with a token that a town made, its gazettes
 * are fetched;
 *  2. member.recovered, proved by the recovery key, in a new incarnation;
 *  3. with a token: the town learns it, and gives back all it holds;
 *  4. what earlier keys wrote in ledgers is cut at what is held then.
 *
 * The recovery key is read from the terminal, or one line of the standard
 * input, and wiped; it is written nowhere.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "crypto/recovery_key.h"
#include "node/cli/commands.h"
#include "node/life.h"
#include "node/loop/daemon.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "sync/engine/enrol.h"
#include "sync/engine/recover.h"
#include "sync/engine/rekey.h"

enum { OPTION_FROM, OPTION_SINCE, OPTION_PASSPHRASE };

#define RECOVER_TIMEOUT_MS 600000
#define KEY_LINE_MAX 200

static const struct option_type options[] = {
    {"from", "TOKEN", "fetch everything from the hall that made it"},
    {"since", "DAY", "from when on the county's key was in other hands"},
    {"passphrase", NULL,
	"lock the key ($SANJI_PASSPHRASE, or it is asked for)"},
    {NULL, NULL, NULL},
};

static int
read_recovery_key(struct sign_secret *out, struct err *e)
{
	char line[KEY_LINE_MAX];
	int failed;

	if (isatty(STDIN_FILENO))
		(void)fprintf(
		    stderr, "%s", _("recovery key, all four lines in one: "));
	if (fgets(line, sizeof(line), stdin) == NULL)
		return err_set(e, ERR_USAGE,
		    "give the recovery key on the standard input, all four "
		    "lines in one");
	line[strcspn(line, "\n")] = '\0';
	failed = recovery_key_parse(line, out, e);
	crypto_wipe(line, sizeof(line));
	return failed;
}

/* --- the directory ------------------------------------------------------- */

static void
key_path(const char *dir, char out[HALL_PATH_MAX + 32])
{
	(void)snprintf(out, HALL_PATH_MAX + 32, "%s/hall.key", dir);
}

/* The old keys are here and open: what lies under them goes under new ones. */
static int
replace_keys(
    struct cli *c, const char *dir, const char *passphrase, struct err *e)
{
	const struct hall_code *hall = &engine_identity(c->hall.engine)->hall;
	char path[HALL_PATH_MAX + 32];
	struct keys fresh;
	int failed;

	key_path(dir, path);
	keys_new(&fresh);
	failed = engine_rekey(c->hall.engine, &fresh, e) != 0 ||
		 keyfile_replace(path, hall, &fresh, passphrase, e) != 0;
	if (!failed)
		c->hall.keys = fresh;
	keys_wipe(&fresh);
	return failed ? -1 : 0;
}

/* Whose database it is. */
static int
read_hall(const char *dir, struct hall_code *out, struct err *e)
{
	char db[HALL_PATH_MAX + 32];
	struct store *s = NULL;
	struct engine *g = NULL;
	int failed;

	(void)snprintf(db, sizeof(db), "%s/hall.db", dir);
	failed = store_open(db, STORE_OPEN, &s, e) != 0 ||
		 engine_open(s, NULL, &g, e) != 0;
	if (!failed)
		*out = engine_identity(g)->hall;
	engine_close(g);
	store_close(s);
	return failed ? -1 : 0;
}

/* They are lost: what lies under them is asked for again. */
static int
make_keys(struct cli *c, const char *dir, const char *passphrase, struct err *e)
{
	char path[HALL_PATH_MAX + 32];
	struct hall_code hall;
	struct keys keys;
	int failed;

	key_path(dir, path);
	if (read_hall(dir, &hall, e) != 0)
		return -1;
	keys_new(&keys);
	failed = keyfile_write(path, &hall, &keys, passphrase, e);
	keys_wipe(&keys);
	return failed || hall_dir_open(dir, passphrase, &c->hall, e) != 0
		   ? -1
		   : engine_forget_keys(c->hall.engine, e);
}

static int
open_existing(
    struct cli *c, const char *dir, const char *passphrase, struct err *e)
{
	char path[HALL_PATH_MAX + 32];
	struct stat st;

	if (hall_dir_check_alone(dir, e) != 0)
		return -1;
	key_path(dir, path);
	if (lstat(path, &st) != 0)
		return make_keys(c, dir, passphrase, e);
	if (hall_dir_open(dir, cli_passphrase(NULL), &c->hall, e) != 0 ||
	    cli_check_unlocked(c, e) != 0)
		return -1;
	return replace_keys(c, dir, passphrase, e);
}

static int
make_new(struct cli *c, const char *dir, const struct token *token,
    const char *passphrase, struct err *e)
{
	if (hall_dir_make(dir, &token->hall, passphrase, &c->hall, e) != 0)
		return -1;
	if (engine_make_node(c->hall.store, &token->hall, &token->county, e) ==
		0 &&
	    engine_open(c->hall.store, &c->hall.keys, &c->hall.engine, e) == 0)
		return 0;
	hall_dir_unmake(&c->hall);
	return -1;
}

/* --- what is lost comes back --------------------------------------------- */

static int
fetch(struct cli *c, const struct token *token, struct err *e)
{
	struct daemon_wish wish = {.until = DAEMON_IN_STEP,
	    .token = token,
	    .timeout_ms = RECOVER_TIMEOUT_MS};

	return daemon_run(&c->hall, &wish, e);
}

static int
choose(const char *day, struct cut_choice *out, struct err *e)
{
	*out = (struct cut_choice){.before_s = INT64_MAX};
	if (day == NULL)
		return 0;
	if (!day_is_valid(day))
		return err_set(e, ERR_USAGE,
		    "since \"%s\" is no day; it reads YYYY-MM-DD", day);
	out->before_s = day_begins(day_number(day));
	return 0;
}

static int
recover(struct cli *c, const struct token *token, const char *since,
    const struct sign_secret *recovery, struct err *e)
{
	struct engine *g = c->hall.engine;
	struct cut_choice choice;

	if (choose(since, &choice, e) != 0 ||
	    (token != NULL && fetch(c, token, e) != 0) ||
	    engine_recover(g, recovery, &choice, cli_now(), e) != 0 ||
	    (token != NULL && fetch(c, token, e) != 0) ||
	    engine_end_others(g, &choice, cli_now(), e) != 0)
		return -1;
	if (token != NULL && fetch(c, token, e) != 0)
		return -1;
	return life_check(&c->hall, LIFE_BEGINS, cli_now(), NULL, e);
}

static void
tell(const struct cli *c)
{
	char fingerprint[ENROL_FINGERPRINT_MAX];
	json_t *said;

	enrol_fingerprint(c->hall.keys.sign.public.bytes,
	    c->hall.keys.transport.public.bytes, fingerprint);
	if (c->as_json) {
		said = json_pack("{s:s,s:I}", "fingerprint", fingerprint,
		    "incarnation",
		    (json_int_t)engine_identity(c->hall.engine)->life.number);
		print_json(said);
		json_decref(said);
		return;
	}
	(void)printf(_("This machine is the county now. Fingerprint: %s\n"
		       "Halls below that know the old key only are called "
		       "from here: `sanji sync --hall CODE --address "
		       "HOST:PORT`, or get a stick.\n"),
	    fingerprint);
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const char *dir = a->word_count > 0 ? a->words[0] : c->dir;
	const char *from = option_value(a, OPTION_FROM), *passphrase = NULL;
	struct sign_secret recovery;
	struct token token;
	int failed;

	(void)code_out;
	memset(&recovery, 0, sizeof(recovery));
	if (strlen(dir) >= HALL_PATH_MAX)
		return err_set(
		    e, ERR_USAGE, "the directory's name is too long");
	if ((from != NULL && token_parse(from, &token, e) != 0) ||
	    read_recovery_key(&recovery, e) != 0 ||
	    (option_value(a, OPTION_PASSPHRASE) != NULL &&
		cli_new_passphrase(&passphrase, e) != 0))
		return -1;
	failed = (from != NULL && !hall_dir_exists(dir)
			 ? make_new(c, dir, &token, passphrase, e)
			 : open_existing(c, dir, passphrase, e)) != 0 ||
		 recover(c, from == NULL ? NULL : &token,
		     option_value(a, OPTION_SINCE), &recovery, e) != 0;
	crypto_wipe(&recovery, sizeof(recovery));
	if (!failed)
		tell(c);
	return failed ? -1 : 0;
}

const struct command cmd_recover = {
    .name = "recover",
    .words = "[DIR] [--from TOKEN] [--since DAY]",
    .meaning = "make this machine the county, by its recovery key",
    .help = "DIR holds the county's database, or one restored from a backup; "
	    "or it is new, and a town makes a token for it: `sanji invite` "
	    "with the county's code. Stop `serve` first.",
    .example = "sanji recover county --from sanji1-Q2hpbmE…",
    .words_max = 1,
    .options = options,
    .run = run,
};
