/*
 * cli: the command line, one command a file.
 *
 *	sanji [-C DIR] [--json] VERB … --> command --> text or JSON, exit code
 */
#ifndef SANJI_CLI_CLI_H
#define SANJI_CLI_CLI_H

#include <jansson.h>

#include "node/actions/action.h"
#include "node/hall_dir.h"
#include "node/life.h"

/* Exit codes. */
enum exit_code {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_CONFLICTS = 3,
	EXIT_UNREACHABLE = 4,
	EXIT_BROKEN = 5,
};

struct cli {
	const char *dir; /* -C, else $SANJI_DIR, else "." */
	int as_json;
	struct hall_dir hall; /* open while a command that needs it runs */
};

/* An option of a command: --name VALUE, or --name alone. */
struct option_type {
	const char *name;
	const char *value; /* what it is called in help; NULL: none */
	const char *meaning;
};

#define OPTIONS_MAX 12

/* The options and words a command was given. */
struct arguments {
	const char *values[OPTIONS_MAX]; /* by option; NULL: not given;
					    "" for one without value */
	const char **words;
	size_t word_count;
};

struct command {
	const char *name;
	const char *verb;  /* the one verb of a noun that is no action; or
			      NULL, and the name alone is the command */
	const char *words; /* usage after the name: "TOKEN [DIR]" */
	const char *meaning;
	const char *help; /* English; Chinese in the catalogue */
	const char *example;
	int needs_hall;
	size_t words_min, words_max;
	const struct option_type *options; /* ends with name NULL */
	/* 0 done; -1 with *e; EXIT_CONFLICTS and others by *code_out. */
	int (*run)(struct cli *c, const struct arguments *a,
	    enum exit_code *code_out, struct err *e);
};

/* Run the program. */
int cli_main(int argc, char **argv);

/* All commands but the nouns of actions, ended by NULL. */
extern const struct command *const commands[];

/* The value of an option by its place in the command's list. */
const char *option_value(const struct arguments *a, size_t place);

/*
 * The number an option was given, 1 to max; *out stays as it is for text
 * NULL.  -1 with ERR_USAGE, naming the option.
 */
int option_number(const char *text, const char *name, int64_t max, int64_t *out,
    struct err *e) MUST_CHECK;

/* Seconds since 1970. */
int64_t cli_now(void);

/*
 * The passphrase for a locked key, as passphrase.h finds it, or asked for
 * with the prompt (NULL: not asked for); NULL if there is none.
 */
const char *cli_passphrase(const char *prompt);

/* A new passphrase to lock a key with, the same way.  -1 with ERR_USAGE or
 * ERR_REFUSED. */
int cli_new_passphrase(const char **out, struct err *e) MUST_CHECK;

/*
 * Open the hall of c->dir.  If its files are a copy, or of an earlier day, it
 * goes on in a new incarnation, and that is said.
 */
int
cli_open_hall(struct cli *c, enum life_moment moment, struct err *e) MUST_CHECK;

/* -1 with ERR_REFUSED, saying how to unlock it, if the hall's key is
 * locked. */
int cli_check_unlocked(const struct cli *c, struct err *e) MUST_CHECK;

/* An actor for the open hall. */
struct actor cli_actor(const struct cli *c);

/*
 * Append the text of a file of lines, at most max bytes of UTF-8.  -1 with
 * ERR_IO, ERR_LIMIT, or ERR_FORMAT naming the line that is not UTF-8.
 */
int cli_read_table(
    const char *path, size_t max, struct buf *out, struct err *e) MUST_CHECK;

/* Help for a noun's actions; the noun exists. */
void cli_help_noun(const char *noun);

/* --- output --------------------------------------------------------------- */

/* JSON, one value a line. */
void print_json(const json_t *value);

/* For people: an object as lines "name: value", an array as a table. */
void print_value(const json_t *value);

/* A table of rows with these members as columns; names are translated. */
void
print_table(const json_t *rows, const char *const *columns, const char *empty);

/* Columns a text takes on a terminal: two for a Chinese character. */
size_t text_width(const char *text);

/* Either, by --json. */
void print_result(const struct cli *c, const json_t *value);

/* The result of an action as its users want to see it. */
void show_action(const struct cli *c, const char *noun, const char *verb,
    const json_t *result);

/*
 * A word of a closed set (a state, a choice) as people read it, or the text
 * itself; good until four others were asked for.
 */
const char *shown_word(const char *word);

/* A case, its scans, what it would be, and one line about an event of any
 * record. */
void show_case(const struct cli *c, const json_t *row);
void show_attachments(const struct cli *c, const json_t *row);
/* A record of a type that has no view of its own, with its events. */
void show_record(const struct cli *c, const char *noun, const json_t *row);
void show_proposal(const struct cli *c, const json_t *proposal);

/* For whom a case with that proposal may take the green channel, if at all. */
void show_green(const struct cli *c, const json_t *proposal);
void show_event(const struct cli *c, const json_t *event);

/* Logs that forked, with incarnations alive at once; and one fork. */
void show_forks(const struct cli *c, const json_t *result);
void show_fork(const struct cli *c, const json_t *fork);

/* The register of conflicts, and one entry with its versions. */
void show_conflicts(const struct cli *c, const json_t *rows);
void show_conflict(const struct cli *c, const json_t *entry);

/* The log and what came by which way, and one of each. */
void show_log(const struct cli *c, const json_t *rows);
void show_changeset(const struct cli *c, const json_t *row);
void show_explained(const struct cli *c, const json_t *result);
void show_sessions(const struct cli *c, const json_t *rows);
void show_outbox(const struct cli *c, const json_t *result);
void show_quarantine(const struct cli *c, const json_t *rows);

/* What was erased just now, and what was ever, with who has destroyed it. */
void show_erasing(const struct cli *c, const json_t *result);
void show_erasures(const struct cli *c, const json_t *result);
void show_requests(const struct cli *c, const json_t *rows);

/* Views of the catalogue, for show_action(). */
void show_item(const struct cli *c, const json_t *item);
void show_items(const struct cli *c, const json_t *rows);
void show_versions(const struct cli *c, const json_t *rows);
void show_diff(const struct cli *c, const json_t *rows);
void show_drafts(const struct cli *c, const json_t *rows);

/* Views of powers, for show_action(). */
void show_powers(const struct cli *c, const json_t *rows);
void show_power(const struct cli *c, const json_t *power);
void show_power_matrix(const struct cli *c, const json_t *matrix);
void show_power_revoked(const struct cli *c, const json_t *result);
void show_held(const struct cli *c, const json_t *rows);
void show_violations(const struct cli *c, const json_t *rows);
void show_publication(const struct cli *c, const json_t *rows);

/* What a hall is called today, or its code; good until four others were asked
 * for. */
const char *hall_name(const struct cli *c, const char *code);

/* Replace status and state numbers by words, times by text, in rows. */
void name_times(json_t *rows, const char *const *members);

#endif
