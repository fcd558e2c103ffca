/*
 * node: the one row that says what this node is.
 */
#ifndef SANJI_STORE_NODE_H
#define SANJI_STORE_NODE_H

#include <stdint.h>

#include "schema/store/store.h"

struct store_node {
	struct hall_code hall;
	struct changeset_id county; /* the pin */
	struct incarnation life;
};

/* Write the row; there must be none.  Within a transaction. */
int store_node_make(
    struct store *s, const struct store_node *node, struct err *e) MUST_CHECK;

/* Read it; -1 with ERR_NOT_FOUND if the node was never made. */
int store_node_read(
    struct store *s, struct store_node *out, struct err *e) MUST_CHECK;

/* The next receipt counter, case sequence, number of a ruling on two
 * ledgers; within a transaction. */
int store_node_next_receipt(
    struct store *s, uint64_t *out, struct err *e) MUST_CHECK;
int store_node_last_receipt(
    struct store *s, uint64_t *out, struct err *e) MUST_CHECK;
int
store_node_next_case(struct store *s, uint64_t *out, struct err *e) MUST_CHECK;
int store_node_next_ruling(
    struct store *s, uint64_t *out, struct err *e) MUST_CHECK;

/*
 * Let the next case have that sequence: what was numbered on paper before
 * goes on here.  Within a transaction.  -1 with ERR_REFUSED if it, or a
 * later one, was given out already.
 */
int store_node_start_cases(
    struct store *s, uint64_t next, struct err *e) MUST_CHECK;

/* The next number of that kind of notice, or record type, from 1; within a
 * transaction. */
int store_node_next_of(
    struct store *s, const char *kind, uint64_t *out, struct err *e) MUST_CHECK;

#endif
