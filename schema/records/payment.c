/*
 * payment (收费): what is charged for a case, and what became of it.
 *
 *	charged --> waived --> paid --> refunded
 *
 * The record's name is the number of the slip (缴款单号), which begins with
 * the hall, so that saying one slip twice is saying it once.  Amounts are in
 * fen.  A reduction without authority is as wrong as charging too much: the
 * county grants it first (越权减收).  Money that was taken twice stays taken,
 * and is to be given back; how much follows from all that stands.
 */
#include "schema/base/json.h"
#include "schema/records/declare.h"
#include "schema/records/erasure.h"
#include "schema/records/rulings.h"
#include "schema/records/standing.h"
#include "schema/records/types.h"

enum payment_state {
	PAYMENT_NONE,
	PAYMENT_CHARGED,
	PAYMENT_WAIVED,
	PAYMENT_PAID,
	PAYMENT_REFUNDED,
	PAYMENT_DISPUTED,
};

#define PAYMENT_OPEN (STATE(PAYMENT_CHARGED) | STATE(PAYMENT_WAIVED))
#define PAYMENT_ANY                                                     \
	(PAYMENT_OPEN | STATE(PAYMENT_PAID) | STATE(PAYMENT_REFUNDED) | \
	    STATE(PAYMENT_DISPUTED))

static const char *const states[] = {
    "none", "charged", "waived", "paid", "refunded", "disputed", NULL};

/* --- fields --------------------------------------------------------------- */

#define FEN_MAX INT64_C(1000000000000)

#define AMOUNT(m, more) NUMBERED("amount", m, more, 1, FEN_MAX)

static const struct field_type charged_fields[] = {
    CODED("number", "number of the slip", FIELD_REQUIRED | FIELD_FILLED, 50),
    FORMED("case", "case it is paid for", FIELD_RECORD, FIELD_REQUIRED),
    NAMED("standard", "standard it is charged by", FIELD_REQUIRED, 300),
    AMOUNT("amount in fen", FIELD_REQUIRED),
    NAMED("payer", "who pays", FIELD_PERSONAL, 120),
    END,
};

static const struct field_type granted_fields[] = {
    AMOUNT("amount in fen", FIELD_REQUIRED),
    NAMED("basis", "number of the document it rests on", FIELD_REQUIRED, 300),
    REASON,
    END,
};

static const struct field_type waived_fields[] = {
    AMOUNT("amount in fen", FIELD_REQUIRED),
    REASON,
    END,
};

static const struct field_type paid_fields[] = {
    AMOUNT("amount in fen", FIELD_REQUIRED | FIELD_FILLED),
    NAMED("cashier", "cashier", FIELD_REQUIRED, 120),
    END,
};

static const struct field_type refunded_fields[] = {
    AMOUNT("amount in fen", FIELD_REQUIRED),
    NAMED("cashier", "cashier", FIELD_REQUIRED, 120),
    WHY,
    END,
};

/* --- sums ----------------------------------------------------------------- */

static json_int_t
sum(const struct standing *s, const char *kind)
{
	return standing_sum(s, kind, "amount");
}

static json_int_t
amount_of(const struct standing_event *ev)
{
	return json_member_integer(ev->body, "amount", 0);
}

/* Asked of the citizen, and held. */
static json_int_t
asked(const struct standing *s)
{
	return sum(s, "payment.charged") - sum(s, "payment.waived");
}

static json_int_t
held(const struct standing *s)
{
	return sum(s, "payment.paid") - sum(s, "payment.refunded");
}

/* --- guards --------------------------------------------------------------- */

enum {
	RULE_WAIVER,
	RULE_AMOUNT,
	RULE_REFUND,
};

static const struct guard_rule guards[] = {
    [RULE_WAIVER] = {"waiver",
	"no more may be waived than the county granted and is asked: `sanji "
	"payment grant` (centre rules: 收费)"},
    [RULE_AMOUNT] = {"amount",
	"what is paid must be what is asked: no more, no less "
	"(行政许可法 59)"},
    [RULE_REFUND] = {"refund",
	"no more can be given back than was paid (centre rules: 收费)"},
    {.id = NULL},
};

static const struct guard_rule *
may_be_waived(const struct standing *seen, const struct standing_event *ev)
{
	json_int_t granted = sum(seen, "payment.granted");
	json_int_t waived = sum(seen, "payment.waived") + amount_of(ev);

	return waived > granted || amount_of(ev) > asked(seen)
		   ? &guards[RULE_WAIVER]
		   : NULL;
}

static const struct guard_rule *
may_be_paid(const struct standing *seen, const struct standing_event *ev)
{
	return amount_of(ev) == asked(seen) ? NULL : &guards[RULE_AMOUNT];
}

static const struct guard_rule *
may_be_refunded(const struct standing *seen, const struct standing_event *ev)
{
	return amount_of(ev) <= held(seen) ? NULL : &guards[RULE_REFUND];
}

/* --- events --------------------------------------------------------------- */

static const struct event_type events[] = {
    {MOVES_BY(HALLS, "payment.charged", "charged", STATE(PAYMENT_NONE),
	PAYMENT_CHARGED, charged_fields)},
    {NOTES_BY(WRITER_ROOT, "payment.granted", "reduction granted", PAYMENT_OPEN,
	granted_fields)},
    {MOVES_BY(HALLS, "payment.waived", "waived", PAYMENT_OPEN, PAYMENT_WAIVED,
	 waived_fields),
	.guard = may_be_waived},
    {MOVES_BY(HALLS, "payment.paid", "paid", PAYMENT_OPEN, PAYMENT_PAID,
	 paid_fields),
	.guard = may_be_paid},
    {MOVES_BY(HALLS, "payment.refunded", "given back",
	 STATE(PAYMENT_PAID) | STATE(PAYMENT_REFUNDED), PAYMENT_REFUNDED,
	 refunded_fields),
	.guard = may_be_refunded},
    ERASED("payment", PAYMENT_ANY),
    RULINGS("payment", PAYMENT_ANY),
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    ERASED_PAIRS("payment"),
    {PAIR_OF("payment.charged", "payment.charged", PAIR_SAME, "RULES O1",
	 "one slip said twice is one; with two amounts it waits"),
	.field = "amount", .class = CLASS_HOLD},
    {PAIR_OF("payment.paid", "payment.paid", PAIR_BOTH, "RULES O",
	 "both payments were taken and stand; one is to be given back"),
	.class = CLASS_FLAG, .situation = "K16"},
    {PAIR_OF("payment.waived", "payment.paid", PAIR_BOTH, "RULES O",
	 "who took the money did not know that less was asked; the rest is "
	 "to be given back"),
	.class = CLASS_FLAG},
    {PAIR_OF("payment.waived", "payment.waived", PAIR_SHOWN, "RULES O4",
	"of several entries the higher tier's is shown, the others kept")},
    {PAIR_OF("payment.waived", "payment.refunded", PAIR_BOTH, "RULES O",
	 "who gave money back did not know that less was asked; the rest is "
	 "to be given back"),
	.class = CLASS_FLAG},
    {PAIR_OF("payment.refunded", "payment.refunded", PAIR_BOTH, "RULES O",
	 "both gave money back, and it is to be seen whether too much"),
	.class = CLASS_FLAG},
    {PAIR_OF("payment.paid", "payment.refunded", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {PAIR_WITH_ANY("payment.granted", PAIR_BOTH, "RULES O",
	"facts are kept side by side, none of them is lost")},
    {.first = NULL},
};

/* --- columns -------------------------------------------------------------- */

static json_t *
due(const struct standing *all)
{
	json_int_t left = asked(all) - held(all);

	return all->state == PAYMENT_CHARGED || all->state == PAYMENT_WAIVED
		   ? json_integer(left > 0 ? left : 0)
		   : json_integer(0);
}

static json_t *
refund_due(const struct standing *all)
{
	json_int_t more = held(all) - asked(all);

	return more > 0 ? json_integer(more) : NULL;
}

static json_t *
collected(const struct standing *all)
{
	return json_integer(held(all));
}

static const struct column_type columns[] = {
    {"number", COLUMN_FIELD, NULL, "number"},
    {"case_name", COLUMN_FIELD, NULL, "case"},
    {"standard", COLUMN_FIELD, NULL, "standard"},
    {"amount", COLUMN_FIELD, NULL, "amount"},
    {"charged_time", COLUMN_TIME, "payment.charged", NULL},
    {"basis", COLUMN_EVENT, "payment.granted", "basis"},
    {"waived", COLUMN_EVENT, "payment.waived", "amount"},
    {"due", COLUMN_DERIVED, .derive = due},
    {"paid_time", COLUMN_TIME, "payment.paid", NULL},
    {"cashier", COLUMN_EVENT, "payment.paid", "cashier"},
    {"collected", COLUMN_DERIVED, .derive = collected},
    {"refund_due", COLUMN_DERIVED, .derive = refund_due},
    ERASED_COLUMN("payment"),
    {"personal", COLUMN_PERSONAL, NULL, NULL},
    {.name = NULL},
};

const struct record_type record_payment = {
    .name = "payment",
    .meaning = "payment",
    .space = SPACE_LEDGER,
    .states = states,
    .disputed = PAYMENT_DISPUTED,
    .events = events,
    .pairs = pairs,
    .guards = guards,
    .table = "payment",
    .columns = columns,
};
