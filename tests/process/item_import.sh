#!/bin/sh
# A catalogue file is checked as a whole: what is wrong is named with its line
# and column, and nothing of it is published until all of it is right.
. tests/process/halls.sh.inc

"$sanji" init "$halls/county" --hall 330421000000 --name 嘉善县 \
    --tree "$root/deploy/data/jiashan-halls.csv" >/dev/null
file=$halls/catalogue.csv
cp "$root/deploy/data/catalogue-demo.csv" "$file"
empty=$(at county dump | cksum)

# Checking publishes nothing.
at county item import "$file" --check | grep -q '^136 items, nothing wrong' ||
    fail "the catalogue is not as it should be"
[ "$(at county dump | cksum)" = "$empty" ] || fail "a check left a trace"

# Two lines are wrong: both are named, and 134 right ones do not come in.
sed 's/^330421-MZ-014,临时救助对象认定,行政给付/330421-MZ-014,临时救助对象认定,发钱/
    s/^330421-GA-001,/330421-GA-002,/' "$file" >"$halls/wrong.csv"
for check in --check ''; do
	for said in 'wrong.csv: 2 places are wrong; nothing was imported' \
	    '^line [0-9]*, type: type is "发钱"; it must be one of' \
	    '^line [0-9]*, code: .*GA-002" stands in line [0-9]* already'; do
		# shellcheck disable=SC2086 # no option at all, the second time
		refused 1 "$said" at county item import "$halls/wrong.csv" \
		    $check
	done
done
[ "$(at county dump | cksum)" = "$empty" ] || fail "half of it was published"

# unreadable WHAT-IT-SAYS: of the file "broken.csv"
unreadable() {
	refused 1 "broken.csv: $1" at county item import "$halls/broken.csv"
}
{ head -n 1 "$file"; printf 'A-1,\324\252\265\251\n'; } >"$halls/broken.csv"
unreadable 'line 2 is not UTF-8'
head -n 3 "$file" >"$halls/broken.csv"
unreadable 'line [0-9]*: a quote is opened there and never closed'
echo 'code,name,colour' >"$halls/broken.csv"
unreadable 'the first line names a column "colour"'
: >"$halls/broken.csv"
unreadable 'the table is empty'
echo '[{"code": "A-1"' >"$halls/broken.json"
refused 1 'broken.json: not JSON' at county item import "$halls/broken.json"
echo '[{"code": "A-1"}]' >"$halls/broken.json"
refused 1 '^item 1: published needs name' \
    at county item import "$halls/broken.json"
refused 1 'nowhere.csv' at county item import "$halls/nowhere.csv"
refused 2 'usage: sanji item import' at county item import
[ "$(at county dump | cksum)" = "$empty" ] || fail "a refusal left a trace"

# All of it, once; again it is known; one item that changed is its version 2.
at county item import "$file" | grep -q '^136 items published, 0 unchanged' ||
    fail "not all items came in"
at county item import "$file" | grep -q '^0 items published, 136 unchanged' ||
    fail "what was not changed was published again"
sed 's/^330421-MZ-014,临时救助对象认定,/330421-MZ-014,临时救助,/' "$file" \
    >"$halls/changed.csv"
at county --json item import "$halls/changed.csv" |
    grep -q '"published":1,"unchanged":135' || fail "not the one that changed"
at county --json item show 330421-MZ-014 |
    grep -q '"name":"临时救助".*"version":2' || fail "no version 2"

# What comes out goes in again: the same bytes, in Chinese as it was shipped.
LANG=zh_CN.UTF-8 at county item export | cmp - "$halls/changed.csv" ||
    fail "the export is not what was imported"
at county item export --format json >"$halls/all.json"
at county item import "$halls/all.json" |
    grep -q '^0 items published, 136 unchanged' || fail "JSON does not return"
LANG=zh_CN.UTF-8 at county item import "$halls/wrong.csv" 2>&1 |
    grep -q "type 填的是“发钱”" || fail "not said in Chinese"

# A withdrawn item leaves the table, and is published again by its line.
at county item withdraw 330421-MZ-014 reason=取消 >/dev/null
at county item export | grep -q '^330421-MZ-014' && fail "it is still there"
at county item list MZ-014 | grep -q withdrawn || fail "it is not said"
at county item import "$halls/changed.csv" |
    grep -q '^1 items published, 135 unchanged' || fail "it did not return"

# Only the county has a catalogue.
serve county $port
enrol county $port 330421111000 town
sed 's/^330421-MZ-014,临时救助,/330421-MZ-014,镇自定,/' "$halls/changed.csv" \
    >"$halls/town.csv"
refused 1 'may not' at town item import "$halls/town.csv"
at town item show 330421-MZ-014 | grep -q 镇自定 && fail "a town published"
at county verify >/dev/null
at county rebuild >/dev/null
