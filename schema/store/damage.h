/*
 * damage: rows that are no longer what they were, and how they come back.
 *
 *	row found bad --note, lose--> damaged change set, missing key or piece
 *	the same from elsewhere --mend, or as any that is missing--> a good row
 *
 * Whoever calls has compared: nothing is judged here.
 */
#ifndef SANJI_STORE_DAMAGE_H
#define SANJI_STORE_DAMAGE_H

#include "schema/store/case_key.h"
#include "schema/store/log.h"
#include "schema/store/piece.h"

/* Make all indices anew from their tables. */
int store_reindex(struct store *s, struct err *e) MUST_CHECK;

/* The change set of that number is damaged, or is not after all. */
int store_damage_note(struct store *s, int64_t n, struct err *e) MUST_CHECK;
int store_damage_forget(struct store *s, int64_t n, struct err *e) MUST_CHECK;

/* Whether it is: 1, 0, -1; 0 for n asks whether any is. */
int store_damage_find(struct store *s, int64_t n, struct err *e) MUST_CHECK;

/*
 * The first damaged change set of a branch, by its seq: 1, 0: none, -1; branch
 * 0: of any.
 */
int store_damage_first(struct store *s, uint32_t branch, uint64_t *seq_out,
    struct err *e) MUST_CHECK;

/* Key, signature, names, depth, time, past and text of a change set as they
 * should be, by n. */
int store_changeset_mend(struct store *s, const struct store_position *row,
    struct span past, struct span message, struct err *e) MUST_CHECK;

/* Delete a key, or a piece; it is missing from then on. */
int store_key_lose(
    struct store *s, const struct store_key *k, struct err *e) MUST_CHECK;
int store_piece_lose(struct store *s, const uint8_t hash[STORE_PIECE_HASH_LEN],
    struct err *e) MUST_CHECK;

#endif
