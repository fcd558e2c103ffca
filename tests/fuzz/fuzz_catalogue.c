/* Tables of items: what is read is written, and read back the same. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "node/actions/catalogue.h"
#include "schema/base/words.h"
#include "tests/fuzz/fuzz.h"

/* The items of the entries, without those that are refused. */
static json_t *
items_of(const json_t *entries, const json_t *refusals)
{
	json_t *items = json_array(), *entry, *refusal;
	size_t i, k;

	json_array_foreach (entries, i, entry) {
		int is_refused = 0;

		json_array_foreach (refusals, k, refusal)
			is_refused |=
			    json_equal(json_object_get(refusal, "line"),
				json_object_get(entry, "line"));
		if (!is_refused)
			(void)json_array_append(
			    items, json_object_get(entry, "item"));
	}
	return items;
}

static json_t *
read_items(const char *text)
{
	json_t *refusals = json_array(), *items = NULL;
	json_t *entries = catalogue_read_csv(text, refusals, NULL);

	if (entries != NULL)
		items = items_of(entries, refusals);
	if (entries != NULL)
		assert(catalogue_check(entries, refusals, NULL) == 0);
	json_decref(entries);
	json_decref(refusals);
	return items;
}

static void
write_and_read_back(const json_t *items)
{
	struct buf text = BUF_INIT;
	json_t *again;

	assert(catalogue_write_csv(items, &text, NULL) == 0);
	again = read_items(buf_text(&text));
	assert(again != NULL && json_equal(again, items));
	json_decref(again);
	buf_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char *text = malloc(len + 1);
	json_t *items;

	assert(text != NULL);
	memcpy(text, bytes, len);
	text[len] = '\0';
	items = read_items(text);
	free(text);
	for (int language = WORDS_EN; items != NULL && language <= WORDS_ZH;
	     language++) {
		words_choose((enum words_language)language);
		write_and_read_back(items);
	}
	words_choose(WORDS_EN);
	json_decref(items);
	return 0;
}
