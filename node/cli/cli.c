/*
 * From argv to a command and back to an exit code.
 */
#include "node/cli/cli.h"

#include <assert.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "node/actions/listed.h"
#include "node/cli/commands.h"
#include "node/life.h"
#include "node/passphrase.h"
#include "node/version.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

int64_t
cli_now(void)
{
	return (int64_t)time(NULL);
}

const char *
cli_passphrase(const char *prompt)
{
	const char *given = NULL;
	struct err e = ERR_INIT;

	if (passphrase_find(&given, &e) != 0)
		(void)fprintf(stderr, "sanji: %s\n", e.text);
	if (given != NULL)
		return given;
	return prompt != NULL && isatty(STDIN_FILENO) ? getpass(prompt) : NULL;
}

int
cli_new_passphrase(const char **out, struct err *e)
{
	*out = cli_passphrase(_("new passphrase: "));
	if (*out == NULL)
		return err_set(e, ERR_USAGE,
		    "there is nobody to ask for the new passphrase; name a "
		    "file with it in $SANJI_PASSPHRASE_FILE");
	return passphrase_check_new(*out, e);
}

int
cli_check_unlocked(const struct cli *c, struct err *e)
{
	if (c->hall.has_keys)
		return 0;
	return err_set(e, ERR_REFUSED,
	    "this hall's key is locked; give its passphrase in "
	    "$SANJI_PASSPHRASE, or name a file with it in "
	    "$SANJI_PASSPHRASE_FILE");
}

/* Who runs the program, asked once; NULL if the system does not say. */
static const char *
account(void)
{
	static char name[64];
	const struct passwd *entry =
	    name[0] == '\0' ? getpwuid(getuid()) : NULL;

	if (entry != NULL)
		(void)snprintf(name, sizeof(name), "%s", entry->pw_name);
	return name[0] == '\0' ? NULL : name;
}

struct actor
cli_actor(const struct cli *c)
{
	return (struct actor){
	    .engine = c->hall.engine, .now_s = cli_now(), .account = account()};
}

const char *
option_value(const struct arguments *a, size_t place)
{
	return a->values[place];
}

int
option_number(const char *text, const char *name, int64_t max, int64_t *out,
    struct err *e)
{
	char *end;
	long long number;

	if (text == NULL)
		return 0;
	errno = 0;
	number = strtoll(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0 || number < 1 ||
	    number > max)
		return err_set(e, ERR_USAGE,
		    "--%s must be a whole number from 1 to %lld", name,
		    (long long)max);
	*out = number;
	return 0;
}

/* --- which command ------------------------------------------------------- */

static const struct command *
command_named(const char *name, const char *verb)
{
	for (size_t i = 0; commands[i] != NULL; i++) {
		const struct command *k = commands[i];

		if (strcmp(k->name, name) == 0 &&
		    (k->verb == NULL ||
			(verb != NULL && strcmp(k->verb, verb) == 0)))
			return k;
	}
	return NULL;
}

static int
is_noun(const char *name)
{
	for (size_t i = 0; actions[i] != NULL; i++)
		if (strcmp(actions[i]->noun, name) == 0)
			return 1;
	return 0;
}

/* --- help ---------------------------------------------------------------- */

static void
print_fields(const struct action *a)
{
	const struct record_type *t =
	    a->event == NULL ? NULL : record_type_of_kind(a->event);
	const struct event_type *et =
	    t == NULL ? NULL : event_type_of_kind(t, a->event);

	for (const struct action_parameter *p = a->parameters;
	     p != NULL && p->name != NULL; p++)
		(void)printf("      %-16s %s%s\n", p->name, _(p->meaning),
		    p->flags & PARAMETER_REQUIRED ? " *" : "");
	for (const struct field_type *f = et == NULL ? NULL : et->fields;
	     f != NULL && f->name != NULL; f++)
		if (!(f->flags & FIELD_FILLED))
			(void)printf("      %-16s %s%s\n", f->name,
			    _(f->meaning),
			    f->flags & FIELD_REQUIRED ? " *" : "");
}

void
cli_help_noun(const char *noun)
{
	for (size_t i = 0; actions[i] != NULL; i++) {
		if (strcmp(actions[i]->noun, noun) != 0)
			continue;
		for (const struct action *a = actions[i]; a->noun; a++) {
			(void)printf("  sanji %s %s %s%s%s[name=value …]\n",
			    a->noun, a->verb, a->subject ? "[" : "",
			    a->subject ? a->subject : "",
			    a->subject ? "] " : "");
			(void)printf("      %s\n", _(a->meaning));
			print_fields(a);
			(void)printf("      %s %s\n\n", _("e.g."), a->example);
		}
	}
}

static void
help_command(const struct command *k)
{
	(void)printf("%s sanji %s %s\n\n%s\n", _("usage:"), k->name, k->words,
	    _(k->meaning));
	if (k->help != NULL)
		(void)printf("\n%s\n", _(k->help));
	if (k->options != NULL && k->options[0].name != NULL)
		(void)printf("\n");
	for (const struct option_type *o = k->options; o && o->name; o++)
		(void)printf("  --%s%s%s\n      %s\n", o->name,
		    o->value ? " " : "", o->value ? o->value : "",
		    _(o->meaning));
	(void)printf("\n%s %s\n", _("e.g."), k->example);
}

static void
help_all(void)
{
	(void)printf("%s sanji [-C DIR] [--json] VERB …\n\n", _("usage:"));
	/* A verb of a noun stands with its noun, below. */
	for (size_t i = 0; commands[i] != NULL; i++)
		if (commands[i]->verb == NULL)
			(void)printf("  %-10s %s\n", commands[i]->name,
			    _(commands[i]->meaning));
	(void)printf("\n");
	for (size_t i = 0; actions[i] != NULL; i++) {
		(void)printf("  %-10s", actions[i]->noun);
		for (const struct action *a = actions[i]; a->noun; a++)
			(void)printf(
			    " %s%s", a->verb, a[1].noun == NULL ? "\n" : ",");
	}
	(void)printf(
	    "\n%s\n", _("`sanji help VERB` says more, with an example."));
}

static int
help(const char *topic, const char *verb)
{
	const struct command *k =
	    topic == NULL ? NULL : command_named(topic, verb);

	if (topic == NULL)
		help_all();
	else if (k != NULL)
		help_command(k);
	else if (is_noun(topic))
		cli_help_noun(topic);
	else {
		(void)fprintf(
		    stderr, _("sanji: there is no verb \"%s\"\n"), topic);
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

/* --- running ------------------------------------------------------------- */

static enum exit_code
code_for(const struct err *e)
{
	switch (e->code) {
	case ERR_USAGE:
		return EXIT_USAGE;
	case ERR_PEER:
		return EXIT_UNREACHABLE;
	case ERR_INTEGRITY:
		return EXIT_BROKEN;
	default:
		return EXIT_FAILED;
	}
}

static enum exit_code
report_failure(const struct cli *c, const struct err *e)
{
	json_t *said;

	(void)fflush(stdout);
	(void)fprintf(stderr, "sanji: %s\n", e->text);
	if (c->as_json) {
		said = json_pack("{s:s,s:s}", "error", err_code_word(e->code),
		    "text", e->text);
		print_json(said);
		json_decref(said);
	}
	return code_for(e);
}

static int
place_of_option(const struct command *k, const char *name)
{
	for (int i = 0; k->options != NULL && k->options[i].name; i++)
		if (strcmp(k->options[i].name, name) == 0)
			return i;
	return -1;
}

static int
read_option(const struct command *k, int argc, char **argv, int *at,
    struct arguments *out, struct err *e)
{
	char name[64];
	const char *word = argv[*at] + 2, *equals = strchr(word, '=');
	size_t len = equals == NULL ? strlen(word) : (size_t)(equals - word);
	int place;

	(void)snprintf(
	    name, sizeof(name), "%.*s", (int)(len < 63 ? len : 63), word);
	place = place_of_option(k, name);
	if (place < 0)
		return err_set(e, ERR_USAGE,
		    "%s has no option --%s; see `sanji help %s`", k->name, name,
		    k->name);
	if (k->options[place].value == NULL)
		out->values[place] = "";
	else if (equals != NULL)
		out->values[place] = equals + 1;
	else if (*at + 1 < argc)
		out->values[place] = argv[++*at];
	else
		return err_set(e, ERR_USAGE, "--%s needs %s", name,
		    k->options[place].value);
	return 0;
}

static int
read_arguments(const struct command *k, int argc, char **argv,
    struct arguments *out, struct err *e)
{
	int only_words = 0;

	for (int i = 0; i < argc; i++) {
		if (!only_words && strcmp(argv[i], "--") == 0)
			only_words = 1;
		else if (!only_words && strncmp(argv[i], "--", 2) == 0) {
			if (read_option(k, argc, argv, &i, out, e) != 0)
				return -1;
		} else {
			out->words[out->word_count++] = argv[i];
		}
	}
	if (out->word_count < k->words_min || out->word_count > k->words_max)
		return err_set(
		    e, ERR_USAGE, "usage: sanji %s %s", k->name, k->words);
	return 0;
}

static int
open_dir(struct cli *c, struct err *e)
{
	if (hall_dir_open(c->dir, cli_passphrase(NULL), &c->hall, e) != 0)
		return -1;
	if (!c->hall.has_keys && isatty(STDIN_FILENO)) {
		hall_dir_close(&c->hall);
		return hall_dir_open(c->dir,
		    cli_passphrase(_("passphrase of this hall's key: ")),
		    &c->hall, e);
	}
	return 0;
}

/* Nothing is written in a life that has ended (RULES D1). */
int
cli_open_hall(struct cli *c, enum life_moment moment, struct err *e)
{
	int opened = 0;

	if (open_dir(c, e) != 0 ||
	    life_check(&c->hall, moment, cli_now(), &opened, e) != 0)
		return -1;
	if (opened)
		(void)fprintf(stderr,
		    _("sanji: this hall's files are a copy, or of an earlier "
		      "day; it goes on in incarnation %lu, and what was lost "
		      "comes back from the halls above\n"),
		    (unsigned long)engine_identity(c->hall.engine)
			->life.number);
	return 0;
}

static int
run_command(struct cli *c, const struct command *k, int argc, char **argv)
{
	struct arguments a = {.word_count = 0};
	enum exit_code code = EXIT_DONE;
	struct err e = ERR_INIT;
	int failed;

	assert(argc >= 0);
	a.words = calloc((size_t)argc + 1, sizeof(*a.words));
	failed = a.words == NULL ? err_nomem(&e)
				 : read_arguments(k, argc, argv, &a, &e);
	if (!failed && k->needs_hall)
		failed = cli_open_hall(
		    c, k == &cmd_serve ? LIFE_STARTS : LIFE_WORKS, &e);
	if (!failed)
		failed = k->run(c, &a, &code, &e);
	if (failed)
		code = report_failure(c, &e);
	hall_dir_close(&c->hall);
	free(a.words);
	return (int)code;
}

/* A page of a list that has pages, for people. */
#define LIST_ROWS 50

/* Unless somebody says how many. */
static int
ask_for_page(const struct cli *c, const struct action *action, json_t *request,
    struct err *e)
{
	json_t *after = c->as_json ? NULL : listed_after(action);

	json_decref(after);
	if (after == NULL || json_object_get(request, "most") != NULL)
		return 0;
	return json_put_take(request, "most", json_sprintf("%d", LIST_ROWS), e);
}

/* How to go on after a whole page. */
static void
show_next_page(const struct cli *c, const struct action *action,
    const json_t *request, const json_t *out)
{
	json_t *after = c->as_json ? NULL : listed_after(action);
	const json_t *rows = after == NULL ? NULL : listed_rows(action, out);
	const char *most = json_member_text(request, "most");
	size_t count = json_array_size(rows);
	json_t *next = json_object();

	json_decref(after);
	if (count > 0 && most != NULL && count == strtoul(most, NULL, 10) &&
	    listed_go_on(action, json_array_get(rows, count - 1), next, NULL) ==
		0)
		(void)printf(_("There may be more: the same with after=%s\n"),
		    json_member_text(next, "after"));
	json_decref(next);
}

static int
run_action(struct cli *c, int argc, char **argv)
{
	const char **words = calloc((size_t)argc + 1, sizeof(*words));
	struct err e = ERR_INIT;
	const struct action *action;
	json_t *request = NULL, *out = NULL;
	struct actor actor;
	int failed = words == NULL ? err_nomem(&e) : 0;

	for (int i = 0; i < argc && !failed; i++)
		words[i] = argv[i];
	if (!failed)
		request = action_request((size_t)argc, words, &e);
	action = request == NULL ? NULL : action_named(argv[0], argv[1]);
	failed = request == NULL || ask_for_page(c, action, request, &e) != 0 ||
		 cli_open_hall(c, LIFE_WORKS, &e) != 0;
	if (!failed) {
		actor = cli_actor(c);
		failed = engine_settle_all(c->hall.engine, &e) != 0 ||
			 action_perform(&actor, request, &out, &e) != 0;
	}
	if (!failed) {
		show_action(c, argv[0], argv[1], out);
		show_next_page(c, action, request, out);
	}
	json_decref(request);
	json_decref(out);
	hall_dir_close(&c->hall);
	free(words);
	return failed ? (int)report_failure(c, &e) : EXIT_DONE;
}

/* Options before the verb: what is left begins at *at. */
static int
read_globals(struct cli *c, int argc, char **argv, int *at)
{
	for (*at = 1; *at < argc && argv[*at][0] == '-'; (*at)++) {
		if (strcmp(argv[*at], "-C") == 0 && *at + 1 < argc)
			c->dir = argv[++*at];
		else if (strcmp(argv[*at], "--json") == 0)
			c->as_json = 1;
		else if (strcmp(argv[*at], "--version") == 0) {
			(void)printf("sanji %s\n", SANJI_VERSION);
			return 1;
		} else if (strcmp(argv[*at], "--help") == 0 ||
			   strcmp(argv[*at], "-h") == 0) {
			help_all();
			return 1;
		} else {
			(void)fprintf(stderr,
			    _("sanji: there is no option %s; see `sanji "
			      "help`\n"),
			    argv[*at]);
			return -1;
		}
	}
	return 0;
}

/* --json may stand anywhere before "--", and --help after the verb. */
static int
take_late_globals(struct cli *c, int *argc, char **argv)
{
	int kept = 0, wants_help = 0;

	for (int i = 0; i < *argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			c->as_json = 1;
		else if (i > 0 && strcmp(argv[i], "--help") == 0)
			wants_help = 1;
		else
			argv[kept++] = argv[i];
	}
	*argc = kept;
	return wants_help;
}

static void
choose_language(void)
{
	const char *value = getenv("LC_ALL");

	if (value == NULL || value[0] == '\0')
		value = getenv("LC_MESSAGES");
	if (value == NULL || value[0] == '\0')
		value = getenv("LANG");
	words_choose(words_language_of(value));
}

static int
dispatch(struct cli *c, int argc, char **argv)
{
	const struct command *k;

	if (take_late_globals(c, &argc, argv))
		return help(argv[0], argc > 1 ? argv[1] : NULL);
	if (strcmp(argv[0], "help") == 0)
		return help(
		    argc > 1 ? argv[1] : NULL, argc > 2 ? argv[2] : NULL);
	k = command_named(argv[0], argc > 1 ? argv[1] : NULL);
	if (k != NULL && !(k->verb == NULL && argc > 1 &&
			     action_named(argv[0], argv[1]) != NULL))
		return run_command(c, k, argc - 1, argv + 1);
	if (is_noun(argv[0]) && argc > 1)
		return run_action(c, argc, argv);
	if (is_noun(argv[0])) {
		cli_help_noun(argv[0]);
		return EXIT_USAGE;
	}
	return help(argv[0], NULL);
}

int
cli_main(int argc, char **argv)
{
	struct cli c = {.dir = getenv("SANJI_DIR")};
	struct err e = ERR_INIT;
	int at, code;

	choose_language();
	if (c.dir == NULL)
		c.dir = ".";
	switch (read_globals(&c, argc, argv, &at)) {
	case 1:
		return EXIT_DONE;
	case -1:
		return EXIT_USAGE;
	default:
		break;
	}
	if (at >= argc) {
		help_all();
		return EXIT_USAGE;
	}
	if (crypto_start(&e) != 0)
		return (int)report_failure(&c, &e);
	code = dispatch(&c, argc - at, argv + at);
	passphrase_wipe();
	if (fflush(stdout) != 0 && code == EXIT_DONE)
		code = EXIT_FAILED;
	return code;
}
