/*
 * user add, user passwd: what must not stand on a command line is asked for;
 * user setup: the code for the first administrator.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "crypto/password.h"
#include "node/actions/login.h"
#include "node/cli/commands.h"
#include "schema/base/words.h"

/* From the terminal, or one line of standard input. */
static int
read_password(char out[PASSWORD_LEN_MAX + 2], struct err *e)
{
	const char *typed;

	if (isatty(STDIN_FILENO)) {
		typed = getpass(_("new password: "));
		(void)snprintf(out, PASSWORD_LEN_MAX + 2, "%s",
		    typed == NULL ? "" : typed);
	} else if (fgets(out, PASSWORD_LEN_MAX + 2, stdin) == NULL) {
		out[0] = '\0';
	}
	out[strcspn(out, "\n")] = '\0';
	return out[0] != '\0'
		   ? 0
		   : err_set(e, ERR_USAGE,
			 "no password was given; type it, or write it to "
			 "standard input");
}

static json_t *
request_of(const struct arguments *a, struct err *e)
{
	const char *words[OPTIONS_MAX] = {"user"};

	for (size_t i = 0; i < a->word_count; i++)
		words[i + 1] = a->words[i];
	return action_request(a->word_count + 1, words, e);
}

static int
run_with_password(struct cli *c, const struct arguments *a,
    enum exit_code *code_out, struct err *e)
{
	struct actor actor = cli_actor(c);
	char password[PASSWORD_LEN_MAX + 2];
	json_t *request = request_of(a, e), *out = NULL;
	int failed = request == NULL;

	(void)code_out;
	if (!failed && json_object_get(request, "password") != NULL)
		failed = err_set(e, ERR_USAGE,
		    "everybody on this machine can read a password on the "
		    "command line; leave it out and type it");
	if (!failed)
		failed = read_password(password, e) != 0 ||
			 json_object_set_new(
			     request, "password", json_string(password)) != 0 ||
			 action_perform(&actor, request, &out, e) != 0;
	crypto_wipe(password, sizeof(password));
	if (!failed)
		print_result(c, out);
	if (failed && e->code == ERR_NONE)
		(void)err_set(e, ERR_FORMAT, "the password is not UTF-8 text");
	json_decref(request);
	json_decref(out);
	return failed ? -1 : 0;
}

static int
run_setup(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	char code[SETUP_CODE_MAX];
	json_t *said;

	(void)a, (void)code_out;
	if (setup_begin(c->hall.store, cli_now(), code, e) != 0)
		return -1;
	said = json_pack("{s:s}", "setup_code", code);
	print_result(c, said);
	json_decref(said);
	return 0;
}

const struct command cmd_user_add = {
    .name = "user",
    .verb = "add",
    .words = "add NAME [full_name=…] [role=ROLE,…] [staff=NUMBER]",
    .meaning = "let somebody sign in here",
    .help = "The password is asked for, or is the first line of standard "
	    "input.",
    .example = "sanji user add wangfang full_name=王芳 role=window",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 5,
    .run = run_with_password,
};

const struct command cmd_user_passwd = {
    .name = "user",
    .verb = "passwd",
    .words = "passwd NAME",
    .meaning = "set a password",
    .help = "Whoever it is must sign in again, everywhere.",
    .example = "sanji user passwd wangfang",
    .needs_hall = 1,
    .words_min = 2,
    .words_max = 2,
    .run = run_with_password,
};

const struct command cmd_user_setup = {
    .name = "user",
    .verb = "setup",
    .words = "setup",
    .meaning = "print the code that admits the first administrator",
    .help = "It is good for a day, and for one person; the console asks for "
	    "it as long as nobody can sign in.",
    .example = "sanji user setup",
    .needs_hall = 1,
    .words_min = 1,
    .words_max = 1,
    .run = run_setup,
};
