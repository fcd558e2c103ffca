#!/bin/sh
# A disk that forgot a change set, a key and a piece of a scan gets them back
# from the hall above, and is what it was.
. tests/process/halls.sh.inc

three_halls
number=$(member "$(receive village 王秀英)" number)
receive village 李国强 >/dev/null
head -c 300000 /dev/urandom >"$halls/page.pdf"
at village case attach "$number" material=户口簿 "$halls/page.pdf" >/dev/null
at village sync >/dev/null
until_says '"missing_pieces":0' at town status --json
at village sync >/dev/null
at village dump >"$halls/dump"

sql() {
	sqlite3 "$halls/$1/hall.db" "$2"
}

first="message LIKE '%case.received%'"
sql village "UPDATE change_set SET message = replace(message, '\"do\"', '\"dp\"')
	WHERE n = (SELECT min(n) FROM change_set WHERE $first)"
sql village "UPDATE change_set SET signature = zeroblob(64)
	WHERE n = (SELECT max(n) FROM change_set WHERE $first)"
sql village "UPDATE change_set SET id = zeroblob(32)
	WHERE message LIKE '%case.attached%'"
sql village "UPDATE case_key SET wrapped = zeroblob(72)
	WHERE hash = (SELECT min(hash) FROM case_key)"
sql village "UPDATE piece SET bytes = zeroblob(length(bytes))
	WHERE id = (SELECT min(id) FROM piece)"
refused 5 'verify --repair' at village verify
at village verify --repair >"$halls/said"
grep -q '^2 change sets, 1 keys of cases and 1 pieces' "$halls/said" ||
    fail "$(cat "$halls/said")"
refused 5 'not what was signed' at village verify
status=0
at village doctor >"$halls/said" || status=$?
[ $status -eq 5 ] || fail "the doctor ends with $status"
grep -q '^!! damage' "$halls/said" || fail "$(cat "$halls/said")"
at village quarantine list | grep -q 'not those of its id' || fail "no evidence"

at village sync >/dev/null
until_says '"missing_pieces":0' at village status --json
at village verify >/dev/null || fail "not mended"
at village dump | cmp -s - "$halls/dump" || fail "another state"
at village case show "$number" | grep -q 王秀英 || fail "the key is not back"
at village case attachment "$number" 1 --out "$halls/again" >/dev/null ||
    fail "$(at village case attachment "$number")"
cmp -s "$halls/again" "$halls/page.pdf" || fail "another scan"
status=0
at village doctor >"$halls/said" || status=$?
[ $status -ne 5 ] || fail "$(cat "$halls/said")"

# What a row says besides, as which others came before, is made again of what
# was signed; nobody else is needed.
for wrong in 'depth = depth + 1' 'time = time - 90000' \
    'past = (SELECT past FROM change_set WHERE n = 1)'; do
	sql village "UPDATE change_set SET $wrong
		WHERE n = (SELECT max(n) - 1 FROM change_set)"
	refused 5 'not what it says itself' at village verify
	at village verify --repair >"$halls/said"
	grep -q 'have it again' "$halls/said" || fail "$(cat "$halls/said")"
	at village verify >/dev/null || fail "$wrong: not mended"
	at village dump | cmp -s - "$halls/dump" || fail "$wrong: another state"
done

# What was here only does not come again; nothing of it is passed on.
receive village 陈建华 >/dev/null
sql village "UPDATE change_set SET signature = zeroblob(64)
	WHERE n = (SELECT max(n) FROM change_set)"
at village verify --repair >/dev/null
at village sync >/dev/null
refused 5 'not what was signed' at village verify
[ "$(sql town 'SELECT count(*) FROM quarantine')" -eq 0 ] ||
    fail "damage was passed on"

# hall.key of another hall is not taken for damage.
sql village 'UPDATE case_key SET wrapped = zeroblob(72)'
refused 5 'put back the hall.key' at village verify --repair
