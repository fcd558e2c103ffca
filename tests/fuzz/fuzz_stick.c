/* What stands on a stick for a town, once it is opened. */
#include <assert.h>
#include <string.h>

#include "sync/carry/channel.h"
#include "sync/engine/stick.h"
#include "tests/fixture/world.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/said.h"

static struct world *world;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	world = world_of_three(7);
	return 0;
}

/* Sealed to the town with the village's key. */
static struct channel *
begin_stick(void)
{
	struct channel *c = NULL;
	struct buf clear = BUF_INIT;

	assert(buf_add_text(&clear, world_code("姚庄镇"), NULL) == 0);
	assert(
	    channel_call(CHANNEL_STICK, &world_keys(world, "北鹤村")->transport,
		&world_keys(world, "姚庄镇")->transport.public, &clear, &c,
		NULL) == 0);
	buf_free(&clear);
	return c;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct engine *town = world_engine(world, "姚庄镇");
	struct reader r = reader_over(bytes, len);
	struct channel *c = begin_stick();
	struct span stick;
	struct stick_source from;
	struct stick_result got;
	struct err e = ERR_INIT;
	struct said frame;

	while (said_next(&r, &frame))
		assert(channel_send(
			   c, frame.type, frame.payload, frame.len, NULL) == 0);
	stick = (struct span){channel_output(c)->bytes, channel_output(c)->len};
	from = stick_in_memory(&stick);
	if (stick_import(town, world_keys(world, "姚庄镇"), &from,
		STICK_PRETEND, 1764000000, &got, &e) != 0)
		assert(e.code == ERR_REFUSED || e.code == ERR_LIMIT);
	assert(!store_is_in_transaction(engine_store(town)));
	channel_free(c);
	return 0;
}
