/*
 * attachment: scans of materials added to a case, and read again.
 *
 *	file as it is read --add--> sealed pieces, case.attached
 *	case --put--> its scans, how much of each has come (材料待传)
 *	scan --read--> the file, piece by piece
 *
 * Where the bytes come from and go to is the caller's.
 */
#ifndef SANJI_ACTIONS_ATTACHMENT_H
#define SANJI_ACTIONS_ATTACHMENT_H

#include "node/actions/action.h"
#include "schema/store/store.h"

/*
 * A file.  It is read twice: first to see that it can be, with nobody waiting,
 * then from memory into the transaction.
 */
struct attachment_source {
	/* Exactly len bytes from there on; -1: they are not there, or more
	 * are than len of the whole. */
	int (*read)(
	    void *context, size_t from, void *to, size_t len, struct err *e);
	/* So many pieces of so many are done; NULL: nobody watches. */
	void (*tell)(void *context, size_t done, size_t count);
	void *context;
	const char *name; /* of the file, without folders */
	size_t len;
};

/*
 * Add a scan to the case a request names ({"case", "material"}).  All or
 * nothing; the result is {"case", "number", "material", "size", "pieces"}.
 * -1 with ERR_LIMIT or ERR_FORMAT (too long, empty), ERR_REFUSED, or what the
 * source fails with.
 */
int attachment_add(const struct actor *a, const json_t *request,
    const struct attachment_source *from, json_t **out,
    struct err *e) MUST_CHECK;

/*
 * Put "attachments" into the row of a case that has its events: of each scan
 * {attachment (its number), material, file, media, size, pieces, held, scan,
 * hall, time, erased}; "taken_back" with the reason, if it was; "last_at", a
 * hall that has it, if pieces are to come.
 */
int
attachment_put(const struct actor *a, json_t *row, struct err *e) MUST_CHECK;

/*
 * The scan of a row with "attachments" that is meant: its number, or the
 * beginning of its hash; text NULL: the only one.  Borrowed; NULL with
 * ERR_NOT_FOUND or ERR_USAGE.
 */
const json_t *
attachment_find(const json_t *row, const char *text, struct err *e) MUST_CHECK;

/* 0 if all of it is here; -1 with ERR_NOT_FOUND: how much, and who has it. */
int attachment_check_whole(
    const struct actor *a, const json_t *attachment, struct err *e) MUST_CHECK;

/* Hand out a scan of a row, piece by piece; -1 as scans_read(). */
int attachment_read(const struct actor *a, const json_t *row,
    const json_t *attachment,
    int (*sink)(void *context, size_t piece, struct span bytes, struct err *e),
    void *context, struct err *e) MUST_CHECK;

/* Append piece n of a scan of a row, from 0.  -1 with ERR_NOT_FOUND if it has
 * none of that number, or as scans_read(). */
int attachment_read_piece(const struct actor *a, const json_t *row,
    const json_t *attachment, size_t n, struct buf *out,
    struct err *e) MUST_CHECK;

/* The case a request names, with "attachments"; a new reference. */
json_t *attachment_case(
    const struct actor *a, const json_t *request, struct err *e) MUST_CHECK;

/*
 * The actions `case attachments`, {"case", "number", "attachments"}, which is
 * noted like any opening of personal data: before a scan is read, too; and
 * `case detach`.
 */
int attachment_list(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);
int attachment_detach(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

/*
 * The action `case attach_bytes`: {"case", "material", "file", "bytes"}, bytes
 * as URL-safe base64 without padding.
 */
int attachment_from_bytes(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e);

/*
 * What of a case's scans still has to come, as names of materials: a new
 * array, or NULL with ERR_NOMEM.
 */
json_t *attachment_missing(const json_t *row, struct err *e) MUST_CHECK;

#endif
