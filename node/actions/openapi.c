#include "node/actions/openapi.h"

#include <string.h>

#include "node/actions/declared.h"
#include "node/version.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

/* Whatever a role may: any bit that stands for one. */
#define EVERYBODY UINT32_MAX

static json_t *
choices_json(const json_t *choices)
{
	json_t *words = json_array(), *choice;
	size_t i;

	json_array_foreach (choices, i, choice)
		(void)json_array_append(words, json_object_get(choice, "word"));
	return words;
}

/* The schema of one value of a declared field. */
static json_t *
value_schema(const json_t *field)
{
	const char *form = json_member_text(field, "form");
	json_t *schema;

	if (strcmp(form, "integer") == 0)
		return json_pack("{s:s,s:O*,s:O*}", "type", "integer",
		    "minimum", json_object_get(field, "min"), "maximum",
		    json_object_get(field, "max"));
	if (strcmp(form, "row") == 0 || strcmp(form, "content") == 0 ||
	    strcmp(form, "frontier") == 0)
		return json_pack("{s:s}", "type", "object");
	schema = json_pack("{s:s}", "type", "string");
	if (json_object_get(field, "choices") != NULL)
		(void)json_object_set_new(schema, "enum",
		    choices_json(json_object_get(field, "choices")));
	if (strcmp(form, "date") == 0)
		(void)json_object_set_new(
		    schema, "format", json_string("date"));
	return schema;
}

static json_t *
field_schema(const json_t *field)
{
	json_t *schema = value_schema(field);

	if (json_is_true(json_object_get(field, "listed")))
		schema =
		    json_pack("{s:s,s:o}", "type", "array", "items", schema);
	(void)json_object_set(
	    schema, "description", json_object_get(field, "meaning"));
	return schema;
}

static int
is_required(const json_t *field)
{
	return json_is_true(json_object_get(field, "required"));
}

/* What a request by POST holds. */
static json_t *
body_json(const json_t *action)
{
	json_t *properties = json_object(), *required = json_array(), *field;
	json_t *schema;
	size_t i;

	json_array_foreach (json_object_get(action, "fields"), i, field) {
		const char *name = json_member_text(field, "name");

		(void)json_object_set_new(
		    properties, name, field_schema(field));
		if (is_required(field))
			(void)json_array_append_new(
			    required, json_string(name));
	}
	schema =
	    json_pack("{s:s,s:o}", "type", "object", "properties", properties);
	if (json_array_size(required) > 0)
		(void)json_object_set(schema, "required", required);
	json_decref(required);
	return json_pack("{s:b,s:{s:{s:o}}}", "required", 1, "content",
	    "application/json", "schema", schema);
}

/* The same by GET. */
static json_t *
query_json(const json_t *action)
{
	json_t *all = json_array(), *field;
	size_t i;

	json_array_foreach (json_object_get(action, "fields"), i, field)
		(void)json_array_append_new(
		    all, json_pack("{s:O,s:s,s:b,s:o}", "name",
			     json_object_get(field, "name"), "in", "query",
			     "required", is_required(field), "schema",
			     field_schema(field)));
	return all;
}

static json_t *
responses_json(void)
{
	return json_pack("{s:{s:s,s:{s:{s:{}}}},s:{s:s}}", "200", "description",
	    _("what `--json` prints"), "content", "application/json", "schema",
	    "default", "$ref", "#/components/responses/failed");
}

static json_t *
operation_json(const json_t *action)
{
	const char *noun = json_member_text(action, "noun");
	const char *verb = json_member_text(action, "verb");
	json_t *operation = json_pack("{s:o,s:O,s:[s],s:o}", "operationId",
	    json_sprintf("%s_%s", noun, verb), "summary",
	    json_object_get(action, "meaning"), "tags", noun, "responses",
	    responses_json());
	int writes = strcmp(json_member_text(action, "kind"), "writes") == 0;

	(void)json_object_set_new(operation,
	    writes ? "requestBody" : "parameters",
	    writes ? body_json(action) : query_json(action));
	return json_pack("{s:o}", writes ? "post" : "get", operation);
}

static json_t *
paths_json(const json_t *actions)
{
	json_t *paths = json_object(), *action, *path;
	size_t i;

	json_array_foreach (actions, i, action) {
		path = json_sprintf("/api/v1/%s/%s",
		    json_member_text(action, "noun"),
		    json_member_text(action, "verb"));
		(void)json_object_set_new(
		    paths, json_string_value(path), operation_json(action));
		json_decref(path);
	}
	return paths;
}

static json_t *
components_json(void)
{
	return json_pack("{s:{s:{s:s,s:{s:{s:{s:s,s:[s,s],s:{s:{s:s},s:{s:s},"
			 "s:{s:s}}}}}}},s:{s:{s:s,s:s}}}",
	    "responses", "failed", "description", _("why it was not done"),
	    "content", "application/json", "schema", "type", "object",
	    "required", "error", "text", "properties", "error", "type",
	    "string", "text", "type", "string", "field", "type", "string",
	    "securitySchemes", "token", "type", "http", "scheme", "bearer");
}

json_t *
openapi_document(struct err *e)
{
	json_t *actions = declared_actions(EVERYBODY, e), *document;

	if (actions == NULL)
		return NULL;
	document = json_pack("{s:s,s:{s:s,s:s},s:o,s:o,s:[{s:[]}]}", "openapi",
	    "3.0.3", "info", "title", "sanji", "version", SANJI_VERSION,
	    "paths", paths_json(actions), "components", components_json(),
	    "security", "token");
	json_decref(actions);
	if (document == NULL)
		(void)err_nomem(e);
	return document;
}
