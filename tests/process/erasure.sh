#!/bin/sh
# What was erased is in no byte of any hall's directory: not what was said of
# the person, and not the key it was sealed with; nor after a stick that comes
# late, nor in a hall that was set back to a backup, once it is in touch.
. tests/process/halls.sh.inc

name=欧阳雪琪 id_number=11010519491231002X phone=13857399881
how="ground=consent_withdrawn approved_by=张主任"

# keys HALL: the wrapped keys it holds, in hexadecimal digits.
keys() {
	sqlite3 "$halls/$1/hall.db" \
	    'SELECT lower(hex(wrapped)) FROM case_key WHERE wrapped NOT NULL'
}

# all_bytes HALL: of every file of the directory.
all_bytes() {
	for file in "$halls/$1"/*; do
		od -An -v -tx1 "$file" | tr -d ' \n'
		echo
	done
}

# gone HALL KEY: neither the key nor the person is in any file.
gone() {
	all_bytes "$1" | grep -q "$2" && fail "$1 still has the key: $3"
	LC_ALL=C grep -rlaF -e "$name" -e $id_number -e $phone "$halls/$1" &&
	    fail "$1 has it in clear: $3"
	at "$1" case show "$number" --json | grep -q '"personal_state":"erased"' ||
	    fail "$1 does not say that it was erased: $3"
	at "$1" verify >/dev/null || fail "$1 does not verify: $3"
}

three_halls
serve village
village_pid=$started
number=$(member "$(at village --json case receive item=330421-YB-001 \
    name="$name" id_number=$id_number phone=$phone)" number)
at village case withdraw "$number" >/dev/null
at village bundle export "$halls/late.stick" >/dev/null
at village sync >/dev/null
until_says '"cases":1' at county status --json
for hall in county town village; do
	key=$(keys $hall)
	[ ${#key} -eq 144 ] || fail "$hall holds no key"
	all_bytes $hall | grep -q "$key" || fail "the search finds no key"
	eval "key_of_$hall=$key"
done
stop "$village_pid"
cp -a "$halls/village" "$halls/backup"

# Asked first, and only of a hall above.
refused 1 'Say it again with --yes' at county erase case "$number" $how
refused 1 'may not' at village erase case "$number" $how --yes
# Erased while others read and write.
at county erase case "$number" $how --yes >"$halls/said"
grep -q 'sticks that were written before' "$halls/said" ||
    fail "what it does not reach is not said: $(cat "$halls/said")"
until_says '"personal_state":"erased"' at town case show "$number" --json
at county erase status "$number" | grep -q '□ 北鹤村' ||
    fail "the village has not heard of it, and should not be listed as if"
serve village
village_pid=$started
until_says '■ 北鹤村' at county erase status "$number"
gone county "$key_of_county" 'erased there'
gone town "$key_of_town" 'while it serves'
gone village "$key_of_village" 'while it serves'

# A stick from before.
at town bundle import "$halls/late.stick" >/dev/null || :
gone town "$key_of_town" 'after a late stick'
at town rebuild >/dev/null
gone town "$key_of_town" 'after a rebuild'

# A village set back to the day before.
stop "$village_pid"
rm -rf "${halls:?}/village"
mv "$halls/backup" "$halls/village"
at village case show "$number" --json | grep -q "$name" ||
    fail "the backup is not one from before"
at village sync >/dev/null
gone village "$key_of_village" 'after a restore'
for hall in county town; do
	[ "$(at $hall dump ledger/330421111205)" = \
	    "$(at village dump ledger/330421111205)" ] ||
	    fail "$hall and the village differ"
done
