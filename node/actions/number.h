/*
 * number: numbers that never collide, whoever is offline.
 *
 * <region code>-<incarnation>-<YYYYMMDD>-<sequence>-<check digit>, with at
 * least 2 and 4 digits, e.g. 330421111205-01-20261123-0001-7.  The sequence
 * is the hall's own and never restarts within an incarnation, which is written
 * out however high it is, so no two halls and no two lives of a hall can issue
 * the same number.  Other records that
 * people hold on paper are numbered alike, with a letter before the sequence.
 */
#ifndef SANJI_ACTIONS_NUMBER_H
#define SANJI_ACTIONS_NUMBER_H

#include <stdint.h>

#include "schema/base/macros.h"
#include "schema/base/name.h"
#include "schema/records/record_type.h"

#define CASE_NUMBER_MAX 48

/* Compose; time_s says the day (in China). */
void case_number(const struct hall_code *hall, uint32_t incarnation,
    int64_t time_s, uint64_t sequence, char out[CASE_NUMBER_MAX]);

/* The same for another record type, by its letter. */
void record_number(const struct hall_code *hall, uint32_t incarnation,
    int64_t time_s, char letter, uint64_t sequence, char out[CASE_NUMBER_MAX]);

/*
 * Name the record: by its number, so that looking up a number needs no index
 * of its own, and by chance, so that two cases stay two should a copied hall
 * use one number twice.
 */
void case_name(const char *number, char out[RECORD_NAME_MAX]);

/*
 * Number of a notice: <region code>-<incarnation>-<letters of the kind>-
 * <sequence>, e.g. 330421111205-01-CN-00001, at most 30 characters as
 * GB/T 39046 has it (文书编号) for the first 99 lives of a hall.  Each kind
 * is counted on its own, and like a case's the number is never given twice.
 */
#define NOTICE_NUMBER_MAX 48
void notice_number(const struct hall_code *hall, uint32_t incarnation,
    const char *kind, uint64_t sequence, char out[NOTICE_NUMBER_MAX]);

/* Whether the check digit is right: ISO 7064 MOD 11-10 over the digits. */
int case_number_is_valid(const char *number);

#endif
