/*
 * Closing the file of a case (归档): what is in it, and what is missing.
 */
#include <string.h>

#include "crypto/hash.h"
#include "node/actions/attachment.h"
#include "node/actions/case_acts.h"
#include "schema/base/json.h"

/* A hash over the ids of all events that are in the file, in their order. */
static int
root_of(const json_t *row, char out[2 * HASH_ID_LEN + 1], struct err *e)
{
	struct buf text = BUF_INIT;
	uint8_t hash[HASH_ID_LEN];
	json_t *event;
	size_t i;
	int failed = 0;

	json_array_foreach (json_object_get(row, "events"), i, event)
		if (!failed)
			failed = buf_printf(&text, e, "%s/%lld\n",
			    json_member_text(event, "change_set"),
			    (long long)json_member_integer(event, "place", 0));
	hash_id(text.bytes, text.len, hash);
	hex_text(hash, sizeof(hash), out);
	buf_free(&text);
	return failed;
}

/*
 * Scans that have not arrived keep a file from being closed, unless whoever
 * closes it says that it is to be closed without them.
 */
static int
check_scans(const json_t *scans, const json_t *request, struct err *e)
{
	const char *without = request_text(request, "without_scans");

	if (without != NULL && strcmp(without, "yes") != 0)
		return err_set(e, ERR_FORMAT,
		    "%s is \"%s\"; it must be one of: %s", "without_scans",
		    without, "yes");
	if (json_array_size(scans) == 0 || without != NULL)
		return 0;
	return err_set(e, ERR_REFUSED,
	    "the scan of %s has not arrived here whole, so the file cannot "
	    "be closed; sync with the hall that has it (`sanji case "
	    "attachment`), or close the file without it: without_scans=yes",
	    json_string_value(json_array_get(scans, 0)));
}

/* The names of scans that have not arrived join what is missing otherwise. */
static int
add_scans(json_t *missing, const json_t *scans, struct err *e)
{
	size_t i;
	json_t *name;

	json_array_foreach (scans, i, name)
		if (json_append_take(missing,
			json_sprintf("%s（扫描件）", json_string_value(name)),
			e) != 0)
			return -1;
	return 0;
}

/* What is missing from the file: all that is known, or as it was said. */
static json_t *
missing_from(
    const json_t *row, const json_t *event, const json_t *scans, struct err *e)
{
	json_t *said = json_object_get(event, "missing");
	json_t *missing =
	    said == NULL ? case_names(row, "missing", e) : json_copy(said);

	if (missing == NULL || add_scans(missing, scans, e) == 0)
		return missing;
	json_decref(missing);
	return NULL;
}

static json_t *
archiving(const struct action *self, const json_t *row, const json_t *request,
    const json_t *scans, struct err *e)
{
	json_t *event =
	    request_event(self, json_member_text(row, "id"), request, e);
	json_t *missing =
	    event == NULL ? NULL : missing_from(row, event, scans, e);
	char root[2 * HASH_ID_LEN + 1];
	int failed = missing == NULL || root_of(row, root, e) != 0 ||
		     json_put_take(event, "root", json_string(root), e) != 0;

	if (!failed && json_array_size(missing) > 0)
		failed = json_object_set(event, "missing", missing) != 0
			     ? err_nomem(e)
			     : 0;
	json_decref(missing);
	if (!failed)
		return event;
	json_decref(event);
	return NULL;
}

/* {"case", "number", "missing"} */
static int
tell(const json_t *row, const json_t *event, json_t **out, struct err *e)
{
	json_t *missing = json_object_get(event, "missing");

	if (case_named(row, out, e) != 0)
		return -1;
	return json_put_take(*out, "missing",
	    missing == NULL ? json_array() : json_incref(missing), e);
}

int
case_archive(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *row = attachment_case(a, request, e);
	json_t *scans = row == NULL ? NULL : attachment_missing(row, e);
	json_t *event = NULL;
	int failed = scans == NULL || check_scans(scans, request, e) != 0;

	if (!failed)
		event = archiving(self, row, request, scans, e);
	failed = event == NULL ||
		 write_about_take(
		     a, "case", row, json_incref(event), request, e) != 0 ||
		 tell(row, event, out, e) != 0;
	json_decref(event);
	json_decref(scans);
	json_decref(row);
	return failed ? -1 : 0;
}
