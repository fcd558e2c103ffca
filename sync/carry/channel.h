/*
 * channel: frames in and out of an encrypted stream of bytes.
 *
 *	frames --send--> [channel] --output--> bytes (line or stick)
 *	bytes --input--> [channel] --next--> frames
 *
 * A stream opens with a preamble that says which of the three kinds it is
 * and is part of the handshake; then Noise messages, each behind a 16-bit
 * length; the plain text of the messages after the handshake is a sequence
 * of frames, each behind a type and a 32-bit length.  No socket, no clock.
 */
#ifndef SANJI_CARRY_CHANNEL_H
#define SANJI_CARRY_CHANNEL_H

#include "crypto/noise.h"
#include "sync/carry/frame.h"

struct channel;

enum channel_kind {
	CHANNEL_LINE,  /* a member calls a hall above: Noise XK */
	CHANNEL_ENROL, /* a machine joins: Noise XX */
	CHANNEL_STICK, /* a file for one hall: Noise X */
};

/* Bytes of the preamble. */
#define CHANNEL_PREAMBLE_LEN 8

/* Input taken in and not yet handed out as frames, at most. */
#define CHANNEL_INPUT_MAX (FRAME_LEN_MAX + 2 * NOISE_MESSAGE_MAX)

/*
 * Begin as the caller; the preamble and first message are put out at once.
 * remote: as noise_handshake_new().  clear (stick only, else NULL) goes
 * after the preamble in the clear and is authenticated.
 */
int channel_call(enum channel_kind kind, const struct noise_secret *own,
    const struct noise_public *remote, const struct buf *clear,
    struct channel **out, struct err *e) MUST_CHECK;

/* Begin as the one called; the kind is learned from the preamble. */
int channel_answer(const struct noise_secret *own, struct channel **out,
    struct err *e) MUST_CHECK;

/* Wipe and release; NULL is fine. */
void channel_free(struct channel *c);

/*
 * Take len bytes from outside.  -1 with ERR_REFUSED or ERR_FORMAT: the
 * stream is not what it should be and the channel is dead.
 */
int channel_input(
    struct channel *c, const void *bytes, size_t len, struct err *e) MUST_CHECK;

/*
 * The next whole frame: 1 and its type and payload (payload cleared first),
 * 0 if there is none yet, -1 with ERR_FORMAT or ERR_LIMIT.
 */
int channel_next(struct channel *c, enum frame_type *type_out,
    struct buf *payload_out, struct err *e) MUST_CHECK;

/* Send a frame; only when channel_is_open().  -1 with ERR_LIMIT, NOMEM. */
int channel_send(struct channel *c, enum frame_type type, const void *payload,
    size_t len, struct err *e) MUST_CHECK;

/* Bytes to be carried; the driver drops what it has written. */
struct buf *channel_output(struct channel *c);

/* Whether the handshake is over. */
int channel_is_open(const struct channel *c);

/* After the preamble: what kind; asserted to be known. */
enum channel_kind channel_kind_of(const struct channel *c);
int channel_has_kind(const struct channel *c);

/*
 * The other side's static key (channel_call with XX: once message 2 was
 * read), or NULL if it is not known yet; the handshake's hash.
 */
const struct noise_public *channel_remote(const struct channel *c);
const uint8_t *channel_hash(const struct channel *c);

/* The clear header of a stick, once read. */
const struct buf *channel_clear(const struct channel *c);

/*
 * Send message 3 of an ENROL handshake.  Its caller first compares
 * channel_remote() with what the token says: until then nothing of its own
 * has been shown.
 */
int channel_confirm(struct channel *c, struct err *e) MUST_CHECK;

#endif
