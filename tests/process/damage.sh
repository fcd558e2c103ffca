#!/bin/bash
# A disk that forgets: whatever byte of hall.db turns, no verb falls over, and
# what is said is either right or said to be damaged.  A process that is
# killed between any two writes leaves log and state that fit each other.
. tests/process/halls.sh.inc

found_county
stop "$county_pid"
for name in 王秀英 李国强 陈建华; do
	receive county $name >/dev/null
done
at county dump >"$halls/dump"
size=$(stat -c %s "$halls/county/hall.db")

# turned OFFSET: a copy of the hall in which one bit of that byte is another.
turned() {
	rm -rf "$halls/turned"
	cp -a "$halls/county" "$halls/turned"
	byte=$(dd if="$halls/turned/hall.db" bs=1 skip="$1" count=1 \
	    2>/dev/null | od -An -tu1 | tr -d ' ')
	printf "\\$(printf %03o $((byte ^ 64)))" |
	    dd of="$halls/turned/hall.db" bs=1 seek="$1" conv=notrunc \
		2>/dev/null
}

# answers VERB …: exit codes that are answers; never a signal.
answers() {
	status=0
	timeout 60 "$sanji" -C "$halls/turned" "$@" >"$halls/out" \
	    2>"$halls/err" </dev/null || status=$?
	case $status in
	0 | 1 | 5) ;;
	*) fail "byte $offset: $1 ends with $status: $(cat "$halls/err")" ;;
	esac
	[ $status -eq 0 ] || [ -s "$halls/err" ] ||
	    fail "byte $offset: $1 fails without a word"
}

RANDOM=34
found=0 runs=0
offset=0
while [ $runs -lt 32 ]; do
	turned $offset
	answers verify
	if [ $status -eq 0 ]; then
		# Not in what is signed: state is made again from the log, or
		# it says why it cannot be.
		answers rebuild
		rebuilt=$status
		answers dump
		[ $rebuilt -ne 0 ] || [ $status -ne 0 ] ||
		    cmp -s "$halls/out" "$halls/dump" ||
		    fail "byte $offset: another state, and nobody says so"
	else
		found=$((found + 1))
	fi
	answers case list
	runs=$((runs + 1))
	offset=$(((RANDOM * 32768 + RANDOM) % size))
done
[ $found -gt 0 ] || fail "no damage was found in $runs"

# Killed after so many of its answers, wherever that is.
i=0
while [ $i -lt 60 ]; do
	printf '{"do":"case.receive","item":"330421-YB-001","name":"人%d","id_number":"11010519491231002X"}\n' $i
	i=$((i + 1))
done >"$halls/batch"
for lines in 1 7 19 40; do
	coproc { exec "$sanji" -C "$halls/county" --json batch "$halls/batch"; }
	batch=$COPROC_PID
	n=0
	while [ $n -lt $lines ] && read -r _ <&"${COPROC[0]}"; do
		n=$((n + 1))
	done
	kill -9 "$batch" 2>/dev/null || :
	wait "$batch" 2>/dev/null || :
	at county status --json >"$halls/out"
	at county verify >/dev/null || fail "killed after $lines: verify"
	at county dump >"$halls/dump"
	at county rebuild >/dev/null || fail "killed after $lines: rebuild"
	at county dump | cmp -s - "$halls/dump" ||
	    fail "killed after $lines: log and state differ"
done
