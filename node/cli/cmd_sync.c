/*
 * sync: call the hall above once and exchange everything.
 */
#include <stdio.h>
#include <string.h>

#include "node/cli/commands.h"
#include "node/loop/daemon.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "sync/engine/enrol.h"

/* How long nobody may say anything before it is given up. */
#define SYNC_SECONDS 30
#define SYNC_SECONDS_MAX 86400

enum { OPTION_SECONDS, OPTION_HALL, OPTION_ADDRESS };

static const struct option_type options[] = {
    {"seconds", "N", "give up after so long (30)"},
    {"hall", "CODE", "call that hall, above or below, and no other"},
    {"address", "HOST:PORT", "where that hall is"},
    {NULL, NULL, NULL},
};

static int
is_root(const struct engine *g)
{
	return authority_hall(engine_authority(g), &engine_identity(g)->hall) ==
	       0;
}

/* Whoever answered gave gazettes only, as to any stranger. */
static int
check_revoked(const struct cli *c, struct err *e)
{
	const struct engine *g = c->hall.engine;
	const struct authority *a = engine_authority(g);
	size_t self = authority_hall(a, &engine_identity(g)->hall);

	if (self == HALL_UNKNOWN || !authority_key_is_revoked(&a->halls[self],
					c->hall.keys.sign.public.bytes))
		return 0;
	return err_set(e, ERR_REFUSED,
	    "a hall above has revoked this hall's keys; ask it for a token, "
	    "and join anew in another directory");
}

/* A hall that does not know this one's new key yet cannot call it. */
static int
find_named(const struct cli *c, const struct arguments *a, struct token *out,
    struct err *e)
{
	const struct authority *all = engine_authority(c->hall.engine);
	const char *address = option_value(a, OPTION_ADDRESS);
	size_t hall = HALL_UNKNOWN;
	struct address to;

	memset(out, 0, sizeof(*out));
	if (hall_code_parse(option_value(a, OPTION_HALL), &out->hall) == 0)
		hall = authority_hall(all, &out->hall);
	if (hall == HALL_UNKNOWN)
		return err_set(e, ERR_NOT_FOUND, "%s is no member",
		    option_value(a, OPTION_HALL));
	if (address == NULL || strlen(address) >= sizeof(out->address))
		return err_set(e, ERR_USAGE,
		    "where is that hall? give --address HOST:PORT");
	if (address_parse(address, &to, e) != 0)
		return -1;
	memcpy(out->parent.bytes,
	    authority_newest(&all->halls[hall])->transport_key, NOISE_KEY_LEN);
	memcpy(out->address, address, strlen(address) + 1);
	return 0;
}

/* In step but for what was refused, which a person must look at. */
static int
check_refused(const json_t *row, struct err *e)
{
	json_int_t refused = json_member_integer(row, "refused", 0);

	if (refused == 0)
		return 0;
	return err_set(e, ERR_REFUSED,
	    "%llu change sets or pieces of scans from %s were refused: %s",
	    (unsigned long long)refused, json_member_text(row, "peer"),
	    json_member_text(row, "outcome"));
}

/* Of scans, what was carried, and what nobody has brought yet (材料待传). */
static int
tell_scans(struct cli *c, const json_t *row, struct err *e)
{
	long long out = (long long)json_member_integer(row, "pieces_out", 0);
	long long in = (long long)json_member_integer(row, "pieces_in", 0);
	json_t *rows = store_report(c->hall.store, REPORT_COUNTS, NULL, 0, e);
	const json_t *n = json_array_get(rows, 0);

	if (rows == NULL)
		return -1;
	if (out + in > 0)
		(void)printf(_("%lld pieces of scans out, %lld in\n"), out, in);
	if (json_member_integer(n, "missing_pieces", 0) > 0)
		(void)printf(_("%lld pieces of %lld scans are still to come\n"),
		    (long long)json_member_integer(n, "missing_pieces", 0),
		    (long long)json_member_integer(n, "missing_scans", 0));
	json_decref(rows);
	return 0;
}

static int
tell(struct cli *c, struct err *e)
{
	struct report_parameter most = {":most", NULL, 1};
	json_t *rows = store_report(c->hall.store, REPORT_SYNC, &most, 1, e);
	const json_t *row = json_array_get(rows, 0);
	int failed;

	if (rows == NULL)
		return -1;
	if (c->as_json)
		print_json(row);
	else if (row != NULL)
		(void)printf(
		    _("in step with %s: %lld change sets out, %lld in, %lld "
		      "bytes\n"),
		    hall_name(c, json_member_text(row, "peer")),
		    (long long)json_member_integer(row, "changesets_out", 0),
		    (long long)json_member_integer(row, "changesets_in", 0),
		    (long long)(json_member_integer(row, "bytes_in", 0) +
				json_member_integer(row, "bytes_out", 0)));
	failed = (!c->as_json && tell_scans(c, row, e) != 0) ||
		 check_refused(row, e) != 0;
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	int64_t seconds = SYNC_SECONDS;
	struct daemon_wish wish = {
	    .until = DAEMON_IN_STEP,
	};
	struct token token;

	(void)code_out;
	if (option_number(option_value(a, OPTION_SECONDS), "seconds",
		SYNC_SECONDS_MAX, &seconds, e) != 0)
		return -1;
	wish.timeout_ms = seconds * 1000;
	if (option_value(a, OPTION_HALL) != NULL) {
		if (find_named(c, a, &token, e) != 0)
			return -1;
		wish.token = &token;
	} else if (is_root(c->hall.engine))
		return err_set(e, ERR_REFUSED,
		    "this is the county's hall; there is none above it to "
		    "call");
	if (cli_check_unlocked(c, e) != 0)
		return -1;
	if (daemon_run(&c->hall, &wish, e) != 0 || check_revoked(c, e) != 0)
		return -1;
	return tell(c, e);
}

const struct command cmd_sync = {
    .name = "sync",
    .words = "[--seconds N] [--hall CODE --address HOST:PORT]",
    .meaning = "call the hall above once and exchange everything",
    .example = "sanji -C village sync",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
