/*
 * dossier: all that is known of one record, for moving it (RULES H).
 *
 *	record --load, fold--> [dossier] --which acts stand, who knew what-->
 *	handover, duties
 *
 * Private to engine/.  Folded as it is now, whatever the store says.
 */
#ifndef SANJI_ENGINE_DOSSIER_H
#define SANJI_ENGINE_DOSSIER_H

#include "sync/engine/loaded.h"

struct dossier {
	struct engine *engine;
	struct space_name space;
	const struct record_type *type;
	char name[RECORD_NAME_MAX];
	/* The events first, one copy of each, then their other copies. */
	struct loaded loaded;
	struct folded folded;
	struct fold_relation relation;
};

/* No event. */
#define DOSSIER_NONE ((size_t)-1)

/*
 * Open that of a record; of one that does not exist it is empty.  Free it
 * also after -1.
 */
int dossier_open(struct engine *g, const struct space_name *space,
    const struct record_type *type, const char *name, struct dossier *out,
    struct err *e) MUST_CHECK;
void dossier_free(struct dossier *d);

/* An event by its place among relation.count. */
const struct fold_event *dossier_event(const struct dossier *d, size_t i);

/* Whether an act stands here, or would if the record had not left (H3). */
int dossier_stands(const struct dossier *d, size_t i);

/*
 * The event by which the record left and has not come back, or none; of
 * several the one an edit would be shown by (RULES O4).
 */
size_t dossier_left(const struct dossier *d);

/* The last event by which it came, and that is in force; or none. */
size_t dossier_entered(const struct dossier *d);

/* Whether event i, where it counts, was known to event k. */
int dossier_knew(const struct dossier *d, size_t i, size_t k);

/*
 * The half of a move by its id: in force, else held, else none; effect is
 * EFFECT_LEAVES or EFFECT_ENTERS.
 */
size_t dossier_half(
    const struct dossier *d, enum event_effect effect, const char *move);

/* Whether the event there is half a move whose other half is in force. */
int dossier_is_half_of_move(struct engine *g, int64_t record,
    const struct event_id *id, int *out, struct err *e) MUST_CHECK;

/* The same event, by id and content, in another ledger's dossier; or none. */
size_t dossier_find(const struct dossier *d, const struct fold_event *ev);

/* Whether a hall has quoted the event here. */
int dossier_is_quoted_by(const struct dossier *d, size_t i, size_t hall);

/* An event kind of the type by what it does, or, of rulings, which way. */
const char *dossier_kind(const struct dossier *d, enum event_effect effect,
    enum event_ruling ruling);

/* The event as it is said again in another ledger: a new reference. */
json_t *
dossier_quote(const struct dossier *d, size_t i, struct err *e) MUST_CHECK;

#endif
