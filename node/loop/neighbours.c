#include "node/loop/neighbours.h"

#include <string.h>

#include "schema/base/json.h"
#include "schema/store/report.h"

static const char *
published_address(const json_t *rows, const struct hall_code *code)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "hall"), code->digits) == 0)
			return json_member_text(row, "address");
	return "";
}

int
neighbours_learn(const struct hall_dir *h, struct dialer *d, struct err *e)
{
	const struct engine *g = h->engine;
	const struct authority *a = engine_authority(g);
	size_t hall = authority_hall(a, &engine_identity(g)->hall);
	json_t *rows;
	size_t place = 0;

	if (hall == HALL_UNKNOWN || hall == 0)
		return 0;
	rows = store_report(h->store, REPORT_ADDRESSES, NULL, 0, e);
	if (rows == NULL)
		return -1;
	while (hall != 0 && place < DIALER_HALLS_MAX) {
		const char *address;

		hall = a->halls[hall].parent;
		address = published_address(rows, &a->halls[hall].code);
		if (place == 0 && address[0] == '\0')
			address = h->above;
		dialer_set(d, place++, &a->halls[hall].code, address);
	}
	json_decref(rows);
	return 0;
}
