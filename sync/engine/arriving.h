/*
 * arriving: the keys that came with a batch of change sets, to be found by
 * what its events commit to while they are stored.
 *
 *	keys of a batch --expect--> [arriving] --find--> the one of that hash
 */
#ifndef SANJI_ENGINE_ARRIVING_H
#define SANJI_ENGINE_ARRIVING_H

#include "sync/carry/key_frame.h"

struct arriving_key {
	struct case_key_hash hash;
	const struct carried_key *from;
	int is_kept; /* stored in this transaction */
};

/* A zeroed one is empty. */
struct arriving {
	struct arriving_key *all; /* by hash and space */
	size_t count;
};

/* The keys, in place of those before; they stay the caller's, who forgets
 * them here before they go. */
int arriving_expect(struct arriving *a, const struct carried_keys *keys,
    struct err *e) MUST_CHECK;

/* The key of that hash in that space, or NULL. */
struct arriving_key *arriving_find(const struct arriving *a,
    const struct space_name *space, const struct case_key_hash *hash);

void arriving_forget(struct arriving *a);

#endif
