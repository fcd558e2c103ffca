#include "node/loop/neighbours.h"

#include <stdio.h>
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

/* What hall.conf says of a hall: "" if it speaks of another one. */
static void
configured_address(const struct hall_dir *h, const struct hall_code *code,
    int is_nearest, char out[HALL_ADDRESS_MAX])
{
	size_t len = strcspn(h->above, " \t");
	const char *whose = h->above + len + strspn(h->above + len, " \t");
	int is_meant =
	    whose[0] == '\0' ? is_nearest : strcmp(whose, code->digits) == 0;

	(void)snprintf(out, HALL_ADDRESS_MAX, "%.*s",
	    is_meant && len < HALL_ADDRESS_MAX ? (int)len : 0, h->above);
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
		const char *published;
		char address[HALL_ADDRESS_MAX];

		hall = a->halls[hall].parent;
		published = published_address(rows, &a->halls[hall].code);
		configured_address(
		    h, &a->halls[hall].code, place == 0, address);
		dialer_set(d, place++, &a->halls[hall].code,
		    published[0] != '\0' ? published : address);
	}
	dialer_end(d, place);
	json_decref(rows);
	return 0;
}
