#include "sync/engine/dump.h"

#include <stdlib.h>
#include <string.h>

#include "schema/base/json.h"
#include "schema/store/projection.h"
#include "schema/store/report.h"
#include "sync/engine/inside.h"

static int
add_line(json_t *value, struct buf *out, struct err *e)
{
	int failed = value == NULL ? err_nomem(e) : json_write(value, out, e);

	json_decref(value);
	return failed ? -1 : buf_add_text(out, "\n", e);
}

static json_t *
rows_of(struct engine *g, enum report which, uint32_t space, struct err *e)
{
	struct report_parameter p = {":space", NULL, space};

	return store_report(g->store, which, &p, 1, e);
}

static int
dump_changesets(
    struct engine *g, uint32_t space, struct buf *out, struct err *e)
{
	json_t *rows = rows_of(g, REPORT_DUMP_CHANGESETS, space, e), *row;
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		failed = failed || add_line(json_pack("{s:O}", "change_set",
						json_object_get(row, "id")),
				       out, e) != 0;
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
dump_events(struct engine *g, uint32_t space, struct buf *out, struct err *e)
{
	json_t *rows = rows_of(g, REPORT_DUMP_EVENTS, space, e), *row;
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, row) {
		enum event_status status =
		    (enum event_status)json_member_integer(row, "status", 0);

		failed = failed ||
			 json_put_take(row, "status",
			     json_string(event_status_word(status)), e) != 0 ||
			 add_line(json_incref(row), out, e) != 0;
	}
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
dump_record(struct engine *g, json_t *row, struct buf *out, struct err *e)
{
	const struct record_type *t =
	    record_type_named(json_member_text(row, "type"));
	json_t *values;

	if (t != NULL) {
		values = store_projected(
		    g->store, t, json_member_integer(row, "record", 0), e);
		if (json_put_take(row, "values", values, e) != 0)
			return -1;
	}
	(void)json_object_del(row, "record");
	return add_line(json_incref(row), out, e);
}

static int
dump_records(struct engine *g, uint32_t space, struct buf *out, struct err *e)
{
	json_t *rows = rows_of(g, REPORT_DUMP_RECORDS, space, e), *row;
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, row)
		failed = failed || dump_record(g, row, out, e) != 0;
	json_decref(rows);
	return failed ? -1 : 0;
}

int
engine_dump_space(struct engine *g, const struct space_name *space,
    struct buf *out, struct err *e)
{
	uint32_t number = chart_space(&g->chart, space);
	char name[SPACE_NAME_TEXT_MAX];

	space_name_text(space, name);
	if (number == 0)
		return err_set(
		    e, ERR_NOT_FOUND, "this hall does not hold %s", name);
	if (add_line(json_pack("{s:s}", "space", name), out, e) != 0 ||
	    dump_changesets(g, number, out, e) != 0 ||
	    dump_events(g, number, out, e) != 0)
		return -1;
	return dump_records(g, number, out, e);
}

static int
compare_spaces(const void *a, const void *b)
{
	const struct space_name *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->hall.digits, y->hall.digits);
}

int
engine_dump(struct engine *g, struct buf *out, struct err *e)
{
	size_t count = g->chart.space_count < 2 ? 0 : g->chart.space_count - 1;
	struct space_name *sorted = calloc(count + 1, sizeof(*sorted));
	int failed = sorted == NULL ? err_nomem(e) : 0;

	if (!failed && count > 0) {
		memcpy(sorted, g->chart.spaces + 1, count * sizeof(*sorted));
		qsort(sorted, count, sizeof(*sorted), compare_spaces);
	}
	for (size_t i = 0; i < count && !failed; i++)
		failed = engine_dump_space(g, &sorted[i], out, e);
	free(sorted);
	return failed;
}
