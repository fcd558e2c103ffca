/*
 * receipt: a hall's signed word that it holds what it lists (RULES R1).
 *
 *	heads held, counter --compose--> text --sign--> receipt
 *
 * {"counter":41,"gazettes":[…],"heads":[…],"incarnation":1,"receipt":1,
 *  "signer":"330421111000","space":"ledger/330421111205"}
 */
#ifndef SANJI_LEDGER_RECEIPT_H
#define SANJI_LEDGER_RECEIPT_H

#include "schema/base/buf.h"
#include "sync/changeset/changeset.h"

/* Most ids in each list. */
#define RECEIPT_HEADS_MAX 400

struct receipt {
	struct hall_code signer;
	uint32_t incarnation;
	uint64_t counter;
	struct space_name space;
	struct changeset_heads heads;	 /* of the space */
	struct changeset_heads gazettes; /* the signer's, around the space */
};

void receipt_free(struct receipt *r);

/* Append the text that is signed.  Lists must be sorted. */
int receipt_compose(
    const struct receipt *r, struct buf *out, struct err *e) MUST_CHECK;

/* Read it; -1 with ERR_FORMAT unless compose gives the same bytes. */
int receipt_parse(const void *text, size_t len, struct receipt *out,
    struct err *e) MUST_CHECK;

#endif
