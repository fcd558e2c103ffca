/*
 * loaded: the events of one record, as the fold takes them.
 *
 *	record --rows, JSON--> [loaded] --> fold_record()
 *
 * Private to engine/.
 */
#ifndef SANJI_ENGINE_LOADED_H
#define SANJI_ENGINE_LOADED_H

#include "sync/engine/inside.h"

struct loaded {
	struct engine *engine;
	const struct record_type *type;
	struct fold_event *events;
	/* What the store says of each now, by the event's row. */
	struct stored {
		int64_t n;
		enum event_status status;
		char reason[32];
		int64_t against;
		uint32_t against_place;
	} * stored;
	size_t count;
	size_t room;
};

/* Read the events of a record into l, which has engine and type set. */
int loaded_read(struct loaded *l, const struct store_record *record,
    struct err *e) MUST_CHECK;

void loaded_free(struct loaded *l);

#endif
