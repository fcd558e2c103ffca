/*
 * The versions of an item: cases name the one they were taken in under.
 */
#include <stdlib.h>
#include <string.h>

#include "node/actions/catalogue.h"
#include "node/actions/item.h"
#include "schema/base/json.h"
#include "schema/records/check.h"
#include "sync/fold/status.h"

/* A version from the event that published it; NULL if the event is none, or
 * not in force. */
static json_t *
version_of_event(const char *code, const json_t *event)
{
	const char *kind = json_member_text(event, "kind");
	const char *text = json_member_text(event, "body");
	json_t *version;

	if (strcmp(kind, catalogue_event_type()->kind) != 0 || text == NULL ||
	    !event_status_is_in_force(
		(enum event_status)json_member_integer(event, "status", 0)))
		return NULL;
	version = json_read(text, strlen(text), NULL);
	if (version == NULL ||
	    json_put_take(version, "code", json_string(code), NULL) != 0 ||
	    json_put_take(version, "published_time",
		json_incref(json_object_get(event, "time")), NULL) != 0) {
		json_decref(version);
		return NULL;
	}
	(void)json_object_del(version, EVENT_DO);
	(void)json_object_del(version, EVENT_ON);
	return version;
}

/* Each version as it was published, the oldest first. */
static json_t *
versions_of(const struct actor *a, const char *code, struct err *e)
{
	struct report_parameter p = {":record", NULL, 0};
	json_t *rows = NULL, *events, *event, *versions = NULL;
	json_t *row = only_row(a, REPORT_CATALOGUE, code, &rows, e);
	size_t i;

	if (row == NULL)
		return NULL;
	p.number = json_member_integer(row, "record", 0);
	json_decref(rows);
	events =
	    store_report(engine_store(a->engine), REPORT_CASE_EVENTS, &p, 1, e);
	if (events != NULL && (versions = json_array()) == NULL)
		(void)err_nomem(e);
	json_array_foreach (events, i, event) {
		json_t *version = version_of_event(code, event);

		if (version != NULL && versions != NULL)
			(void)json_array_append_new(versions, version);
	}
	json_decref(events);
	return versions;
}

/* The parameter as the number of a version; or the number otherwise. */
static json_int_t
version_asked(
    const json_t *request, const char *parameter, json_int_t otherwise)
{
	const char *typed = request_text(request, parameter);

	return typed != NULL
		   ? strtoll(typed, NULL, 10)
		   : json_member_integer(request, parameter, otherwise);
}

/* One of the versions, borrowed; NULL with ERR_NOT_FOUND. */
static json_t *
find_version(const json_t *versions, json_int_t number, struct err *e)
{
	size_t i;
	json_t *version;

	json_array_foreach (versions, i, version)
		if (json_member_integer(version, "version", 0) == number)
			return version;
	(void)err_set(e, ERR_NOT_FOUND,
	    "this hall holds no version %lld of the item; see `sanji item "
	    "versions`",
	    (long long)number);
	return NULL;
}

int
item_show_version(const struct actor *a, const char *code, json_int_t number,
    json_t **out, struct err *e)
{
	json_t *versions = versions_of(a, code, e);

	*out = versions == NULL
		   ? NULL
		   : json_incref(find_version(versions, number, e));
	json_decref(versions);
	if (*out != NULL &&
	    json_put_take(*out, "state", json_string("superseded"), e) == 0)
		return 0;
	json_decref(*out);
	*out = NULL;
	return -1;
}

/* The columns that changed, by their titles. */
static json_t *
changed(const json_t *before, const json_t *after, struct err *e)
{
	json_t *changes = catalogue_changes(before, after, e), *one;
	json_t *titles = json_array();
	size_t i;

	json_array_foreach (changes, i, one)
		(void)json_array_append(titles, json_object_get(one, "column"));
	if (changes == NULL || titles == NULL) {
		json_decref(titles);
		titles = NULL;
	}
	json_decref(changes);
	return titles;
}

/* "version", "published_time", who drafted it, what changed in it. */
static json_t *
version_row(const json_t *before, const json_t *version, struct err *e)
{
	return json_pack("{s:O,s:O,s:O*,s:o}", "version",
	    json_object_get(version, "version"), "published_time",
	    json_object_get(version, "published_time"), "drafted_by",
	    json_object_get(version, "drafted_by"), "changed",
	    before == NULL ? json_array() : changed(before, version, e));
}

int
item_versions(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *versions = versions_of(a, request_text(request, "code"), e);
	json_t *list = json_array(), *version;
	const json_t *before = NULL;
	int failed = versions == NULL || list == NULL ? -1 : 0;
	size_t i;

	(void)self;
	json_array_foreach (versions, i, version) {
		if (!failed)
			failed = json_append_take(
			    list, version_row(before, version, e), e);
		before = version;
	}
	json_decref(versions);
	if (failed) {
		json_decref(list);
		return -1;
	}
	*out = list;
	return 0;
}

/* What a version says other than the one before, or than another. */
int
item_diff(const struct actor *a, const struct action *self,
    const json_t *request, json_t **out, struct err *e)
{
	json_t *versions = versions_of(a, request_text(request, "code"), e);
	json_int_t last = (json_int_t)json_array_size(versions);
	json_int_t to = version_asked(request, "to", last);
	json_int_t from = version_asked(request, "from", to - 1);
	const json_t *before, *after;
	int failed = versions == NULL ||
		     (before = find_version(versions, from, e)) == NULL ||
		     (after = find_version(versions, to, e)) == NULL;

	(void)self;
	if (!failed) {
		*out = catalogue_changes(before, after, e);
		failed = *out == NULL;
	}
	json_decref(versions);
	return failed ? -1 : 0;
}
