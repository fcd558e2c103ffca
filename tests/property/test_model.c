/*
 * What the rules say, as an executable model of them worked it out for
 * random histories, holds on real engines at every hall.
 *
 *	tests/golden/model/<theme>.jsonl --> halls --> the same outcome
 *
 * Given a file of histories on the command line, plays those instead.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/fixture/model_play.h"

/* A world takes longer to make than a history to play. */
#define HISTORIES_PER_WORLD 8

/*
 * All are played in the plain build.  With sanitizers each takes ten times as
 * long, and what they look for is in any of them: of those that are kept every
 * fourth is played then.
 */
#ifdef __SANITIZE_ADDRESS__
#define PLAY_EVERY 4
#else
#define PLAY_EVERY 1
#endif

#define POWER "tests/golden/model/power.jsonl"
#define MOVE "tests/golden/model/move.jsonl"
#define LIFE "tests/golden/model/life.jsonl"

/* The file that is played or counted. */
static const char *path;

struct playing {
	struct model_world *world;
	size_t played; /* in this world */
	size_t different;
};

static void
print_steps(const json_t *history)
{
	const json_t *steps = json_object_get(history, "steps");

	for (size_t i = 0; i < json_array_size(steps); i++) {
		struct buf text = BUF_INIT;

		if (json_write(json_array_get(steps, i), &text, NULL) == 0)
			(void)fprintf(stderr, "    %s\n", buf_text(&text));
		buf_free(&text);
	}
}

static void
leave_world(struct playing *p)
{
	struct buf told = BUF_INIT;

	if (p->world == NULL)
		return;
	model_check_world(p->world, &told);
	if (told.len > 0) {
		p->different++;
		(void)fprintf(stderr, "after %zu histories:\n%s", p->played,
		    buf_text(&told));
	}
	buf_free(&told);
	model_world_free(p->world);
	*p = (struct playing){.different = p->different};
}

static void
play(struct playing *p, const json_t *history)
{
	struct buf told = BUF_INIT;
	/* Expelling a hall concerns all it ever wrote. */
	int is_alone = json_is_true(json_object_get(history, "ends_world"));

	if (p->played == HISTORIES_PER_WORLD || is_alone)
		leave_world(p);
	if (p->world == NULL)
		p->world = model_world_new(7);
	model_play(p->world, history, &told);
	p->played++;
	if (told.len > 0) {
		p->different++;
		(void)fprintf(stderr, "history %lld differs:\n%s",
		    (long long)json_member_integer(history, "history", 0),
		    buf_text(&told));
		print_steps(history);
		/* What follows would differ because of it. */
		model_world_free(p->world);
		*p = (struct playing){.different = p->different};
	}
	buf_free(&told);
	if (is_alone)
		leave_world(p);
}

static json_t *
next_history(FILE *f)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len = getline(&line, &room, f);
	struct err e = ERR_INIT;
	json_t *history = NULL;

	if (len > 0) {
		history = json_read(line, (size_t)len, &e);
		if (history == NULL)
			fail_msg("%s: %s", path, e.text);
	}
	free(line);
	return history;
}

static FILE *
open_histories(void)
{
	FILE *f = fopen(path, "r");

	if (f == NULL)
		fail_msg("%s: cannot be read; run from the root", path);
	return f;
}

static void
every_hall_comes_to_what_the_rules_say(void **state)
{
	const size_t *every = *state;
	struct playing p = {.world = NULL};
	FILE *f = open_histories();
	json_t *history;
	size_t read = 0, played = 0;

	while ((history = next_history(f)) != NULL) {
		if (read++ % *every == 0) {
			play(&p, history);
			played++;
		}
		json_decref(history);
	}
	(void)fclose(f);
	leave_world(&p);
	print_message("%zu of %zu histories of %s\n", played, read, path);
	if (p.different > 0)
		fail_msg("%zu of %s differ", p.different, path);
}

static const char *const statuses[] = {"ok", "duplicate", "overwritten",
    "superseded", "conflict", "held", "refused", "annulled", "noauth",
    "blocked", "re-addressed", "awaited", "forked"};
#define STATUSES (sizeof(statuses) / sizeof(statuses[0]))

static void
count_cases(const json_t *cases, size_t counts[STATUSES])
{
	json_t *one, *status;
	const char *ledger, *number;

	/* NOLINTNEXTLINE(bugprone-*): jansson's loop over members */
	json_object_foreach ((json_t *)(uintptr_t)cases, ledger, one)
		json_object_foreach (
		    json_object_get(one, "events"), number, status)
			for (size_t i = 0; i < STATUSES; i++)
				counts[i] +=
				    strcmp(statuses[i],
					json_string_value(status)) == 0;
}

/* At the end, and where a hall was looked at in the middle. */
static void
count_statuses(const json_t *history, size_t counts[STATUSES])
{
	const json_t *steps = json_object_get(history, "steps");

	count_cases(json_object_get(history, "cases"), counts);
	for (size_t i = 0; i < json_array_size(steps); i++)
		count_cases(
		    json_object_get(json_array_get(steps, i), "cases"), counts);
}

/* Histories that avoid a rule say nothing about it. */
static void
expect_statuses(const char *file, size_t from, size_t to)
{
	size_t counts[STATUSES] = {0};
	FILE *f;
	json_t *history;

	path = file;
	f = open_histories();
	while ((history = next_history(f)) != NULL) {
		count_statuses(history, counts);
		json_decref(history);
	}
	(void)fclose(f);
	for (size_t i = from; i < to; i++)
		if (counts[i] < 10)
			fail_msg(
			    "%s: %zu times %s", path, counts[i], statuses[i]);
}

static void
every_status_is_met_ten_times(void **state)
{
	(void)state;
	expect_statuses(POWER, 0, 10);
	expect_statuses(MOVE, 0, 8);
	expect_statuses(MOVE, 10, 12);
	expect_statuses(LIFE, 12, STATUSES);
}

static void
halls_come_to_what_the_rules_say_of_powers(void **state)
{
	path = POWER;
	every_hall_comes_to_what_the_rules_say(state);
}

static void
halls_come_to_what_the_rules_say_of_handovers(void **state)
{
	path = MOVE;
	every_hall_comes_to_what_the_rules_say(state);
}

static void
halls_come_to_what_the_rules_say_of_lost_and_stolen_disks(void **state)
{
	path = LIFE;
	every_hall_comes_to_what_the_rules_say(state);
}

#define PLAYING(f, every) cmocka_unit_test_prestate(f, every)

int
main(int argc, char **argv)
{
	static size_t kept_every = PLAY_EVERY, given_every = 1;
	const struct CMUnitTest kept[] = {
	    cmocka_unit_test(every_status_is_met_ten_times),
	    PLAYING(halls_come_to_what_the_rules_say_of_powers, &kept_every),
	    PLAYING(halls_come_to_what_the_rules_say_of_handovers, &kept_every),
	    PLAYING(halls_come_to_what_the_rules_say_of_lost_and_stolen_disks,
		&kept_every),
	};
	const struct CMUnitTest given[] = {
	    PLAYING(every_hall_comes_to_what_the_rules_say, &given_every),
	};

	if (argc < 2)
		return cmocka_run_group_tests(kept, NULL, NULL);
	path = argv[1];
	return cmocka_run_group_tests(given, NULL, NULL);
}
