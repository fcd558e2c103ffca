/*
 * claim: who of this hall has taken which case to decide into hand, as rows.
 */
#ifndef SANJI_STORE_CLAIM_H
#define SANJI_STORE_CLAIM_H

#include <jansson.h>
#include <stdint.h>

#include "schema/store/store.h"

/* Claims begun before a moment are forgotten when one is put. */
int store_claim_put(struct store *s, const char *case_id, const char *who,
    int64_t time_s, int64_t since, struct err *e) MUST_CHECK;

/* 1: there was one; 0; -1. */
int store_claim_drop(
    struct store *s, const char *case_id, struct err *e) MUST_CHECK;

/*
 * {"who", "full_name", "time"} of a case, a new object; JSON null if nobody
 * has it in hand; or NULL.
 */
json_t *store_claim_read(
    struct store *s, const char *case_id, struct err *e) MUST_CHECK;

#endif
