/* JSON: what is read is what the library reads, and nothing else is. */
#include <assert.h>

#include "schema/base/json.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const char *text = (const char *)bytes;
	json_t *own = json_read(text, len, NULL);
	json_t *library = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);

	assert((own == NULL) == (library == NULL));
	assert(own == NULL || json_equal(own, library));
	json_decref(own);
	json_decref(library);
	return 0;
}
