#include "schema/records/rulings.h"

const struct field_type ruling_fields[] = {
    {.name = "event",
	.meaning = "event ruled on",
	.form = FIELD_EVENT,
	.flags = FIELD_REQUIRED},
    {.name = "reason",
	.meaning = "reason",
	.form = FIELD_TEXT,
	.flags = FIELD_PERSONAL,
	.max = 2000},
    {.name = NULL},
};

const struct field_type ruling_why_fields[] = {
    {.name = "event",
	.meaning = "event that is to stand",
	.form = FIELD_EVENT,
	.flags = FIELD_REQUIRED},
    {.name = "reason",
	.meaning = "reason",
	.form = FIELD_TEXT,
	.flags = FIELD_PERSONAL | FIELD_REQUIRED,
	.max = 2000},
    {.name = NULL},
};
