#include "node/actions/case_item.h"

#include <string.h>

#include "node/actions/item.h"
#include "schema/base/json.h"

/* Lists are text in the store. */
static int
open_list(json_t *item, const char *name, struct err *e)
{
	const char *text = json_member_text(item, name);
	json_t *list =
	    text == NULL ? NULL : json_read(text, strlen(text), NULL);

	return list == NULL ? 0 : json_put_take(item, name, list, e);
}

json_t *
case_item(const struct actor *a, const char *code, struct err *e)
{
	struct err why = ERR_INIT;
	json_t *rows, *item;

	if (code == NULL) {
		(void)err_set(e, ERR_FORMAT,
		    "which item? give item=CODE; see `sanji item list`");
		return NULL;
	}
	item = only_row(a, REPORT_ITEM, code, &rows, &why);
	if (item == NULL && err_is_world(&why)) {
		if (e != NULL)
			*e = why;
		return NULL;
	}
	if (item == NULL) {
		(void)err_set(e, ERR_NOT_FOUND,
		    "item \"%s\" is not in the catalogue this hall holds; "
		    "see `sanji item list`",
		    code);
		return NULL;
	}
	json_incref(item);
	json_decref(rows);
	if (open_list(item, "flags", e) != 0 ||
	    open_list(item, "joint_departments", e) != 0 ||
	    open_list(item, "joint_halls", e) != 0 ||
	    open_list(item, "materials", e) != 0) {
		json_decref(item);
		return NULL;
	}
	return item;
}

json_t *
case_item_of(const struct actor *a, const json_t *row, struct err *e)
{
	const char *code = json_member_text(row, "item");
	json_int_t version = json_member_integer(row, "item_version", 0);
	json_t *item = case_item(a, code, e);

	if (item == NULL && version > 0 &&
	    item_show_version(a, code, version, &item, NULL) != 0)
		return NULL;
	return item;
}

int
case_item_has(const json_t *item, const char *flag)
{
	size_t i;
	json_t *one;

	json_array_foreach (json_object_get(item, "flags"), i, one)
		if (strcmp(json_string_value(one), flag) == 0)
			return 1;
	return 0;
}
