/*
 * live_set: a set of a record's live events, as bits.  Private to fold/.
 */
#ifndef SANJI_FOLD_LIVE_SET_H
#define SANJI_FOLD_LIVE_SET_H

#include <stddef.h>
#include <stdint.h>

#include "sync/fold/fold.h"

#define LIVE_SET_WORDS (FOLD_CONCURRENT_MAX / 64)

struct live_set {
	uint64_t words[LIVE_SET_WORDS];
};

static inline int
live_set_has(const struct live_set *s, size_t i)
{
	return (int)(s->words[i / 64] >> (i % 64) & 1);
}

static inline void
live_set_add(struct live_set *s, size_t i)
{
	s->words[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline void
live_set_drop(struct live_set *s, size_t i)
{
	s->words[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

/* a without what is not in b. */
static inline struct live_set
live_set_both(const struct live_set *a, const struct live_set *b)
{
	struct live_set out;

	for (size_t i = 0; i < LIVE_SET_WORDS; i++)
		out.words[i] = a->words[i] & b->words[i];
	return out;
}

static inline int
live_set_meets(const struct live_set *a, const struct live_set *b)
{
	for (size_t i = 0; i < LIVE_SET_WORDS; i++)
		if (a->words[i] & b->words[i])
			return 1;
	return 0;
}

#endif
