/*
 * Memory that runs out at any allocation while a hall takes something in, or
 * somebody acts: it is said so, nothing is half done or taken for bad, and the
 * same goes well once there is memory again.
 *
 * malloc and its kin are those of this file; under a sanitizer, which has its
 * own, there is nothing to be seen here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/action.h"
#include "schema/base/json.h"
#include "schema/store/inspection.h"
#include "tests/fixture/attempt.h"
#include "tests/fixture/bundled.h"
#include "tests/fixture/model_hand.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define TOWN "姚庄镇"
#define VILLAGE "北鹤村"
#define LEDGER "ledger/330421111205"

static char case_id[64];
static atomic_long left = -1; /* allocations until one fails; < 0: none */

#ifndef __SANITIZE_ADDRESS__
/* NOLINTBEGIN(bugprone-reserved-identifier): glibc calls them so */
void *__libc_malloc(size_t len);
void *__libc_calloc(size_t count, size_t len);
void *__libc_realloc(void *old, size_t len);
/* NOLINTEND(bugprone-reserved-identifier) */

static int
fails(void)
{
	if (atomic_load(&left) < 0 || atomic_fetch_sub(&left, 1) != 0)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t len)
{
	return fails() ? NULL : __libc_malloc(len);
}

void *
calloc(size_t count, size_t len)
{
	return fails() ? NULL : __libc_calloc(count, len);
}

void *
realloc(void *old, size_t len)
{
	return fails() ? NULL : __libc_realloc(old, len);
}
#endif

static int
a_case(void **state)
{
	struct world *w = world_of_three(67);

	(void)snprintf(case_id, sizeof(case_id), "%s",
	    json_member_text(world_act(w, VILLAGE,
				 "case receive item=330421-YB-001 name=王秀英 "
				 "id_number=11010519491231002X"),
		"case"));
	world_sync(w, VILLAGE, TOWN);
	*state = w;
	return 0;
}

static int
end(void **state)
{
	world_free(*state);
	return 0;
}

/* What the village says of its case next, as it goes over a line. */
static void
say_next(struct world *w, struct changeset *out)
{
	const struct engine_identity *id =
	    engine_identity(world_engine(w, VILLAGE));
	struct model_forgery f = {.log = {.hall = id->hall, .life = id->life},
	    .key = &world_keys(w, VILLAGE)->sign};
	json_t *events = json_pack("[{s:s,s:s,s:s}]", "do", "case.amended",
	    "on", case_id, "source", "mobile");

	assert_non_null(events);
	assert_int_equal(space_name_parse(LEDGER, &f.log.space), 0);
	model_hand_forge(world_engine(w, VILLAGE), &f, events,
	    world_time(w, VILLAGE).now_s, out);
	json_decref(events);
}

/* --- at every allocation -------------------------------------------------- */

static struct buf
dump_and_quarantine(struct world *w)
{
	struct report_parameter p[] = {{":id", NULL, 0}, {":most", NULL, 9}};
	struct buf out = attempt_dump(w, TOWN);
	json_t *rows = store_inspect(engine_store(world_engine(w, TOWN)),
	    INSPECT_QUARANTINE, p, COUNT_OF(p), NULL);

	assert_int_equal(json_array_size(rows), 0);
	json_decref(rows);
	return out;
}

/* Every one of the first, and every sixteenth part of as many as went. */
#define EACH 64

/*
 * Until it goes well: each failure says that there is no memory, and leaves
 * all as it was.
 */
static void
fail_everywhere(struct world *w,
    int (*act)(struct world *w, const void *what, struct err *e),
    const void *what)
{
	struct buf before = dump_and_quarantine(w), after;
	struct err why;
	int failed = -1;

	for (long n = 0; failed; n += 1 + (n < EACH ? 0 : n / 16)) {
		why = (struct err)ERR_INIT;
		atomic_store(&left, n);
		failed = act(w, what, &why);
		atomic_store(&left, -1);
		if (!failed)
			break;
		if (why.code != ERR_NOMEM)
			fail_msg("at allocation %ld: %s", n, why.text);
		MUST(engine_refresh(world_engine(w, TOWN), NULL, &e));
		after = dump_and_quarantine(w);
		assert_string_equal(buf_text(&after), buf_text(&before));
		buf_free(&after);
	}
	buf_free(&before);
}

static int
take_changeset(struct world *w, const void *what, struct err *e)
{
	const struct changeset *c = what;
	struct engine_packet p = {
	    c->message.bytes, c->message.len, 0, c->signature};
	struct engine_batch_result got;

	if (engine_receive(world_engine(w, TOWN), &p, 1, NULL, 0,
		world_time(w, TOWN).now_s, &got, e) != 0)
		return -1;
	return got.stored == 1 ? 0 : err_set(e, ERR_REFUSED, "%s", got.why);
}

static void
a_change_set_is_no_worse_for_want_of_memory(void **state)
{
	struct world *w = *state;
	struct changeset c;
	struct buf after;

	say_next(w, &c);
	fail_everywhere(w, take_changeset, &c);
	after = attempt_dump(w, TOWN);
	assert_non_null(strstr(buf_text(&after), "\"source\":\"mobile\""));
	buf_free(&after);
	changeset_free(&c);
}

/* What a stick would bring; all in one transaction that is given up. */
static int
look_into_stick(struct world *w, const void *what, struct err *e)
{
	struct stick_source from = stick_in_memory(what);
	struct stick_result got;

	if (stick_import(world_engine(w, TOWN), world_keys(w, TOWN), &from,
		STICK_PRETEND, world_time(w, TOWN).now_s, &got, e) != 0)
		return -1;
	return got.stored == 1 && got.keys == 1 && got.is_whole
		   ? 0
		   : err_set(e, ERR_REFUSED, "%s", got.why);
}

static void
a_stick_is_no_worse_for_want_of_memory(void **state)
{
	struct world *w = *state;
	struct buf stick = BUF_INIT;
	struct span bytes;

	(void)world_act(w, VILLAGE,
	    "case receive item=330421-YB-001 name=李国强 "
	    "id_number=440524188001010014");
	(void)bundled(world_engine(w, VILLAGE), world_keys(w, VILLAGE),
	    world_code(TOWN), world_time(w, VILLAGE).now_s, STICK_WITH_SCANS,
	    &stick);
	bytes = (struct span){stick.bytes, stick.len};
	fail_everywhere(w, look_into_stick, &bytes);
	buf_free(&stick);
}

static int
perform(struct world *w, const void *what, struct err *e)
{
	struct actor actor = {world_engine(w, TOWN), world_time(w, TOWN).now_s};
	json_t *result = NULL;
	int failed = action_perform(&actor, what, &result, e);

	json_decref(result);
	return failed;
}

static void
an_action_is_done_whole_or_not_for_want_of_memory(void **state)
{
	struct world *w = *state;
	json_t *request = json_pack("{s:s,s:s,s:s,s:s}", "do", "case.receive",
	    "item", "330421-YB-001", "name", "王秀英", "id_number",
	    "11010519491231002X");

	fail_everywhere(w, perform, request);
	json_decref(request);
}

#define STORY(f) cmocka_unit_test_setup_teardown(f, a_case, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORY(a_change_set_is_no_worse_for_want_of_memory),
	    STORY(a_stick_is_no_worse_for_want_of_memory),
	    STORY(an_action_is_done_whole_or_not_for_want_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
