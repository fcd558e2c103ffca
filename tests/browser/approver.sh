#!/bin/sh
# The approver of a town works a day, with a village and the county beside;
# the lines to both are cut and restored.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

grant() {
	member "$(at county --json power grant grantee="$1" \
	    items=330421-YB-001 mode=entrusted basis=善政发〔2026〕1号)" power
}

three_halls
power=$(grant 330421111000)
until_says "$power" at town power list
of_village=$(grant 330421111205)
until_says "$of_village" at town power list
stop "$town_pid"
stop "$county_pid"
add_user county chenli business
add_user town zhangwei approval
add_user town liuyang approval
add_user village wangfang village

# console HALL PLACE: each has its own; the last one's is called site.
console() {
	web=$((port + 8 + $2))
	site=http://127.0.0.1:$web
	open_console "$1" $((port + $2))
	echo "$console_pid" >"$halls/$1.pid"
}

console county 0
county_site=$site
console village 2
village_site=$site
console town 1
first=$(member "$(receive village)" number)
second=$(member "$(receive village 李国强)" number)
third=$(member "$(receive village 周小明)" number)
until_says "$third" at town case list
until_says "$of_village" at village power list

# line off|on HALL: end it, or let it serve again.
cat >"$halls/line" <<END
set -eu
case \$1\$2 in
off*)
	kill \$(cat "$halls/\$2.pid")
	while kill -0 \$(cat "$halls/\$2.pid") 2>/dev/null; do sleep 0.1; done
	exit ;;
oncounty) set -- county --listen 127.0.0.1:$port --web ${county_site#http://} ;;
onvillage) set -- village --web ${village_site#http://} ;;
esac
hall=\$1
shift
"$sanji" -C "$halls/\$hall" serve "\$@" >/dev/null 2>>"$halls/\$hall.log" &
echo \$! >"$halls/\$hall.pid"
END

status=0
node tests/browser/approver.mjs $site Nanhu-2026 $village_site $county_site \
    "$halls" "$sanji" "$power" "$first" "$second" "$third" || status=$?
for hall in village county; do
	kill -9 "$(cat "$halls/$hall.pid")" || :
done
exit $status
