-- The log: who wrote what, as it was signed.  Rows here are appended, never
-- changed; all that is computed from them stands in 0002_state.sql.

-- What this node is: one row, written when the node is made.
CREATE TABLE node (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	-- Region code of the hall this node serves.
	hall TEXT NOT NULL,
	-- The pin: id of the change set that founded the county.
	county BLOB NOT NULL CHECK (length(county) = 32),
	-- The incarnation writing now (RULES F6); the tag is 64 random bits.
	incarnation INTEGER NOT NULL,
	tag INTEGER NOT NULL,
	-- The last receipt counter and case sequence used in it.
	receipt_counter INTEGER NOT NULL DEFAULT 0,
	case_sequence INTEGER NOT NULL DEFAULT 0,
	-- Of this hall's rulings on what stands in two ledgers.
	ruling_counter INTEGER NOT NULL DEFAULT 0,
	-- Where the counting of a kind begins in this incarnation.
	number_base INTEGER NOT NULL DEFAULT 0,
	-- The life token, as it stands in hall.life, and the one before it;
	-- NULL: this file is a copy, and no node's yet (node/life.h).
	token BLOB CHECK (length(token) = 16),
	token_before BLOB CHECK (length(token_before) = 16),
	-- A hash of the machine and the file this database was last used on.
	place BLOB CHECK (length(place) = 32)
) STRICT;

-- Incarnations of this node after the first, and why each was opened.
CREATE TABLE life (
	incarnation INTEGER NOT NULL,
	tag INTEGER NOT NULL,
	began INTEGER NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (incarnation, tag)
) STRICT, WITHOUT ROWID;

-- The last number this hall gave to a kind of notice, or to a record type.
CREATE TABLE numbering (
	kind TEXT PRIMARY KEY,
	last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Ledgers (kind 0) and gazettes (kind 1) this node holds.
CREATE TABLE space (
	id INTEGER PRIMARY KEY,
	kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
	hall TEXT NOT NULL,
	UNIQUE (kind, hall)
) STRICT;

-- One row for each incarnation of a hall that wrote into a space.
CREATE TABLE log (
	id INTEGER PRIMARY KEY,
	space INTEGER NOT NULL REFERENCES space (id),
	hall TEXT NOT NULL,
	incarnation INTEGER NOT NULL,
	tag INTEGER NOT NULL,
	UNIQUE (space, hall, incarnation, tag)
) STRICT;

-- A log is a tree; a branch is a path in it.  The first branch of a log has
-- no parent; a fork opens another, leaving its parent after fork_seq.
-- Numbers are this node's own and never leave it.
CREATE TABLE branch (
	id INTEGER PRIMARY KEY,
	log INTEGER NOT NULL REFERENCES log (id),
	parent INTEGER REFERENCES branch (id),
	fork_seq INTEGER NOT NULL
) STRICT;

-- Keys change sets were signed with.
CREATE TABLE key (
	id INTEGER PRIMARY KEY,
	public BLOB NOT NULL UNIQUE CHECK (length(public) = 32)
) STRICT;

-- Change sets, numbered in the order they were stored here, which is an
-- order in which each comes after all it depends on.
CREATE TABLE change_set (
	n INTEGER PRIMARY KEY,
	-- BLAKE2b-256 of the commit's bytes, and git's name for them.
	id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
	oid BLOB NOT NULL CHECK (length(oid) = 20),
	branch INTEGER NOT NULL REFERENCES branch (id),
	seq INTEGER NOT NULL,
	depth INTEGER NOT NULL,
	-- The author's claim, seconds since 1970.
	time INTEGER NOT NULL,
	key INTEGER NOT NULL REFERENCES key (id),
	signature BLOB NOT NULL CHECK (length(signature) = 64),
	-- All it depends on, as positions (sync/ledger/past.h).
	past BLOB NOT NULL,
	-- The sync record it came with; NULL: written here.
	carried INTEGER,
	message TEXT NOT NULL
) STRICT;
CREATE INDEX change_set_time ON change_set (time);

-- Change sets found to be no longer what was signed.  They are not passed on
-- and not receipted, and asked for until they come again.
CREATE TABLE damaged (
	n INTEGER PRIMARY KEY REFERENCES change_set (n)
) STRICT;

-- Change sets that claim to have been written before something they had seen:
-- one of the two clocks was wrong.  Noted when they are stored.
CREATE TABLE timewarp (
	change_set INTEGER PRIMARY KEY REFERENCES change_set (n),
	-- Of what it had seen, the one with the latest time.
	seen INTEGER NOT NULL REFERENCES change_set (n)
) STRICT;

-- Where change sets of one branch were stored one right after the other: from
-- number n on, until the next run begins, seq rises with n.  What a hall
-- writes is one long run, so a place in a branch is found without an index
-- that grows with every change set.
CREATE TABLE run (
	n INTEGER PRIMARY KEY,
	branch INTEGER NOT NULL REFERENCES branch (id),
	seq INTEGER NOT NULL,
	UNIQUE (branch, seq)
) STRICT;

-- Runs, with the number of the last change set of each.
CREATE VIEW whole_run (branch, seq, first, last) AS
SELECT r.branch, r.seq, r.n, ifnull(
	(SELECT min(next.n) - 1 FROM run next WHERE next.n > r.n),
	(SELECT max(c.n) FROM change_set c))
FROM run r;

-- The last change set of each branch.
CREATE VIEW branch_end (branch, n) AS
SELECT last.branch, ifnull(
	(SELECT min(next.n) - 1 FROM run next WHERE next.n > last.n),
	(SELECT max(c.n) FROM change_set c))
FROM (SELECT b.id AS branch, (SELECT r.n FROM run r WHERE r.branch = b.id
	ORDER BY r.seq DESC LIMIT 1) AS n FROM branch b) last
WHERE last.n IS NOT NULL;

-- What halls have signed that they hold (RULES R).  Only the newest of each
-- signer and space is kept, both if two carry one counter.
CREATE TABLE receipt (
	signer TEXT NOT NULL,
	space INTEGER NOT NULL REFERENCES space (id),
	incarnation INTEGER NOT NULL,
	counter INTEGER NOT NULL,
	text TEXT NOT NULL,
	signature BLOB NOT NULL CHECK (length(signature) = 64),
	PRIMARY KEY (signer, space, text)
) STRICT, WITHOUT ROWID;

-- Receipts this hall had signed before it was put back to an earlier day, as
-- others show them: what it held then and had promised to keep (RULES A7).
CREATE TABLE own_receipt (
	space INTEGER NOT NULL REFERENCES space (id),
	incarnation INTEGER NOT NULL,
	counter INTEGER NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (space, incarnation, counter, text)
) STRICT, WITHOUT ROWID;

-- Keys of cases, beside the log and never in it: not in a dump, not made
-- again by a rebuild.  Named by the hash an opening event commits to.
CREATE TABLE case_key (
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	space INTEGER NOT NULL REFERENCES space (id),
	-- Under a key of this hall's (crypto/case_key.h); NULL: destroyed, and
	-- refused whoever brings it again.
	wrapped BLOB CHECK (length(wrapped) = 72),
	-- When it was destroyed, seconds since 1970; and the last change set
	-- then, if the record only left this ledger: what commits to the key
	-- after that brings it back.
	destroyed INTEGER,
	left_at INTEGER,
	CHECK ((wrapped IS NULL) = (destroyed IS NOT NULL)),
	PRIMARY KEY (hash, space)
) STRICT, WITHOUT ROWID;

-- Pieces of scans, sealed as they travel, beside the log like keys: not in a
-- dump, not made again by a rebuild, and not touched by one.
CREATE TABLE piece (
	-- Never given twice: lines remember up to which they have told.
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
	-- 256 KiB, nonce and tag (schema/records/scan.h).
	bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 41 AND 262184)
) STRICT;

-- Which other halls hold a piece, as far as is known here: a stick leaves
-- out what its receiver has.
CREATE TABLE piece_at (
	hash BLOB NOT NULL,
	hall TEXT NOT NULL,
	-- When that was learned.
	known INTEGER NOT NULL,
	PRIMARY KEY (hash, hall)
) STRICT, WITHOUT ROWID;

-- Query codes that did not fit, by what they were tried for; what is older
-- than an hour goes when the next one comes.
CREATE TABLE wrong_code (
	-- A hash that only this hall can make.
	asked INTEGER PRIMARY KEY,
	count INTEGER NOT NULL,
	-- When the last came.
	last INTEGER NOT NULL
) STRICT;

-- Who looked at what is known of whom: beside the log, for this hall alone.
CREATE TABLE access_audit (
	-- Without gaps.
	n INTEGER PRIMARY KEY,
	time INTEGER NOT NULL,
	-- A user, or an account of the machine.
	who TEXT NOT NULL,
	-- The verb, and the number of what was looked at.
	what TEXT NOT NULL,
	about TEXT NOT NULL,
	-- A word of a closed set.
	why TEXT NOT NULL,
	-- Over the link before and this row, under a key of this hall's: a row
	-- that is changed or gone breaks the chain.
	link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;

-- Between which entries the chain has to reach, so that the last or the first
-- cannot go unseen either.
CREATE TABLE access_audit_ends (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	-- The link of the entry before the first.
	before BLOB NOT NULL CHECK (length(before) = 32),
	-- Over the three, under the same key.
	seal BLOB NOT NULL CHECK (length(seal) = 32)
) STRICT;

-- Sticks that start after what is held here: kept whole until the gap
-- closes (RULES F5).
CREATE TABLE waiting_stick (
	id INTEGER PRIMARY KEY,
	-- Over its beginning.
	digest BLOB NOT NULL UNIQUE,
	came INTEGER NOT NULL,
	bytes BLOB NOT NULL
) STRICT;

-- Bytes of change sets of other halls that came on one day (of the local
-- clock, from 1970), the last one of each: no hall fills the disk of another.
CREATE TABLE day_bytes (
	hall TEXT PRIMARY KEY,
	day INTEGER NOT NULL,
	bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Bytes that failed verification, with the reason; bounded.
CREATE TABLE quarantine (
	id INTEGER PRIMARY KEY,
	came INTEGER NOT NULL,
	carried INTEGER,
	reason TEXT NOT NULL,
	bytes BLOB NOT NULL
) STRICT;

-- Exchanges with other halls, by whatever carrier; the newest ones.
CREATE TABLE sync_record (
	id INTEGER PRIMARY KEY,
	-- Region code, or '' if it was never known.
	peer TEXT NOT NULL,
	carrier TEXT NOT NULL CHECK (carrier IN ('line', 'stick')),
	began INTEGER NOT NULL,
	-- While it goes on, when the peer was heard last, as far as it is noted.
	heard INTEGER,
	ended INTEGER,
	bytes_in INTEGER NOT NULL DEFAULT 0,
	bytes_out INTEGER NOT NULL DEFAULT 0,
	changesets_in INTEGER NOT NULL DEFAULT 0,
	changesets_out INTEGER NOT NULL DEFAULT 0,
	-- Of a long run that comes in: change sets still to come, as the peer
	-- counts them.
	lacking INTEGER NOT NULL DEFAULT 0,
	-- Pieces of scans.
	pieces_in INTEGER NOT NULL DEFAULT 0,
	pieces_out INTEGER NOT NULL DEFAULT 0,
	refused INTEGER NOT NULL DEFAULT 0,
	-- The peer's clock less ours, in seconds.
	skew INTEGER,
	-- What the peer said of its machine: its program, and MiB free on its
	-- disk.
	version TEXT,
	free_mib INTEGER,
	outcome TEXT NOT NULL DEFAULT ''
) STRICT;

-- Machines invited and not yet joined.  The secret itself is only in the token.
CREATE TABLE invitation (
	secret_hash BLOB PRIMARY KEY CHECK (length(secret_hash) = 32),
	hall TEXT NOT NULL,
	-- 0: of a hall that is no member; 1: of a member, whose keys go out of
	-- use; 2: of a member, whose keys stay in use (sync/engine/enrol.h).
	purpose INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 2),
	expires INTEGER NOT NULL,
	used INTEGER
) STRICT, WITHOUT ROWID;
