/*
 * case (办件): what a citizen brought, from reception to delivery.
 *
 * The happy path:
 *
 *	received --> accepted --> handling --> decided --> finished -->
 *delivered
 *
 * What may happen beside it: materials are asked for, once, and brought
 * (补正); a hearing or a site visit stops the clock (特别程序); the case is
 * declined or returned, and may be reviewed (复核); the citizen takes it
 * back; a decision is revoked (撤销).
 *
 * The kinds that windows speak of (即办 承诺 补办 联办 退回 急办) are not one
 * enumeration but five facets, since one case may be several at once: the
 * mode, the materials, the coordination, the priority, and the outcome.
 * They follow from the events (case_facets.c) and are written by nobody.
 *
 * Files: case_events.c events and their fields · case_checks.c what one
 * event must be in itself · case_guards.c what it needs to have been there ·
 * case_parts.c whose the parts of a joint case are · case_pairs.c what becomes
 *of two that did not know each other · case_facets.c what follows.
 */
#include "schema/records/case_type.h"
#include "schema/records/erasure.h"
#include "schema/records/link.h"
#include "schema/records/types.h"

static const char *const states[] = {
    "none",
    "received",
    "supplementing",
    "supplemented",
    "declined",
    "accepted",
    "handling",
    "special_procedure",
    "special_ended",
    "returned",
    "decided",
    "finished",
    "delivered",
    "withdrawn",
    "pulled_back",
    "revoked",
    "disputed",
    "moved",
    NULL,
};

static const struct column_type columns[] = {
    {"number", COLUMN_FIELD, NULL, "number"},
    {"item", COLUMN_FIELD, NULL, "item"},
    {"item_version", COLUMN_FIELD, NULL, "item_version"},
    {"source", COLUMN_FIELD, NULL, "source"},
    {"state", COLUMN_DERIVED, .derive = case_state},
    {"code", COLUMN_DERIVED, .derive = case_code},
    {"mode", COLUMN_DERIVED, .derive = case_mode},
    {"materials", COLUMN_DERIVED, .derive = case_materials},
    {"coordination", COLUMN_DERIVED, .derive = case_coordination},
    {"lead", COLUMN_DERIVED, .derive = case_lead},
    {"priority", COLUMN_DERIVED, .derive = case_priority},
    {"asked", COLUMN_DERIVED, .derive = case_asked},
    {"missing", COLUMN_DERIVED, .derive = case_missing},
    {"alias_of", COLUMN_DERIVED, .derive = link_alias_of},
    {"notices", COLUMN_DERIVED, .derive = case_notices},
    {"received_time", COLUMN_TIME, "case.received", NULL},
    {"accepted_time", COLUMN_TIME, "case.accepted", NULL},
    {"promise_days", COLUMN_EVENT, "case.accepted", "promise_days"},
    {"decided_time", COLUMN_TIME, "case.decided", NULL},
    {"decided_hall", COLUMN_HALL, "case.decided", NULL},
    {"outcome", COLUMN_EVENT, "case.decided", "outcome"},
    {"power", COLUMN_EVENT, "case.decided", "power"},
    {"finished_time", COLUMN_TIME, "case.finished", NULL},
    {"delivered_time", COLUMN_TIME, "case.delivered", NULL},
    {"withdrawn_time", COLUMN_DERIVED, .derive = case_withdrawn_time},
    {"moved_to", COLUMN_EVENT, "case.moved_out", "to"},
    {"moved_time", COLUMN_TIME, "case.moved_out", NULL},
    {"erasure_asked_time", COLUMN_TIME, "case.erasure_asked", NULL},
    ERASED_COLUMN("case"),
    {"personal", COLUMN_PERSONAL, NULL, NULL},
    {.name = NULL},
};

const struct record_type record_case = {
    .name = "case",
    .meaning = "case",
    .space = SPACE_LEDGER,
    .states = states,
    .disputed = CASE_DISPUTED,
    .events = case_events,
    .pairs = case_pairs,
    .guards = case_guard_rules,
    .table = "case_file",
    .columns = columns,
};
