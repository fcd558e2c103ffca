/*
 * hall_dir: a hall's directory: hall.db, hall.key, hall.conf; hall.life is
 * life.h's.
 *
 *	directory, passphrase --> [hall_dir] --> store, keys, engine
 */
#ifndef SANJI_NODE_HALL_DIR_H
#define SANJI_NODE_HALL_DIR_H

#include "crypto/keyfile.h"
#include "node/address.h"
#include "schema/store/store.h"
#include "sync/engine/engine.h"

#define HALL_PATH_MAX 4096

/* A number in hall.conf, with the NUL. */
#define HALL_NUMBER_MAX 8

/* Words of pages in hall.conf, with the NUL. */
#define HALL_KIOSK_MAX 64

struct hall_dir {
	char path[HALL_PATH_MAX];
	struct store *store;
	struct keys keys;
	int has_keys; /* 0: the key file is locked */
	struct engine *engine;
	char listen[HALL_ADDRESS_MAX]; /* "" if hall.conf says nothing */
	/* Where a hall above is, and its code if it is said which one; or "" */
	char above[HALL_ADDRESS_MAX + HALL_CODE_LEN + 1];
	char witness[HALL_PATH_MAX]; /* third place of the life token */
	char backups[HALL_PATH_MAX]; /* where a backup is made; "": beside */
	char web[HALL_ADDRESS_MAX];  /* where the console listens */
	/* How long somebody stays signed in, if it is said: minutes without
	 * a request, hours at all; "" if it is not. */
	char session_idle[HALL_NUMBER_MAX], session_longest[HALL_NUMBER_MAX];
	char session_lock[HALL_NUMBER_MAX];
	char scans[HALL_NUMBER_MAX];	 /* GiB of scans of another hall */
	char changes[HALL_NUMBER_MAX];	 /* MiB of its change sets a day */
	char kiosk[HALL_KIOSK_MAX];	 /* pages shown to anybody */
	char web_name[HALL_ADDRESS_MAX]; /* and is called by, besides */
	int is_new;			 /* hall_dir_make made the directory */
};

/* Whether there is a hall in that directory, in whatever state. */
int hall_dir_exists(const char *path);

/*
 * Whether no other process has the hall's database open; one that cannot be
 * opened at all nobody has.  -1 with ERR_BUSY.
 */
int hall_dir_check_alone(const char *path, struct err *e) MUST_CHECK;

/* Open an existing hall; a locked key needs the passphrase (or NULL). */
int hall_dir_open(const char *path, const char *passphrase,
    struct hall_dir *out, struct err *e) MUST_CHECK;

/* How many bytes are free on the disk its directory is on. */
int hall_dir_free(
    const struct hall_dir *h, uint64_t *bytes_out, struct err *e) MUST_CHECK;

/* Look again, and have the engine tell others. */
int hall_dir_tell_free(struct hall_dir *h, struct err *e) MUST_CHECK;

/* Close; a zeroed hall_dir is fine. */
void hall_dir_close(struct hall_dir *h);

/*
 * Make the directory (it may exist, but must hold no file of a hall) with
 * new keys and an empty store.  The node's row is for the caller to make.
 */
int hall_dir_make(const char *path, const struct hall_code *hall,
    const char *passphrase, struct hall_dir *out, struct err *e) MUST_CHECK;

/* Remove what hall_dir_make made, after a failure. */
void hall_dir_unmake(struct hall_dir *h);

/* Write hall.conf from what it says. */
int hall_dir_write_conf(struct hall_dir *h, struct err *e) MUST_CHECK;

#endif
