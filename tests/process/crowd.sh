#!/bin/bash
# More callers than a hall has lines, who say nothing or half a word: a member
# gets through at once all the same.
. tests/process/halls.sh.inc

three_halls
receive village >/dev/null
ulimit -n 1024 2>/dev/null || exit 77

lines=520 # DAEMON_LINES_MAX is 512
opened=
i=0
while [ $i -lt $lines ]; do
	exec {line}<>"/dev/tcp/127.0.0.1/$((port + 1))"
	[ $((i % 2)) -eq 0 ] || printf 'sanji/1L' >&"$line"
	opened="$opened $line"
	i=$((i + 1))
done

# Well within the 20 s after which the silent ones are given up anyway.
timeout 15 "$sanji" -C "$halls/village" sync >/dev/null ||
    fail "a member was kept out by a crowd"
at town --json status | grep -q '"cases":1' || fail "the case did not arrive"
for line in $opened; do exec {line}>&-; done
