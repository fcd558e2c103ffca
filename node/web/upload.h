/*
 * upload: a file on its way into the hall, a piece a request.
 *
 *	browser --pieces, in order--> [upload] --read--> scan, stick
 *
 * It lies in a file without a name, sealed under a key that stands in memory
 * only: a scan leaves nothing readable on the disk.  What nobody goes on with
 * is forgotten.
 */
#ifndef SANJI_WEB_UPLOAD_H
#define SANJI_WEB_UPLOAD_H

#include <stddef.h>
#include <stdint.h>

#include "crypto/case_key.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"

/* Bytes of every piece but the last. */
#define UPLOAD_PIECE_LEN ((size_t)256 * 1024)

/* Most at a time, and how long one waits for its next piece. */
#define UPLOADS_MAX 4
#define UPLOAD_IDLE_S 600

/* 32 hexadecimal digits by chance, and the NUL. */
#define UPLOAD_NAME_MAX 33

struct upload {
	char name[UPLOAD_NAME_MAX]; /* "" if this place is free */
	int64_t user;		    /* whose it is */
	size_t len, got;	    /* bytes it will have, and has */
	int fd;
	int64_t used_s;
	struct case_key key;
	struct space_name space; /* what its seals are bound to */
};

struct uploads {
	struct upload places[UPLOADS_MAX];
};

/*
 * Begin one of len bytes in the directory of a hall; what the user had begun
 * before is forgotten.  -1 with ERR_LIMIT, ERR_BUSY (others fill all places),
 * ERR_IO.
 */
int uploads_begin(struct uploads *all, const char *directory, int64_t user,
    size_t len, int64_t now_s, struct upload **out, struct err *e) MUST_CHECK;

/* The user's of that name, or NULL. */
struct upload *
uploads_find(struct uploads *all, int64_t user, const char *name);

/*
 * Add the piece that begins at a place, which is where the one before ended.
 * -1 with ERR_FORMAT (another place, another length), ERR_IO.
 */
int upload_add(struct upload *u, size_t at, const void *piece, size_t len,
    int64_t now_s, struct err *e) MUST_CHECK;

/* Whether all of it has come. */
int upload_is_whole(const struct upload *u);

/* len bytes from there on, which must be within it; -1 with ERR_IO. */
int upload_read(const struct upload *u, size_t from, void *to, size_t len,
    struct err *e) MUST_CHECK;

/* Forget one; NULL is fine. */
void upload_end(struct upload *u);

/* Forget what waited for too long, and all. */
void uploads_tick(struct uploads *all, int64_t now_s);
void uploads_clear(struct uploads *all);

#endif
