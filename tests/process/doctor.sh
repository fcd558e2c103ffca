#!/bin/sh
# The doctor says of a hall that is well that it is, and finds what is not:
# each finding with what to do about it.
. tests/process/halls.sh.inc

# finds HALL PATTERN
finds() {
	status=0
	at "$1" doctor >"$halls/said" 2>&1 || status=$?
	[ $status -eq "${3:-1}" ] || fail "exit $status: $(cat "$halls/said")"
	grep -q -- "$2" "$halls/said" ||
	    fail "\"$2\" is not found: $(cat "$halls/said")"
}

umask 077
printf 'four words that match\n' >"$halls/one"
export SANJI_PASSPHRASE_FILE="$halls/one"
three_halls
at village passphrase --file "$halls/one" >/dev/null
at village sync >/dev/null
status=0
at village doctor >"$halls/said" || status=$?
grep -v '^   ' "$halls/said" && fail "a hall that is well is not"
[ $status -eq 0 ] || fail "exit $status"
at village doctor --json | grep -q '"level":"fine"' || fail "no JSON"

finds town 'the key is not locked'
grep -q 'sanji passphrase' "$halls/said" || fail "no advice"
chmod 755 "$halls/village"
finds village 'can be read by other accounts'
chmod 700 "$halls/village"

# Silent for days, and a clock that is wrong, by the records of exchanges.
sqlite3 "$halls/village/hall.db" \
    'UPDATE sync_record SET began = began - 345600, ended = ended - 345600'
finds village '姚庄镇 was last heard of on'
sqlite3 "$halls/village/hall.db" \
    "UPDATE sync_record SET began = began + 345600, ended = ended + 345600,
	skew = 900 WHERE peer <> ''"
finds village 'differs by 900 seconds'
sqlite3 "$halls/village/hall.db" 'UPDATE sync_record SET skew = 0'
sqlite3 "$halls/village/hall.db" \
    "UPDATE sync_record SET free_mib = 1000 WHERE free_mib IS NOT NULL"
finds village '姚庄镇 had 1000 MiB free on'
at village sync >/dev/null
at village doctor --json | grep -q '"disks of other halls".*"fine"' ||
    fail "the town's disk is full still"
at village hall tree --json |
    grep -q '330421111000.*"version":"0[.0-9]*"' || fail "no version"
sqlite3 "$halls/village/hall.db" "INSERT INTO quarantine (came, reason, bytes)
    VALUES (1, 'a reason', x'00')"
finds village '1 pieces of what came in were refused'
at village quarantine show 1 | grep -q 'a reason' || fail "not shown"
sqlite3 "$halls/village/hall.db" 'DELETE FROM quarantine'

# The hall above is another than hall.conf speaks of, and none says where it is.
cp "$halls/village/hall.conf" "$halls/conf"
sed -i 's/^above .*/above 127.0.0.1:1 330421103000/' "$halls/village/hall.conf"
finds village 'nobody has said where 姚庄镇 can be called'
sed -i '/^above/d' "$halls/village/hall.conf"
at village doctor --json | grep -q 'leaves on sticks' ||
    fail "it does not say that it calls nobody"
cp "$halls/conf" "$halls/village/hall.conf"

# A hall that scanned more than there is room for, and room that is no number.
sqlite3 "$halls/town/hall.db" "INSERT INTO scan_piece
    VALUES (1024, 0, 1, zeroblob(32), '330421111205', 0)"
finds town '北鹤村.* has no room left here: 1 pieces'
sqlite3 "$halls/town/hall.db" 'DELETE FROM scan_piece'
sqlite3 "$halls/town/hall.db" "INSERT OR REPLACE INTO day_bytes
    VALUES ('330421111205', unixepoch() / 86400, 1 << 40)"
finds town '北鹤村.* wrote more than 1024 MiB'
sqlite3 "$halls/town/hall.db" 'DELETE FROM day_bytes'
echo 'scans none' >>"$halls/village/hall.conf"
refused 1 'scans is a whole number' at village status
sed -i '/^scans/d' "$halls/village/hall.conf"

# Entries of the audit that are gone; a key that is locked; damage.
at village case list name=王秀英 >/dev/null
sqlite3 "$halls/village/hall.db" 'DELETE FROM access_audit'
finds village 'entries are gone' 5
unset SANJI_PASSPHRASE_FILE
finds village 'cannot be checked while the key is locked' 1 </dev/null
