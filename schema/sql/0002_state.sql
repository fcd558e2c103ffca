-- What follows from the log: it can be dropped and computed again
-- (`sanji rebuild`), and comes out the same byte for byte.

CREATE TABLE record (
	id INTEGER PRIMARY KEY,
	space INTEGER NOT NULL REFERENCES space (id),
	type TEXT NOT NULL,
	name TEXT NOT NULL,
	state INTEGER NOT NULL DEFAULT 0,
	-- Grows with every fold that changed something; what an operator was
	-- shown, so that an action on an older view can be refused.
	version INTEGER NOT NULL DEFAULT 0,
	-- To be folded again before it is read: a gazette changed what it
	-- rests on.  What a change set touches is folded with it.
	dirty INTEGER NOT NULL DEFAULT 0,
	-- It has moved, or came from elsewhere, and something of it changed:
	-- this node may have something to write because of that (RULES H).  2:
	-- once another hall has the pieces of its scans.
	owing INTEGER NOT NULL DEFAULT 0,
	-- The event about it that was stored last.
	last_event INTEGER,
	UNIQUE (space, type, name)
) STRICT;

CREATE INDEX record_dirty ON record (id) WHERE dirty = 1;
CREATE INDEX record_owing ON record (id) WHERE owing = 1;

-- The events of a record are a list: each names the one stored before it, the
-- record the last.  So a new one is written at the end of this table only.
CREATE TABLE event (
	-- The number of its change set times 1024 (CHANGESET_EVENTS_MAX),
	-- plus its place there.
	id INTEGER PRIMARY KEY,
	change_set INTEGER AS (id >> 10) VIRTUAL,
	place INTEGER AS (id & 1023) VIRTUAL,
	record INTEGER NOT NULL REFERENCES record (id),
	before INTEGER,
	kind TEXT NOT NULL,
	-- Where its JSON stands in the change set's message.
	offset INTEGER NOT NULL,
	length INTEGER NOT NULL,
	-- sync/fold/status.h; why, as the id of a rule or a check; and the
	-- event it lost against.
	status INTEGER NOT NULL DEFAULT 0,
	reason TEXT NOT NULL DEFAULT '',
	against_change_set INTEGER,
	against_place INTEGER
) STRICT;

-- Events not in force: what later change sets may bring back.
CREATE INDEX event_waiting ON event (record) WHERE status > 2;

-- Those that lost, wait, or stand beside another people should see; and those
-- that rule whether two records are one.
CREATE INDEX event_register ON event (status, kind)
WHERE status > 0 OR against_change_set IS NOT NULL;
CREATE INDEX event_linked ON event (record) WHERE substr(kind, -7) = '.linked';

-- Which key an opening event says its record's personal fields are sealed
-- with, or an event that quotes one.
CREATE TABLE commitment (
	-- The event's number.
	event INTEGER PRIMARY KEY,
	hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Keys committed to that have not come: nothing from that change set on is
-- receipted (RULES R1).
CREATE TABLE missing_key (
	hash BLOB NOT NULL,
	space INTEGER NOT NULL REFERENCES space (id),
	change_set INTEGER NOT NULL,
	PRIMARY KEY (hash, space, change_set)
) STRICT, WITHOUT ROWID;

-- Pieces of scans that events say there are, of records whose keys were not
-- destroyed here.
CREATE TABLE scan_piece (
	event INTEGER NOT NULL,
	-- Which piece of the scan, from 0.
	number INTEGER NOT NULL,
	record INTEGER NOT NULL,
	hash BLOB NOT NULL CHECK (length(hash) = 32),
	-- The hall that wrote the event, and how much of its room the piece
	-- takes up; 0: it had none left, so the piece is not asked for.
	hall TEXT NOT NULL,
	counted INTEGER NOT NULL,
	PRIMARY KEY (event, number)
) STRICT, WITHOUT ROWID;

-- Bytes of scans each hall said there are, as far as they are counted: no hall
-- fills the disk of another.
CREATE TABLE scan_room (
	hall TEXT PRIMARY KEY,
	bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX scan_piece_left ON scan_piece (hall) WHERE counted = 0;
CREATE INDEX scan_piece_hash ON scan_piece (hash);
CREATE INDEX scan_piece_record ON scan_piece (record);

-- Those of them that are not held here (材料待传), in the order in which their
-- events came.
CREATE TABLE missing_piece (
	-- Never given twice: lines remember up to which they have asked.
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	hash BLOB NOT NULL,
	space INTEGER NOT NULL REFERENCES space (id),
	event INTEGER NOT NULL,
	record INTEGER NOT NULL REFERENCES record (id),
	-- How long it must be, sealed.
	length INTEGER NOT NULL,
	UNIQUE (hash, space)
) STRICT;

CREATE INDEX missing_piece_record ON missing_piece (record);

-- What people are looked up by, of what is shown of each record: hashes that
-- only this hall can make.  In no dump.
CREATE TABLE lookup (
	record INTEGER NOT NULL REFERENCES record (id),
	field TEXT NOT NULL,
	-- 64 bits over field and value, under a key of this hall's.
	hash INTEGER NOT NULL,
	-- The first 8 characters of the sealed value it was made from, 48
	-- random bits: another value is shown if they differ.
	seal INTEGER NOT NULL,
	PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;

CREATE INDEX lookup_hash ON lookup (hash);

-- Records whose identity number can be looked up since they were compared with
-- others of the same (node/actions/dual.h).
CREATE TABLE lookup_new (
	record INTEGER PRIMARY KEY REFERENCES record (id)
) STRICT;

-- People of one identity number, or of one name and telephone, each pair once;
-- kept with lookup (schema/store/lookup.h).
CREATE TABLE person_alike (
	one INTEGER NOT NULL REFERENCES record (id),
	other INTEGER NOT NULL REFERENCES record (id),
	PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_alike_other ON person_alike (other);

-- Projections, one for each record type (schema/records).

CREATE TABLE hall (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	-- As it is from the last change on, which may be of a day to come.
	name TEXT,
	tier TEXT,
	parent TEXT,
	-- A JSON list of {since, begins, state, name, tier, parent, into}, by
	-- the day from which on each is so; begins is its first second.
	history TEXT
) STRICT;

CREATE TABLE member (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	name TEXT,
	signing_key TEXT,
	transport_key TEXT,
	admitted_by TEXT,
	admitted_time INTEGER
) STRICT;

-- What was erased in a ledger that other halls held until its hall moved.
CREATE TABLE erasure (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	type TEXT,
	ledger TEXT,
	published_time INTEGER
) STRICT;

CREATE TABLE fork (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	ruled_by TEXT,
	ruled_time INTEGER,
	reason TEXT
) STRICT;

CREATE TABLE address (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	address TEXT
) STRICT;

CREATE TABLE item (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	name TEXT,
	type TEXT,
	clients TEXT,
	department TEXT,
	subject TEXT,
	subject_kind TEXT,
	tier TEXT,
	received_at TEXT,
	basis TEXT,
	content TEXT,
	conditions TEXT,
	-- JSON lists of {name, main, originals, copies, mandatory, weight} and
	-- of {name, role, days}.
	materials TEXT,
	steps TEXT,
	statutory_days INTEGER,
	promise_days INTEGER,
	first_day TEXT,
	-- A JSON list of {name, amount, basis}, amounts in fen.
	fees TEXT,
	result TEXT,
	approval TEXT,
	listing TEXT,
	-- JSON lists of texts.
	flags TEXT,
	joint_departments TEXT,
	joint_halls TEXT,
	delegation TEXT,
	intermediary TEXT,
	consultation TEXT,
	supervision TEXT,
	origin TEXT,
	-- The nine disclosures, as one JSON object.
	disclosures TEXT,
	version INTEGER,
	-- The hall whose draft it was, if it was one.
	drafted_by TEXT,
	published_time INTEGER,
	-- Of the last withdrawal, also when it was published again since.
	withdrawn_time INTEGER,
	withdrawn_reason TEXT
) STRICT;

CREATE TABLE item_draft (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	-- As in item.
	name TEXT,
	type TEXT,
	clients TEXT,
	department TEXT,
	subject TEXT,
	subject_kind TEXT,
	tier TEXT,
	received_at TEXT,
	basis TEXT,
	content TEXT,
	conditions TEXT,
	materials TEXT,
	steps TEXT,
	statutory_days INTEGER,
	promise_days INTEGER,
	first_day TEXT,
	fees TEXT,
	result TEXT,
	approval TEXT,
	listing TEXT,
	flags TEXT,
	joint_departments TEXT,
	joint_halls TEXT,
	delegation TEXT,
	intermediary TEXT,
	consultation TEXT,
	supervision TEXT,
	origin TEXT,
	disclosures TEXT,
	drafted_time INTEGER,
	-- Of the item, when this was last published; why it was last discarded.
	version INTEGER,
	reason TEXT
) STRICT;

CREATE TABLE calendar (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	-- A JSON list of {date, kind, name}: holidays and worked weekends.
	days TEXT,
	version INTEGER,
	basis TEXT
) STRICT;

CREATE TABLE joint_rule (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	name TEXT,
	department TEXT
) STRICT;

CREATE TABLE power (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	grantee TEXT,
	-- A JSON list of item codes.
	items TEXT,
	mode TEXT,
	basis TEXT,
	department TEXT,
	valid_from TEXT,
	valid_to TEXT,
	view_days INTEGER,
	amount_max INTEGER,
	-- A JSON list of kinds of applicants.
	subjects TEXT,
	one_case TEXT,
	proposed_time INTEGER,
	-- In the gazette of the grantee: applied, prepared, closed.
	applied_time INTEGER,
	reply TEXT,
	approved_time INTEGER,
	published_time INTEGER,
	published_day TEXT,
	published_where TEXT,
	prepared_time INTEGER,
	granted_time INTEGER,
	suspended_time INTEGER,
	closing_time INTEGER,
	closing_until TEXT,
	closed_time INTEGER,
	revoked_time INTEGER
) STRICT;

CREATE TABLE case_file (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	number TEXT,
	item TEXT,
	item_version INTEGER,
	source TEXT,
	-- As in record; and the code of the national exchange of cases, 1 to 15.
	state INTEGER,
	code INTEGER,
	-- Facets: one case may be promised, joint and urgent at once.
	mode TEXT,
	materials TEXT,
	coordination TEXT,
	-- Department that answers for a joint case.
	lead TEXT,
	priority TEXT,
	-- JSON lists of names: what the citizen still has to bring, and all
	-- that the file lacks.
	asked TEXT,
	missing TEXT,
	-- Received twice: the number of the case it is another name of.
	alias_of TEXT,
	-- A JSON list of the numbers of its notices.
	notices TEXT,
	received_time INTEGER,
	accepted_time INTEGER,
	promise_days INTEGER,
	decided_time INTEGER,
	decided_hall TEXT,
	outcome TEXT,
	power TEXT,
	finished_time INTEGER,
	delivered_time INTEGER,
	withdrawn_time INTEGER,
	-- Only while it is away: whose ledger it went to, and when.
	moved_to TEXT,
	moved_time INTEGER,
	-- When it was asked that what it says of a person be destroyed, and when
	-- it was, for good.
	erasure_asked_time INTEGER,
	erased_time INTEGER,
	-- What it says of the citizen, and in which events: a JSON object of
	-- lists of fields, by event.
	personal TEXT
) STRICT;

-- Lists, the newest first; and those in a state, or of an item, which are
-- counted before they are looked at (schema/store/case_search.h).
CREATE INDEX case_file_received ON case_file (received_time);
-- Counted before it was received: by halls whose clocks differ.
CREATE INDEX case_file_ahead ON case_file (received_time)
WHERE received_time > min(
	ifnull(accepted_time, received_time), ifnull(decided_time, received_time),
	ifnull(finished_time, received_time),
	ifnull(withdrawn_time, received_time));
CREATE INDEX case_file_state ON case_file (state, item);
-- Received by a version of an item that another had replaced.
CREATE INDEX case_file_version ON case_file (item, item_version, received_time);
-- When a power was last used: 17 is moved away (schema/store/figure.c).
CREATE INDEX case_file_power ON case_file (power, decided_hall, decided_time)
WHERE power IS NOT NULL AND decided_hall IS NOT NULL
AND decided_time IS NOT NULL AND alias_of IS NULL AND state <> 17;
CREATE INDEX case_file_erasure_asked ON case_file (record)
WHERE erasure_asked_time IS NOT NULL AND erased_time IS NULL;

CREATE INDEX case_file_erased ON case_file (record) WHERE erased_time IS NOT NULL;

-- Numbers of cases, by any three characters that follow each other, of the
-- records up to one; those that came later are read one by one, until there
-- are enough to be put in together (schema/store/case_search.h).  The hall's
-- own like `lookup`, and in no dump.
CREATE VIRTUAL TABLE case_number USING fts5(
	number, tokenize = 'trigram', content = '', columnsize = 0
);
CREATE TABLE case_number_upto (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	record INTEGER NOT NULL
) STRICT;

-- Cases by the number of a notice; one may be left of a notice that fell.
CREATE TABLE notice_number (
	number TEXT NOT NULL,
	record INTEGER NOT NULL,
	PRIMARY KEY (number, record)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER case_file_notices AFTER INSERT ON case_file
WHEN NEW.notices IS NOT NULL
BEGIN
	INSERT OR IGNORE INTO notice_number (number, record)
	SELECT value, NEW.record FROM json_each(NEW.notices);
END;

-- From which day each open case is near its day, and late: worked out of its
-- events and the calendar (schema/store/due_day.h).  Days are days since 1970
-- in China.  The hall's own like `lookup`, and in no dump.
CREATE TABLE due_day (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	version INTEGER NOT NULL,
	calendar INTEGER NOT NULL,
	-- On which it was worked out; whether it holds on that day alone.
	day INTEGER NOT NULL,
	of_today INTEGER NOT NULL,
	due INTEGER NOT NULL,
	near_from INTEGER NOT NULL,
	late_from INTEGER NOT NULL
) STRICT;
CREATE INDEX due_day_due ON due_day (due, record);

-- What figures count of cases, by the day in China: as many as case_file and
-- rating say, kept with them (schema/store/figure_day.h).  What: 0 received,
-- 1 accepted, where the number was given; 2 decided, 3 finished, 5 rated for
-- the first time, where the case is now; 4 withdrawn.
CREATE TABLE figure_day (
	space INTEGER NOT NULL REFERENCES space (id),
	what INTEGER NOT NULL,
	day INTEGER NOT NULL,
	n INTEGER NOT NULL,
	PRIMARY KEY (space, what, day)
) STRICT, WITHOUT ROWID;

-- Decisions each hall made under each power, kept likewise.
CREATE TABLE figure_power (
	power TEXT NOT NULL,
	hall TEXT NOT NULL,
	outcome TEXT NOT NULL,
	n INTEGER NOT NULL,
	PRIMARY KEY (power, hall, outcome)
) STRICT, WITHOUT ROWID;

CREATE TABLE rating (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	case_name TEXT,
	channel TEXT,
	-- Number of the device it was given on, if it has one.
	device TEXT,
	level INTEGER,
	-- What the supervision section said it is: genuine or excluded.
	verdict TEXT,
	given_time INTEGER,
	erased_time INTEGER,
	personal TEXT
) STRICT;

CREATE INDEX rating_erased ON rating (record) WHERE erased_time IS NOT NULL;

CREATE INDEX rating_case ON rating (case_name);
CREATE INDEX rating_given ON rating (given_time);
CREATE INDEX rating_excluded ON rating (record) WHERE verdict = 'excluded';

-- Ratings taken by a device or tablet, and whether it took five or more within
-- a minute; how many ratings count, of each level on each day in China.  Both
-- are kept with rating (schema/store/rating_day.h).
CREATE TABLE rating_device (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	-- Its number, or else its hall and channel.
	device TEXT NOT NULL,
	time INTEGER NOT NULL,
	is_burst INTEGER NOT NULL
) STRICT;
CREATE INDEX rating_device_time ON rating_device (device, is_burst, time);
CREATE INDEX rating_device_burst ON rating_device (device) WHERE is_burst = 1;

CREATE TABLE rating_day (
	space INTEGER NOT NULL REFERENCES space (id),
	day INTEGER NOT NULL,
	level INTEGER NOT NULL,
	n INTEGER NOT NULL,
	PRIMARY KEY (space, day, level)
) STRICT, WITHOUT ROWID;

CREATE TABLE complaint (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	number TEXT,
	form TEXT,
	about TEXT,
	-- Hall, department and case (its record's name) complained about.
	against TEXT,
	department TEXT,
	case_name TEXT,
	registered_time INTEGER,
	registered_hall TEXT,
	promise_days INTEGER,
	class TEXT,
	handler TEXT,
	finding TEXT,
	-- Name of the record of the member of staff it was verified of.
	staff TEXT,
	ruled_time INTEGER,
	answered_form TEXT,
	answered_time INTEGER,
	closed_time INTEGER,
	-- What the county confirmed, and what follows from it.
	strike INTEGER,
	consequence TEXT,
	confirmed_time INTEGER,
	-- Number of the complaint this is another name of.
	alias_of TEXT,
	erased_time INTEGER,
	personal TEXT
) STRICT;

CREATE INDEX complaint_erased ON complaint (record) WHERE erased_time IS NOT NULL;

CREATE TABLE payment (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	number TEXT,
	case_name TEXT,
	standard TEXT,
	-- All amounts in fen.
	amount INTEGER,
	charged_time INTEGER,
	basis TEXT,
	waived INTEGER,
	due INTEGER,
	paid_time INTEGER,
	cashier TEXT,
	collected INTEGER,
	refund_due INTEGER,
	erased_time INTEGER,
	personal TEXT
) STRICT;

CREATE INDEX payment_erased ON payment (record) WHERE erased_time IS NOT NULL;

CREATE TABLE period (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	hall_code TEXT,
	period TEXT,
	-- JSON lists of names of scores, and of {window, total} in tenths of
	-- a point: what was counted, as it was published.
	counted TEXT,
	reversed TEXT,
	sheet TEXT,
	published_time INTEGER
) STRICT;

CREATE TABLE score (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	category TEXT,
	window TEXT,
	-- Tenths of a point.
	points INTEGER,
	date TEXT,
	case_name TEXT,
	evidence TEXT,
	period TEXT,
	recorded_time INTEGER,
	reversed_time INTEGER,
	erased_time INTEGER,
	personal TEXT
) STRICT;

CREATE INDEX score_erased ON score (record) WHERE erased_time IS NOT NULL;

CREATE TABLE agency (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	name TEXT,
	service TEXT,
	grade TEXT,
	graded_time INTEGER,
	-- yes or no.
	blacklisted TEXT,
	basis TEXT
) STRICT;

CREATE TABLE staff (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	name TEXT,
	card TEXT,
	window TEXT,
	appointed_time INTEGER,
	-- Since when, unless appointed again; and from when on somebody looks
	-- at what is done all the same.
	disabled_time INTEGER,
	doubtful_time INTEGER
) STRICT;

CREATE TABLE swipe (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	card TEXT,
	date TEXT,
	-- A JSON list of {slot, time}.
	swipes TEXT,
	ruling TEXT
) STRICT;

CREATE INDEX swipe_card ON swipe (card, date);

CREATE TABLE slot (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	date TEXT,
	-- Times of day, "09:00".
	starts TEXT,
	ends TEXT,
	capacity INTEGER,
	window TEXT,
	item TEXT,
	-- A JSON list of {hall, places}.
	reserved TEXT
) STRICT;

CREATE TABLE booking (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	number TEXT,
	-- Hall whose slot it is.
	at TEXT,
	item TEXT,
	-- Names of slots: the one asked for, and the one that is meant now.
	asked TEXT,
	slot TEXT,
	-- yes while somebody has to tell the citizen that it is another slot,
	-- or none.
	to_tell TEXT,
	made_hall TEXT,
	made_time INTEGER,
	placed_time INTEGER,
	told TEXT,
	erased_time INTEGER,
	personal TEXT
) STRICT;

CREATE INDEX booking_erased ON booking (record) WHERE erased_time IS NOT NULL;
CREATE INDEX booking_slot ON booking (slot);

CREATE TABLE person (
	record INTEGER PRIMARY KEY REFERENCES record (id),
	registered_time INTEGER,
	-- Id of the person this is another entry of.
	alias_of TEXT,
	erased_time INTEGER,
	personal TEXT
) STRICT;

CREATE INDEX person_erased ON person (record) WHERE erased_time IS NOT NULL;
