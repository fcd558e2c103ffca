#!/bin/sh
# A list of more rows than somebody waits for is made beside the daily work,
# a page at a time; whoever asked has the file, for a day, and nobody else.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

found_county
stop "$county_pid"
receive_many county 1100
seq 1003 | sed 's/.*/{"do":"person.register","name":"李国强","phone":"1385730&"}/' \
    >"$halls/people"
at county batch "$halls/people" >/dev/null
open_console county $port
for who in yang:business lin:business; do
	add_user county "${who%:*}" "${who#*:}"
done

# ask LIST FORMAT [more]: the number of the job that makes the file.
ask() {
	answers 202 '"export"' post /api/v1/export \
	    "{\"list\":\"$1\",\"format\":\"$2\"${3-}}"
	member "$(printf '%s\n' "$said" | head -n 1)" export
}
state() { exports | sed 's/{"asked_by/\n&/g' | grep "\"job\":$1,"; }
exports() { get /api/v1/export/list | head -n 1; }
file() { get "/api/v1/export/file?export=$1" -o "$halls/file"; }

sign_in yang
# A number is as good as its digits.
for most in 3 '"3"'; do
	answers 200 received post /api/v1/case/list "{\"most\":$most}"
	[ "$(printf '%s' "$said" | grep -o '"received_time"' | wc -l)" -eq 3 ] ||
	    fail "most $most: $said"
done
csv=$(ask case/list csv)
xlsx=$(ask case/list xlsx ',"name":"王秀英"')
receive county 李国强 >/dev/null
until_says '"rows":110[01]}.*"state":"done"' state "$csv"
[ "$(file "$csv" | tail -n 1)" = 200 ] || fail "no file"
[ "$(wc -l <"$halls/file")" -ge 1101 ] || fail "$(wc -l <"$halls/file") lines"
[ "$(cut -d , -f 1 "$halls/file" | sort | uniq -d | wc -l)" -eq 0 ] ||
    fail "a case is there twice"
grep -q 'number of the case' "$halls/file" || fail "no headings"
grep -q '王\*\*' "$halls/file" || fail "not masked: $(head -n 3 "$halls/file")"
until_says '"state":"done"' state "$xlsx"
[ "$(file "$xlsx" | tail -n 1)" = 200 ] || fail "no workbook"
[ "$(head -c 2 "$halls/file")" = PK ] || fail "no workbook"
# Whoever waited was told how much there is of what was asked for.
state "$csv" | grep -q '"total":110[01],' || fail "$(state "$csv")"
state "$xlsx" | grep -q '"total":1100,' || fail "$(state "$xlsx")"
at county --json audit list most=3 >"$halls/said"
grep -q '"what":"case.list.export"' "$halls/said" ||
    fail "nobody noted it: $(cat "$halls/said")"

# What was asked named somebody: it does not lie there in clear, nor is it kept.
[ "$(sqlite3 "$halls/county/hall.db" 'SELECT count(*) FROM draft')" = 0 ] ||
    fail "what was asked is kept"
[ "$(stat -c %a "$halls/county/exports/case-list-$csv.csv")" = 600 ] ||
    fail "others can read it"

# So is any other list, whose pages go on after a hall's last name.
people=$(ask person/list csv)
until_says '"rows":1003}.*"state":"done"' state "$people"
file "$people" >/dev/null
state "$people" | grep -q '"total":1003,' || fail "$(state "$people")"
[ "$(wc -l <"$halls/file")" -eq 1004 ] || fail "$(wc -l <"$halls/file") people"
rm "$halls/county/exports/person-list-$people.csv"

# It is nobody else's.
sign_in lin
[ "$(exports)" = '[]' ] || fail "$(exports)"
answers 404 'no such file' get "/api/v1/export/file?export=$csv"
answers 409 'for you' post /api/v1/export/cancel "{\"export\":\"$csv\"}"

# Ended while it waits, and by a daemon that ends; after a day a file goes.
sign_in yang
stop_whole county
sqlite3 "$halls/county/hall.db" "UPDATE job SET state = 'wanted', ended = NULL
    WHERE id = $csv; UPDATE job SET state = 'running', ended = NULL
    WHERE id = $xlsx"
touch -d '2 days ago' "$halls/county/exports/case-list-$csv.csv"
refused 1 'is being made for you' at county export cancel "$csv"
open_console county $port
until_says 'what was asked is not there any more' state "$csv"
state "$xlsx" | grep -q '"state":"failed"' || fail "$(state "$xlsx")"
[ "$(ls "$halls/county/exports")" = "case-list-$xlsx.xlsx" ] ||
    fail "kept: $(ls "$halls/county/exports")"
answers 404 'ask for it again' get "/api/v1/export/file?export=$csv"
stop_whole county
