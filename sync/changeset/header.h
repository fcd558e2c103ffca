/*
 * header: the first JSON line of a change set, read and written strictly.
 *
 * Private to changeset/.
 */
#ifndef SANJI_CHANGESET_HEADER_H
#define SANJI_CHANGESET_HEADER_H

#include "sync/changeset/changeset.h"

/* With prev, as signed, or without, as it travels. */
enum header_form {
	HEADER_SIGNED,
	HEADER_PACKED,
};

/* Release the lists. */
void header_free(struct header *h);

/* Copy, lists included.  -1 with ERR_NOMEM. */
int header_copy(
    const struct header *from, struct header *out, struct err *e) MUST_CHECK;

/* Append the line without its newline. */
int header_write(const struct header *h, enum header_form form, struct buf *out,
    struct err *e) MUST_CHECK;

/*
 * Read the line; -1 with ERR_FORMAT unless header_write() would write the
 * same bytes.  With HEADER_PACKED, prev is left zero.
 */
int header_parse(const char *line, size_t len, enum header_form form,
    struct header *out, struct err *e) MUST_CHECK;

#endif
