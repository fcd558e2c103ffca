#!/bin/sh
# The power fails, or the disk, at every single write of one action: the hall
# opens again, and the action was done as a whole or not at all.
. tests/process/halls.sh.inc

# A small county: it is read back after every write.
"$sanji" init "$halls/county" --hall 330421000000 --name 嘉善县 \
    --tree "$root/deploy/data/jiashan-halls.csv" >/dev/null
at county calendar import "$root/deploy/data/calendar.csv" >/dev/null
awk 'NR == 1 || /^330421-/ { on = NR == 1 || /^330421-YB-001/ } on' \
    "$root/deploy/data/catalogue-demo.csv" >"$halls/catalogue.csv"
at county item import "$halls/catalogue.csv" >/dev/null
receive county 王秀英 >/dev/null
strace -o /dev/null true 2>/dev/null || exit 77
at county dump >"$halls/before"

# at_call CALL N HOW: receive a case; the Nth such call of the program fails so.
at_call() {
	rm -rf "$halls/victim"
	cp -a "$halls/county" "$halls/victim"
	status=0
	strace -f -o "$halls/trace" -e trace="$1" \
	    -e inject="$1:$3:when=$2" "$sanji" -C "$halls/victim" --json \
	    case receive item=330421-YB-001 name=李国强 \
	    id_number=11010519491231002X >"$halls/out" 2>"$halls/err" ||
	    status=$?
	grep -q 'INJECTED\|killed by' "$halls/trace"
}

# fits CALL N: log and state fit each other, whatever is in them.
fits() {
	at victim verify >/dev/null 2>"$halls/why" ||
	    fail "$1 $2: $(cat "$halls/why")"
	at victim dump >"$halls/after"
	cases=$(grep -c '"case.received"' "$halls/after" || :)
	[ "$cases" = 1 ] || [ "$cases" = 2 ] || fail "$1 $2: $cases cases"
	at victim rebuild >/dev/null || fail "$1 $2: it cannot be rebuilt"
	at victim dump | cmp -s - "$halls/after" ||
	    fail "$1 $2: log and state differ"
	[ $status -ne 0 ] || [ "$cases" = 2 ] ||
	    fail "$1 $2: it said that it was done"
}

for call in pwrite64 fdatasync; do
	for how in signal=KILL error=ENOSPC; do
		# A disk that says no does so in one place of SQLite; programs
		# under a sanitizer take long to start.
		step=1
		[ $how = signal=KILL ] && [ "${B:-build}" = build ] || step=3
		n=1
		while [ $n -le 60 ] && at_call $call $n $how; do
			fits "$call $how" $n
			n=$((n + step))
		done
		[ $n -gt 1 ] || fail "no $call was made to fail"
	done
done
