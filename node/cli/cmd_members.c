/*
 * members: who takes part, and the fingerprints to compare by eye.
 */
#include <string.h>

#include "node/cli/commands.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "sync/engine/enrol.h"

static const struct option_type options[] = {{NULL, NULL, NULL}};

static int
add_fingerprint(json_t *row, struct err *e)
{
	const char *sign = json_member_text(row, "signing_key");
	const char *transport = json_member_text(row, "transport_key");
	uint8_t a[SIGN_PUBLIC_LEN], b[NOISE_KEY_LEN];
	char fingerprint[ENROL_FINGERPRINT_MAX];

	if (sign == NULL || transport == NULL ||
	    hex_parse(sign, sizeof(a), a) != 0 ||
	    hex_parse(transport, sizeof(b), b) != 0)
		return 0;
	enrol_fingerprint(a, b, fingerprint);
	return json_put_take(row, "fingerprint", json_string(fingerprint), e);
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	static const char *const columns[] = {"hall", "name", "state",
	    "fingerprint", "admitted_by", "admitted_time", NULL};
	static const char *const times[] = {"admitted_time", NULL};
	const struct record_type *t = record_type_named("member");
	json_t *rows, *row;
	size_t i;
	int failed = 0;

	(void)code_out;
	if (a->word_count > 0 && strcmp(a->words[0], "list") != 0)
		return err_set(e, ERR_USAGE,
		    "there is no verb \"%s\" of members; see `sanji help "
		    "members`",
		    a->words[0]);
	rows = store_report(c->hall.store, REPORT_MEMBERS, NULL, 0, e);
	if (rows == NULL)
		return -1;
	json_array_foreach (rows, i, row)
		failed =
		    failed || add_fingerprint(row, e) != 0 ||
		    json_put_take(row, "state",
			json_string(
			    _(t->states[json_member_integer(row, "state", 0)])),
			e) != 0;
	if (!failed && c->as_json)
		print_json(rows);
	else if (!failed) {
		name_times(rows, times);
		print_table(rows, columns, "no members yet");
	}
	json_decref(rows);
	return failed ? -1 : 0;
}

const struct command cmd_members = {
    .name = "members",
    .words = "[list]",
    .meaning = "the halls that take part, with their fingerprints",
    .example = "sanji members",
    .needs_hall = 1,
    .words_max = 1,
    .options = options,
    .run = run,
};
