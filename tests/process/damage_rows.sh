#!/bin/sh
# A disk that altered numbers and texts of rows, not only their bytes: nothing
# leads beside what there is, no verb falls over or goes on for ever, and the
# log is what it was once its state is made anew.
. tests/process/halls.sh.inc

found_county
stop "$county_pid"
for name in 王秀英 李国强; do
	number=$(member "$(receive county $name)" number)
done
at county dump >"$halls/dump"

# answers VERB …: an answer, or a refusal with a word; never a signal.
answers() {
	status=0
	timeout 60 "$sanji" -C "$halls/altered" "$@" >"$halls/out" \
	    2>"$halls/err" </dev/null || status=$?
	case $status in
	0) ;;
	1 | 5) [ -s "$halls/err" ] || [ -s "$halls/out" ] || fail "$change: $* fails without a word" ;;
	*) fail "$change: $* ends with $status: $(cat "$halls/err")" ;;
	esac
}

# altered SQL: a copy of the hall in which that was done.
altered() {
	rm -rf "$halls/altered"
	cp -a "$halls/county" "$halls/altered"
	sqlite3 "$halls/altered/hall.db" \
	    "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; $1"
}

# In the log: it is said to be damaged, or nothing is different.
while read -r change; do
	altered "$change"
	for verb in status doctor 'case list' 'log list graph=yes' \
	    "case explain $number" rebuild 'verify --repair'; do
		# shellcheck disable=SC2086 # words of a verb
		answers $verb
	done
	answers verify
	[ $status -ne 0 ] || {
		answers dump
		cmp -s "$halls/out" "$halls/dump" ||
		    fail "$change: another state, and nobody says so"
	}
done <<'EOF'
UPDATE change_set SET branch = 99 WHERE n = 3
UPDATE change_set SET branch = 4000000000 WHERE n = 3
UPDATE change_set SET branch = 0 WHERE n = 3
UPDATE change_set SET branch = -1 WHERE n = 3
UPDATE change_set SET branch = 99
UPDATE change_set SET seq = 0 WHERE n = 3
UPDATE change_set SET seq = 900000000000 WHERE n = 3
UPDATE change_set SET depth = -1 WHERE n = 3
UPDATE change_set SET key = 77 WHERE n = 3
UPDATE change_set SET past = x'ffffffffffffffffffff01' WHERE n = 4
UPDATE change_set SET past = x'6305' WHERE n = 4
UPDATE change_set SET past = x'0000' WHERE n = 4
UPDATE change_set SET past = x'' WHERE n = 4
UPDATE change_set SET time = 9000000000000000000
UPDATE change_set SET message = substr(message, 1, 10) WHERE n = 3
DELETE FROM change_set WHERE n = 3
DELETE FROM change_set
UPDATE branch SET log = 99 WHERE id = 1
UPDATE branch SET log = 0 WHERE id = 1
UPDATE branch SET parent = 99 WHERE id = 1
UPDATE branch SET parent = 1 WHERE id = 1
UPDATE branch SET fork_seq = 99 WHERE id = 1
DELETE FROM branch WHERE id = 1
UPDATE log SET space = 99 WHERE id = 1
UPDATE log SET space = 0 WHERE id = 1
UPDATE log SET hall = 'x' WHERE id = 1
DELETE FROM log WHERE id = 1
UPDATE space SET hall = 'x' WHERE id = 1
UPDATE space SET kind = 9 WHERE id = 1
UPDATE space SET id = 77 WHERE id = 1
DELETE FROM space WHERE id = 1
UPDATE run SET n = 50 WHERE n = 1
UPDATE run SET n = -5 WHERE n = 1
UPDATE run SET seq = 50 WHERE n = 1
DELETE FROM run
EOF

# In what follows from it, and in what is this hall's own.
while read -r change; do
	altered "$change"
	for verb in status doctor 'case list details=yes' "case show $number" \
	    'conflicts list all=yes' 'figures show' 'power list' rebuild; do
		# shellcheck disable=SC2086 # words of a verb
		answers $verb
	done
	answers dump
	cmp -s "$halls/out" "$halls/dump" ||
	    fail "$change: not as it was: $(cat "$halls/err")"
done <<'EOF'
UPDATE record SET space = 99
UPDATE record SET state = 9999
UPDATE record SET state = -9999
UPDATE record SET type = 'nosuch' WHERE type = 'case'
UPDATE record SET last_event = 7777777
UPDATE event SET before = id
UPDATE event SET record = 999999
UPDATE event SET offset = 100000
UPDATE event SET length = -5
UPDATE event SET status = 77
UPDATE event SET kind = 'x'
UPDATE case_file SET personal = '{'
UPDATE case_file SET materials = '{'
UPDATE case_file SET state = 99
UPDATE case_file SET received_time = 9000000000000000000
UPDATE item SET materials = '{"a":1}'
UPDATE hall SET parent = 'x'
UPDATE hall SET history = '['
UPDATE due_day SET due = 9e18
UPDATE figure_day SET day = 9000000000000000
UPDATE lookup SET hash = 0
EOF
