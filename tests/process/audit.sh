#!/bin/sh
# Who looked at a citizen's data is written down at the hall, and an entry
# that somebody takes out of hall.db, or changes, is missed: the first, the
# last, one between, all of them.
. tests/process/halls.sh.inc

found_county
number=$(member "$(receive county)" number)
looks() {
	i=0
	while [ $i -lt "$1" ]; do
		at county case show "$number" why=inspection >/dev/null
		i=$((i + 1))
	done
}
looks 5
at county audit | grep -q "case.show *$number" || fail "$(at county audit)"
at county audit list --json | grep -q "\"who\":\"$(id -un)\"" ||
    fail "the account is not named"
at county audit check >/dev/null

# tampered NAME SQL: in a copy of the hall.
tampered() {
	cp -a "$halls/county" "$halls/$1"
	sqlite3 "$halls/$1/hall.db" "$2"
	refused 5 'access audit' at "$1" audit check
	refused 5 'access audit' at "$1" audit
	# It is still missed when others have looked since.
	at "$1" case show "$number" >/dev/null ||
	    fail "$1: the window cannot go on"
	refused 5 'access audit' at "$1" audit check
}
stop "$county_pid"
tampered between 'DELETE FROM access_audit WHERE n = 3'
tampered first 'DELETE FROM access_audit WHERE n = 1'
tampered last 'DELETE FROM access_audit WHERE n = 5'
tampered changed "UPDATE access_audit SET who = 'nobody' WHERE n = 2"
tampered added "INSERT INTO access_audit SELECT 6, time, who, what, about,
    why, link FROM access_audit WHERE n = 5"
tampered all 'DELETE FROM access_audit'
tampered ends 'DELETE FROM access_audit WHERE n = 5;
    UPDATE access_audit_ends SET last = 4'
tampered renumbered 'DELETE FROM access_audit WHERE n = 3;
    UPDATE access_audit SET n = n - 1 WHERE n > 3;
    UPDATE access_audit_ends SET last = 4'
