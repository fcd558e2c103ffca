/*
 * The floor: durable, signed and hashed, and nothing else: no merge, no
 * rules, no order, no access control.
 */
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

#include "tests/bench/bench.h"

/* Records in one transaction of a copy, as in a frame of change sets. */
#define BATCH 256

/* As the change sets travel (sync/carry/pack.h). */
#define PACKED_LEVEL 3
#define PACKED_WINDOW_LOG 17

struct floor {
	sqlite3 *db;
	sqlite3_stmt *insert;
	unsigned char public[crypto_sign_PUBLICKEYBYTES];
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
};

struct record {
	unsigned char body[FLOOR_RECORD_LEN];
	unsigned char hash[crypto_generichash_BYTES];
	unsigned char signature[crypto_sign_BYTES];
};

static void
run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		bench_fails(__FILE__, __LINE__, sqlite3_errmsg(db));
}

struct floor *
floor_open(const char *name)
{
	static const unsigned char seed[crypto_sign_SEEDBYTES] = {1};
	struct floor *f = calloc(1, sizeof(*f));

	REQUIRE(f != NULL &&
		crypto_sign_seed_keypair(f->public, f->secret, seed) == 0 &&
		sqlite3_open_v2(halls_path(name), &f->db,
		    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
			SQLITE_OPEN_NOMUTEX,
		    NULL) == SQLITE_OK);
	run(f->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		   "CREATE TABLE IF NOT EXISTS record (n INTEGER PRIMARY KEY,"
		   " hash BLOB, signature BLOB, body BLOB)");
	REQUIRE(sqlite3_prepare_v2(f->db,
		    "INSERT INTO record (hash, signature, body)"
		    " VALUES (?, ?, ?)",
		    -1, &f->insert, NULL) == SQLITE_OK);
	return f;
}

void
floor_close(struct floor *f)
{
	(void)sqlite3_finalize(f->insert);
	(void)sqlite3_close(f->db);
	free(f);
}

static void
insert(struct floor *f, const struct record *r)
{
	(void)sqlite3_bind_blob(
	    f->insert, 1, r->hash, sizeof(r->hash), SQLITE_STATIC);
	(void)sqlite3_bind_blob(
	    f->insert, 2, r->signature, sizeof(r->signature), SQLITE_STATIC);
	(void)sqlite3_bind_blob(
	    f->insert, 3, r->body, sizeof(r->body), SQLITE_STATIC);
	REQUIRE(sqlite3_step(f->insert) == SQLITE_DONE);
	(void)sqlite3_reset(f->insert);
}

/* --- writing ------------------------------------------------------------- */

/* The request of a case as text, filled up to the length of a record. */
static void
write_body(uint64_t number, unsigned char out[FLOOR_RECORD_LEN])
{
	json_t *request = case_request(number);
	size_t len;

	memset(out, ' ', FLOOR_RECORD_LEN);
	len = json_dumpb(request, (char *)out, FLOOR_RECORD_LEN, JSON_COMPACT);
	REQUIRE(len > 0 && len <= FLOOR_RECORD_LEN);
	json_decref(request);
}

void
floor_write(struct floor *f, uint64_t first, uint64_t count)
{
	struct record r;

	for (uint64_t i = 0; i < count; i++) {
		write_body(first + i, r.body);
		(void)crypto_generichash(
		    r.hash, sizeof(r.hash), r.body, sizeof(r.body), NULL, 0);
		(void)crypto_sign_detached(
		    r.signature, NULL, r.body, sizeof(r.body), f->secret);
		insert(f, &r);
	}
}

/* --- copying ------------------------------------------------------------- */

static void
take_column(sqlite3_stmt *st, int column, void *out, size_t len)
{
	REQUIRE((size_t)sqlite3_column_bytes(st, column) == len);
	memcpy(out, sqlite3_column_blob(st, column), len);
}

static void
check(const struct floor *f, const struct record *r)
{
	unsigned char hash[crypto_generichash_BYTES];

	(void)crypto_generichash(
	    hash, sizeof(hash), r->body, sizeof(r->body), NULL, 0);
	REQUIRE(memcmp(hash, r->hash, sizeof(hash)) == 0 &&
		crypto_sign_verify_detached(
		    r->signature, r->body, sizeof(r->body), f->public) == 0);
}

uint64_t
floor_copy(struct floor *from, struct floor *to)
{
	sqlite3_stmt *read;
	uint64_t count = 0;
	struct record r;

	REQUIRE(sqlite3_prepare_v2(from->db,
		    "SELECT hash, signature, body FROM record ORDER BY n", -1,
		    &read, NULL) == SQLITE_OK);
	run(to->db, "BEGIN");
	while (sqlite3_step(read) == SQLITE_ROW) {
		take_column(read, 0, r.hash, sizeof(r.hash));
		take_column(read, 1, r.signature, sizeof(r.signature));
		take_column(read, 2, r.body, sizeof(r.body));
		check(from, &r);
		insert(to, &r);
		if (++count % BATCH == 0)
			run(to->db, "COMMIT; BEGIN");
	}
	run(to->db, "COMMIT");
	(void)sqlite3_finalize(read);
	return count;
}

/* --- bytes and memory ---------------------------------------------------- */

size_t
floor_packed_len(const struct buf *parts)
{
	ZSTD_CCtx *z = ZSTD_createCCtx();
	size_t room = ZSTD_compressBound(parts->len), len;
	void *out = malloc(room);

	REQUIRE(z != NULL && out != NULL);
	(void)ZSTD_CCtx_setParameter(z, ZSTD_c_compressionLevel, PACKED_LEVEL);
	(void)ZSTD_CCtx_setParameter(z, ZSTD_c_windowLog, PACKED_WINDOW_LOG);
	len = ZSTD_compress2(z, out, room, parts->bytes, parts->len);
	REQUIRE(!ZSTD_isError(len));
	free(out);
	(void)ZSTD_freeCCtx(z);
	return len;
}

int
floor_idle(const char *path)
{
	sqlite3 *db = NULL;

	REQUIRE(sodium_init() >= 0 &&
		sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) ==
		    SQLITE_OK);
	run(db, "PRAGMA cache_size = -4096; SELECT sum(length(message))"
		" FROM change_set");
	(void)fprintf(stderr, "waiting\n");
	for (;;)
		(void)pause();
}
