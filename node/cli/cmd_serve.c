/*
 * serve: stay connected: answer halls below, call the halls above.
 */
#include <stdio.h>
#include <string.h>

#include "node/actions/login.h"
#include "node/cli/commands.h"
#include "node/loop/daemon.h"
#include "schema/base/words.h"
#include "schema/records/day.h"

enum { OPTION_LISTEN, OPTION_WEB };

static const struct option_type options[] = {
    {"listen", "HOST:PORT", "answer halls below there; else as hall.conf"},
    {"web", "HOST:PORT", "show the console there; else as hall.conf"},
    {NULL, NULL, NULL},
};

static void
say(void *context, const char *line)
{
	char when[MOMENT_TEXT_MAX];

	(void)context;
	moment_text(cli_now(), when);
	(void)fprintf(stderr, "%s %s\n", when, line);
}

/* As long as nobody may sign in, whoever sees this may say who is first. */
static int
tell_setup_code(struct cli *c, struct err *e)
{
	char code[SETUP_CODE_MAX];
	int is_due = setup_is_due(c->hall.store, e);

	if (is_due <= 0)
		return is_due;
	if (setup_begin(c->hall.store, cli_now(), code, e) != 0)
		return -1;
	(void)fprintf(stderr, "%s %s\n",
	    _("setup code for the first administrator:"), code);
	return 0;
}

/*
 * Without its passphrase it is in touch with nobody; the console, if there is
 * one, tells whoever opens it.
 */
static int
serve_locked(struct cli *c, struct daemon_wish *wish, struct err *e)
{
	if (cli_check_unlocked(c, e) == 0 || wish->web == NULL)
		return -1;
	say(NULL, e->text);
	*e = (struct err)ERR_INIT;
	wish->listen = NULL;
	return daemon_run(&c->hall, wish, e);
}

static int
run(struct cli *c, const struct arguments *a, enum exit_code *code_out,
    struct err *e)
{
	const char *listen = option_value(a, OPTION_LISTEN);
	struct daemon_wish wish = {.until = DAEMON_STOPPED, .say = say};

	(void)code_out;
	if (listen == NULL && c->hall.listen[0] != '\0')
		listen = c->hall.listen;
	wish.listen = listen;
	wish.web = option_value(a, OPTION_WEB);
	if (wish.web == NULL && c->hall.web[0] != '\0')
		wish.web = c->hall.web;
	if (!c->hall.has_keys)
		return serve_locked(c, &wish, e);
	if (wish.web != NULL && tell_setup_code(c, e) != 0)
		return -1;
	return daemon_run(&c->hall, &wish, e);
}

const struct command cmd_serve = {
    .name = "serve",
    .words = "[--listen HOST:PORT] [--web HOST:PORT]",
    .meaning = "stay connected to the halls above and below",
    .help = "Commands may work on the same hall at the same time; what they "
	    "write is sent at once. Ends with SIGTERM or Ctrl-C.",
    .example = "sanji -C town serve --listen 0.0.0.0:7421",
    .needs_hall = 1,
    .options = options,
    .run = run,
};
