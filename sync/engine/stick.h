/*
 * stick: the same frames in a file, sealed to one hall.
 *
 *	engine --export--> bytes --courier--> import --> engine
 *
 * What is carried is all the receiving hall has not itself signed for
 * (RULES K2), so a lost or late stick harms nothing; receipts ride along.
 * A stick cut off anywhere gives what was whole before the cut.
 */
#ifndef SANJI_ENGINE_STICK_H
#define SANJI_ENGINE_STICK_H

#include "schema/base/buf.h"
#include "sync/engine/engine.h"

/* Longest stick that is written or read, in bytes. */
#define STICK_LEN_MAX ((size_t)256 * 1024 * 1024)

struct stick_totals {
	uint64_t changesets;
	uint64_t keys;
	uint64_t receipts;
	uint64_t pieces; /* of scans */
	uint64_t left;	 /* pieces for which there was no room, or that were
			    not to be carried */
	uint64_t bytes;
};

enum stick_scans {
	STICK_WITH_SCANS,
	STICK_WITHOUT_SCANS,
};

/* Where a stick is written to, in order. */
struct stick_sink {
	int (*write)(
	    void *context, const void *bytes, size_t len, struct err *e);
	void *context;
};

/*
 * Write a stick for a hall (an index in authority), a frame at a time.  Signs
 * receipts first.  Pieces of scans come last, as many as fit, without those the
 * hall is known to have.  -1 with ERR_LIMIT, ERR_REFUSED (not a related hall),
 * or what the sink fails with.
 */
int stick_export(struct engine *g, const struct keys *keys, size_t to,
    enum stick_scans scans, int64_t now_s, const struct stick_sink *sink,
    struct stick_totals *totals, struct err *e) MUST_CHECK;

/* Where a stick is read from. */
struct stick_source {
	/* Bytes from there on, at most len and not none unless it ends. */
	int (*read)(void *context, size_t from, void *to, size_t len,
	    size_t *got_out, struct err *e);
	void *context;
	size_t len;
};

/* All of len bytes from a place on, or as many as there are. */
int stick_source_read(const struct stick_source *from, size_t at, void *to,
    size_t len, size_t *got_out, struct err *e) MUST_CHECK;

/* One that lies in memory. */
struct stick_source stick_in_memory(const struct span *bytes);

/* For whom a stick is, from its clear header; -1 with ERR_FORMAT. */
int stick_receiver(const struct stick_source *from, struct hall_code *out,
    struct err *e) MUST_CHECK;

enum stick_mode {
	STICK_TAKE,    /* store what is in it */
	STICK_PRETEND, /* find out what it would add, store nothing */
};

struct stick_result {
	char sender[HALL_CODE_LEN + 1];
	int64_t written;  /* when, by the sender's clock */
	uint64_t stored;  /* change sets that are new here */
	uint64_t known;	  /* held already */
	uint64_t waiting; /* build on something not held yet */
	uint64_t refused;
	uint64_t keys;	   /* of cases, new here */
	uint64_t receipts; /* newer ones */
	uint64_t pieces;   /* of scans, new here */
	uint64_t promised; /* change sets the stick says it has */
	int is_whole;	   /* its end was reached */
	int is_kept;	   /* kept whole until an earlier one arrives */
	uint64_t released; /* kept sticks that could be taken in now */
	char why[256];	   /* of the first refused, or of the cut */
};

/*
 * Take in a stick, or pretend to, part by part.  -1 with ERR_REFUSED (for
 * another hall or county), ERR_FORMAT (no stick), or when the world failed.
 */
int stick_import(struct engine *g, const struct keys *keys,
    const struct stick_source *from, enum stick_mode mode, int64_t now_s,
    struct stick_result *out, struct err *e) MUST_CHECK;

/*
 * Take in sticks that were kept, as far as they can be by now: after an
 * import or an exchange that brought something.  Adds to *out.
 */
int stick_retry_kept(struct engine *g, const struct keys *keys, int64_t now_s,
    struct stick_result *out, struct err *e) MUST_CHECK;

#endif
