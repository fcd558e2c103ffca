/* The bytes of a stream before anybody is known: preamble, handshake. */
#include <assert.h>

#include "crypto/crypto.h"
#include "sync/carry/channel.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const uint8_t secret[NOISE_KEY_LEN] = {1, 2, 3};
	size_t half = len / 2;
	struct noise_secret own;
	struct buf payload = BUF_INIT;
	struct channel *c = NULL;
	enum frame_type type;

	assert(crypto_start(NULL) == 0);
	noise_from_bytes(secret, &own);
	assert(channel_answer(&own, &c, NULL) == 0);
	if (channel_input(c, bytes, half, NULL) == 0 &&
	    channel_input(c, bytes + half, len - half, NULL) == 0)
		while (channel_next(c, &type, &payload, NULL) == 1)
			continue;
	buf_free(&payload);
	channel_free(c);
	return 0;
}
