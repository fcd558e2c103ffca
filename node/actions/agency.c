/*
 * agency: bodies that prepare what citizens hand in (中介机构).
 */
#include "node/actions/noun.h"
#include "node/actions/nouns.h"

/* One line for each, over all gazettes. */
static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *text = request_text(request, "text");
	struct report_parameter p = {":text", text == NULL ? "" : text, 0};

	(void)self;
	*out = store_report(engine_store(a->engine), REPORT_AGENCIES, &p, 1, e);
	return *out == NULL ? -1 : 0;
}

static const struct action_parameter which[] = {
    {"agency", "credit code of the agency", 1}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"text", "part of a name or code", 0}, {NULL, NULL, 0}};

static const struct action_parameter entries_parameters[] = {
    {"text", "beginning of the credit code", 0}, NOUN_PAGE, {NULL, NULL, 0}};

const struct action agency_actions[] = {
    {"agency", "add", "list an agency", "agency.listed", which, "agency",
	"sanji agency add 91330421MA28A00001 name=嘉善安评咨询 "
	"service=安全评价",
	noun_publish},
    {"agency", "grade", "grade it", "agency.graded", which, "agency",
	"sanji agency grade 91330421MA28A00001 grade=B basis=2026年度评价",
	noun_publish},
    {"agency", "blacklist", "bar it from the county's halls",
	"agency.blacklisted", which, "agency",
	"sanji agency blacklist 91330421MA28A00001 basis=出具虚假报告",
	noun_publish},
    {"agency", "clear", "let it work again", "agency.cleared", which, "agency",
	"sanji agency clear 91330421MA28A00001 basis=整改合格", noun_publish},
    {"agency", "list", "agencies, their grades, and who is barred", NULL,
	list_parameters, "text", "sanji agency list 安评", list},
    {"agency", "entries", "what each hall wrote of them", NULL,
	entries_parameters, "text", "sanji agency entries 91330421MA28A00001",
	noun_list},
    {.noun = NULL},
};
