#!/bin/sh
# A village whose line is cut sees what waits, and sends it on a stick.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

three_halls
stop "$town_pid"
open_console village $((port + 2))
add_user village wangfang village
receive village >/dev/null
# carry STICK ANSWER: the town takes the stick in and signs for it.
cat >"$halls/carry" <<END
set -e
"$sanji" -C "$halls/town" bundle import "\$1"
"$sanji" -C "$halls/town" bundle export "\$2" --to 330421111205
END
# What the line brings once it is there again.
cat >"$halls/restore" <<END
set -e
"$sanji" -C "$halls/town" sync
"$sanji" -C "$halls/town" bundle export "$halls/last" --to 330421111205
"$sanji" -C "$halls/village" bundle import "$halls/last"
END
node tests/browser/outbox.mjs $site Nanhu-2026 "$halls"
