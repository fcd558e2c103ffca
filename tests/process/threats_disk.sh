#!/bin/sh
# What stock programs do with a hall's directory and with a stick, each time
# shown to work on them first (docs/THREATS.md), and what sanji makes of it.
. tests/process/halls.sh.inc

found_county
number=$(member "$(receive county)" number)
at county case show "$number" why=inspection >/dev/null
stop "$county_pid"
sql() { sqlite3 "$halls/$1/hall.db" "$2"; }
copy() { cp -a "$halls/county" "$halls/$1"; }

# 31: a trigger in the file.  sqlite3 runs it, and finds nothing wrong; here it
# does nothing, is named, and comes in with no backup.
copy planted
sql planted 'CREATE TRIGGER planted AFTER UPDATE ON node
    BEGIN DELETE FROM access_audit; END'
cp -a "$halls/planted" "$halls/fired"
[ "$(sql fired 'UPDATE node SET tag = tag; PRAGMA integrity_check;
    SELECT count(*) FROM access_audit')" = "ok
0" ] || fail "sqlite3 runs no trigger"
refused 5 'at "planted"' receive planted
refused 5 'at "planted"' at planted verify
refused 5 'at "planted"' "$sanji" restore "$halls/planted/hall.db" \
    "$halls/county"
[ "$(sql planted 'SELECT count(*) FROM access_audit')" -gt 0 ] ||
    fail "the trigger ran"
# The name of ours, doing something else.
copy renamed
sql renamed 'DROP TRIGGER case_file_notices;
    CREATE TRIGGER case_file_notices AFTER INSERT ON case_file
    BEGIN DELETE FROM access_audit; END'
refused 5 'at "case_file_notices"' receive renamed
refused 5 'case_file_notices' at renamed verify

# 37: a record altered where it lies.  sqlite3 calls the file whole.
copy altered
[ "$(sql altered "UPDATE change_set SET message =
    replace(message, 'case.received', 'case.accepted')
    WHERE message LIKE '%case.received%'; SELECT changes();
    PRAGMA integrity_check")" = "1
ok" ] || fail "sqlite3 notices"
refused 5 'bytes are not those of its id' at altered verify

# 29: SQL in a field.  Pasted into a statement it finds everything; bound it is
# a name like others.
hostile="' OR '1'='1"
[ "$(sql county "SELECT count(*) FROM case_file WHERE number = '$hostile'")" \
    -gt 0 ] || fail "pasted SQL finds nothing"
[ "$(at county --json case list number="$hostile")" = '[]' ] ||
    fail "found: $(at county --json case list number="$hostile")"
drop="x'); DROP TABLE case_file; --"
other=$(member "$(receive county "$drop")" number)
at county case show "$other" | grep -qF "$drop" || fail "not as it was said"

# 10: a database of an hour ago.  Who counts on in it gives a number again.
copy then
given=$(member "$(receive county)" number)
sequence=$(printf '%04d' "$(($(sql then 'SELECT case_sequence FROM node') + 1))")
case $given in *"-$sequence-"*) ;; *) fail "$given is not $sequence" ;; esac
rm "$halls/county/hall.db"*
cp "$halls/then/hall.db" "$halls/county"
[ "$(member "$(receive county)" number)" != "$given" ] || fail "given twice"

# 34: a directory that was copied.  Without a passphrase it is read and written
# to by whoever has it; with one: locked.sh.
at then case show "$number" | grep -q 王秀英 || fail "the thief reads nothing"

# 20: a link on a stick.  `cp` writes to where it points.
mkdir "$halls/usb"
echo precious >"$halls/precious"
ln -s "$halls/precious" "$halls/usb/stick"
cp "$halls/then/hall.conf" "$halls/usb/stick"
grep -q precious "$halls/precious" && fail "cp follows no link"
echo precious >"$halls/precious"
at county bundle export "$halls/usb/stick" --to 330421000000 \
    >/dev/null 2>&1 || :
ln -sf "$halls/precious" "$halls/usb/other"
refused 1 'cannot be read' at county bundle import "$halls/usb/other"
mkfifo "$halls/usb/pipe"
refused 1 '' at county bundle import "$halls/usb/pipe"
grep -q precious "$halls/precious" || fail "written through a link"

# 18: a repository on a stick.  Stock git runs what is in it.
git init -q "$halls/usb/repository"
printf '#!/bin/sh\ntouch "%s"\n' "$halls/pwned" >"$halls/usb/repository/run"
chmod +x "$halls/usb/repository/run"
git -C "$halls/usb/repository" config core.fsmonitor ./run
git -C "$halls/usb/repository" status >/dev/null 2>&1 || :
[ -e "$halls/pwned" ] || fail "git runs nothing"
rm "$halls/pwned"
for path in repository repository/.git repository/.git/config; do
	refused 1 '' at county bundle import "$halls/usb/$path"
done
[ ! -e "$halls/pwned" ] || fail "something of the stick was run"

# 36: killed between two writes.  With two files, or without a transaction, the
# first stands and the second is missing.  Here: crash.sh.
sqlite3 "$halls/two" 'CREATE TABLE log (n); CREATE TABLE state (n)'
printf '%s\n' 'INSERT INTO log VALUES (1);' '.shell kill -9 $PPID' \
    'INSERT INTO state VALUES (1);' | sqlite3 "$halls/two" 2>/dev/null || :
[ "$(sqlite3 "$halls/two" 'SELECT count(*) FROM log;
    SELECT count(*) FROM state')" = "1
0" ] || fail "both were written, or neither"

# 38: a full disk.  What was written before it was full stays, the rest is not
# there.  Here: disk.sh.
sqlite3 "$halls/full" 'CREATE TABLE log (n); CREATE TABLE state (n)'
sqlite3 "$halls/full" 'PRAGMA max_page_count = 3' \
    'INSERT INTO log VALUES (1)' \
    'INSERT INTO state VALUES (zeroblob(100000))' >/dev/null 2>&1 &&
    fail "there is room"
[ "$(sqlite3 "$halls/full" 'SELECT count(*) FROM log;
    SELECT count(*) FROM state')" = "1
0" ] || fail "both were written, or neither"
