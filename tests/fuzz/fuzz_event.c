/*
 * What a member may write: the lines of the input are the events of a change
 * set it signs, into its ledger or its gazette (by the first byte).  It is
 * stored, folded and dumped, and undone.
 */
#include <assert.h>
#include <string.h>

#include "schema/store/log.h"
#include "sync/engine/dump.h"
#include "tests/fixture/world.h"
#include "tests/fuzz/fuzz.h"

static struct world *world;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	world = world_of_three(7);
	return 0;
}

/* The head of the gazette in which the author was admitted. */
static struct changeset_id
admission(struct engine *town, const char *above)
{
	const struct chart *c;
	struct store_position at = {.n = 0};

	/* What was undone still stands in the chart until it is read again. */
	assert(engine_refresh(town, NULL, NULL) == 0);
	c = engine_chart(town);
	for (uint32_t b = 1; b < c->branch_count; b++) {
		const struct log_name *l = &c->logs[c->branches[b].log].name;

		if (l->space.kind == SPACE_GAZETTE &&
		    strcmp(l->space.hall.digits, world_code(above)) == 0)
			assert(store_changeset_at(engine_store(town), b,
				   c->branches[b].head_seq, &at, NULL, NULL,
				   NULL) == 1);
	}
	return at.id;
}

static void
take_event(struct changeset *c, const struct header *h, struct buf *events,
    size_t count, const char *author)
{
	struct git_id no_parents[1];

	if (changeset_compose(h, "fuzz", events, count, c, NULL) == 0)
		assert(changeset_sign(c, &world_keys(world, author)->sign,
			   no_parents, 0, NULL) == 0);
}

static size_t
split_lines(const uint8_t *bytes, size_t len, struct buf *out, size_t max)
{
	size_t count = 0;

	while (len > 0 && count < max) {
		const uint8_t *nl = memchr(bytes, '\n', len);
		size_t line = nl == NULL ? len : (size_t)(nl - bytes);

		out[count] = (struct buf)BUF_INIT;
		assert(buf_add(&out[count], bytes, line, NULL) == 0);
		count++;
		line += nl != NULL;
		bytes += line;
		len -= line;
	}
	return count;
}

/* Received, folded and dumped like anybody's, in a transaction undone. */
static void
receive(struct engine *town, const struct changeset *c)
{
	struct engine_packet packet = {.packed = c->message.bytes,
	    .len = c->message.len,
	    .signature = c->signature};
	struct engine_batch_result got;
	struct buf dump = BUF_INIT;
	struct err e = ERR_INIT;

	assert(engine_begin(town, &e) == 0);
	assert(engine_receive(
		   town, &packet, 1, NULL, 0, 1764000000, &got, &e) == 0);
	if (got.stored > 0) {
		assert(engine_settle_all(town, &e) == 0);
		assert(engine_dump_space(
			   town, &c->header.log.space, &dump, &e) == 0);
	}
	buf_free(&dump);
	engine_rollback(town);
}

#define EVENTS_MAX 16

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct engine *town = world_engine(world, "姚庄镇");
	int of_town = len > 0 && bytes[0] & 1;
	const char *author = of_town ? "姚庄镇" : "北鹤村";
	struct changeset_id known =
	    admission(town, of_town ? "嘉善县" : "姚庄镇");
	struct header h = {.seq = 1,
	    .depth = 1,
	    .time = 1764000000,
	    .log.life = {1, 0xf0220f0220},
	    .gazettes = {&known, 1},
	    .rules = 1,
	    .author = "fuzz"};
	struct buf events[EVENTS_MAX];
	struct changeset c = {.event_count = 0};
	size_t count;

	if (len == 0)
		return 0;
	memcpy(h.log.hall.digits, world_code(author), HALL_CODE_LEN + 1);
	h.log.space = (struct space_name){
	    of_town ? SPACE_GAZETTE : SPACE_LEDGER, h.log.hall};
	count = split_lines(bytes + 1, len - 1, events, EVENTS_MAX);
	take_event(&c, &h, events, count, author);
	for (size_t i = 0; i < count; i++)
		buf_free(&events[i]);
	if (c.event_count > 0)
		receive(town, &c);
	changeset_free(&c);
	return 0;
}
