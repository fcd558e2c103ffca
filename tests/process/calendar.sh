#!/bin/sh
# A calendar file is published year by year, only what changed; a file that
# cannot be read says which line, and nothing of it is published.
. tests/process/halls.sh.inc

"$sanji" init "$halls/county" --hall 330421000000 --name 嘉善县 \
    --tree "$root/deploy/data/jiashan-halls.csv" >/dev/null
file=$halls/calendar.csv
cp "$root/deploy/data/calendar.csv" "$file"

at county calendar import "$file" --basis 国务院办公厅通知 |
    grep -q '^23 years published, 0 unchanged' || fail "not all years came in"
at county calendar show 2026 | grep -q '2026-02-14 *workday *春节' ||
    fail "the Saturday before 春节 is not shown as worked"
at county --json calendar days from=2026-09-30 to=2026-10-12 |
    grep -q '"assumed":false,"working_days":4' || fail "October is miscounted"
at county --json calendar days from=2026-12-30 to=2027-01-04 |
    grep -q '"assumed":true' || fail "2027 is not said to be assumed"

# Again, and with a byte order mark and other line ends: nothing is new.
before=$(at county dump | cksum)
{ printf '\357\273\277'; sed 's/$/\r/' "$file"; } >"$halls/same.csv"
for one in "$file" "$halls/same.csv"; do
	at county calendar import "$one" |
	    grep -q '^0 years published, 23 unchanged' ||
	    fail "what was not changed was published again"
done
[ "$(at county dump | cksum)" = "$before" ] || fail "an import left a trace"

# One year changes, and only that one is published; its basis stays.
sed -i 's/^2026-10-10,workday/2026-10-11,workday/' "$file"
at county --json calendar import "$file" |
    grep -q '"published":\["2026"\],"unchanged":22' || fail "not 2026 alone"
at county --json calendar show 2026 |
    grep -q '"basis":"国务院办公厅通知".*"version":2' || fail "no version 2"

# broken LINE-NUMBER WHAT-IT-SAYS LINE …
before=$(at county dump | cksum)
broken() {
	number=$1 pattern=$2
	shift 2
	printf '%s\n' "$@" >"$halls/broken.csv"
	refused 1 "broken.csv: line $number: .*$pattern" \
	    at county calendar import "$halls/broken.csv"
}
broken 2 'is no day; write it as' date,kind,name 2027-02-30,holiday,春节
broken 1 'no Saturday or Sunday' 2027-01-04,workday, 2027-01-05,holiday,
broken 2 'must be one of: holiday, workday' 2027-01-01,holiday, \
    2027-01-02,feast,元旦
broken 1 'needs kind' 2027-01-01
broken 1 'reads date,kind,name' 2027-01-01,holiday,元旦,休
broken 1 'never closed' '2027-01-01,holiday,"元旦'
broken 2 'out of order' 2027-01-02,holiday,元旦 2027-01-01,holiday,元旦
broken 2 'stands twice' 2027-01-01,holiday,元旦 2027-01-01,holiday,元旦
broken 1 'is no year' 1998-01-01,holiday,元旦
printf '2027-01-01,holiday,\324\252\265\251\n' >"$halls/broken.csv"
refused 1 'broken.csv: line 1 is not UTF-8' at county calendar import "$halls/broken.csv"
: >"$halls/broken.csv"
refused 1 'the calendar is empty' at county calendar import "$halls/broken.csv"
refused 1 'nowhere.csv' at county calendar import "$halls/nowhere.csv"
refused 2 'usage: sanji calendar import' at county calendar import
[ "$(at county dump | cksum)" = "$before" ] || fail "a refusal left a trace"

at county calendar --help | grep -q 'sanji calendar show' ||
    fail "no help for the noun"
at county help calendar import | grep -q -- --basis ||
    fail "no help for the command"
at county verify >/dev/null
at county rebuild >/dev/null
