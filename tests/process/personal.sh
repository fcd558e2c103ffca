#!/bin/sh
# What is said of a person stands in no file in clear: not in a hall's
# directory (database, WAL, log of the daemon, who looked at whom), not in an
# export for stock git, not on a stick; raw or as base64.
. tests/process/halls.sh.inc

name=欧阳雪琪 id_number=11010519491231002X phone=13857399881
address=善江公路南侧八十一号 note=本人行动不便请上门 reason=材料齐全予以通过
text=态度好得很

# What base64 makes of a text at the three places it can begin.
as_base64() {
	printf '%s' "$1" | base64 -w 0 | sed 's/.\{4\}$//'
	echo
	printf 'x%s' "$1" | base64 -w 0 | sed 's/^.\{4\}//; s/.\{4\}$//'
	echo
	printf 'xx%s' "$1" | base64 -w 0 | sed 's/^.\{4\}//; s/.\{4\}$//'
	echo
}

for said in "$name" $id_number $phone "$address" "$note" "$reason" "$text"; do
	printf '%s\n' "$said"
	as_base64 "$said"
	as_base64 "$said" | tr '+/' '-_'
done | grep . | sort -u >"$halls/said.txt"

# found_in PATH …: files with any of it.
found_in() {
	LC_ALL=C grep -rlaF -f "$halls/said.txt" "$@" || :
}

# The search finds what is there.
mkdir "$halls/control"
for said in "$name" $phone "$note"; do
	printf 'ab%scd' "$said" >"$halls/control/raw-$said"
	printf 'b%scd' "$said" | base64 >"$halls/control/base64-$said"
done
[ "$(found_in "$halls/control" | wc -l)" -eq 6 ] ||
    fail "what was planted is not found: $(found_in "$halls/control")"

three_halls
at county power grant grantee=330421111000 items=330421-YB-001 \
    mode=entrusted basis=善政发 >/dev/null
at village sync >/dev/null
number=$(member "$(at village --json case receive item=330421-YB-001 \
    name="$name" id_number=$id_number phone=$phone)" number)
at village case amend "$number" address="$address" note="$note" >/dev/null
at village bundle export "$halls/up.stick" >/dev/null
at village sync >/dev/null
at town case decide "$number" outcome=approved reason="$reason" >/dev/null
at village sync >/dev/null
at village rate give "$number" level=1 channel=tablet text="$text" >/dev/null
at village complaint register form=phone against=330421111205 \
    complainant="$name" phone=$phone content="$note" >/dev/null
at village person register name="$name" id_number=$id_number phone=$phone \
    address="$address" >/dev/null
# Whom somebody looks for is written down no more than what is found.
at village case list name="$name" >/dev/null
at village case list phone=$phone --json | grep -q "$number" ||
    fail "the village does not find its case"
at village track "$number" 000000 >/dev/null 2>&1 || :
at village sync >/dev/null
at town bundle export "$halls/down.stick" --to 330421111205 >/dev/null
at town git export "$halls/log.git" >/dev/null
git -C "$halls/log.git" log --all --format=%B >"$halls/diary"
at town dump >"$halls/dump"

# It is there for those who hold the key …
until_says "$name" at county case show "$number"
at county case show "$number" --json | grep -q "$address" ||
    fail "the county cannot read the address"
at village case show "$number" --json | grep -q "$reason" ||
    fail "the village cannot read the reason"
# … and nowhere else.
at town bundle import "$halls/up.stick" >/dev/null
found=$(found_in "$halls/county" "$halls/town" "$halls/village" \
    "$halls"/*.log "$halls"/*.stick "$halls/log.git" "$halls/diary" \
    "$halls/dump")
[ -z "$found" ] || fail "in clear: $found"
grep -q "$number" "$halls/diary" || fail "the diary names no case"
