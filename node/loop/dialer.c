#include "node/loop/dialer.h"

#include <assert.h>
#include <string.h>

void
dialer_set(struct dialer *d, size_t place, const struct hall_code *code,
    const char *address)
{
	struct dialer_hall *h = &d->halls[place];

	assert(place < DIALER_HALLS_MAX);
	if (place >= d->count || strcmp(h->code.digits, code->digits) != 0) {
		memset(h, 0, sizeof(*h));
		h->code = *code;
	}
	if (place >= d->count)
		d->count = place + 1;
	if (strcmp(h->address, address) != 0) {
		size_t len = strnlen(address, sizeof(h->address) - 1);

		memcpy(h->address, address, len);
		h->address[len] = '\0';
		h->next_ms = 0;
		h->pause_ms = 0;
	}
}

void
dialer_end(struct dialer *d, size_t count)
{
	if (count < d->count)
		d->count = count;
}

int
dialer_is_spare(const struct dialer *d, size_t place)
{
	for (size_t i = 0; i < place; i++)
		if (d->halls[i].state == DIALER_UP)
			return 1;
	return 0;
}

/* A hall further up is called only once all nearer ones have failed. */
static int
nearer_may_answer(const struct dialer *d, size_t place)
{
	for (size_t i = 0; i < place; i++) {
		const struct dialer_hall *h = &d->halls[i];

		if (h->address[0] != '\0' &&
		    (h->state != DIALER_IDLE || h->pause_ms == 0))
			return 1;
	}
	return 0;
}

int
dialer_next(struct dialer *d, int64_t now_ms)
{
	for (size_t i = 0; i < d->count; i++) {
		struct dialer_hall *h = &d->halls[i];

		if (h->address[0] == '\0' || h->state != DIALER_IDLE ||
		    now_ms < h->next_ms || nearer_may_answer(d, i))
			continue;
		h->state = DIALER_CALLING;
		return (int)i;
	}
	return -1;
}

void
dialer_up(struct dialer *d, size_t place)
{
	d->halls[place].state = DIALER_UP;
	d->halls[place].pause_ms = 0;
}

void
dialer_down(struct dialer *d, size_t place, int64_t now_ms, uint32_t chance)
{
	struct dialer_hall *h = &d->halls[place];

	h->state = DIALER_IDLE;
	h->pause_ms = h->pause_ms == 0 ? DIALER_PAUSE_MIN_MS : h->pause_ms * 2;
	if (h->pause_ms > DIALER_PAUSE_MAX_MS)
		h->pause_ms = DIALER_PAUSE_MAX_MS;
	/* Between one and one and a half pauses. */
	h->next_ms = now_ms + h->pause_ms + (int64_t)chance % (h->pause_ms / 2);
}
