#include "node/web/upload.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "crypto/crypto.h"
#include "crypto/seal.h"
#include "schema/base/text.h"
#include "sync/engine/stick.h"

#define SEALED_LEN (UPLOAD_PIECE_LEN + SEAL_ADDS)

/* --- places --------------------------------------------------------------- */

void
upload_end(struct upload *u)
{
	if (u == NULL || u->name[0] == '\0')
		return;
	(void)close(u->fd);
	crypto_wipe(u, sizeof(*u));
}

/* The user's own place, or a free one. */
static struct upload *
find_place(struct uploads *all, int64_t user)
{
	struct upload *free_one = NULL;

	for (size_t i = 0; i < UPLOADS_MAX; i++) {
		struct upload *u = &all->places[i];

		if (u->name[0] != '\0' && u->user == user)
			return u;
		if (u->name[0] == '\0')
			free_one = u;
	}
	return free_one;
}

int
uploads_begin(struct uploads *all, const char *directory, int64_t user,
    size_t len, int64_t now_s, struct upload **out, struct err *e)
{
	struct upload *u = find_place(all, user);
	uint8_t chance[(UPLOAD_NAME_MAX - 1) / 2];

	if (len == 0 || len > STICK_LEN_MAX)
		return err_set(e, ERR_LIMIT,
		    "a file sent to the console has 1 to %zu bytes",
		    STICK_LEN_MAX);
	if (u == NULL)
		return err_set(e, ERR_BUSY,
		    "others are sending files just now; try again in a "
		    "moment");
	upload_end(u);
	u->fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (u->fd < 0)
		return err_errno(e, "%s cannot be written", directory);
	crypto_random(chance, sizeof(chance));
	hex_text(chance, sizeof(chance), u->name);
	u->user = user;
	u->len = len;
	u->used_s = now_s;
	case_key_new(&u->key);
	*out = u;
	return 0;
}

struct upload *
uploads_find(struct uploads *all, int64_t user, const char *name)
{
	for (size_t i = 0; i < UPLOADS_MAX; i++)
		if (name != NULL && name[0] != '\0' &&
		    all->places[i].user == user &&
		    strcmp(all->places[i].name, name) == 0)
			return &all->places[i];
	return NULL;
}

void
uploads_tick(struct uploads *all, int64_t now_s)
{
	for (size_t i = 0; i < UPLOADS_MAX; i++)
		if (now_s - all->places[i].used_s > UPLOAD_IDLE_S)
			upload_end(&all->places[i]);
}

void
uploads_clear(struct uploads *all)
{
	for (size_t i = 0; i < UPLOADS_MAX; i++)
		upload_end(&all->places[i]);
}

/* --- pieces --------------------------------------------------------------- */

static struct seal_part
part_of(const struct upload *u, size_t index)
{
	return (struct seal_part){.space = u->space,
	    .record = u->name,
	    .index = (uint32_t)index,
	    .count =
		(uint32_t)((u->len + UPLOAD_PIECE_LEN - 1) / UPLOAD_PIECE_LEN)};
}

static size_t
len_of_piece(const struct upload *u, size_t index)
{
	size_t left = u->len - index * UPLOAD_PIECE_LEN;

	return left < UPLOAD_PIECE_LEN ? left : UPLOAD_PIECE_LEN;
}

static int
write_sealed(
    const struct upload *u, size_t index, const struct buf *b, struct err *e)
{
	size_t done = 0;

	while (done < b->len) {
		ssize_t n = pwrite(u->fd, b->bytes + done, b->len - done,
		    (off_t)(index * SEALED_LEN + done));

		if (n < 0)
			return err_errno(e, "the file cannot be kept");
		done += (size_t)n;
	}
	return 0;
}

int
upload_add(struct upload *u, size_t at, const void *piece, size_t len,
    int64_t now_s, struct err *e)
{
	size_t index = u->got / UPLOAD_PIECE_LEN;
	struct seal_part part = part_of(u, index);
	struct buf sealed = {0};
	int failed;

	if (at != u->got || u->got >= u->len || len != len_of_piece(u, index))
		return err_set(e, ERR_FORMAT,
		    "the next piece begins at byte %zu and no other; send the "
		    "file again",
		    u->got);
	failed = seal_piece(&u->key, &part, piece, len, &sealed, e) != 0 ||
		 write_sealed(u, index, &sealed, e) != 0;
	buf_free(&sealed);
	if (failed)
		return -1;
	u->got += len;
	u->used_s = now_s;
	return 0;
}

int
upload_is_whole(const struct upload *u)
{
	return u->got == u->len;
}

/* Append a piece again. */
static int
open_piece(
    const struct upload *u, size_t index, struct buf *plain, struct err *e)
{
	size_t len = len_of_piece(u, index) + SEAL_ADDS;
	struct seal_part part = part_of(u, index);
	uint8_t sealed[SEALED_LEN];

	if (pread(u->fd, sealed, len, (off_t)(index * SEALED_LEN)) !=
		(ssize_t)len ||
	    seal_piece_open(&u->key, &part, sealed, len, plain, e) != 1)
		return err_set(e, ERR_IO, "what was sent cannot be read again");
	return 0;
}

int
upload_read(
    const struct upload *u, size_t from, void *to, size_t len, struct err *e)
{
	struct buf plain = {0};
	size_t done = 0;
	int failed = 0;

	while (done < len && !failed) {
		size_t index = (from + done) / UPLOAD_PIECE_LEN;
		size_t skip = (from + done) % UPLOAD_PIECE_LEN, part;

		buf_clear(&plain);
		failed = open_piece(u, index, &plain, e);
		part = failed ? 0 : plain.len - skip;
		if (part > len - done)
			part = len - done;
		if (!failed)
			memcpy((uint8_t *)to + done, plain.bytes + skip, part);
		done += part;
	}
	if (plain.bytes != NULL)
		crypto_wipe(plain.bytes, plain.len);
	buf_free(&plain);
	return failed;
}
