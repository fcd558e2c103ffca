/* Invitation tokens: what was read is written the same way again. */
#include <assert.h>
#include <string.h>

#include "sync/engine/enrol.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char text[TOKEN_TEXT_MAX], again[TOKEN_TEXT_MAX];
	struct token t;
	struct err e = ERR_INIT;

	if (len >= sizeof(text))
		return 0;
	memcpy(text, bytes, len);
	text[len] = '\0';
	if (token_parse(text, &t, &e) != 0) {
		assert(e.code == ERR_FORMAT);
		return 0;
	}
	assert(token_text(&t, again, &e) == 0);
	assert(strcmp(text, again) == 0);
	return 0;
}
