/*
 * Two halls in one process: what one puts out the other takes in, by turns,
 * until both are quiet.
 */
#include <string.h>

#include "tests/bench/bench.h"

static struct exchange_time
time_now(void)
{
	return (struct exchange_time){
	    HALLS_TIME, (int64_t)(seconds_now() * 1000)};
}

static void
call(struct hall_dir *below, struct hall_dir *above, const struct token *token,
    struct exchange *ends[2])
{
	const struct authority *a = engine_authority(below->engine);
	size_t peer = authority_hall(a, &engine_identity(above->engine)->hall);

	if (token != NULL)
		MUST(exchange_enrol(below->engine, &below->keys, token,
		    time_now(), &ends[0], &e));
	else
		MUST(exchange_call(below->engine, &below->keys, peer,
		    time_now(), &ends[0], &e));
	MUST(exchange_answer(
	    above->engine, &above->keys, time_now(), &ends[1], &e));
}

/* All that one end has to say; whether it was anything. */
static int
say_all(struct exchange *from, struct exchange *to)
{
	struct buf *out = exchange_output(from);
	int said = 0;

	while (out->len > 0) {
		MUST(exchange_input(to, out->bytes, out->len, time_now(), &e));
		buf_drop(out, out->len);
		MUST(exchange_pump(from, time_now(), &e));
		said = 1;
	}
	return said;
}

void
line_talk(struct hall_dir *below, struct hall_dir *above,
    const struct token *token, struct line_use *out)
{
	struct exchange *ends[2];
	double began = seconds_now();

	memset(out, 0, sizeof(*out));
	call(below, above, token, ends);
	while (say_all(ends[0], ends[1])) {
		out->round_trips++;
		if (!say_all(ends[1], ends[0]))
			break;
	}
	REQUIRE(exchange_is_quiet(ends[0]) && exchange_is_quiet(ends[1]));
	out->seconds = seconds_now() - began;
	out->bytes = exchange_totals(ends[0])->bytes_in +
		     exchange_totals(ends[1])->bytes_in;
	out->changesets = exchange_totals(ends[0])->changesets_in;
	exchange_free(ends[0], time_now());
	exchange_free(ends[1], time_now());
}
