/*
 * staff: who works at this hall.
 */
#include "node/actions/noun.h"
#include "node/actions/nouns.h"

static const struct action_parameter which[] = {
    {"staff", "number the person works under", 1}, {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"text", "beginning of the number", 0}, NOUN_PAGE, {NULL, NULL, 0}};

const struct action staff_actions[] = {
    {"staff", "appoint", "let somebody work here", "staff.appointed", which,
	"staff",
	"sanji staff appoint 330421111205-003 name=李明 card=A1093 "
	"window=综合窗口",
	noun_publish},
    {"staff", "disable", "end it, here or at a hall below", "staff.disabled",
	which, "staff", "sanji staff disable 330421111205-003 basis=调离",
	noun_publish},
    {"staff", "list", "members of staff, by number", NULL, list_parameters,
	"text", "sanji staff list 330421111205", noun_list},
    {.noun = NULL},
};
