#include "node/actions/media.h"

#include <string.h>
#include <strings.h>

#include "schema/base/macros.h"

/* How files begin; the first that fits counts. */
static const struct {
	const char *begins;
	const char *ends; /* of the name; NULL: whatever */
	const char *type;
} kinds[] = {
    {"%PDF-", NULL, "application/pdf"},
    {"\xff\xd8\xff", NULL, "image/jpeg"},
    {"\x89PNG\r\n", NULL, "image/png"},
    {"II*", NULL, "image/tiff"},
    {"MM", ".tif", "image/tiff"},
    {"MM", ".tiff", "image/tiff"},
    {"BM", ".bmp", "image/bmp"},
    /* GB/T 33190 版式文档, in a zip like others. */
    {"PK\x03\x04", ".ofd", "application/ofd"},
    {"PK\x03\x04", ".docx",
	"application/"
	"vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"", ".txt", "text/plain"},
};

static int
ends_in(const char *name, const char *end)
{
	size_t len = strlen(name), end_len = strlen(end);

	return len >= end_len && strcasecmp(name + len - end_len, end) == 0;
}

const char *
media_type_of(const void *bytes, size_t len, const char *name)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		size_t begins = strlen(kinds[i].begins);

		if (len >= begins &&
		    memcmp(bytes, kinds[i].begins, begins) == 0 &&
		    (kinds[i].ends == NULL || ends_in(name, kinds[i].ends)))
			return kinds[i].type;
	}
	return "application/octet-stream";
}
