#include "node/doctor.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "node/loop/neighbours.h"
#include "schema/base/json.h"
#include "schema/base/words.h"
#include "schema/records/day.h"
#include "schema/store/case_key.h"
#include "schema/store/inspection.h"
#include "schema/store/log.h"
#include "sync/engine/audit.h"
#include "sync/engine/mend.h"

#define DAY_S 86400
#define PATH_ROOM (HALL_PATH_MAX + 16)

struct examination {
	struct hall_dir *hall;
	int64_t now_s;
	json_t *findings;
	enum doctor_level worst;
};

const char *
doctor_level_word(enum doctor_level level)
{
	static const char *const words[] = {
	    [DOCTOR_BROKEN] = "broken",
	    [DOCTOR_LOOK] = "look",
	    [DOCTOR_FINE] = "fine",
	};

	return words[level];
}

/* Texts are in the language of the program already; advice may be NULL. */
static int
add(struct examination *x, const char *check, enum doctor_level level,
    const char *advice, json_t *found, struct err *e)
{
	json_t *finding = json_pack("{s:s,s:s,s:o}", "check", check, "level",
	    doctor_level_word(level), "found", found);

	if (level < x->worst)
		x->worst = level;
	if (finding != NULL && advice != NULL &&
	    json_object_set_new(finding, "advice", json_string(advice)) != 0) {
		json_decref(finding);
		finding = NULL;
	}
	return json_append_take(x->findings, finding, e);
}

static int
add_fine(struct examination *x, const char *check, struct err *e)
{
	return add(x, check, DOCTOR_FINE, NULL, json_string(_("fine")), e);
}

/* --- the machine -------------------------------------------------------------
 */

static int
check_database(struct examination *x, struct err *e)
{
	struct err why = ERR_INIT;

	if (store_check(x->hall->store, &why) == 0)
		return add_fine(x, "database", e);
	return add(x, "database", DOCTOR_BROKEN,
	    _("restore hall.db from a backup (`sanji restore`); what came "
	      "after it comes back from the halls above"),
	    json_string(why.text), e);
}

/* Files nobody but the hall's account may read. */
static int
check_permissions(struct examination *x, struct err *e)
{
	static const char *const names[] = {"", "hall.db", "hall.key"};
	char path[PATH_ROOM];
	struct stat st;

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		(void)snprintf(
		    path, sizeof(path), "%s/%s", x->hall->path, names[i]);
		if (lstat(path, &st) != 0)
			return err_errno(e, "%s", path);
		if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
			return add(x, "permissions", DOCTOR_LOOK,
			    _("chmod go-rwx it; whoever could read it may "
			      "have copied it"),
			    json_sprintf(_("%s can be read by other accounts "
					   "of this machine"),
				path),
			    e);
	}
	return add_fine(x, "permissions", e);
}

static int
check_disk(struct examination *x, struct err *e)
{
	uint64_t free_bytes = 0;

	if (hall_dir_free(x->hall, &free_bytes, e) != 0)
		return -1;
	if (free_bytes >= DOCTOR_FREE_MIN)
		return add_fine(x, "disk", e);
	return add(x, "disk", DOCTOR_LOOK,
	    _("make room: when the disk is full, nothing is taken in any "
	      "more"),
	    json_sprintf(
		_("%llu MiB are free"), (unsigned long long)(free_bytes >> 20)),
	    e);
}

/* --- the clock ---------------------------------------------------------------
 */

/* The peer whose clock differs most, of those met within a week; NULL. */
static const json_t *
widest_skew(const json_t *rows)
{
	const json_t *widest = NULL;
	json_int_t most = DOCTOR_SKEW_MAX_S;
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row) {
		json_int_t skew = json_member_integer(row, "skew", 0);

		if (skew > most || -skew > most) {
			widest = row;
			most = skew < 0 ? -skew : skew;
		}
	}
	return widest;
}

static const char *
name_of(const struct examination *x, const char *code)
{
	const struct authority *all = engine_authority(x->hall->engine);
	struct hall_code hall;
	size_t place = hall_code_parse(code, &hall) == 0
			   ? authority_hall(all, &hall)
			   : HALL_UNKNOWN;

	return place == HALL_UNKNOWN ? code : all->halls[place].name;
}

/* What is stored cannot be later than now. */
static int
last_stored(const struct examination *x, int64_t *out, struct err *e)
{
	struct store_position last;
	int64_t n = 0;
	int found;

	*out = 0;
	if (store_changeset_last(x->hall->store, &n, e) != 0)
		return -1;
	found = n == 0 ? 0
		       : store_changeset_numbered(
			     x->hall->store, n, &last, NULL, NULL, e);
	if (found == 1)
		*out = last.time;
	return found < 0 ? -1 : 0;
}

static int
check_clock(struct examination *x, struct err *e)
{
	struct report_parameter since = {
	    ":since", NULL, x->now_s - INT64_C(7) * 86400};
	json_t *rows =
	    store_inspect(x->hall->store, INSPECT_SKEW, &since, 1, e);
	const json_t *skew = widest_skew(rows);
	char text[MOMENT_TEXT_MAX];
	int64_t stored;
	int failed = rows == NULL || last_stored(x, &stored, e) != 0;

	moment_text(x->now_s, text);
	if (!failed && stored > x->now_s + DOCTOR_SKEW_MAX_S)
		failed = add(x, "clock", DOCTOR_LOOK,
		    _("set the clock; dates on papers come from it"),
		    json_sprintf(_("it says %s, and what is stored here is "
				   "later than that"),
			text),
		    e);
	else if (!failed && skew != NULL)
		failed = add(x, "clock", DOCTOR_LOOK,
		    _("see which of the two is right, and set the other; "
		      "dates on papers come from it"),
		    json_sprintf(
			_("it says %s; that of %s differs by %lld seconds"),
			text, name_of(x, json_member_text(skew, "hall")),
			(long long)json_member_integer(skew, "skew", 0)),
		    e);
	else if (!failed)
		failed = add_fine(x, "clock", e);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- the key -----------------------------------------------------------------
 */

static int
check_lock(struct examination *x, struct err *e)
{
	char path[PATH_ROOM];
	int is_locked;

	(void)snprintf(path, sizeof(path), "%s/hall.key", x->hall->path);
	is_locked = keyfile_is_locked(path, e);
	if (is_locked < 0)
		return -1;
	if (is_locked && !x->hall->has_keys)
		return add(x, "passphrase", DOCTOR_LOOK,
		    _("give it in $SANJI_PASSPHRASE, or keep it as a systemd "
		      "credential, so that the service starts by itself after "
		      "a power cut (sanji.conf(5))"),
		    json_string(_("the key is locked, and no passphrase was "
				  "given here: a service started so is in "
				  "touch with no hall")),
		    e);
	if (is_locked)
		return add_fine(x, "passphrase", e);
	return add(x, "passphrase", DOCTOR_LOOK,
	    _("`sanji passphrase` locks it; a service gets it as a systemd "
	      "credential"),
	    json_string(_("the key is not locked: whoever takes the disk "
			  "reads all and signs as this hall")),
	    e);
}

/* When this hall's keys were admitted; 0: not yet. */
static int
admitted(const struct examination *x, int64_t *out, struct err *e)
{
	const char *self = engine_identity(x->hall->engine)->hall.digits;
	json_t *rows = store_report(x->hall->store, REPORT_MEMBERS, NULL, 0, e);
	json_t *row;
	size_t i;

	*out = 0;
	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "hall"), self) == 0)
			*out = json_member_integer(row, "admitted_time", 0);
	json_decref(rows);
	return rows == NULL ? -1 : 0;
}

static int
check_key_age(struct examination *x, struct err *e)
{
	char day[DAY_TEXT_MAX];
	int64_t since;

	if (admitted(x, &since, e) != 0)
		return -1;
	if (since == 0 || x->now_s - since < DOCTOR_KEY_OLD_S)
		return add_fine(x, "key age", e);
	day_of(since, day);
	return add(x, "key age", DOCTOR_LOOK,
	    _("give this hall new keys: `sanji members rotate`"),
	    json_sprintf(_("the keys are in use since %s"), day), e);
}

/* --- other halls -------------------------------------------------------------
 */

/* Seconds since 1970 a hall was last met; 0: never. */
static int64_t
last_seen(const json_t *rows, const char *code)
{
	size_t i;
	json_t *row;

	json_array_foreach (rows, i, row)
		if (strcmp(json_member_text(row, "hall"), code) == 0)
			return json_member_integer(row, "seen", 0);
	return 0;
}

/* Directly above or below this hall, and no longer revoked. */
static int
is_neighbour(const struct authority *all, size_t self, size_t hall)
{
	return hall != self && !authority_is_revoked(all, hall) &&
	       (all->halls[hall].parent == self ||
		   (self != 0 && all->halls[self].parent == hall));
}

static int
add_silent(struct examination *x, const char *name, int64_t seen, struct err *e)
{
	char day[DAY_TEXT_MAX];

	day_of(seen, day);
	return add(x, "silent halls", DOCTOR_LOOK,
	    _("call there: its line may be down, its key may be locked "
	      "since a power cut, or nobody brought a stick"),
	    seen == 0
		? json_sprintf(_("%s was never heard of"), name)
		: json_sprintf(_("%s was last heard of on %s"), name, day),
	    e);
}

static int
check_silent(struct examination *x, struct err *e)
{
	const struct authority *all = engine_authority(x->hall->engine);
	size_t self =
	    authority_hall(all, &engine_identity(x->hall->engine)->hall);
	json_t *rows =
	    store_inspect(x->hall->store, INSPECT_LAST_SEEN, NULL, 0, e);
	int failed = rows == NULL, silent = 0;

	for (size_t i = 0; i < all->hall_count && !failed; i++) {
		int64_t seen = last_seen(rows, all->halls[i].code.digits);

		if (self == HALL_UNKNOWN || !is_neighbour(all, self, i) ||
		    x->now_s - seen < DOCTOR_SILENT_S)
			continue;
		silent = 1;
		failed = add_silent(x, all->halls[i].name, seen, e);
	}
	json_decref(rows);
	if (failed)
		return -1;
	return silent ? 0 : add_fine(x, "silent halls", e);
}

/*
 * Where it calls: nowhere, since `above` in hall.conf is of a hall that is not
 * above it any more, is to be mended.  Without `above` it goes by sticks.
 */
static int
check_way_up(struct examination *x, struct err *e)
{
	struct dialer d = {.count = 0};
	size_t known = 0;

	if (neighbours_learn(x->hall, &d, e) != 0)
		return -1;
	for (size_t i = 0; i < d.count; i++)
		known += d.halls[i].address[0] != '\0';
	if (d.count == 0 || known > 0)
		return add_fine(x, "way up", e);
	if (x->hall->above[0] == '\0')
		return add(x, "way up", DOCTOR_FINE, NULL,
		    json_string(_("it calls nobody; what is written here "
				  "leaves on sticks")),
		    e);
	return add(x, "way up", DOCTOR_LOOK,
	    _("write `above ADDRESS` of that hall into hall.conf and start "
	      "the daemon again; until then carry a stick"),
	    json_sprintf(_("it calls nobody: nobody has said where %s can be "
			   "called, and hall.conf speaks of another hall"),
		name_of(x, d.halls[0].code.digits)),
	    e);
}

static int
is_next_to(const struct examination *x, const char *code)
{
	const struct authority *all = engine_authority(x->hall->engine);
	size_t self =
	    authority_hall(all, &engine_identity(x->hall->engine)->hall);
	struct hall_code hall;
	size_t place = hall_code_parse(code, &hall) == 0
			   ? authority_hall(all, &hall)
			   : HALL_UNKNOWN;

	return self != HALL_UNKNOWN && place != HALL_UNKNOWN &&
	       is_neighbour(all, self, place);
}

/* A neighbour, by what it said last of its disk. */
static int
check_peer_disks(struct examination *x, struct err *e)
{
	json_t *rows =
	    store_inspect(x->hall->store, INSPECT_MACHINES, NULL, 0, e);
	json_t *row;
	int failed = rows == NULL, any = 0;
	size_t i;

	json_array_foreach (rows, i, row) {
		json_int_t free_mib = json_member_integer(row, "free_mib", -1);
		char day[DAY_TEXT_MAX];

		if (failed || free_mib < 0 ||
		    !is_next_to(x, json_member_text(row, "hall")) ||
		    (uint64_t)free_mib >= DOCTOR_FREE_MIN >> 20)
			continue;
		any = 1;
		day_of(json_member_integer(row, "told", 0), day);
		failed = add(x, "disks of other halls", DOCTOR_LOOK,
		    _("have room made there: when its disk is full, it takes "
		      "nothing in any more"),
		    json_sprintf(_("%s had %lld MiB free on %s"),
			name_of(x, json_member_text(row, "hall")),
			(long long)free_mib, day),
		    e);
	}
	json_decref(rows);
	if (failed)
		return -1;
	return any ? 0 : add_fine(x, "disks of other halls", e);
}

static int
check_forks(struct examination *x, struct err *e)
{
	json_t *rows = store_inspect(x->hall->store, INSPECT_FORKS, NULL, 0, e);
	json_t *row;
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, row) {
		if (failed)
			break;
		failed = add(x, "forks", DOCTOR_LOOK,
		    _("two machines write as one hall, or one was set back: "
		      "find out which is right, and have the hall above "
		      "replace its keys (`sanji members replace`)"),
		    json_sprintf(_("a log of %s in %s/%s has %lld branches"),
			name_of(x, json_member_text(row, "hall")),
			json_member_integer(row, "space_kind", 0) == 0
			    ? "ledger"
			    : "gazette",
			json_member_text(row, "space_hall"),
			(long long)json_member_integer(row, "branches", 0)),
		    e);
	}
	if (!failed && json_array_size(rows) == 0)
		failed = add_fine(x, "forks", e);
	json_decref(rows);
	return failed ? -1 : 0;
}

/* --- what waits --------------------------------------------------------------
 */

/* found (taken) is said if there are any. */
static int
check_count(struct examination *x, const char *check, json_int_t count,
    json_t *found, const char *advice, struct err *e)
{
	if (count > 0)
		return add(x, check, DOCTOR_LOOK, advice, found, e);
	json_decref(found);
	return add_fine(x, check, e);
}

/* Those of a row of counts, with how many there are. */
static int
check_quarantine(struct examination *x, const json_t *counts, struct err *e)
{
	json_int_t n = json_member_integer(counts, "quarantined", 0);

	return check_count(x, "quarantine", n,
	    json_sprintf(
		_("%lld pieces of what came in were refused"), (long long)n),
	    _("`sanji quarantine list` says why, and from whom"), e);
}

static int
check_sticks(struct examination *x, const json_t *counts, struct err *e)
{
	json_int_t n = json_member_integer(counts, "waiting_sticks", 0);

	return check_count(x, "waiting sticks", n,
	    json_sprintf(
		_("%lld sticks start after what is held here"), (long long)n),
	    _("bring the stick that was made before them, or connect the "
	      "line"),
	    e);
}

static int
check_conflicts(struct examination *x, const json_t *counts, struct err *e)
{
	json_int_t n = json_member_integer(counts, "conflicts", 0) +
		       json_member_integer(counts, "held", 0);

	return check_count(x, "conflicts", n,
	    json_sprintf(_("%lld acts wait for a ruling"), (long long)n),
	    _("`sanji conflicts`; a hall above rules"), e);
}

static int
check_erasures(struct examination *x, struct err *e)
{
	json_t *rows =
	    store_inspect(x->hall->store, INSPECT_ERASURE_ASKED, NULL, 0, e);
	json_int_t n = (json_int_t)json_array_size(rows);
	int failed = rows == NULL ||
		     check_count(x, "erasing", n,
			 json_sprintf(_("%lld cases are asked to be erased"),
			     (long long)n),
			 _("`sanji erase requests`; a hall above erases "
			   "them, without delay (个人信息保护法 47)"),
			 e) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

static int
check_counts(struct examination *x, struct err *e)
{
	json_t *rows = store_report(x->hall->store, REPORT_COUNTS, NULL, 0, e);
	const json_t *counts = json_array_get(rows, 0);
	int failed = counts == NULL || check_quarantine(x, counts, e) != 0 ||
		     check_sticks(x, counts, e) != 0 ||
		     check_conflicts(x, counts, e) != 0;

	json_decref(rows);
	return failed ? -1 : 0;
}

static int
check_damage(struct examination *x, struct err *e)
{
	int any;

	if (engine_any_damage(x->hall->engine, &any, e) != 0)
		return -1;
	if (!any)
		return add_fine(x, "damage", e);
	return add(x, "damage", DOCTOR_BROKEN,
	    _("sync, or bring a stick from a hall that holds them; if none "
	      "does, restore hall.db from a backup"),
	    json_string(_("change sets that are damaged here have not come "
			  "again")),
	    e);
}

static int
check_keys_missing(struct examination *x, struct err *e)
{
	int any = store_any_missing_key(x->hall->store, e);

	if (any <= 0)
		return any < 0 ? -1 : add_fine(x, "keys of cases", e);
	return add(x, "keys of cases", DOCTOR_LOOK,
	    _("sync with the hall that received the cases; until then it "
	      "cannot be read here whose they are"),
	    json_string(_("keys of cases held here have not come")), e);
}

/* Whose change sets wait for tomorrow, since so many came today. */
static int
check_day_room(struct examination *x, struct err *e)
{
	struct report_parameter p[] = {{":day", NULL, x->now_s / DAY_S},
	    {":room", NULL, engine_log_room(x->hall->engine)}};
	json_t *rows =
	    store_inspect(x->hall->store, INSPECT_DAY_FULL, p, COUNT_OF(p), e);
	int failed = rows == NULL;
	const json_t *row;
	size_t i;

	json_array_foreach (rows, i, row) {
		if (failed)
			break;
		failed = add(x, "room of the day", DOCTOR_LOOK,
		    _("ask that hall what it writes; if nobody there knows, "
		      "its key may be stolen: `sanji members revoke`. If all "
		      "is as it should be, give it room (changes in "
		      "hall.conf)"),
		    json_sprintf(_("%s wrote more than %lld MiB that came here "
				   "today; the rest waits there"),
			name_of(x, json_member_text(row, "hall")),
			(long long)(p[1].number >> 20)),
		    e);
	}
	if (!failed && json_array_size(rows) == 0)
		failed = add_fine(x, "room of the day", e);
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
check_scan_room(struct examination *x, struct err *e)
{
	json_t *rows =
	    store_inspect(x->hall->store, INSPECT_SCANS_LEFT, NULL, 0, e);
	const json_t *row;
	int failed = rows == NULL;
	size_t i;

	json_array_foreach (rows, i, row) {
		if (failed)
			break;
		failed = add(x, "room for scans", DOCTOR_LOOK,
		    _("ask that hall what it scans; if all is as it should be, "
		      "give it room (scans in hall.conf) and run `sanji "
		      "rebuild`"),
		    json_sprintf(_("%s has no room left here: %lld pieces are "
				   "not asked for"),
			name_of(x, json_member_text(row, "hall")),
			(long long)json_member_integer(row, "pieces", 0)),
		    e);
	}
	if (!failed && json_array_size(rows) == 0)
		failed = add_fine(x, "room for scans", e);
	json_decref(rows);
	return failed ? -1 : 0;
}

static int
check_audit(struct examination *x, struct err *e)
{
	struct audit_result got;

	if (!x->hall->has_keys)
		return add(x, "access audit", DOCTOR_LOOK,
		    _("run it again with the passphrase"),
		    json_string(_("it cannot be checked while the key is "
				  "locked")),
		    e);
	if (engine_audit_check(x->hall->engine, &got, e) != 0)
		return -1;
	if (got.first_bad == 0 && !got.ends_are_bad)
		return add_fine(x, "access audit", e);
	return add(x, "access audit", DOCTOR_BROKEN,
	    _("find out who wrote to hall.db, and look into a backup from "
	      "before"),
	    json_string(_("entries are gone or were changed")), e);
}

/* --- all ---------------------------------------------------------------------
 */

json_t *
doctor_examine(struct hall_dir *h, int64_t now_s, enum doctor_level *worst_out,
    struct err *e)
{
	static int (*const checks[])(struct examination *, struct err *) = {
	    check_database, check_permissions, check_disk, check_clock,
	    check_lock, check_key_age, check_way_up, check_silent,
	    check_peer_disks, check_forks, check_counts, check_erasures,
	    check_damage, check_keys_missing, check_scan_room, check_day_room,
	    check_audit};
	struct examination x = {.hall = h,
	    .now_s = now_s,
	    .findings = json_array(),
	    .worst = DOCTOR_FINE};
	int failed = x.findings == NULL ? err_nomem(e) : 0;

	for (size_t i = 0; i < COUNT_OF(checks) && !failed; i++)
		failed = checks[i](&x, e);
	if (failed) {
		json_decref(x.findings);
		return NULL;
	}
	*worst_out = x.worst;
	return x.findings;
}
