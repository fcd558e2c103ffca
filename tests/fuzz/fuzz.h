/*
 * fuzz: one target for every decoder of bytes from elsewhere.
 *
 *	bytes --> [target: the decoder, and what must hold of its result]
 *
 * The same object is linked with libFuzzer (make fuzz) and with replay.c,
 * which plays the kept corpus in `make check`.
 */
#ifndef SANJI_FUZZ_FUZZ_H
#define SANJI_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Decode; an assertion that fails is a find.  Always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Before the first; may be left out by a target without a world to make. */
int LLVMFuzzerInitialize(int *argc, char ***argv);

#endif
