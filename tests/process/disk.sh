#!/bin/sh
# A full disk and a directory that cannot be written: said clearly, nothing
# half done, and work goes on once there is room.
. tests/process/halls.sh.inc

[ "$(id -u)" -eq 0 ] && command -v unshare >/dev/null &&
    unshare -m true 2>/dev/null || exit 77

if [ -z "${IN_NAMESPACE:-}" ]; then
	IN_NAMESPACE=1 unshare -m "$0"
	exit
fi

mkdir "$halls/small"
mount -t tmpfs -o size=3m tmpfs "$halls/small" 2>/dev/null || exit 77
"$sanji" init "$halls/small/county" --hall 330421000000 --name 嘉善县 \
    >/dev/null
small() { "$sanji" -C "$halls/small/county" "$@"; }
small item import "$root/deploy/data/catalogue-demo.csv" >/dev/null

line='{"do":"case.receive","item":"330421-YB-001","name":"王秀英","id_number":"11010519491231002X"}'
i=0
while [ $i -lt 3000 ]; do echo "$line"; i=$((i + 1)); done >"$halls/many"
status=0
small batch "$halls/many" >"$halls/done" 2>"$halls/said" || status=$?
[ $status -eq 1 ] || fail "exit $status on a full disk"
grep -q 'disk is full' "$halls/said" || fail "$(cat "$halls/said")"
done=$(wc -l <"$halls/done")
mount -o remount,size=64m "$halls/small"
small verify >/dev/null || fail "a full disk broke the log"
held=$(small --json status | sed 's/.*"cases":\([0-9]*\).*/\1/')
[ "$held" -eq "$done" ] || fail "$done reported, $held held"
small case receive item=330421-YB-001 name=李国强 \
    id_number=11010519491231002X >/dev/null || fail "no work after that"

# A scan that does not fit leaves nothing behind, and fits once there is room.
head -c 20971520 /dev/urandom >"$halls/scan"
number=$(small --json case list most=1 | sed 's/.*"number":"\([^"]*\)".*/\1/')
pieces() { small --json status | sed 's/.*"pieces":\([0-9]*\).*/\1/'; }
mount -o remount,size=20m "$halls/small"
refused 1 'disk is full' small case attach "$number" material=户口簿 \
    "$halls/scan"
[ "$(pieces)" = 0 ] || fail "$(pieces) pieces are left of a scan given up"
mount -o remount,size=64m "$halls/small"
small case attach "$number" material=户口簿 "$halls/scan" >/dev/null
[ "$(pieces)" = 80 ] || fail "$(pieces) pieces of 80"
small verify >/dev/null

mount -o remount,ro "$halls/small"
refused 1 'cannot be written' small case receive item=330421-YB-001 \
    name=李国强 id_number=11010519491231002X
mount -o remount,rw "$halls/small"
umount "$halls/small"
