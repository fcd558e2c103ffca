#!/bin/sh
# Whatever list somebody may see is had as a file, by CSV with its mark and as
# a workbook: masked, headed in words, and noted.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

found_county
stop "$county_pid"
number=$(member "$(receive county)" number)
at county rate give "$number" level=2 channel=tablet device=kiosk >/dev/null
at county person register name==SUM phone=13812345678 >/dev/null
open_console county $port
for who in yang:business qian:audit sun:security; do
	add_user county "${who%:*}" "${who#*:}"
done

# export_as FORMAT LIST: into $halls/file.
export_as() {
	status=$(curl -s -o "$halls/file" -w '%{http_code}' -b "$jar" \
	    -H "Origin: $site" -H "X-Sanji-Token: $token" \
	    -H 'Content-Type: application/json' \
	    -d "{\"list\":\"$2\",\"format\":\"$1\"}" $site/api/v1/export)
	[ "$status" = 200 ] || fail "$status to $2: $(cat "$halls/file")"
}

# says PATTERN: it is in the file.
says() {
	grep -q -- "$1" "$halls/file" || fail "no \"$1\": $(cat "$halls/file")"
}

# Each list the role may have, whichever it is; its headings at least.
lists() {
	get /api/v1/declarations | head -n 1 | node -e '
		const all = JSON.parse(require("fs").readFileSync(0)).actions;
		for (const a of all)
			if (a.exports && !a.fields.some((f) => f.required))
				console.log(`${a.noun}/${a.verb}`);'
}
for who in yang qian; do
	sign_in $who
	lists >"$halls/lists"
	while read -r list; do
		export_as csv "$list"
		head -c 3 "$halls/file" | od -An -tx1 | grep -q 'ef bb bf' ||
		    fail "no mark of UTF-8 in $list"
		[ "$(head -n 1 "$halls/file" | tr -cd , | wc -c)" -ge 1 ] ||
		    fail "no headings: $(cat "$halls/file")"
		at county --json audit list most=1 | grep \
		    "\"what\":\"$(echo "$list" | tr / .).export\",\"who\":\"$who\"" \
		    >/dev/null || fail "nobody noted the export of $list"
	done <"$halls/lists"
done
[ "$(wc -l <"$halls/lists")" -ge 5 ] || fail "$(cat "$halls/lists")"

# What people are called stays masked; a formula is a text.
sign_in yang
export_as csv case/list
says '办件编号,事项编码'
says "$number,330421-YB-001,.*王\*\*,1101\*\*\*\*002X"
export_as csv figures/ratings
says "^$number,.*,330421000000,嘉善县,2,平板电脑"
export_as csv figures/show
says '330421000000,嘉善县,1,1,0,0,0,0,1,'
export_as csv person/list
says "'=.*138\*\*\*\*5678"
grep -q '[,]=' "$halls/file" && fail "a formula: $(cat "$halls/file")"
export_as csv item/list
says '330421-YB-001,.*,.*,县,'

# Numbers are numbers in a workbook.
export_as xlsx figures/show
node -e 'const z = require("fs").readFileSync(process.argv[1]);
const at = z.indexOf("xl/worksheets/sheet1.xml") - 30;
const from = at + 30 + z.readUInt16LE(at + 26) + z.readUInt16LE(at + 28);
const text = String(require("zlib").inflateRawSync(z.subarray(from)));
process.exit(/嘉善县.*<v>1<\/v>/.test(text) ? 0 : 1)' "$halls/file" ||
    fail "no workbook"

# Who may not have the list, or names none, has no file.
answers 404 'no such list' post /api/v1/export '{"list":"case/show"}'
answers 404 'no such list' post /api/v1/export '{"list":"nothing"}'
answers 403 'role does not allow' post /api/v1/export '{"list":"audit/list"}'
stop_whole county
