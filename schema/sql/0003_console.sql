-- Who may use this node's console, and what they looked at.  Nothing here is
-- in the log or leaves the machine.

CREATE TABLE user (
	id INTEGER PRIMARY KEY,
	-- What is typed to sign in.
	name TEXT NOT NULL UNIQUE,
	full_name TEXT NOT NULL,
	-- The number the person works under (record type staff), or ''.
	staff TEXT NOT NULL DEFAULT '',
	-- Words of node/actions/access.h with a space between.
	roles TEXT NOT NULL DEFAULT '',
	-- Argon2id, with its salt and cost.
	password TEXT NOT NULL,
	password_time INTEGER NOT NULL,
	-- 1: an administrator set it, and it is good for choosing another only.
	must_change INTEGER NOT NULL DEFAULT 0,
	pin TEXT NOT NULL DEFAULT '',
	-- Wrong tries since the last right one, and until when none counts.
	failures INTEGER NOT NULL DEFAULT 0,
	locked_until INTEGER NOT NULL DEFAULT 0,
	pin_failures INTEGER NOT NULL DEFAULT 0,
	disabled_time INTEGER
) STRICT;

-- Signed in now.  Only a hash of the session's id is here.
CREATE TABLE session (
	hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
	user INTEGER NOT NULL REFERENCES user (id),
	began INTEGER NOT NULL,
	used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where somebody signed in with the password last, for the PIN: a browser's
-- own number, hashed.
CREATE TABLE machine_user (
	machine BLOB NOT NULL CHECK (length(machine) = 32),
	user INTEGER NOT NULL REFERENCES user (id),
	time INTEGER NOT NULL,
	PRIMARY KEY (machine, user)
) STRICT, WITHOUT ROWID;

-- What somebody has typed and not saved, for that user alone: sealed under a
-- key of its own, which is wrapped under this hall's.
CREATE TABLE draft (
	id INTEGER PRIMARY KEY,
	user INTEGER NOT NULL REFERENCES user (id),
	changed INTEGER NOT NULL,
	key BLOB NOT NULL CHECK (length(key) = 72),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	sealed TEXT NOT NULL
) STRICT;

CREATE INDEX draft_user ON draft (user);

-- Other programs that may ask, each by a secret of its own; only a hash of it
-- is here.
CREATE TABLE api_token (
	name TEXT PRIMARY KEY,
	hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
	roles TEXT NOT NULL,
	-- Who made it, and when.
	made_by TEXT NOT NULL,
	made INTEGER NOT NULL,
	expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who of this hall has taken a case to decide into hand, so that two of them
-- do not work on one.  It forbids nobody anything.
CREATE TABLE claim (
	-- The case's name in the log: its row may be made anew.
	case_id TEXT PRIMARY KEY,
	who TEXT NOT NULL,
	time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Long work that goes on beside the hall's own; whoever does it writes here
-- how far it has got.
CREATE TABLE job (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,
	asked_by TEXT NOT NULL,
	language TEXT NOT NULL,
	-- Of an export: the list; and who asked for it, with the draft in which
	-- what else was asked lies sealed.
	list TEXT NOT NULL DEFAULT '',
	user INTEGER NOT NULL DEFAULT 0,
	draft INTEGER NOT NULL DEFAULT 0,
	asked INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('wanted', 'running',
	    'cancelling', 'done', 'failed', 'cancelled')),
	began INTEGER,
	-- The part of it that is being done, and what is counted of it.
	part_began INTEGER,
	unit TEXT NOT NULL DEFAULT '',
	done INTEGER NOT NULL DEFAULT 0,
	-- 0: nobody knows.
	total INTEGER NOT NULL DEFAULT 0,
	ended INTEGER,
	-- What came of it, as JSON; what went wrong; the file it made.
	result TEXT NOT NULL DEFAULT '',
	said TEXT NOT NULL DEFAULT '',
	file TEXT NOT NULL DEFAULT ''
) STRICT;

-- The code that admits the first administrator.
CREATE TABLE setup_code (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	expires INTEGER NOT NULL,
	failures INTEGER NOT NULL DEFAULT 0
) STRICT;
