#!/bin/sh
# Whoever looks at all of somebody's data, or prints it, leaves a line in the
# audit, at the console and at the command line; a rule that is asked for is
# every action that is declared to open a record.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

found_county
stop "$county_pid"
number=$(member "$(receive county)" number)
of() {
	named=$1
	shift
	member "$(at county --json "$@")" "$named"
}
notice=$(of notice notice issue "$number" kind=promise)
person=$(of person person register name=李国强)
payment=$(of number payment charge case="$number" standard=证照工本费 \
    amount=1000 payer=王秀英)
complaint=$(of number complaint register form=phone against=330421000000 \
    content=周六无人值守)
score=$(of score score record category=discipline window=综合窗口 points=-10 \
    date="$(TZ=Asia/Shanghai date +%F)")
open_console county $port
secret=$(member "$(at county --json token make all \
    role=village,window,approval,business,supervision,statistics)" token)

ask() {
	curl -s -w '\n%{http_code}\n' -H 'Accept-Language: en' \
	    -H "Authorization: Bearer $secret" "$@"
}

# noted WHAT WHO: it is the last line.
noted() {
	at county --json audit list most=1 |
	    grep -q "\"what\":\"$1\",\"who\":\"$2\"" ||
	    fail "no line of $1 by $2: $(at county audit list most=3)"
}

# Every action that opens a record; one that is new must be named here.
for action in case/show case/attachments complaint/show conflicts/show \
    booking/show notice/show payment/show person/show score/show; do
	echo $action
done | sort >"$halls/known"
ask $site/api/v1/declarations | head -n 1 | node -e '
	const all = JSON.parse(require("fs").readFileSync(0)).actions;
	for (const a of all)
		if (a.kind === "opens") console.log(`${a.noun}/${a.verb}`);' |
    sort | diff "$halls/known" - || fail "others open a record"

look() {
	answers 200 "$2" ask "$site/api/v1/$1=$2"
	noted "$(echo "${1%\?*}" | tr / .)" all
}
look 'case/show?case' "$number"
look 'notice/show?notice' "$notice"
look 'person/show?person' "$person"
look 'payment/show?payment' "$payment"
look 'complaint/show?complaint' "$complaint"
look 'score/show?score' "$score"
answers 200 '"attachments"' ask \
    "$site/api/v1/case/attachments?case=$number"
noted case.attachments all

# Paper: from the console, on a roll, and as a file at the command line.
for paper in a4 slip; do
	answers 200 王秀英 ask -H 'Content-Type: application/json' \
	    -d "{\"notice\":\"$notice\",\"paper\":\"$paper\"}" \
	    $site/api/v1/notice/print
	noted notice.print all
done
at county notice print "$notice" --out "$halls/n.html" >/dev/null
noted notice.print "$(id -un)"
at county audit check >/dev/null
stop_whole county
