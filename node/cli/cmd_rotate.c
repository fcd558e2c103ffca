/*
 * members rotate: this hall gets another signing key, and if no hall calls it,
 * another transport key.
 *
 *  1. new keys into hall.key.next, on the disk before anybody hears of them;
 *  2. everything signed so far goes to the hall above, which cuts the old key
 *     at what it holds;
 *  3. the hall above admits the new keys (the county: this hall itself);
 *  4. what lies here under the old key goes under the new one;
 *  5. hall.key.next becomes hall.key.
 *
 * After a crash the same command goes on where it was.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "node/cli/commands.h"
#include "node/life.h"
#include "node/loop/daemon.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "sync/engine/enrol.h"
#include "sync/engine/rekey.h"

#define ROTATE_TIMEOUT_MS 600000

static const struct option_type options[] = {{NULL, NULL, NULL}};

struct rotating {
	struct keys fresh;
	const char *passphrase; /* or NULL: the key file is not locked */
	char next[HALL_PATH_MAX + 32];
	char key[HALL_PATH_MAX + 32];
};

static size_t
self_of(const struct cli *c)
{
	return authority_hall(engine_authority(c->hall.engine),
	    &engine_identity(c->hall.engine)->hall);
}

static int
open_alone(struct cli *c, struct err *e)
{
	if (hall_dir_check_alone(c->dir, e) != 0 ||
	    cli_open_hall(c, LIFE_WORKS, e) != 0)
		return -1;
	return cli_check_unlocked(c, e);
}

/* Halls below call a hall by the transport key they know. */
static int
is_called(const struct cli *c)
{
	const struct authority *a = engine_authority(c->hall.engine);

	for (size_t i = 1; i < a->hall_count; i++)
		if (a->halls[i].parent == self_of(c))
			return 1;
	return 0;
}

/* Those that were begun with, or new ones, locked as the old ones are. */
static int
find_fresh(struct cli *c, struct rotating *r, struct err *e)
{
	const struct hall_code *hall = &engine_identity(c->hall.engine)->hall;
	int is_locked = keyfile_is_locked(r->key, e);
	struct stat st;

	r->passphrase = is_locked == 1 ? cli_passphrase(NULL) : NULL;

	if (is_locked < 0)
		return -1;
	if (lstat(r->next, &st) == 0)
		return keyfile_read(r->next, hall, r->passphrase, &r->fresh, e);
	keys_new(&r->fresh);
	if (is_called(c))
		r->fresh.transport = c->hall.keys.transport;
	return keyfile_write(r->next, hall, &r->fresh, r->passphrase, e);
}

static int
is_admitted(const struct cli *c, const struct keys *keys)
{
	const struct hall *h =
	    &engine_authority(c->hall.engine)->halls[self_of(c)];

	for (size_t i = 0; i < h->admission_count; i++)
		if (memcmp(h->admissions[i].signing_key,
			keys->sign.public.bytes, SIGN_PUBLIC_LEN) == 0)
			return 1;
	return 0;
}

/* --- admission ----------------------------------------------------------- */

static int
ask_above(struct cli *c, struct rotating *r, const char *text, struct err *e)
{
	struct daemon_wish wish = {
	    .until = DAEMON_IN_STEP, .timeout_ms = ROTATE_TIMEOUT_MS};
	struct keys old = c->hall.keys;
	struct token token;
	int failed;

	if (text == NULL)
		return err_set(e, ERR_USAGE,
		    "the hall above makes a token for this: `sanji invite "
		    "--renew`");
	if (token_parse(text, &token, e) != 0)
		return -1;
	if (!hall_code_is_same(
		&token.hall, &engine_identity(c->hall.engine)->hall))
		return err_set(e, ERR_REFUSED,
		    "the token is for %s and not for %s", token.hall.digits,
		    engine_identity(c->hall.engine)->hall.digits);
	if (daemon_run(&c->hall, &wish, e) != 0)
		return -1;
	wish.until = DAEMON_ENROLLED;
	wish.token = &token;
	c->hall.keys = r->fresh;
	failed = daemon_run(&c->hall, &wish, e);
	c->hall.keys = old;
	keys_wipe(&old);
	return failed;
}

/* Nobody stands above the root: it admits its new key by its old one. */
static int
admit_self(struct cli *c, const struct rotating *r, struct err *e)
{
	const struct hall *h = &engine_authority(c->hall.engine)->halls[0];
	struct space_name gazette = {SPACE_GAZETTE, h->code};
	char sign[2 * SIGN_PUBLIC_LEN + 1], transport[2 * NOISE_KEY_LEN + 1];
	json_t *events;
	int failed;

	hex_text(r->fresh.sign.public.bytes, SIGN_PUBLIC_LEN, sign);
	hex_text(r->fresh.transport.public.bytes, NOISE_KEY_LEN, transport);
	events = json_pack("[{s:s,s:s,s:s,s:s,s:s}]", "do", "member.admitted",
	    "on", h->code.digits, "name", h->name, "signing_key", sign,
	    "transport_key", transport);
	if (events == NULL)
		return err_nomem(e);
	failed = engine_write(c->hall.engine, &gazette, events,
	    "member.admitted", cli_now(), NULL, NULL, e);
	json_decref(events);
	return failed;
}

static int
be_admitted(struct cli *c, struct rotating *r, const char *token, struct err *e)
{
	if (is_admitted(c, &r->fresh))
		return 0;
	if (self_of(c) == HALL_UNKNOWN)
		return err_set(e, ERR_REFUSED,
		    "this machine has not joined yet, so it has no key to "
		    "replace");
	if (self_of(c) == 0 ? admit_self(c, r, e) : ask_above(c, r, token, e))
		return -1;
	if (is_admitted(c, &r->fresh))
		return 0;
	return err_set(e, ERR_PEER,
	    "the hall above has not said yet that it admits the new keys; "
	    "give the same command again");
}

static int
put_in_place(const struct cli *c, const struct rotating *r, struct err *e)
{
	if (keyfile_replace(r->key, &engine_identity(c->hall.engine)->hall,
		&r->fresh, r->passphrase, e) != 0)
		return -1;
	return unlink(r->next) != 0 ? err_errno(e, "%s", r->next) : 0;
}

static void
tell(const struct cli *c)
{
	char fingerprint[ENROL_FINGERPRINT_MAX];
	json_t *said;

	enrol_fingerprint(c->hall.keys.sign.public.bytes,
	    c->hall.keys.transport.public.bytes, fingerprint);
	if (c->as_json) {
		said = json_pack("{s:s}", "fingerprint", fingerprint);
		print_json(said);
		json_decref(said);
		return;
	}
	(void)printf(_("This hall has other keys now. Fingerprint: %s\n"
		       "Keep a copy of hall.key, and destroy the old ones.\n"),
	    fingerprint);
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const char *token = a->word_count > 1 ? a->words[1] : NULL;
	struct rotating r;
	int failed;

	(void)code_out;
	memset(&r, 0, sizeof(r));
	if (open_alone(c, e) != 0)
		return -1;
	(void)snprintf(r.key, sizeof(r.key), "%s/hall.key", c->hall.path);
	(void)snprintf(
	    r.next, sizeof(r.next), "%s/hall.key.next", c->hall.path);
	failed = find_fresh(c, &r, e) != 0 ||
		 be_admitted(c, &r, token, e) != 0 ||
		 engine_rekey(c->hall.engine, &r.fresh, e) != 0 ||
		 put_in_place(c, &r, e) != 0;
	if (!failed) {
		c->hall.keys = r.fresh;
		tell(c);
	}
	keys_wipe(&r.fresh);
	return failed ? -1 : 0;
}

const struct command cmd_members_rotate = {
    .name = "members",
    .verb = "rotate",
    .words = "rotate [TOKEN]",
    .meaning = "give this hall other keys",
    .help = "The token is made by the hall above with `sanji invite CODE "
	    "--renew`; the county needs none. Stop `serve` first. What was "
	    "signed before stays valid. A hall that others call keeps its "
	    "transport key, by which they know it.",
    .example = "sanji -C village members rotate sanji1-Q2hpbmE…",
    .words_min = 1,
    .words_max = 2,
    .options = options,
    .run = run,
};
