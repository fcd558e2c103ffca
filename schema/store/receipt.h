/*
 * receipt: what halls have signed that they hold, as rows (RULES R).
 */
#ifndef SANJI_STORE_RECEIPT_H
#define SANJI_STORE_RECEIPT_H

#include <stdint.h>

#include "schema/store/log.h"
#include "schema/store/store.h"

struct store_receipt {
	struct hall_code signer;
	uint32_t space;
	uint32_t incarnation;
	uint64_t counter;
	struct span text;
	uint8_t signature[STORE_SIGNATURE_LEN];
};

/*
 * Keep a receipt unless a newer one of the signer and space is kept; older
 * ones go; another with the same counter stays beside it (R2).  new_out is
 * 1 if it was not there before.
 */
int store_receipt_put(struct store *s, const struct store_receipt *r,
    int *new_out, struct err *e) MUST_CHECK;

/* Drop all of the receipt's signer about its space. */
int store_receipts_drop(
    struct store *s, const struct store_receipt *r, struct err *e) MUST_CHECK;

/* Call each for the receipts kept, of one space or (0) of all, by signer. */
int store_each_receipt(struct store *s, uint32_t space,
    int (*each)(void *context, const struct store_receipt *r, struct err *e),
    void *context, struct err *e) MUST_CHECK;

/* Most receipts of this hall's own kept of one space; the newest stay. */
#define STORE_OWN_RECEIPTS_MAX 64

/* Keep a receipt of this hall's own that somebody else showed. */
int store_own_receipt_put(
    struct store *s, const struct store_receipt *r, struct err *e) MUST_CHECK;

/* Call each for those: only space and text are filled in. */
int store_each_own_receipt(struct store *s,
    int (*each)(void *context, const struct store_receipt *r, struct err *e),
    void *context, struct err *e) MUST_CHECK;

#endif
