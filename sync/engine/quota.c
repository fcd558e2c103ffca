#include "sync/engine/quota.h"

#include "schema/store/carrier.h"
#include "sync/engine/inside.h"

#define DAY_S 86400

/* Beside its text, what a change set takes up at least: signature and names. */
#define ROW_LEN 256

static int
is_counted(const struct engine *g, const struct hall_code *author)
{
	const struct authority *a = &g->authority;
	size_t self = authority_hall(a, &g->identity.hall);
	size_t hall = authority_hall(a, author);

	return hall != HALL_UNKNOWN && self != HALL_UNKNOWN && hall != self &&
	       !authority_is_above(a, hall, self);
}

/* 1 if what was taken today, and len more, is within a day's room. */
static int
fits(struct engine *g, const struct hall_code *author, int64_t len,
    int64_t time_s, struct err *e)
{
	int64_t bytes;

	if (store_day_bytes(
		g->store, author->digits, time_s / DAY_S, &bytes, e) != 0)
		return -1;
	return bytes + len <= g->log_room;
}

int
quota_take(struct engine *g, const struct hall_code *author, size_t len,
    int64_t time_s, struct err *e)
{
	int64_t more = (int64_t)len + ROW_LEN;
	int has_room;

	if (!is_counted(g, author))
		return 1;
	has_room = fits(g, author, more, time_s, e);
	if (has_room == 1 && store_day_bytes_add(g->store, author->digits,
				 time_s / DAY_S, more, e) != 0)
		return -1;
	return has_room;
}

int
quota_fill(struct engine *g, const struct hall_code *author, int64_t time_s,
    struct err *e)
{
	return store_day_bytes_add(
	    g->store, author->digits, time_s / DAY_S, g->log_room, e);
}

int
quota_has_room(struct engine *g, const struct hall_code *author, int64_t time_s,
    struct err *e)
{
	return is_counted(g, author) ? fits(g, author, 0, time_s, e) : 1;
}
