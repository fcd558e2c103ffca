/*
 * reader: bytes from outside, taken from the front, never past the end.
 *
 * The first failing call fails all that follow, so that a decoder may read
 * everything and ask once, at the end, whether it all was there.
 */
#ifndef SANJI_BASE_READER_H
#define SANJI_BASE_READER_H

#include <stddef.h>
#include <stdint.h>

#include "schema/base/macros.h"

struct reader {
	const uint8_t *at; /* not owned */
	size_t left;
	int failed; /* set once something was asked for that is not there */
};

/* A reader over len bytes at data, which must outlive it. */
struct reader reader_over(const void *data, size_t len);

/* Big-endian integers; 0 after a failure. */
uint8_t reader_u8(struct reader *r);
uint16_t reader_u16(struct reader *r);
uint32_t reader_u32(struct reader *r);
uint64_t reader_u64(struct reader *r);

/* Copy len bytes to out; zeroes after a failure. */
void reader_copy(struct reader *r, void *out, size_t len);

/* The next len bytes where they lie, or NULL after a failure. */
const uint8_t *reader_take(struct reader *r, size_t len);

/* Nothing failed and nothing is left. */
int reader_is_finished(const struct reader *r);

#endif
