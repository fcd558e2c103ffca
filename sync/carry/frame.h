/*
 * frame: what halls say to each other, on a line and on a stick alike.
 *
 *	values --write--> payload --channel--> payload --read--> values
 *
 * Every reader checks every count against a named limit and every byte
 * against the payload's end (docs/PROTOCOL.md has the bytes).
 */
#ifndef SANJI_CARRY_FRAME_H
#define SANJI_CARRY_FRAME_H

#include <stdint.h>

#include "crypto/sign.h"
#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"

/* Protocol version; part of the handshake, so nothing is negotiated. */
#define FRAME_PROTOCOL 1

/* Longest payload. */
#define FRAME_LEN_MAX ((size_t)1024 * 1024)

enum frame_type {
	FRAME_HELLO = 1,      /* who, of which county, digest of frontier */
	FRAME_FRONTIER = 2,   /* heads of all spaces both may hold */
	FRAME_NEED = 3,	      /* logs to be sent, from where on */
	FRAME_CHANGESETS = 4, /* change sets, compressed (pack.h) */
	FRAME_RECEIPTS = 5,   /* signed receipts */
	FRAME_DONE = 6,	      /* all that was needed has been sent */
	FRAME_PING = 7,	      /* are you there; free disk */
	FRAME_PONG = 8,
	FRAME_BYE = 9,	    /* why the line is closed, in words */
	FRAME_JOIN = 10,    /* enrolment: token's secret, keys, proof */
	FRAME_WELCOME = 11, /* enrolment: admitted; change sets follow */
	FRAME_END = 12,	    /* of a stick: how much there was */
	FRAME_KEYS = 13,    /* keys of cases (key_frame.h) */
	FRAME_WANT = 14,    /* pieces of scans that are asked for */
	FRAME_PIECE = 15,   /* one of them (piece_frame.h) */
	FRAME_OFFER = 16,   /* pieces that have come since */
	FRAME_RUN = 17,	    /* a long run begins: so many change sets */
};

#define FRAME_TYPE_MAX FRAME_RUN

/* Limits of what one payload may list. */
#define FRAME_LOGS_MAX 16384
#define FRAME_HEADS_MAX 64    /* of one log */
#define FRAME_LOCATOR_MAX 128 /* ids of one log in NEED */
#define FRAME_RECEIPTS_MAX 16384
#define FRAME_RECEIPT_LEN_MAX 65535
#define FRAME_TEXT_MAX 400
#define FRAME_VERSION_MAX 32

/* What a machine says of itself, to whoever looks after it. */
struct machine {
	char version[FRAME_VERSION_MAX + 1]; /* of its program; "": unsaid */
	uint32_t free_mib; /* of its disk; FRAME_FREE_UNSAID */
};

#define FRAME_FREE_UNSAID UINT32_MAX

/* Its free disk in MiB, or -1 if it did not say. */
int64_t machine_free(const struct machine *m);

struct hello {
	struct changeset_id county;
	struct hall_code hall;
	struct incarnation life;
	int64_t time;
	uint8_t digest[32]; /* of the sender's FRONTIER payload */
	struct machine machine;
};

int
hello_write(const struct hello *h, struct buf *out, struct err *e) MUST_CHECK;
int hello_read(const void *payload, size_t len, struct hello *out,
    struct err *e) MUST_CHECK;

/* PING, PONG: how much is free on the sender's disk by now. */
int free_write(uint32_t free_mib, struct buf *out, struct err *e) MUST_CHECK;
int free_read(const void *payload, size_t len, uint32_t *free_mib_out,
    struct err *e) MUST_CHECK;

/* RUN: how many change sets follow until DONE, for whoever waits; believed of
 * nothing else. */
int run_write(uint32_t count, struct buf *out, struct err *e) MUST_CHECK;
int run_read(const void *payload, size_t len, uint32_t *count_out,
    struct err *e) MUST_CHECK;

/* A space as it stands in payloads. */
struct reader;
int frame_space_write(
    const struct space_name *s, struct buf *out, struct err *e) MUST_CHECK;
int frame_space_read(struct reader *r, struct space_name *out) MUST_CHECK;

/* A log with the ids of its heads, or of a locator. */
struct log_heads {
	struct log_name log;
	struct changeset_id *ids;
	size_t count;
};

/* Lists of logs: FRONTIER and NEED have one form. */
struct log_list {
	struct log_heads *logs;
	size_t count;
};

void log_list_free(struct log_list *l);

/* Append a log with room for ids; NULL with ERR_NOMEM. */
struct log_heads *log_list_add(struct log_list *l, const struct log_name *log,
    size_t id_count, struct err *e) MUST_CHECK;

int log_list_write(
    const struct log_list *l, struct buf *out, struct err *e) MUST_CHECK;

/*
 * Join to a sorted list another one, whose word about a log replaces what
 * was said before; it is empty afterwards.  -1 with ERR_NOMEM, or ERR_LIMIT
 * if there are more than FRAME_LOGS_MAX then.
 */
int log_list_merge(
    struct log_list *l, struct log_list *newer, struct err *e) MUST_CHECK;

/*
 * Read a list from the front of a payload; ids of a log: at most id_max.
 * The logs must be sorted by log_name_compare(), none twice.
 */
int log_list_read(struct reader *r, size_t id_max, struct log_list *out,
    struct err *e) MUST_CHECK;

/* What a hall has of somebody's receipts: enough to see what is newer. */
struct receipt_mark {
	struct hall_code signer;
	struct space_name space;
	uint32_t incarnation;
	uint64_t counter;
	uint8_t digest[8]; /* of the text: two may carry one counter */
};

struct receipt_marks {
	struct receipt_mark *marks;
	size_t count;
};

int receipt_marks_write(
    const struct receipt_marks *m, struct buf *out, struct err *e) MUST_CHECK;
int receipt_marks_read(
    struct reader *r, struct receipt_marks *out, struct err *e) MUST_CHECK;

/* A receipt as it travels: its text and signature, one after the other. */
int receipt_write(const void *text, size_t len, const uint8_t *signature,
    struct buf *out, struct err *e) MUST_CHECK;

/* The next receipt of a payload: 1, 0 at its end, -1. */
int receipt_read(struct reader *r, const uint8_t **text_out, size_t *len_out,
    const uint8_t **signature_out, struct err *e) MUST_CHECK;

/* JOIN: see engine/enrol.h for what is proved. */
struct join {
	uint8_t secret[16];
	struct changeset_id county;
	struct hall_code hall;
	struct sign_public signing_key;
	struct signature proof;
};

int join_write(const struct join *j, struct buf *out, struct err *e) MUST_CHECK;
int join_read(const void *payload, size_t len, struct join *out,
    struct err *e) MUST_CHECK;

#endif
