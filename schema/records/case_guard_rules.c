/*
 * Why guards of a case say no: what is wrong, the rule it rests on, and what
 * to do.  A law is named by its article; "centre rules" are those of the
 * county's service centres on the kinds of cases and the green channel.
 */
#include "schema/records/case_guard_rules.h"

#include "schema/records/case_type.h"

const struct guard_rule case_guard_rules[] = {
    [RULE_ACCEPTED] = {"accepted",
	"the case was not accepted; accept it first with `sanji case "
	"accept` (行政许可法 32)"},
    [RULE_PROMISED] = {"promised",
	"the case is a promised one already, and a promise is not made "
	"longer at will (centre rules: 承诺件); the head may extend the "
	"statutory limit with `sanji case extend`"},
    [RULE_MAIN] = {"main",
	"a main document is not there, so the case cannot be accepted; "
	"take it in with `sanji case take`, ask for it with `sanji case "
	"ask`, or decline it with `sanji case decline` (centre rules: "
	"退回件, 补办件)"},
    [RULE_NOT_OF_ITEM] = {"not_of_item",
	"the item asks for no material of that name, and nothing else may "
	"be asked for; `sanji item show` lists what it asks for "
	"(行政许可法 31)"},
    [RULE_ASKED] = {"asked",
	"no materials were asked for that are to come; ask for them with "
	"`sanji case ask` (行政许可法 32)"},
    [RULE_PIECES] = {"pieces",
	"not all materials asked for are there; take in what is missing "
	"with `sanji case take` first (行政许可法 32)"},
    [RULE_SHORT] = {"short",
	"materials may follow later only in the green channel, or if the "
	"item tolerates it; wait for the materials, or open the channel "
	"with `sanji case open_green` (centre rules: 绿色通道)"},
    [RULE_SHORT_OF] = {"short_of",
	"a material has not come; take it in with `sanji case take`, or "
	"decide outcome=approved_short and name in missing all that has "
	"not come (行政许可法 38)"},
    [RULE_PARTS] = {"parts",
	"not every department has finished its part; see `sanji case "
	"show` (行政许可法 26)"},
    [RULE_PART_REFUSED] = {"part_refused",
	"a department refused its part; deny the case, or have the "
	"department finish its part anew (行政许可法 26)"},
    [RULE_PART] = {"part",
	"that department has no part in this case; `sanji case show` "
	"lists those that have (行政许可法 26)"},
    [RULE_PART_HALL] = {"part_hall",
	"another hall handles that department's part; each writes only "
	"its own, and a hall above says where a department works with "
	"`sanji case assign_lead` (行政许可法 26)"},
    [RULE_URGED] = {"urged",
	"an order to hurry makes a promise shorter, never longer; name fewer "
	"days than were promised, or none (centre rules: 急办件)"},
    [RULE_EXTENDED_ONCE] = {"extended_once",
	"the time limit was extended before, and the law allows it once "
	"(行政许可法 42)"},
    [RULE_EXTENDED_LONG] = {"extended_long",
	"an extension is of 10 working days at most, in a joint case of "
	"15 (行政许可法 42)"},
    [RULE_EXTENSION] = {"extension",
	"an extension needs the approval of the head first: `sanji case "
	"extend` (行政许可法 42)"},
    [RULE_CONVERTED] = {"converted",
	"no promise is longer than the law's limit (行政许可法 42); "
	"promise fewer days"},
    [RULE_GREEN] = {"green",
	"this case is not in the green channel; open it first with `sanji "
	"case open_green` (centre rules: 绿色通道)"},
    [RULE_DEBT] = {"debt",
	"nothing of that name is owed in this case; `sanji case show` "
	"lists what is missing (centre rules: 绿色通道)"},
    [RULE_REVIEW] = {"review",
	"nobody has asked for a review of this case that waits for an "
	"answer; the citizen asks with `sanji case review` (centre rules: "
	"退回件)"},
    [RULE_NOTICE] = {"notice",
	"this case has no notice of that number; see `sanji notice list` "
	"(centre rules: 通知书)"},
    [RULE_UNDECIDED] = {"undecided",
	"no decision stands that could be printed: it waits for somebody, "
	"or was revoked, or there is none; see `sanji case show` (RULES "
	"A6)"},
    [RULE_SCANS] = {"scans",
	"this case has as many scans as a case may have; scan several "
	"pages into one file, or take one back with `sanji case detach` "
	"(centre rules: 档案管理)"},
    [RULE_SCAN] = {"scan",
	"this case has no such scan, or it was taken back before; see "
	"`sanji case attachment` (centre rules: 档案管理)"},
    {.id = NULL},
};
