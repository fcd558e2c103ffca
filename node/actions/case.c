/*
 * case: what a window, a department and the centre do with a case.
 */
#include "node/actions/attachment.h"
#include "node/actions/case_acts.h"
#include "node/actions/dual.h"
#include "node/actions/nouns.h"

static const struct action_parameter nothing[] = {{NULL, NULL, 0}};

static const struct action_parameter which[] = {
    {"case", "number, or beginning of the id", 1}, {NULL, NULL, 0}};

/* What is short of the item's materials, and what the window found. */
#define SHORT                                                                \
	{"missing", "materials that do not exist, by name", PARAMETER_LIST}, \
	    {"not_brought", "materials that exist and were not brought",     \
		PARAMETER_LIST},                                             \
	    {"deferred", "materials that may follow later", PARAMETER_LIST}, \
	{                                                                    \
		"policy", "against (policy or plan) or out_of_scope", 0      \
	}

static const struct action_parameter propose_parameters[] = {
    {"item", "item code", 1}, SHORT, {NULL, NULL, 0}};

static const struct action_parameter receive_parameters[] = {
    {"accept", "yes or no; left out: if it can be", 0},
    {"lead", "department that leads a joint case", 0},
    {"kind", "kind of joint case", 0}, SHORT, {NULL, NULL, 0}};

static const struct action_parameter accept_parameters[] = {
    {"case", "number, or beginning of the id", 1},
    {"lead", "department that leads a joint case", 0}, {NULL, NULL, 0}};

static const struct action_parameter start_parameters[] = {
    {"from", "sequence of the next case", 1}, {NULL, NULL, 0}};

static const struct action_parameter link_parameters[] = {
    {"case", "number, or beginning of the id", 1},
    {"other", "number of the other one", 1},
    {"role", "keeps (its number), alias (of the other) or separate", 1},
    {"reason", "reason", 1}, {NULL, NULL, 0}};

static const struct action_parameter bytes_parameters[] = {
    {"case", "number, or beginning of the id", 1},
    {"bytes", "the file in URL-safe base64 without padding", 1},
    {NULL, NULL, 0}};

static const struct action_parameter detach_parameters[] = {
    {"case", "number, or beginning of the id", 1},
    {"attachment", "number of the scan; left out: the only one", 0},
    {NULL, NULL, 0}};

static const struct action_parameter archive_parameters[] = {
    {"case", "number, or beginning of the id", 1},
    {"without_scans", "yes: also if scans have not arrived", 0},
    {NULL, NULL, 0}};

static const struct action_parameter track_parameters[] = {
    {"number", "case number", 1}, {"code", "query code", 1}, {NULL, NULL, 0}};

static const struct action_parameter check_parameters[] = {
    {"field", "field of a case taken in", 1}, {"value", "what was typed", 1},
    {NULL, NULL, 0}};

static const struct action_parameter list_parameters[] = {
    {"hall", "region code of the receiving hall", 0},
    {"state", "only cases in this state", 0},
    {"due", "overdue, or near (also what is overdue)", 0},
    {"id_number", "identity number", 0}, {"phone", "telephone", 0},
    {"name", "applicant", 0}, {"item", "item code", 0},
    {"number", "part of the number", 0},
    {"from", "received on this day or later", 0},
    {"to", "received on this day or before", 0},
    {"after", "number of the last case already shown", 0},
    {"most", "how many at most (50)", 0},
    {"details", "yes: also what is due, and which halls hold it", 0},
    {NULL, NULL, 0}};

static const struct action_parameter outdated_parameters[] = {
    {"days", "for how many days it was replaced then; left out: 30", 0},
    {NULL, NULL, 0}};

const struct action case_actions[] = {
    {"case", "propose", "what kind of case it would be, and why", NULL,
	propose_parameters, "item",
	"sanji case propose item=330421-YB-001 missing=户口簿、照片",
	case_propose},
    {"case", "receive", "take in what a citizen brought, with a number",
	"case.received", receive_parameters, NULL,
	"sanji case receive item=330421-YB-001 name=王秀英 "
	"id_number=11010519491231002X phone=13857300001",
	case_receive},
    {"case", "start_numbers", "go on from the numbers given on paper", NULL,
	start_parameters, "from", "sanji case start_numbers from=38",
	case_start_numbers},
    {"case", "accept", "accept a received case", "case.accepted",
	accept_parameters, "case",
	"sanji case accept 330421111205-01-20261123-0001-7", case_accept},
    {"case", "decline", "decline it at the window (不予受理)", "case.declined",
	which, "case",
	"sanji case decline 330421111205-01-20261123-0001-7 ground=unqualified "
	"because=main_missing reason=主件缺少",
	case_step},
    {"case", "ask", "tell, once, which materials are missing",
	"case.supplement_requested", which, "case",
	"sanji case ask 330421111205-01-20261123-0001-7 pieces=户口簿,照片 "
	"by=2026-12-04",
	case_ask},
    {"case", "take", "take in a material, at any hall",
	"case.material_received", which, "case",
	"sanji case take 330421111205-01-20261123-0001-7 piece=户口簿 "
	"form=copy",
	case_step},
    {"case", "complete", "all materials asked for are there",
	"case.supplement_completed", which, "case",
	"sanji case complete 330421111205-01-20261123-0001-7", case_step},
    {"case", "step", "record a step of handling", "case.step", which, "case",
	"sanji case step 330421111205-01-20261123-0001-7 step=审核 "
	"opinion=符合条件",
	case_step},
    {"case", "pause", "begin a special procedure: the clock stops",
	"case.special_started", which, "case",
	"sanji case pause 330421111205-01-20261123-0001-7 special=other "
	"procedure=site_visit",
	case_step},
    {"case", "resume", "end the special procedure", "case.special_ended", which,
	"case", "sanji case resume 330421111205-01-20261123-0001-7", case_step},
    {"case", "extend", "extend the statutory limit, with the head's approval",
	"case.extended", which, "case",
	"sanji case extend 330421111205-01-20261123-0001-7 days=10 "
	"approved_by=张主任 reason=案情复杂",
	case_step},
    {"case", "convert", "make a case handled at once a promised one",
	"case.converted", which, "case",
	"sanji case convert 330421111205-01-20261123-0001-7 promise_days=5 "
	"reason=需现场踏勘",
	case_step},
    {"case", "decide", "approve or deny, under a power", "case.decided", which,
	"case",
	"sanji case decide 330421111205-01-20261123-0001-7 outcome=approved",
	case_decide},
    {"case", "return", "return it after examination (退回)", "case.returned",
	which, "case",
	"sanji case return 330421111205-01-20261123-0001-7 "
	"reason=踏勘不符合条件",
	case_step},
    {"case", "finish", "close a decided case", "case.finished", which, "case",
	"sanji case finish 330421111205-01-20261123-0001-7", case_step},
    {"case", "deliver", "hand the result to the citizen", "case.delivered",
	which, "case",
	"sanji case deliver 330421111205-01-20261123-0001-7 method=direct",
	case_step},
    {"case", "withdraw", "the citizen takes it back", "case.pulled_back", which,
	"case", "sanji case withdraw 330421111205-01-20261123-0001-7",
	case_withdraw},
    {"case", "revoke", "revoke a decision", "case.revoked", which, "case",
	"sanji case revoke 330421111205-01-20261123-0001-7 "
	"reason=事后核查不合格",
	case_decide},
    {"case", "review", "the citizen asks for a review of a return",
	"case.review_requested", which, "case",
	"sanji case review 330421111205-01-20261123-0001-7 reason=材料已补齐",
	case_step},
    {"case", "uphold", "the centre upholds a return", "case.review_upheld",
	which, "case",
	"sanji case uphold 330421111205-01-20261123-0001-7 reason=退回正确",
	case_step},
    {"case", "overturn", "the centre overturns a return",
	"case.review_overturned", which, "case",
	"sanji case overturn 330421111205-01-20261123-0001-7 "
	"reason=材料在退回前已补齐",
	case_step},
    {"case", "take_part", "a department takes in its part of a joint case",
	"case.part_accepted", which, "case",
	"sanji case take_part 330421111205-01-20261123-0001-7 "
	"department=水利局",
	case_step},
    {"case", "decide_part", "a department finishes its part of a joint case",
	"case.part_decided", which, "case",
	"sanji case decide_part 330421111205-01-20261123-0001-7 "
	"department=水利局 outcome=agreed",
	case_step},
    {"case", "assign_lead", "the centre names the department that leads",
	"case.lead_assigned", which, "case",
	"sanji case assign_lead 330421111205-01-20261123-0001-7 "
	"department=住房和城乡建设局",
	case_step},
    {"case", "urge", "the centre orders it to be urgent (急办)", "case.urged",
	which, "case",
	"sanji case urge 330421111205-01-20261123-0001-7 "
	"order=善审急〔2026〕3号 promise_days=2",
	case_step},
    {"case", "open_green", "open the green channel", "case.green_opened", which,
	"case",
	"sanji case open_green 330421111205-01-20261123-0001-7 "
	"scope=domestic_company amount=50000000 currency=CNY",
	case_step},
    {"case", "sign_green", "a window signs the form of the green channel",
	"case.green_signed", which, "case",
	"sanji case sign_green 330421111205-01-20261123-0001-7 window=市场监管 "
	"from=2026-11-23 to=2026-11-24 signer=李明",
	case_step},
    {"case", "close_green", "the centre withdraws the green channel",
	"case.green_closed", which, "case",
	"sanji case close_green 330421111205-01-20261123-0001-7 "
	"reason=不符合条件",
	case_step},
    {"case", "owe", "record what is signed or supplied later",
	"case.debt_opened", which, "case",
	"sanji case owe 330421111205-01-20261123-0001-7 debt=signature "
	"what=分管领导签字 who=王局长",
	case_step},
    {"case", "settle", "what was owed is there", "case.debt_settled", which,
	"case",
	"sanji case settle 330421111205-01-20261123-0001-7 debt=signature "
	"what=分管领导签字",
	case_step},
    {"case", "link", "rule on a case received at two halls (两头受理)", NULL,
	link_parameters, "case",
	"sanji case link 330421111205-01-20261123-0001-7 "
	"other=330421111000-01-20261123-0004-2 role=separate "
	"reason=两次申请",
	dual_link},
    {"case", "attach_bytes", "add a scan that comes as text, below 1 MB",
	"case.attached", bytes_parameters, "case",
	"sanji case attach_bytes 330421111205-01-20261123-0001-7 "
	"material=照片 file=photo.jpg bytes=_9j_4AAQSkZJRg",
	attachment_from_bytes},
    {"case", "attachments", "the scans of a case, and what has come of them",
	NULL, which, "case",
	"sanji case attachments 330421111205-01-20261123-0001-7",
	attachment_list},
    {"case", "detach", "take back a scan that was added by mistake",
	"case.detached", detach_parameters, "case",
	"sanji case detach 330421111205-01-20261123-0001-7 attachment=1 "
	"reason=扫描件属于另一申请人",
	attachment_detach},
    {"case", "archive", "close the file of the case", "case.archived",
	archive_parameters, "case",
	"sanji case archive 330421111205-01-20261123-0001-7 box=2026-031 "
	"retention=30年",
	case_archive},
    {"case", "amend", "correct what was written down", "case.amended", which,
	"case",
	"sanji case amend 330421111205-01-20261123-0001-7 phone=13857300002",
	case_step},
    {"case", "ratify", "put a held act into force", "case.ratified", which,
	"case",
	"sanji case ratify 330421111205-01-20261123-0001-7 event=CHANGE_SET/0 "
	"reason=追认",
	case_step},
    {"case", "annul", "keep a held act out of force for good", "case.annulled",
	which, "case",
	"sanji case annul 330421111205-01-20261123-0001-7 event=CHANGE_SET/0",
	case_step},
    {"case", "rule", "say which of two events stands", "case.ruled", which,
	"case",
	"sanji case rule 330421111205-01-20261123-0001-7 event=CHANGE_SET/0 "
	"reason=以镇级决定为准",
	case_step},
    {"case", "show", "a case, its events, what is due, its three stamps", NULL,
	which, "case", "sanji case show 330421111205-01-20261123-0001-7",
	case_show},
    {"case", "explain", "why it is as it is here: who wrote what knowing what",
	NULL, which, "case",
	"sanji case explain 330421111205-01-20261123-0001-7", case_explain},
    {"case", "check", "whether a field has its form, before it is saved", NULL,
	check_parameters, NULL,
	"sanji case check field=id_number value=11010519491231002X",
	case_check},
    {"case", "may", "what may be done with it now, here", NULL, which, "case",
	"sanji case may 330421111205-01-20261123-0001-7", case_may},
    {"case", "list", "cases, newest first", NULL, list_parameters, NULL,
	"sanji case list state=accepted", case_list},
    {"case", "outdated",
	"cases taken in by a version of the item replaced long before", NULL,
	outdated_parameters, "days", "sanji case outdated days=30",
	case_outdated},
    {"case", "track", "how it stands, for who shows number and query code",
	NULL, track_parameters, "number",
	"sanji case track 330421111205-01-20261123-0001-7 code=245815",
	case_track},
    {"case", "today", "what the display in the hall shows", NULL, nothing, NULL,
	"sanji case today", case_today},
    {.noun = NULL},
};
