#!/bin/sh
# What takes long is done by a process of its own, notes how far it has got,
# and can be ended; the hall goes on taking cases in meanwhile.
. tests/process/halls.sh.inc

found_county
receive county >/dev/null
state() {
	at county --json job list | sed 's/{"asked_by/\n&/g' |
	    grep "\"job\":$1,"
}

at county job start verify >/dev/null
at county job start backup >/dev/null
receive county 李国强 >/dev/null
until_says '"state":"done"' state 2
state 1 | grep -q '"state":"done"' || fail "$(state 1)"
at county --json job list | grep -q '"bad":0' || fail "not verified"
file=$(member "$(state 2)" file)
[ "$(stat -c %a "$halls/county/backups/$file")" = 600 ] ||
    fail "others can read the backup"
refused 1 'nothing numbered' at county job cancel 2
refused 1 'must be one of' at county job start sing

# Ended before it began; ended at work, and nothing half made is left.
stop "$county_pid"
at county job start backup >/dev/null
at county job cancel 3 >/dev/null
state 3 | grep -q '"state":"cancelled"' || fail "$(state 3)"
at county job start backup >/dev/null
sqlite3 "$halls/county/hall.db" \
    "UPDATE job SET state = 'cancelling' WHERE id = 4"
at county job work 4
state 4 | grep -q '"state":"cancelled"' || fail "$(state 4)"
[ "$(ls "$halls/county/backups")" = "$file" ] ||
    fail "half a backup is left: $(ls "$halls/county/backups")"

# One that nobody does any more has failed, and the next is done.
at county job start verify >/dev/null
sqlite3 "$halls/county/hall.db" \
    "UPDATE job SET state = 'running' WHERE id = 5"
at county job start examine >/dev/null
serve county $port
until_says '"state":"done"' state 6
state 5 | grep -q '"state":"failed"' || fail "$(state 5)"

# The state comes out of the log as it is; what was written to the database by
# hand does not. A backup goes where hall.conf says.
at county job start rebuild >/dev/null
until_says '"state":"done"' state 7
state 7 | grep -q '"same":true' || fail "$(state 7)"
sqlite3 "$halls/county/hall.db" "UPDATE case_file SET item = 'false'"
at county job start rebuild >/dev/null
until_says '"state":"done"' state 8
state 8 | grep -q '"same":false' || fail "$(state 8)"
at county case list | grep -q false && fail "$(at county case list)"
[ ! -e "$halls/county/rebuild.part" ] || fail "a copy is left"
stop "$started"
echo "backups $halls/other" >>"$halls/county/hall.conf"
serve county $port
at county job start backup >/dev/null
until_says '"state":"done"' state 9
[ -s "$halls/other/$(member "$(state 9)" file)" ] || fail "$(state 9)"
