/*
 * The git commit around a message: written by one function, read by
 * comparing with what that function writes.
 */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "crypto/hash.h"
#include "crypto/sha1.h"
#include "crypto/sshsig.h"
#include "sync/changeset/changeset.h"
#include "sync/changeset/header.h"

/* git's name for the tree without entries. */
#define EMPTY_TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

/* Everybody's zone: China has one (schema/records/day.h). */
#define ZONE "+0800"

size_t
changeset_parent_count(const struct changeset *c)
{
	return (c->header.seq > 1) + c->header.seen.count;
}

/*
 * Author and committer.  The address names the log, so that a key is bound
 * to one log by name.
 */
static int
write_persons(const struct header *h, struct buf *out, struct err *e)
{
	char log[64], person[CHANGESET_AUTHOR_MAX + 128];

	(void)snprintf(log, sizeof(log), "%s.%" PRIu32 ".%016" PRIx64,
	    h->log.hall.digits, h->log.life.number, h->log.life.tag);
	(void)snprintf(person, sizeof(person),
	    "%s <%s@sanji> %" PRId64 " " ZONE, h->author, log, h->time);
	return buf_printf(out, e, "author %s\ncommitter %s\n", person, person);
}

/* What mostly stands before the message, so that the buffer grows once. */
#define FRONT_ROOM 1024

static int
write_front(const struct changeset *c, const struct git_id *parents,
    size_t parent_count, struct buf *out, struct err *e)
{
	char text[2 * GIT_ID_LEN + 1];

	assert(parent_count == changeset_parent_count(c));
	if (buf_reserve(out, c->message.len + FRONT_ROOM, e) == NULL ||
	    buf_add_text(out, "tree " EMPTY_TREE "\n", e) != 0)
		return -1;
	for (size_t i = 0; i < parent_count; i++) {
		hex_text(parents[i].bytes, GIT_ID_LEN, text);
		if (buf_printf(out, e, "parent %s\n", text) != 0)
			return -1;
	}
	return write_persons(&c->header, out, e);
}

static int
write_message(const struct changeset *c, struct buf *out, struct err *e)
{
	if (buf_add_text(out, "\n", e) != 0)
		return -1;
	return buf_add(out, c->message.bytes, c->message.len, e);
}

/* A header of several lines: each line after the first begins with ' '. */
static int
write_signature(const struct changeset *c, const struct sign_public *key,
    struct buf *out, struct err *e)
{
	char armour[SSHSIG_ARMOUR_MAX];
	size_t len =
	    sshsig_armour(key, SSHSIG_CHANGESET, &c->signature, armour);

	if (buf_add_text(out, "gpgsig ", e) != 0)
		return -1;
	for (size_t from = 0, to; from < len; from = to) {
		const char *nl = memchr(armour + from, '\n', len - from);

		to = nl == NULL ? len : (size_t)(nl - armour) + 1;
		if ((from > 0 && buf_add_text(out, " ", e) != 0) ||
		    buf_add(out, armour + from, to - from, e) != 0)
			return -1;
	}
	return buf_add_text(out, "\n", e);
}

int
changeset_signed_bytes(const struct changeset *c, const struct git_id *parents,
    size_t parent_count, struct buf *out, struct err *e)
{
	if (write_front(c, parents, parent_count, out, e) != 0)
		return -1;
	return write_message(c, out, e);
}

int
changeset_commit_bytes(const struct changeset *c, const struct sign_public *key,
    const struct git_id *parents, size_t parent_count, struct buf *out,
    struct err *e)
{
	if (write_front(c, parents, parent_count, out, e) != 0 ||
	    write_signature(c, key, out, e) != 0)
		return -1;
	return write_message(c, out, e);
}

/* The bytes as signed, with the signature before the message. */
static int
insert_signature(const struct changeset *c, const struct sign_public *key,
    const struct buf *signed_bytes, struct buf *out, struct err *e)
{
	size_t front_len = signed_bytes->len - 1 - c->message.len;

	if (buf_reserve(out, signed_bytes->len + SSHSIG_ARMOUR_MAX, e) ==
		NULL ||
	    buf_add(out, signed_bytes->bytes, front_len, e) != 0 ||
	    write_signature(c, key, out, e) != 0)
		return -1;
	return write_message(c, out, e);
}

/* git names an object by its kind, its length and its bytes. */
static int
identify(struct changeset *c, const struct buf *commit, struct err *e)
{
	char kind[32];
	int len = snprintf(kind, sizeof(kind), "commit %zu", commit->len);

	hash_id(commit->bytes, commit->len, c->id.bytes);
	return sha1_of_two(
	    kind, (size_t)len + 1, commit->bytes, commit->len, c->oid.bytes, e);
}

int
changeset_identify(struct changeset *c, const struct sign_public *key,
    const struct buf *signed_bytes, struct err *e)
{
	struct buf commit = BUF_INIT;
	int failed = insert_signature(c, key, signed_bytes, &commit, e) != 0 ||
		     identify(c, &commit, e) != 0;

	buf_free(&commit);
	return failed ? -1 : 0;
}

int
changeset_sign(struct changeset *c, const struct sign_secret *key,
    const struct git_id *parents, size_t parent_count, struct err *e)
{
	struct buf bytes = BUF_INIT;
	int failed =
	    changeset_signed_bytes(c, parents, parent_count, &bytes, e);

	if (!failed) {
		sshsig_sign(key, SSHSIG_CHANGESET, bytes.bytes, bytes.len,
		    &c->signature);
		failed = changeset_identify(c, &key->public, &bytes, e);
	}
	buf_free(&bytes);
	return failed;
}

/* The value of the next line "<name> <value>\n", or NULL. */
static const char *
take_line(const char **at, const char *end, const char *name, size_t *len_out)
{
	size_t name_len = strlen(name);
	const char *line = *at;
	const char *nl = memchr(line, '\n', (size_t)(end - line));

	if (nl == NULL || (size_t)(nl - line) <= name_len ||
	    memcmp(line, name, name_len) != 0 || line[name_len] != ' ')
		return NULL;
	*at = nl + 1;
	*len_out = (size_t)(nl - line) - name_len - 1;
	return line + name_len + 1;
}

static int
take_parents(
    const char **at, const char *end, struct git_id *out, size_t *count_out)
{
	char text[2 * GIT_ID_LEN + 1];
	const char *value;
	size_t len;

	*count_out = 0;
	while ((value = take_line(at, end, "parent", &len)) != NULL) {
		if (len != 2 * GIT_ID_LEN || *count_out > CHANGESET_HEADS_MAX)
			return -1;
		memcpy(text, value, len);
		text[len] = '\0';
		if (hex_parse(text, GIT_ID_LEN, out[*count_out].bytes) != 0)
			return -1;
		(*count_out)++;
	}
	return 0;
}

/* The armour out of the gpgsig header, its leading spaces taken off. */
static int
take_signature(const char **at, const char *end, struct sign_public *key_out,
    struct signature *sig_out)
{
	char armour[SSHSIG_ARMOUR_MAX];
	size_t used = 0, len;
	const char *line = take_line(at, end, "gpgsig", &len);

	while (line != NULL) {
		if (used + len + 1 >= sizeof(armour))
			return -1;
		memcpy(armour + used, line, len);
		used += len;
		if (*at >= end || **at != ' ')
			break;
		armour[used++] = '\n';
		line = take_line(at, end, "", &len);
	}
	return line == NULL ? -1
			    : sshsig_parse(armour, used, SSHSIG_CHANGESET,
				  key_out, sig_out);
}

static int
take_commit(const char *at, const char *end, struct changeset *out,
    struct sign_public *key_out, struct git_id *parents_out,
    size_t *parent_count_out, struct err *e)
{
	struct signature sig;
	size_t len;

	if (take_line(&at, end, "tree", &len) == NULL ||
	    take_parents(&at, end, parents_out, parent_count_out) != 0 ||
	    take_line(&at, end, "author", &len) == NULL ||
	    take_line(&at, end, "committer", &len) == NULL ||
	    take_signature(&at, end, key_out, &sig) != 0 || at >= end ||
	    *at != '\n')
		return err_set(
		    e, ERR_FORMAT, "not a commit that carries a change set");
	at++;
	if (changeset_parse(at, (size_t)(end - at), out, e) != 0)
		return -1;
	out->signature = sig;
	return 0;
}

int
changeset_parse_commit(const void *bytes, size_t len, struct changeset *out,
    struct sign_public *key_out, struct git_id *parents_out,
    size_t *parent_count_out, struct err *e)
{
	struct buf again = BUF_INIT;
	const char *at = bytes;
	int same, failed;

	memset(out, 0, sizeof(*out));
	if (len > CHANGESET_COMMIT_MAX)
		return err_set(e, ERR_LIMIT, "commit of %zu bytes; at most %zu",
		    len, CHANGESET_COMMIT_MAX);
	if (take_commit(at, at + len, out, key_out, parents_out,
		parent_count_out, e) != 0)
		return -1;
	same = *parent_count_out == changeset_parent_count(out) &&
	       changeset_commit_bytes(out, key_out, parents_out,
		   *parent_count_out, &again, e) == 0 &&
	       again.len == len && memcmp(again.bytes, bytes, len) == 0;
	failed = same && identify(out, &again, e) != 0;
	buf_free(&again);
	if (same && !failed)
		return 0;
	changeset_free(out);
	return failed ? -1
		      : err_set(e, ERR_FORMAT,
			    "a commit that is not written the one accepted "
			    "way");
}
