/*
 * init: the county, the first node of all.
 */
#include <stdio.h>

#include "crypto/crypto.h"
#include "crypto/recovery_key.h"
#include "node/cli/commands.h"
#include "node/life.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "sync/engine/enrol.h"

enum { OPTION_HALL, OPTION_NAME, OPTION_TREE, OPTION_PASSPHRASE };

static const struct option_type options[] = {
    {"hall", "CODE", "region code of the county, 12 digits"},
    {"name", "NAME", "the county's name"},
    {"tree", "FILE", "its hall tree: lines of code,name,tier,parent"},
    {"passphrase", NULL, "lock the key with a passphrase; it is asked for"},
    {NULL, NULL, NULL},
};

/* Longest file of a hall tree. */
#define TREE_LEN_MAX ((size_t)200000)

#define RECOVERY_TEXT_MAX (RECOVERY_LINES * (RECOVERY_LINE_MAX + 8))

static int
publish_tree(struct cli *c, const char *path, struct err *e)
{
	struct actor actor = cli_actor(c);
	struct buf csv = BUF_INIT;
	json_t *request = NULL, *out = NULL;
	int failed = cli_read_table(path, TREE_LEN_MAX, &csv, e);

	if (!failed) {
		request = json_pack(
		    "{s:s,s:s}", "do", "hall.import", "csv", buf_text(&csv));
		failed = request == NULL
			     ? err_nomem(e)
			     : action_perform(&actor, request, &out, e);
	}
	json_decref(request);
	json_decref(out);
	buf_free(&csv);
	return failed;
}

/* All lines of the recovery key, each after `before`. */
static void
recovery_text(const struct sign_secret *recovery, const char *before,
    char out[RECOVERY_TEXT_MAX])
{
	size_t len = 0;

	for (unsigned i = 0; i < RECOVERY_LINES; i++) {
		char line[RECOVERY_LINE_MAX];

		recovery_key_line(recovery, i, line);
		len += (size_t)snprintf(out + len, RECOVERY_TEXT_MAX - len,
		    "%s%s", i == 0 && before[0] != '\n' ? "" : before, line);
		crypto_wipe(line, sizeof(line));
	}
}

static void
tell(const struct cli *c, const struct sign_secret *recovery)
{
	const struct keys *k = &c->hall.keys;
	char fingerprint[ENROL_FINGERPRINT_MAX], id[CHANGESET_ID_TEXT_MAX];
	char key[RECOVERY_TEXT_MAX];
	json_t *said;

	enrol_fingerprint(
	    k->sign.public.bytes, k->transport.public.bytes, fingerprint);
	changeset_id_text(&engine_identity(c->hall.engine)->county, id);
	recovery_text(recovery, c->as_json ? " " : "\n    ", key);
	if (c->as_json) {
		said = json_pack("{s:s,s:s,s:s,s:s}", "hall",
		    engine_identity(c->hall.engine)->hall.digits, "county", id,
		    "fingerprint", fingerprint, "recovery_key", key);
		print_json(said);
		json_decref(said);
	} else {
		(void)printf(_("The county is founded. Fingerprint: %s\n\n"
			       "Recovery key, to be written down and locked "
			       "away, on no computer:\n%s\n\n"
			       "It alone can name a new county key if this "
			       "machine is lost or stolen.\n"),
		    fingerprint, key);
	}
	crypto_wipe(key, sizeof(key));
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const char *hall = option_value(a, OPTION_HALL);
	const char *name = option_value(a, OPTION_NAME);
	const char *tree = option_value(a, OPTION_TREE);
	const char *passphrase = NULL;
	const char *dir = a->word_count > 0 ? a->words[0] : c->dir;
	struct sign_secret recovery;
	struct hall_code code;
	int failed;

	(void)code_out;
	if (hall == NULL || name == NULL)
		return err_set(e, ERR_USAGE,
		    "init needs --hall CODE and --name NAME; see `sanji help "
		    "init`");
	if (hall_code_parse(hall, &code) != 0)
		return err_set(e, ERR_USAGE,
		    "%s \"%s\" is no region code; it has 12 digits", "hall",
		    hall);
	if (option_value(a, OPTION_PASSPHRASE) != NULL &&
	    cli_new_passphrase(&passphrase, e) != 0)
		return -1;
	if (hall_dir_make(dir, &code, passphrase, &c->hall, e) != 0)
		return -1;
	sign_new(&recovery);
	failed = engine_found(c->hall.store, &c->hall.keys, &code, name,
		     &recovery.public, cli_now(), e) != 0 ||
		 engine_open(
		     c->hall.store, &c->hall.keys, &c->hall.engine, e) != 0 ||
		 (tree != NULL && publish_tree(c, tree, e) != 0) ||
		 hall_dir_write_conf(&c->hall, e) != 0;
	if (!failed)
		failed = life_check(&c->hall, LIFE_BEGINS, cli_now(), NULL, e);
	if (!failed)
		tell(c, &recovery);
	else
		hall_dir_unmake(&c->hall);
	crypto_wipe(&recovery, sizeof(recovery));
	return failed ? -1 : 0;
}

const struct command cmd_init = {
    .name = "init",
    .words = "[DIR] --hall CODE --name NAME [--tree FILE]",
    .meaning = "make the county, the first hall of all",
    .help = "Every other hall joins with a token from the hall above it "
	    "(invite, join).",
    .example = "sanji init county --hall 330421000000 --name 嘉善县 "
	       "--tree jiashan-halls.csv",
    .words_max = 1,
    .options = options,
    .run = run,
};
