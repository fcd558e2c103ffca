/* Key files, as text; a plain one is opened, too. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "crypto/keyfile_text.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char *text = malloc(len + 1), again[KEYFILE_TEXT_MAX];
	struct keyfile_text t;
	struct keys keys;

	assert(text != NULL && crypto_start(NULL) == 0);
	memcpy(text, bytes, len);
	text[len] = '\0';
	if (keyfile_text_parse(text, len, &t) == 0) {
		assert(keyfile_text_write(&t, again) == len);
		assert(memcmp(again, text, len) == 0);
		if (!t.locked && keyfile_text_open(&t, NULL, &keys, NULL) == 0)
			keys_wipe(&keys);
	}
	free(text);
	return 0;
}
