#!/bin/sh
# docs/RECORDS.md and its Chinese are what the program writes: `make docs`.
set -eu
cd "$(dirname "$0")/../.."

status=0
for pair in C:RECORDS.md zh_CN.UTF-8:RECORDS.zh-CN.md; do
	LC_ALL=${pair%%:*} "${B:-build}/sanji" reference |
	    diff "docs/${pair#*:}" - || status=1
done
[ $status -eq 0 ] || echo 'the declarations changed; run: make docs' >&2
exit $status
