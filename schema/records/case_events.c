/*
 * The events of a case and their fields.  Codes of states and procedures are
 * those of the national exchange of cases; code sets GB/T 39046 annex A.
 */
#include "schema/records/case_type.h"
#include "schema/records/declare.h"
#include "schema/records/erasure.h"
#include "schema/records/handover.h"
#include "schema/records/link.h"
#include "schema/records/rulings.h"
#include "schema/records/scan.h"

/* --- fields that several events have ------------------------------------- */

/* Who applies and how to reach them; required or not by case_checks.c. */
#define APPLICANT(required)                                                   \
	NAMED("name", "applicant", FIELD_PERSONAL | FIELD_FINDS | (required), \
	    120),                                                             \
	    {.name = "id_number",                                             \
		.meaning = "identity number",                                 \
		.form = FIELD_ID_NUMBER,                                      \
		.flags = FIELD_PERSONAL | FIELD_FINDS},                       \
	    CHOICE("document", "other document", 0, documents),               \
	    NAMED("document_number", "number of the other document",          \
		FIELD_PERSONAL | FIELD_FINDS, 40),                            \
	    PERSONAL_TEXT("number_reason",                                    \
		"why the number is taken as it stands on the card", 200),     \
	    {.name = "phone",                                                 \
		.meaning = "telephone",                                       \
		.form = FIELD_PHONE,                                          \
		.flags = FIELD_PERSONAL | FIELD_FINDS},                       \
	    PERSONAL_TEXT("address", "address", 300),                         \
	    PERSONAL_TEXT("agent", "agent of the applicant", 120),            \
	    PERSONAL_TEXT("note", "what is asked for", 2000)

/* GB/T 39046 A.4 服务对象, A.5 办理形式, A.6 办件类型. */
static const char *const subjects[] = {"person", "company", "institution",
    "association", "authority", "other", NULL};
static const char *const sources[] = {
    "window", "computer", "mobile", "courier", "other", NULL};
static const char *const modes[] = {"immediate", "promise", NULL};

/* What else somebody may show than an identity card, or one whose number does
 * not check (GB 11643): printed wrongly, or of another country. */
static const char *const documents[] = {"credit_code", "passport",
    "residence_permit", "identity_card", "other", NULL};

static const char *const coordinations[] = {"single", "joint", NULL};
static const char *const roles[] = {"lead", "joint", NULL};
static const char *const piece_states[] = {
    "supplied", "missing", "not_brought", "deferred", NULL};
static const char *const piece_forms[] = {
    "original", "copy", "electronic", NULL};
static const char *const outcomes[] = {
    "approved", "approved_short", "denied", NULL};
static const char *const part_outcomes[] = {"agreed", "refused", NULL};
static const char *const yes_no[] = {"yes", "no", NULL};

/* --- reception ------------------------------------------------------------ */

static const struct field_type piece_columns[] = {
    NAMED("name", "name of the material", FIELD_REQUIRED, 300),
    CHOICE("main", "whether it is a main document", 0, yes_no),
    CHOICE("state", "whether it is there", FIELD_REQUIRED, piece_states),
    {.name = "originals",
	.meaning = "originals",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = 99},
    {.name = "copies",
	.meaning = "copies",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = 99},
    END,
};

#define ITEM_VERSION                                                     \
	{                                                                \
		.name = "item_version",                                  \
		.meaning = "version of the item the case is handled by", \
		.form = FIELD_INTEGER, .flags = FIELD_FILLED, .min = 1,  \
		.max = 100000                                            \
	}

static const struct field_type received_fields[] = {
    {.name = "number",
	.meaning = "case number",
	.form = FIELD_CODE,
	.flags = FIELD_REQUIRED | FIELD_FILLED,
	.max = 50},
    {.name = "item",
	.meaning = "item code",
	.form = FIELD_CODE,
	.flags = FIELD_REQUIRED,
	.max = 50},
    ITEM_VERSION,
    CHOICE("source", "how it was brought", 0, sources),
    CHOICE("subject", "who applies", 0, subjects),
    NUMBERED(
	"amount", "amount it is about, in yuan", 0, 0, INT64_C(1000000000000)),
    {.name = "pieces",
	.meaning = "materials handed in",
	.form = FIELD_ROW,
	.flags = FIELD_LISTED,
	.columns = piece_columns},
    {.name = "project",
	.meaning = "code of the investment project",
	.form = FIELD_CODE,
	.max = 24},
    APPLICANT(FIELD_REQUIRED),
    END,
};

static const struct field_type amended_fields[] = {
    CHOICE("source", "how it was brought", 0, sources),
    APPLICANT(0),
    END,
};

/* Grounds of a refusal at the window: 4 不受理, 5 不予受理. */
static const char *const grounds[] = {"out_of_scope", "unqualified", NULL};
static const char *const refusals[] = {
    "main_missing", "against_policy", "other", NULL};

static const struct field_type declined_fields[] = {
    CHOICE("ground", "out of scope, or not qualified", FIELD_REQUIRED, grounds),
    CHOICE("because", "which of the reasons there are", 0, refusals),
    WHY,
    END,
};

static const struct field_type asked_fields[] = {
    NAMED("pieces", "materials asked for, all at once",
	FIELD_REQUIRED | FIELD_LISTED, 300),
    {.name = "by", .meaning = "day to bring them by", .form = FIELD_DATE},
    REASON,
    END,
};

static const struct field_type material_fields[] = {
    NAMED("piece", "material handed in", FIELD_REQUIRED, 300),
    CHOICE("form", "original, copy or electronic", 0, piece_forms),
    {.name = "count",
	.meaning = "how many",
	.form = FIELD_INTEGER,
	.min = 1,
	.max = 99},
    END,
};

/* --- handling ------------------------------------------------------------- */

static const struct field_type part_columns[] = {
    NAMED("department", "department", FIELD_REQUIRED, 120),
    CHOICE("role", "lead or joint", 0, roles),
    DAYS("promise_days", "promised working days"),
    {.name = "hall", .meaning = "hall it works in", .form = FIELD_REGION},
    END,
};

static const char *const first_days[] = {"next", "same", NULL};

static const struct field_type accepted_fields[] = {
    ITEM_VERSION,
    DAYS("promise_days", "promised working days"),
    DAYS("statutory_days", "statutory working days"),
    CHOICE("mode", "at once, or promised", 0, modes),
    CHOICE("first_day", "day 1 of the clock: next or same", 0, first_days),
    CHOICE("coordination", "one department or several", 0, coordinations),
    {.name = "kind",
	.meaning = "kind of joint case",
	.form = FIELD_CODE,
	.max = 60},
    {.name = "parts",
	.meaning = "departments that handle it jointly",
	.form = FIELD_ROW,
	.flags = FIELD_LISTED,
	.columns = part_columns},
    CHOICE("tolerates_missing", "whether secondary materials may follow later",
	0, yes_no),
    END,
};

static const struct field_type step_fields[] = {
    NAMED("step", "name of the step", FIELD_REQUIRED, 120),
    NAMED("window", "window or post", 0, 120),
    PERSONAL_TEXT("opinion", "opinion", 2000),
    END,
};

/* GB/T 39046 A.7; 行政许可法 45. */
static const char *const specials[] = {"extension", "other", NULL};
static const char *const procedures[] = {"hearing", "tender", "inspection",
    "site_visit", "expert_review", "auction", "quarantine", "other", NULL};

static const struct field_type special_fields[] = {
    CHOICE("special", "kind of special procedure", FIELD_REQUIRED, specials),
    CHOICE("procedure", "what is done", 0, procedures),
    DAYS("days", "working days it is expected to take"),
    REASON,
    END,
};

static const struct field_type extended_fields[] = {
    {.name = "days",
	.meaning = "working days more",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED,
	.min = 1,
	.max = 15},
    NAMED("approved_by", "head who approved it", FIELD_REQUIRED, 120),
    WHY,
    END,
};

static const struct field_type converted_fields[] = {
    {.name = "promise_days",
	.meaning = "promised working days",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED,
	.min = 1,
	.max = 400},
    WHY,
    END,
};

static const struct field_type decided_fields[] = {
    CHOICE("outcome", "approved or denied", FIELD_REQUIRED, outcomes),
    {.name = "power", .meaning = "power decided under", .form = FIELD_RECORD},
    NAMED("missing", "materials that follow later", FIELD_LISTED, 300),
    NAMED("result", "name and number of what is granted", 0, 300),
    REASON,
    END,
};

static const struct field_type returned_fields[] = {
    CHOICE("because", "which of the reasons there are", 0, refusals),
    WHY,
    END,
};

static const struct field_type revoked_fields[] = {
    {.name = "power", .meaning = "power acted under", .form = FIELD_RECORD},
    WHY,
    END,
};

static const struct field_type reason_fields[] = {REASON, END};
static const struct field_type why_fields[] = {WHY, END};

/* 送达方式: GB/T 39046 has no set; 行政许可法 44, 民事诉讼法 87 ff. */
static const char *const deliveries[] = {
    "direct", "left", "entrusted", "mailed", "electronic", "announced", NULL};

static const struct field_type delivered_fields[] = {
    CHOICE("method", "how it was handed over", 0, deliveries),
    PERSONAL_TEXT("receiver", "who took it", 120),
    REASON,
    END,
};

/* --- joint cases ---------------------------------------------------------- */

static const struct field_type part_accepted_fields[] = {
    NAMED("department", "department", FIELD_REQUIRED, 120),
    END,
};

static const struct field_type part_decided_fields[] = {
    NAMED("department", "department", FIELD_REQUIRED, 120),
    CHOICE("outcome", "agreed or refused", FIELD_REQUIRED, part_outcomes),
    PERSONAL_TEXT("opinion", "opinion", 2000),
    END,
};

static const struct field_type lead_fields[] = {
    NAMED("department", "department that leads", FIELD_REQUIRED, 120),
    {.name = "hall", .meaning = "hall it works in", .form = FIELD_REGION},
    REASON,
    END,
};

/* --- priorities ----------------------------------------------------------- */

static const struct field_type urged_fields[] = {
    NAMED("order", "number of the order", FIELD_REQUIRED, 100),
    DAYS("promise_days", "working days at most"),
    REASON,
    END,
};

/* Why a case may take the green channel, and the windows on its way. */
static const char *const green_scopes[] = {"key_project", "foreign_company",
    "domestic_company", "construction", "leaders_order", NULL};
static const char *const currencies[] = {"CNY", "USD", NULL};

static const struct field_type green_fields[] = {
    CHOICE("scope", "why it may take the green channel", FIELD_REQUIRED,
	green_scopes),
    {.name = "amount",
	.meaning = "amount invested, in whole units",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = INT64_C(1000000000000)},
    CHOICE("currency", "currency of the amount", 0, currencies),
    NAMED("basis", "number of the order it rests on", 0, 100),
    NAMED("windows", "windows on the way, in order", FIELD_LISTED, 120),
    END,
};

static const struct field_type signed_fields[] = {
    NAMED("window", "window", FIELD_REQUIRED, 120),
    {.name = "from", .meaning = "day it took it in", .form = FIELD_DATE},
    {.name = "to", .meaning = "day it was done", .form = FIELD_DATE},
    NAMED("signer", "who signs for the window", FIELD_REQUIRED, 120),
    END,
};

static const char *const debts[] = {"signature", "material", NULL};

static const struct field_type debt_fields[] = {
    CHOICE("debt", "signature or material", FIELD_REQUIRED, debts),
    NAMED("what", "what is owed", FIELD_REQUIRED, 300),
    NAMED("who", "who owes it", 0, 120),
    {.name = "by", .meaning = "day it is owed by", .form = FIELD_DATE},
    END,
};

static const struct field_type settled_fields[] = {
    CHOICE("debt", "signature or material", FIELD_REQUIRED, debts),
    NAMED("what", "what is owed", FIELD_REQUIRED, 300),
    NAMED("who", "who settles it", 0, 120),
    END,
};

/* --- paper ---------------------------------------------------------------- */

static const char *const notice_kinds[] = {"receipt", "acceptance",
    "supplement", "promise", "joint", "returned", "urgent", "decision",
    "delivery", NULL};

#define NOTICE_NUMBER                                                       \
	{                                                                   \
		.name = "number", .meaning = "number of the notice",        \
		.form = FIELD_CODE, .flags = FIELD_REQUIRED | FIELD_FILLED, \
		.max = 60                                                   \
	}

static const struct field_type notice_fields[] = {
    NOTICE_NUMBER,
    CHOICE("kind", "kind of notice", FIELD_REQUIRED, notice_kinds),
    {.name = "about",
	.meaning = "event it tells of",
	.form = FIELD_EVENT,
	.flags = FIELD_FILLED},
    {.name = "due_date",
	.meaning = "day promised on it",
	.form = FIELD_DATE,
	.flags = FIELD_FILLED},
    NAMED("recipients", "who keeps each copy", FIELD_LISTED, 120),
    END,
};

static const struct field_type printed_fields[] = {
    NOTICE_NUMBER,
    {.name = "copies",
	.meaning = "numbers of the copies; left out: all",
	.form = FIELD_INTEGER,
	.flags = FIELD_LISTED,
	.min = 1,
	.max = 16},
    REASON,
    END,
};

static const struct field_type handed_fields[] = {
    NOTICE_NUMBER,
    {.name = "copy",
	.meaning = "number of the copy",
	.form = FIELD_INTEGER,
	.flags = FIELD_REQUIRED,
	.min = 1,
	.max = 16},
    CHOICE("method", "how it was handed over", 0, deliveries),
    PERSONAL_TEXT("receiver", "who took it", 120),
    END,
};

static const struct field_type archived_fields[] = {
    NAMED("box", "number of the paper box", 0, 100),
    NAMED("retention", "how long it is kept", 0, 60),
    {.name = "pages",
	.meaning = "pages",
	.form = FIELD_INTEGER,
	.min = 0,
	.max = 100000},
    NAMED("missing", "what is missing from the file", FIELD_LISTED, 300),
    {.name = "root",
	.meaning = "hash over what is in the file",
	.form = FIELD_KEY,
	.flags = FIELD_REQUIRED | FIELD_FILLED},
    END,
};

/* --- scans of materials --------------------------------------------------- */

static const struct field_type attached_fields[] = {
    NAMED("material", "material it is a scan of", FIELD_REQUIRED, 300),
    {.name = "file",
	.meaning = "name of the file",
	.form = FIELD_TEXT,
	.flags = FIELD_PERSONAL | FIELD_REQUIRED,
	.max = 255},
    {.name = "media",
	.meaning = "what kind of file it is",
	.form = FIELD_TEXT,
	.flags = FIELD_PERSONAL | FIELD_REQUIRED,
	.max = 100},
    NUMBERED(EVENT_SCAN_SIZE, "length of the file in bytes",
	FIELD_REQUIRED | FIELD_FILLED, 1, (int64_t)SCAN_LEN_MAX),
    FORMED(EVENT_SCAN_PIECES, "hashes of its sealed pieces", FIELD_KEY,
	FIELD_REQUIRED | FIELD_FILLED | FIELD_LISTED),
    END,
};

static const struct field_type detached_fields[] = {
    FORMED("scan", "hash of the first piece of the scan", FIELD_KEY,
	FIELD_REQUIRED | FIELD_FILLED),
    WHY,
    END,
};

/* --- events --------------------------------------------------------------- */

/* A step, and a fact, that need only membership. */
#define MOVES(k, m, in, out, f) MOVES_BY(HALLS, "case." k, m, in, out, f)
#define NOTES(k, m, in, f) NOTES_BY(HALLS, "case." k, m, in, f)

const struct event_type case_events[] = {
    {MOVES("received", "received", STATE(CASE_NONE), CASE_RECEIVED,
	 received_fields),
	.clause = "行政许可法 29", .check = case_check_received},
    {MOVES("accepted", "accepted",
	 STATE(CASE_RECEIVED) | STATE(CASE_SUPPLEMENTED), CASE_ACCEPTED,
	 accepted_fields),
	.clause = "行政许可法 32", .check = case_check_accepted,
	.need = case_need_main},
    {MOVES("declined", "declined", CASE_BEFORE_ACCEPTANCE, CASE_DECLINED,
	 declined_fields),
	.clause = "行政许可法 32"},
    {MOVES("supplement_requested", "materials asked for",
	 STATE(CASE_RECEIVED) | CASE_AT_WORK, CASE_SUPPLEMENTING, asked_fields),
	.clause = "行政许可法 32", .guard = case_guard_asked},
    {NOTES("material_received", "material handed in",
	 CASE_OPEN | CASE_CLOSED | CASE_REFUSED, material_fields),
	.clause = "行政许可法 32", .guard = case_guard_taken},
    {MOVES("supplement_completed", "materials complete",
	 STATE(CASE_SUPPLEMENTING) | CASE_AT_WORK, CASE_SUPPLEMENTED,
	 reason_fields),
	.clause = "行政许可法 32", .need = case_need_pieces},
    {MOVES("step", "handled", STATE(CASE_SUPPLEMENTED) | CASE_AT_WORK,
	 CASE_HANDLING, step_fields),
	.clause = "行政许可法 34", .need = case_need_accepted},
    {MOVES("special_started", "special procedure begun", CASE_AT_WORK,
	 CASE_SPECIAL, special_fields),
	.clause = "行政许可法 45", .guard = case_guard_special},
    {MOVES("special_ended", "special procedure ended", STATE(CASE_SPECIAL),
	 CASE_SPECIAL_ENDED, reason_fields),
	.clause = "行政许可法 45"},
    {NOTES(
	 "extended", "time limit extended", CASE_IN_HANDLING, extended_fields),
	.clause = "行政许可法 42", .need = case_need_one_extension,
	.guard = case_guard_extended},
    {NOTES("converted", "made a promised case", CASE_IN_HANDLING,
	 converted_fields),
	.clause = "centre rules: 即办件", .need = case_need_immediate,
	.guard = case_guard_converted},
    {.kind = "case.decided",
	.meaning = "decided",
	.clause = "行政许可法 38",
	.writers = HALLS,
	.authority = AUTHORITY_POWER,
	.covers = "item",
	.effect = EFFECT_MOVES,
	.from = CASE_AT_WORK,
	.to = CASE_DECIDED,
	.fields = decided_fields,
	.check = case_check_decided,
	.guard = case_guard_decided},
    {MOVES(
	 "returned", "returned", CASE_AT_WORK, CASE_RETURNED, returned_fields),
	.clause = "centre rules: 退回件"},
    {MOVES("finished", "finished", STATE(CASE_DECIDED), CASE_FINISHED,
	 reason_fields),
	.clause = "行政许可法 44"},
    {MOVES("delivered", "delivered", STATE(CASE_FINISHED), CASE_DELIVERED,
	 delivered_fields),
	.clause = "行政许可法 44"},
    {MOVES("withdrawn", "withdrawn", CASE_BEFORE_ACCEPTANCE, CASE_WITHDRAWN,
	 reason_fields),
	.clause = "exchange of cases: 2"},
    {MOVES("pulled_back", "pulled back",
	 CASE_IN_HANDLING | STATE(CASE_SUPPLEMENTING) |
	     STATE(CASE_SUPPLEMENTED),
	 CASE_PULLED_BACK, reason_fields),
	.clause = "exchange of cases: 14"},
    {.kind = "case.revoked",
	.meaning = "decision revoked",
	.clause = "行政许可法 69",
	.writers = HALLS,
	.authority = AUTHORITY_POWER,
	.covers = "item",
	.effect = EFFECT_MOVES,
	.from = CASE_CLOSED,
	.to = CASE_REVOKED,
	.fields = revoked_fields},
    {NOTES("review_requested", "review asked for", CASE_REFUSED, why_fields),
	.clause = "centre rules: 退回件"},
    {.kind = "case.review_upheld",
	.meaning = "return upheld",
	.clause = "centre rules: 退回件",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_NOTES,
	.from = CASE_REFUSED,
	.fields = why_fields,
	.need = case_need_review},
    {.kind = "case.review_overturned",
	.meaning = "return overturned",
	.clause = "centre rules: 退回件",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_MOVES,
	.from = CASE_REFUSED,
	.to = CASE_RECEIVED,
	.fields = why_fields,
	.need = case_need_review},
    {NOTES("part_accepted", "part taken in", CASE_IN_HANDLING,
	 part_accepted_fields),
	.clause = "行政许可法 26", .need = case_need_parts,
	.guard = case_guard_part},
    {NOTES("part_decided", "part finished", CASE_IN_HANDLING,
	 part_decided_fields),
	.clause = "行政许可法 26", .need = case_need_parts,
	.guard = case_guard_part},
    {.kind = "case.lead_assigned",
	.meaning = "lead assigned",
	.clause = "行政许可法 26",
	.writers = WRITER_ABOVE | WRITER_ROOT,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_NOTES,
	.from = CASE_OPEN,
	.fields = lead_fields,
	.guard = case_guard_lead},
    {.kind = "case.urged",
	.meaning = "ordered to be urgent",
	.clause = "centre rules: 急办件",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_NOTES,
	.from = CASE_OPEN,
	.fields = urged_fields,
	.guard = case_guard_urged},
    {NOTES("green_opened", "green channel opened", CASE_OPEN, green_fields),
	.clause = "centre rules: 绿色通道", .check = case_check_green},
    {NOTES("green_signed", "signed on the green form", CASE_OPEN | CASE_CLOSED,
	 signed_fields),
	.clause = "centre rules: 绿色通道", .need = case_need_green},
    {.kind = "case.green_closed",
	.meaning = "green channel withdrawn",
	.clause = "centre rules: 绿色通道",
	.writers = WRITER_ROOT,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_NOTES,
	.from = CASE_OPEN | CASE_CLOSED,
	.fields = why_fields,
	.need = case_need_green},
    {NOTES("debt_opened", "to be supplied later", CASE_OPEN | CASE_CLOSED,
	 debt_fields),
	.clause = "centre rules: 绿色通道", .guard = case_guard_owe},
    {NOTES("debt_settled", "supplied later", CASE_OPEN | CASE_CLOSED,
	 settled_fields),
	.clause = "centre rules: 绿色通道", .guard = case_guard_debt},
    {NOTES("notice_issued", "notice issued", CASE_ANY, notice_fields),
	.clause = "centre rules: 通知书", .guard = case_guard_issued},
    {NOTES("notice_printed", "notice printed", CASE_ANY, printed_fields),
	.clause = "centre rules: 通知书", .guard = case_guard_notice},
    {NOTES("notice_delivered", "copy of a notice handed over", CASE_ANY,
	 handed_fields),
	.clause = "centre rules: 通知书", .guard = case_guard_notice},
    {NOTES("attached", "scan added", CASE_ANY, attached_fields),
	.clause = "centre rules: 档案管理", .check = scan_check,
	.need = case_need_room},
    {NOTES("detached", "scan taken back", CASE_ANY, detached_fields),
	.clause = "centre rules: 档案管理", .guard = case_guard_detached},
    {NOTES("archived", "archived",
	 CASE_CLOSED | CASE_REFUSED | STATE(CASE_WITHDRAWN) |
	     STATE(CASE_PULLED_BACK) | STATE(CASE_REVOKED),
	 archived_fields),
	.clause = "centre rules: 档案管理"},
    LINKED("case", "found to be received twice", CASE_ANY, link_fields),
    {.kind = "case.amended",
	.meaning = "amended",
	.clause = "个人信息保护法 46",
	.writers = HALLS,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_EDITS,
	.from = CASE_ANY,
	.fields = amended_fields,
	.check = case_check_number},
    {NOTES(
	 "erasure_asked", "erasure asked for", CASE_ANY, erasure_asked_fields),
	.clause = "个人信息保护法 47"},
    ERASED("case", CASE_ERASABLE),
    RULINGS("case", CASE_ANY),
    HANDOVER_EVENTS("case", CASE_ANY, CASE_MOVED),
    {.kind = NULL},
};
