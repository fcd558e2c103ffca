/*
 * case attach_bytes: a scan that comes as text, from a page or a program; a
 * request holds less than 1 MiB of it.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/crypto.h"
#include "node/actions/attachment.h"
#include "schema/base/json.h"

static int
read_bytes(void *context, size_t from, void *to, size_t len, struct err *e)
{
	(void)e;
	memcpy(to, (const uint8_t *)context + from, len);
	return 0;
}

static int
add(const struct actor *a, const json_t *request, const char *text,
    uint8_t *bytes, size_t room, json_t **out, struct err *e)
{
	struct attachment_source from = {.read = read_bytes,
	    .context = bytes,
	    .name = request_text(request, "file")};

	if (from.name == NULL)
		return err_set(e, ERR_USAGE,
		    "%s %s needs %s=…; see `sanji help %s`", "case",
		    "attach_bytes", "file", "case");
	if (crypto_base64_parse(text, bytes, room, &from.len) != 0)
		return err_set(e, ERR_FORMAT,
		    "bytes is not URL-safe base64 without padding");
	return attachment_add(a, request, &from, out, e);
}

int
attachment_from_bytes(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	const char *said = request_text(request, "bytes");
	const char *text = said == NULL ? "" : said;
	size_t room = strlen(text) / 4 * 3 + 3;
	uint8_t *bytes = malloc(room);
	int failed;

	(void)self;
	if (bytes == NULL)
		return err_nomem(e);
	failed = add(a, request, text, bytes, room, out, e);
	crypto_wipe(bytes, room);
	free(bytes);
	return failed;
}
