/*
 * Seals (RULES A4): what a hall above had built on stands, as long as that
 * hall's change set does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "sync/engine/cut.h"
#include "sync/engine/dump.h"
#include "tests/fixture/attempt.h"
#include "tests/fixture/must.h"
#include "tests/fixture/world.h"

#define RECEIVE                                           \
	"case receive item=330421-YB-001 name=王秀英 " \
	"id_number=11010519491231002X"

static struct hall_code
code_of(const char *hall)
{
	struct hall_code code;

	assert_int_equal(hall_code_parse(world_code(hall), &code), 0);
	return code;
}

/* What of a hall is held at another now, as a cut. */
static json_t *
cut_of(struct world *w, const char *at, const char *hall)
{
	struct hall_code code = code_of(hall);
	json_t *cut = engine_cut_of(world_engine(w, at), &code, NULL);

	assert_non_null(cut);
	return cut;
}

static void
revoke(struct world *w, const char *at, const char *hall, json_t *cut)
{
	struct engine *g = world_engine(w, at);
	const struct authority *a = engine_authority(g);
	struct space_name gazette = {SPACE_GAZETTE, code_of(at)};
	struct hall_code code = code_of(hall);
	char key[65];
	json_t *events;

	hex_text(
	    authority_newest(&a->halls[authority_hall(a, &code)])->signing_key,
	    32, key);
	events = json_pack("[{s:s,s:s,s:s,s:o}]", "do", "member.revoked", "on",
	    code.digits, "signing_key", key, "cut", cut);
	assert_non_null(events);
	MUST(engine_write(
	    g, &gazette, events, "member.revoked", 1764009999, NULL, NULL, &e));
	json_decref(events);
}

static void
amend(struct world *w, const char *hall, const char *number)
{
	char words[128];

	(void)snprintf(
	    words, sizeof(words), "case amend %s phone=13857300001", number);
	(void)world_act(w, hall, words);
}

static struct buf
ledger_of(struct world *w)
{
	struct space_name space = {SPACE_LEDGER, code_of("北鹤村")};
	struct buf out = BUF_INIT;

	MUST(engine_settle_all(world_engine(w, "嘉善县"), &e));
	MUST(engine_dump_space(world_engine(w, "嘉善县"), &space, &out, &e));
	return out;
}

static void
a_seal_that_falls_lets_go_of_what_it_sealed(void **state)
{
	struct world *w = world_of_three(1);
	char other[64];
	json_t *early, *kept, *all;
	struct buf before, after;
	const char *log;
	json_t *heads;

	(void)state;
	(void)snprintf(other, sizeof(other), "%s",
	    json_member_text(world_act(w, "北鹤村", RECEIVE), "number"));
	world_sync(w, "北鹤村", "姚庄镇");
	world_sync(w, "姚庄镇", "嘉善县");
	early = cut_of(w, "姚庄镇", "北鹤村");
	kept = cut_of(w, "嘉善县", "姚庄镇");
	(void)world_act(w, "北鹤村", RECEIVE);
	world_sync(w, "北鹤村", "姚庄镇");
	amend(w, "姚庄镇", other); /* the seal */
	revoke(w, "姚庄镇", "北鹤村", early);
	world_sync(w, "姚庄镇", "嘉善县");
	/* The county keeps the town's gazette, not what it wrote there. */
	all = cut_of(w, "嘉善县", "姚庄镇");
	json_object_foreach (all, log, heads)
		if (strncmp(log, "gazette", 7) == 0)
			(void)json_object_set(kept, log, heads);
	json_decref(all);
	revoke(w, "嘉善县", "姚庄镇", kept);
	before = ledger_of(w);
	MUST(engine_rebuild(world_engine(w, "嘉善县"), &e));
	after = ledger_of(w);
	assert_string_equal(buf_text(&after), buf_text(&before));
	buf_free(&before);
	buf_free(&after);
	world_free(w);
}

/*
 * The town revokes the village with a cut at what it has; the county, which
 * knows of that, revokes it again with less.  What the first cut kept stays
 * (RULES A2, A3).
 */
static void
a_second_revocation_of_a_member_takes_nothing_back(void **state)
{
	struct world *w = world_of_three(1);
	struct buf before, after;
	json_t *less;

	(void)state;
	less = cut_of(w, "嘉善县", "北鹤村");
	(void)world_act(w, "北鹤村", RECEIVE);
	world_sync(w, "北鹤村", "姚庄镇");
	revoke(w, "姚庄镇", "北鹤村", cut_of(w, "姚庄镇", "北鹤村"));
	world_sync(w, "姚庄镇", "嘉善县");
	before = ledger_of(w);
	assert_non_null(strstr(buf_text(&before), "accepted"));
	revoke(w, "嘉善县", "北鹤村", less);
	after = ledger_of(w);
	assert_string_equal(buf_text(&after), buf_text(&before));
	buf_free(&before);
	buf_free(&after);
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_seal_that_falls_lets_go_of_what_it_sealed),
	    cmocka_unit_test(
		a_second_revocation_of_a_member_takes_nothing_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
