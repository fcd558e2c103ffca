#include <string.h>

#include "node/actions/power.h"
#include "schema/base/macros.h"

/* The same as node/notice/notice_issuer.c puts on paper, in words. */
static const struct {
	const char *mode;
	const char *decides; /* English; Chinese in the catalogue */
	const char *bears;   /* English; Chinese in the catalogue */
} modes[] = {
    {"stationed", "the department's staff in the hall",
	"the department's name"},
    {"authorised", "the hall", "the hall's own name"},
    {"entrusted", "the hall, in the department's name",
	"the department's name, with the power on the notice"},
    {"joint", "each department its own part", "the lead's name"},
    {"assisted", "the county; the hall takes in and helps",
	"the department's name"},
    {"assigned", "the hall, in this one case", "the department's name"},
};

const char *
power_decides(const char *mode)
{
	for (size_t i = 0; i < COUNT_OF(modes); i++)
		if (strcmp(modes[i].mode, mode) == 0)
			return modes[i].decides;
	return "";
}

const char *
power_bears(const char *mode)
{
	for (size_t i = 0; i < COUNT_OF(modes); i++)
		if (strcmp(modes[i].mode, mode) == 0)
			return modes[i].bears;
	return "";
}
