/*
 * join: this machine becomes a hall's node, with a token.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/commands.h"
#include "node/life.h"
#include "node/loop/daemon.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "sync/engine/enrol.h"

enum { OPTION_HALL, OPTION_PASSPHRASE };

/* How long the hall above may take to answer and send everything. */
#define JOIN_TIMEOUT_MS 600000

static const struct option_type options[] = {
    {"hall", "CODE", "refuse the token if it is for another hall"},
    {"passphrase", NULL, "lock the key with a passphrase; it is asked for"},
    {NULL, NULL, NULL},
};

static int
check_token(const struct token *t, const char *hall, struct err *e)
{
	char when[MOMENT_TEXT_MAX];

	if (hall != NULL && strcmp(hall, t->hall.digits) != 0)
		return err_set(e, ERR_REFUSED,
		    "the token is for %s and not for %s", t->hall.digits, hall);
	moment_text(t->expires, when);
	if (cli_now() > t->expires)
		return err_set(e, ERR_REFUSED,
		    "the token expired at %s; ask for a new one", when);
	return 0;
}

static void
say(void *context, const char *line)
{
	(void)context;
	(void)fprintf(stderr, "%s\n", line);
}

static void
tell(const struct cli *c)
{
	const struct engine_identity *id = engine_identity(c->hall.engine);
	char fingerprint[ENROL_FINGERPRINT_MAX];
	json_t *said;

	enrol_fingerprint(c->hall.keys.sign.public.bytes,
	    c->hall.keys.transport.public.bytes, fingerprint);
	if (c->as_json) {
		said = json_pack("{s:s,s:s,s:s}", "hall", id->hall.digits,
		    "name", hall_name(c, id->hall.digits), "fingerprint",
		    fingerprint);
		print_json(said);
		json_decref(said);
		return;
	}
	(void)printf(_("This machine is now %s (%s).\nFingerprint: %s\n"
		       "Compare it with what the hall above sees: sanji "
		       "members\n"),
	    hall_name(c, id->hall.digits), id->hall.digits, fingerprint);
}

static int
make(struct cli *c, const struct token *token, const char *dir,
    const char *passphrase, struct err *e)
{
	if (hall_dir_make(dir, &token->hall, passphrase, &c->hall, e) != 0)
		return -1;
	if (engine_make_node(c->hall.store, &token->hall, &token->county, e) ==
		0 &&
	    engine_open(c->hall.store, &c->hall.keys, &c->hall.engine, e) ==
		0 &&
	    life_check(&c->hall, LIFE_BEGINS, cli_now(), NULL, e) == 0)
		return 0;
	hall_dir_unmake(&c->hall);
	return -1;
}

/*
 * A directory whose joining was cut off is gone on with: its keys may have
 * been admitted.
 */
static int
open_begun(
    struct cli *c, const struct token *token, const char *dir, struct err *e)
{
	const struct engine_identity *id;

	if (hall_dir_open(dir, cli_passphrase(NULL), &c->hall, e) != 0)
		return -1;
	id = engine_identity(c->hall.engine);
	if (!hall_code_is_same(&id->hall, &token->hall) ||
	    !changeset_id_is_same(&id->county, &token->county) ||
	    authority_hall(engine_authority(c->hall.engine), &id->hall) !=
		HALL_UNKNOWN)
		return err_set(e, ERR_REFUSED,
		    "%s exists already; choose another directory", dir);
	return cli_check_unlocked(c, e);
}

/*
 * The hall above may have admitted these keys all the same, now or when this
 * was tried before, unless it has refused them.
 */
static int
keep_or_unmake(struct cli *c, int was_begun, const char *dir, struct err *e)
{
	if (was_begun || (e->code != ERR_REFUSED && e->code != ERR_FORMAT))
		return err_wrap(e,
		    "this machine has not joined yet; its new keys stay in "
		    "%s, so give the same command again",
		    dir);
	hall_dir_unmake(&c->hall);
	return -1;
}

/* Whoever made the token is there, and no other hall. */
static void
name_above(struct cli *c, const struct token *token)
{
	const struct authority *all = engine_authority(c->hall.engine);
	size_t by = authority_hall_by_transport_key(all, token->parent.bytes);

	(void)snprintf(c->hall.above, sizeof(c->hall.above), "%s%s%s",
	    token->address, by == HALL_UNKNOWN ? "" : " ",
	    by == HALL_UNKNOWN ? "" : all->halls[by].code.digits);
}

static int
enrol(struct cli *c, const struct token *token, struct err *e)
{
	struct daemon_wish wish = {
	    .until = DAEMON_ENROLLED,
	    .token = token,
	    .timeout_ms = JOIN_TIMEOUT_MS,
	    .say = c->as_json ? NULL : say,
	};

	(void)snprintf(
	    c->hall.above, sizeof(c->hall.above), "%s", token->address);
	if (daemon_run(&c->hall, &wish, e) != 0)
		return -1;
	name_above(c, token);
	return hall_dir_write_conf(&c->hall, e);
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const char *dir = a->word_count > 1 ? a->words[1] : c->dir;
	const char *passphrase = NULL;
	struct token token;
	int was_begun;

	(void)code_out;
	if (token_parse(a->words[0], &token, e) != 0 ||
	    check_token(&token, option_value(a, OPTION_HALL), e) != 0)
		return -1;
	if (option_value(a, OPTION_PASSPHRASE) != NULL &&
	    cli_new_passphrase(&passphrase, e) != 0)
		return -1;
	was_begun = hall_dir_exists(dir);
	if (was_begun ? open_begun(c, &token, dir, e)
		      : make(c, &token, dir, passphrase, e))
		return -1;
	if (enrol(c, &token, e) != 0)
		return keep_or_unmake(c, was_begun, dir, e);
	tell(c);
	return 0;
}

const struct command cmd_join = {
    .name = "join",
    .words = "TOKEN [DIR] [--hall CODE]",
    .meaning = "make this machine a hall's node, with a token",
    .help = "The hall that made the token must be running (serve). If the "
	    "line is cut, the same command goes on where it was.",
    .example = "sanji join sanji1-Q2hpbmE… village",
    .words_min = 1,
    .words_max = 2,
    .options = options,
    .run = run,
};
