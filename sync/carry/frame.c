#include "sync/carry/frame.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/reader.h"
#include "sync/changeset/changeset.h"

static int
malformed(struct err *e, const char *what)
{
	return err_set(
	    e, ERR_FORMAT, "the other hall sent a malformed %s", what);
}

/* Shown to people as it came: letters, digits and . + - ~ only. */
static int
version_is_plain(const char *version, size_t len)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-~";

	return strspn(version, plain) == len;
}

static int
machine_write(const struct machine *m, struct buf *out, struct err *e)
{
	size_t len = strlen(m->version);

	if (buf_add_u8(out, (uint8_t)len, e) != 0 ||
	    buf_add(out, m->version, len, e) != 0)
		return -1;
	return buf_add_u32(out, m->free_mib, e);
}

static int
machine_read(struct reader *r, struct machine *out)
{
	size_t len = reader_u8(r);

	memset(out, 0, sizeof(*out));
	if (len > FRAME_VERSION_MAX)
		return -1;
	reader_copy(r, out->version, len);
	out->free_mib = reader_u32(r);
	return version_is_plain(out->version, len) ? 0 : -1;
}

int64_t
machine_free(const struct machine *m)
{
	return m->free_mib == FRAME_FREE_UNSAID ? -1 : (int64_t)m->free_mib;
}

int
hello_write(const struct hello *h, struct buf *out, struct err *e)
{
	if (buf_add(out, h->county.bytes, CHANGESET_ID_LEN, e) != 0 ||
	    buf_add_u64(out, hall_code_number(&h->hall), e) != 0 ||
	    buf_add_u32(out, h->life.number, e) != 0 ||
	    buf_add_u64(out, h->life.tag, e) != 0 ||
	    buf_add_u64(out, (uint64_t)h->time, e) != 0)
		return -1;
	if (buf_add(out, h->digest, sizeof(h->digest), e) != 0)
		return -1;
	return machine_write(&h->machine, out, e);
}

int
hello_read(const void *payload, size_t len, struct hello *out, struct err *e)
{
	struct reader r = reader_over(payload, len);

	reader_copy(&r, out->county.bytes, CHANGESET_ID_LEN);
	if (hall_code_from_number(reader_u64(&r), &out->hall) != 0)
		return malformed(e, "HELLO");
	out->life.number = reader_u32(&r);
	out->life.tag = reader_u64(&r);
	out->time = (int64_t)reader_u64(&r);
	if (out->time < -CHANGESET_TIME_MAX || out->time > CHANGESET_TIME_MAX)
		return malformed(e, "HELLO");
	reader_copy(&r, out->digest, sizeof(out->digest));
	if (machine_read(&r, &out->machine) != 0)
		return malformed(e, "HELLO");
	return reader_is_finished(&r) ? 0 : malformed(e, "HELLO");
}

int
free_write(uint32_t free_mib, struct buf *out, struct err *e)
{
	return buf_add_u32(out, free_mib, e);
}

int
free_read(
    const void *payload, size_t len, uint32_t *free_mib_out, struct err *e)
{
	struct reader r = reader_over(payload, len);

	*free_mib_out = reader_u32(&r);
	return reader_is_finished(&r) ? 0 : malformed(e, "PING");
}

int
run_write(uint32_t count, struct buf *out, struct err *e)
{
	return buf_add_u32(out, count, e);
}

int
run_read(const void *payload, size_t len, uint32_t *count_out, struct err *e)
{
	struct reader r = reader_over(payload, len);

	*count_out = reader_u32(&r);
	return reader_is_finished(&r) ? 0 : malformed(e, "RUN");
}

/* --- names --------------------------------------------------------------- */

int
frame_space_write(const struct space_name *s, struct buf *out, struct err *e)
{
	if (buf_add_u8(out, (uint8_t)s->kind, e) != 0)
		return -1;
	return buf_add_u64(out, hall_code_number(&s->hall), e);
}

int
frame_space_read(struct reader *r, struct space_name *out)
{
	uint8_t kind = reader_u8(r);

	out->kind = kind == SPACE_LEDGER ? SPACE_LEDGER : SPACE_GAZETTE;
	if (kind > SPACE_GAZETTE ||
	    hall_code_from_number(reader_u64(r), &out->hall) != 0)
		r->failed = 1;
	return r->failed ? -1 : 0;
}

static int
log_write(const struct log_name *l, struct buf *out, struct err *e)
{
	if (frame_space_write(&l->space, out, e) != 0 ||
	    buf_add_u64(out, hall_code_number(&l->hall), e) != 0 ||
	    buf_add_u32(out, l->life.number, e) != 0)
		return -1;
	return buf_add_u64(out, l->life.tag, e);
}

static int
log_read(struct reader *r, struct log_name *out)
{
	if (frame_space_read(r, &out->space) != 0 ||
	    hall_code_from_number(reader_u64(r), &out->hall) != 0)
		return -1;
	out->life.number = reader_u32(r);
	out->life.tag = reader_u64(r);
	return r->failed || out->life.number == 0 ? -1 : 0;
}

/* --- lists of logs ------------------------------------------------------- */

void
log_list_free(struct log_list *l)
{
	for (size_t i = 0; i < l->count; i++)
		free(l->logs[i].ids);
	free(l->logs);
	*l = (struct log_list){NULL, 0};
}

struct log_heads *
log_list_add(struct log_list *l, const struct log_name *log, size_t id_count,
    struct err *e)
{
	struct log_heads *logs =
	    realloc(l->logs, (l->count + 1) * sizeof(*logs));
	struct log_heads *added;

	if (logs == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	l->logs = logs;
	added = &logs[l->count];
	added->log = *log;
	added->count = 0;
	added->ids = calloc(id_count + 1, sizeof(*added->ids));
	if (added->ids == NULL) {
		(void)err_nomem(e);
		return NULL;
	}
	l->count++;
	return added;
}

int
log_list_write(const struct log_list *l, struct buf *out, struct err *e)
{
	if (buf_add_u16(out, (uint16_t)l->count, e) != 0)
		return -1;
	for (size_t i = 0; i < l->count; i++) {
		const struct log_heads *h = &l->logs[i];

		if (log_write(&h->log, out, e) != 0 ||
		    buf_add_u8(out, (uint8_t)h->count, e) != 0 ||
		    buf_add(out, h->ids, h->count * sizeof(*h->ids), e) != 0)
			return -1;
	}
	return 0;
}

/* Sorted, none twice: so that lists can be merged without searching. */
static int
is_next(const struct log_list *l, const struct log_name *log)
{
	return l->count == 0 ||
	       log_name_compare(&l->logs[l->count - 1].log, log) < 0;
}

int
log_list_read(
    struct reader *r, size_t id_max, struct log_list *out, struct err *e)
{
	size_t count = reader_u16(r);

	*out = (struct log_list){NULL, 0};
	if (r->failed || count > FRAME_LOGS_MAX)
		return malformed(e, "list of logs");
	for (size_t i = 0; i < count; i++) {
		struct log_heads *h;
		struct log_name log;
		size_t ids;

		if (log_read(r, &log) != 0 || (ids = reader_u8(r)) > id_max ||
		    !is_next(out, &log)) {
			log_list_free(out);
			return malformed(e, "list of logs");
		}
		h = log_list_add(out, &log, ids, e);
		if (h == NULL)
			return -1;
		reader_copy(r, h->ids, ids * sizeof(*h->ids));
		h->count = ids;
	}
	if (r->failed) {
		log_list_free(out);
		return malformed(e, "list of logs");
	}
	return 0;
}

/* Which list has the next log: -1 the first, 1 the second, 0 both. */
static int
next_of(const struct log_list *a, size_t i, const struct log_list *b, size_t k)
{
	if (i == a->count)
		return 1;
	if (k == b->count)
		return -1;
	return log_name_compare(&a->logs[i].log, &b->logs[k].log);
}

int
log_list_merge(struct log_list *l, struct log_list *newer, struct err *e)
{
	size_t room = l->count + newer->count, i = 0, k = 0;
	struct log_list both = {calloc(room + 1, sizeof(*both.logs)), 0};

	if (both.logs == NULL)
		return err_nomem(e);
	while (i < l->count || k < newer->count) {
		int order = next_of(l, i, newer, k);

		if (order == 0)
			free(l->logs[i++].ids);
		both.logs[both.count++] =
		    order < 0 ? l->logs[i++] : newer->logs[k++];
	}
	free(l->logs);
	free(newer->logs);
	*newer = (struct log_list){NULL, 0};
	*l = both;
	return l->count <= FRAME_LOGS_MAX
		   ? 0
		   : err_set(e, ERR_LIMIT,
			 "the other hall listed more than %d logs",
			 FRAME_LOGS_MAX);
}

/* --- receipts ------------------------------------------------------------ */

int
receipt_marks_write(
    const struct receipt_marks *m, struct buf *out, struct err *e)
{
	if (buf_add_u16(out, (uint16_t)m->count, e) != 0)
		return -1;
	for (size_t i = 0; i < m->count; i++) {
		const struct receipt_mark *k = &m->marks[i];

		if (frame_space_write(&k->space, out, e) != 0 ||
		    buf_add_u64(out, hall_code_number(&k->signer), e) != 0 ||
		    buf_add_u32(out, k->incarnation, e) != 0 ||
		    buf_add_u64(out, k->counter, e) != 0 ||
		    buf_add(out, k->digest, sizeof(k->digest), e) != 0)
			return -1;
	}
	return 0;
}

int
receipt_marks_read(struct reader *r, struct receipt_marks *out, struct err *e)
{
	size_t count = reader_u16(r);

	*out = (struct receipt_marks){NULL, 0};
	if (r->failed || count > FRAME_RECEIPTS_MAX)
		return malformed(e, "list of receipts");
	out->marks = calloc(count + 1, sizeof(*out->marks));
	if (out->marks == NULL)
		return err_nomem(e);
	for (; out->count < count; out->count++) {
		struct receipt_mark *k = &out->marks[out->count];

		if (frame_space_read(r, &k->space) != 0 ||
		    hall_code_from_number(reader_u64(r), &k->signer) != 0)
			break;
		k->incarnation = reader_u32(r);
		k->counter = reader_u64(r);
		reader_copy(r, k->digest, sizeof(k->digest));
	}
	if (out->count < count || r->failed) {
		free(out->marks);
		*out = (struct receipt_marks){NULL, 0};
		return malformed(e, "list of receipts");
	}
	return 0;
}

int
receipt_write(const void *text, size_t len, const uint8_t *signature,
    struct buf *out, struct err *e)
{
	if (len > FRAME_RECEIPT_LEN_MAX)
		return err_set(e, ERR_LIMIT,
		    "a receipt of %zu bytes; at most %d", len,
		    FRAME_RECEIPT_LEN_MAX);
	if (buf_add_u16(out, (uint16_t)len, e) != 0 ||
	    buf_add(out, text, len, e) != 0)
		return -1;
	return buf_add(out, signature, SIGNATURE_LEN, e);
}

int
receipt_read(struct reader *r, const uint8_t **text_out, size_t *len_out,
    const uint8_t **signature_out, struct err *e)
{
	if (reader_is_finished(r))
		return 0;
	*len_out = reader_u16(r);
	*text_out = reader_take(r, *len_out);
	*signature_out = reader_take(r, SIGNATURE_LEN);
	return r->failed ? malformed(e, "receipt") : 1;
}

/* --- enrolment ----------------------------------------------------------- */

int
join_write(const struct join *j, struct buf *out, struct err *e)
{
	if (buf_add(out, j->secret, sizeof(j->secret), e) != 0 ||
	    buf_add(out, j->county.bytes, CHANGESET_ID_LEN, e) != 0 ||
	    buf_add_u64(out, hall_code_number(&j->hall), e) != 0 ||
	    buf_add(out, j->signing_key.bytes, SIGN_PUBLIC_LEN, e) != 0)
		return -1;
	return buf_add(out, j->proof.bytes, SIGNATURE_LEN, e);
}

int
join_read(const void *payload, size_t len, struct join *out, struct err *e)
{
	struct reader r = reader_over(payload, len);

	reader_copy(&r, out->secret, sizeof(out->secret));
	reader_copy(&r, out->county.bytes, CHANGESET_ID_LEN);
	if (hall_code_from_number(reader_u64(&r), &out->hall) != 0)
		return malformed(e, "JOIN");
	reader_copy(&r, out->signing_key.bytes, SIGN_PUBLIC_LEN);
	reader_copy(&r, out->proof.bytes, SIGNATURE_LEN);
	return reader_is_finished(&r) ? 0 : malformed(e, "JOIN");
}
