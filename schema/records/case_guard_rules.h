/*
 * case_guard_rules: the rules a guard of a case may say no by.
 */
#ifndef SANJI_RECORDS_CASE_GUARD_RULES_H
#define SANJI_RECORDS_CASE_GUARD_RULES_H

#include "schema/records/record_type.h"

/* Places in case_guard_rules[], which case_type.h declares. */
enum case_rule {
	RULE_ACCEPTED,
	RULE_PROMISED,
	RULE_MAIN,
	RULE_NOT_OF_ITEM,
	RULE_ASKED,
	RULE_PIECES,
	RULE_SHORT,
	RULE_SHORT_OF,
	RULE_PARTS,
	RULE_PART_REFUSED,
	RULE_PART,
	RULE_PART_HALL,
	RULE_URGED,
	RULE_EXTENDED_ONCE,
	RULE_EXTENDED_LONG,
	RULE_EXTENSION,
	RULE_CONVERTED,
	RULE_GREEN,
	RULE_DEBT,
	RULE_REVIEW,
	RULE_NOTICE,
	RULE_UNDECIDED,
	RULE_SCANS,
	RULE_SCAN,
};

#endif
