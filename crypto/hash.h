/*
 * hash: the digests everything is named and signed by.
 */
#ifndef SANJI_CRYPTO_HASH_H
#define SANJI_CRYPTO_HASH_H

#include <stddef.h>
#include <stdint.h>

/* BLAKE2b-256: ids of change sets, digests of frontiers, fingerprints. */
#define HASH_ID_LEN 32
void hash_id(const void *data, size_t len, uint8_t out[HASH_ID_LEN]);

/* SHA-512: what an SSHSIG signs (OpenSSH PROTOCOL.sshsig). */
#define HASH_SHA512_LEN 64
void hash_sha512(const void *data, size_t len, uint8_t out[HASH_SHA512_LEN]);

#endif
