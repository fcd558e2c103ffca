/* What a village says to its town on a line, after the handshake. */
#include <assert.h>

#include "tests/fixture/caller.h"
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

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct reader r = reader_over(bytes, len);
	struct caller c;
	struct said frame;

	caller_call(&c, world, "姚庄镇", "北鹤村");
	while (said_next(&r, &frame) &&
	       caller_say(&c, frame.type, frame.payload, frame.len) == 0)
		assert(!store_is_in_transaction(
		    engine_store(world_engine(world, "姚庄镇"))));
	caller_hang_up(&c);
	return 0;
}
