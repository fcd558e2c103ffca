/*
 * notice_draft: a layout in the making: texts are said piece by piece, kept,
 * and set as blocks.
 *
 * The first failure is remembered and what follows does nothing, so that the
 * caller looks once, at the end.
 */
#ifndef SANJI_NOTICE_NOTICE_DRAFT_H
#define SANJI_NOTICE_NOTICE_DRAFT_H

#include "node/notice/notice_layout.h"
#include "schema/records/record_type.h"

struct notice_draft {
	struct notice_layout *l;
	const json_t *notice; /* checked */
	const struct notice_kind *kind;
	struct buf line; /* what was said and not yet kept */
	int failed;	 /* and e says why */
	struct err *e;
};

/* Say a text. */
void notice_draft_say(struct notice_draft *d, const char *text);

/* Say a text with name in the place of its %s. */
void notice_draft_say_about(
    struct notice_draft *d, const char *text, const char *name);

/* Say what a member is called; column may be NULL.  English gets a capital. */
void notice_draft_say_label(
    struct notice_draft *d, const char *name, const char *column);

/* Say a value in words: a day, a number of days, a choice, a text. */
void notice_draft_say_value(
    struct notice_draft *d, const struct field_type *f, const json_t *value);

/* Say a member's value; whether it is there. */
int notice_draft_say_member(
    struct notice_draft *d, const char *name, const char *column);

/*
 * Keep what was said as one text, U+FFFD in the place of what may not stand
 * on paper, and begin another.  Returns its place.
 */
size_t notice_draft_keep(struct notice_draft *d);

/* Add a block of texts that were kept; of what was said. */
void notice_draft_block(struct notice_draft *d, enum layout_look look,
    const struct layout_table *table, const size_t *cells, size_t count);
void notice_draft_line(struct notice_draft *d, enum layout_look look);

#endif
