#!/bin/sh
# docs/RECORDS.md, its Chinese and docs/openapi.json are what the program
# writes: `make docs`.
# The document of the API names every action once, and what it refers to.
set -eu
cd "$(dirname "$0")/../.."

status=0
for pair in C:RECORDS.md zh_CN.UTF-8:RECORDS.zh-CN.md; do
	LC_ALL=${pair%%:*} "${B:-build}/sanji" reference |
	    diff "docs/${pair#*:}" - || status=1
done
LC_ALL=C "${B:-build}/sanji" reference openapi |
    diff docs/openapi.json - || status=1
[ $status -eq 0 ] || echo 'the declarations changed; run: make docs' >&2
[ $status -eq 0 ] || exit $status

node -e '
	const text = require("fs").readFileSync("docs/openapi.json", "utf8");
	const api = JSON.parse(text);
	const at = (path) => path.slice(2).split("/").reduce((o, k) => o[k], api);
	const operations = Object.values(api.paths).flatMap(Object.values);
	const ids = new Set(operations.map((o) => o.operationId));
	const refs = text.match(/"#\/[^"]*"/g).map((s) => JSON.parse(s));
	if (!refs.every(at) || ids.size !== operations.length) process.exit(1);
	if (!api.paths["/api/v1/case/receive"].post.requestBody) process.exit(1);
	if (!api.paths["/api/v1/case/list"].get.parameters) process.exit(1);'

# Whoever reads Chinese reads nothing else.
! LC_ALL=zh_CN.UTF-8 "${B:-build}/sanji" reference openapi |
    LC_ALL=C grep -m 3 -E '"(description|summary)": "[ -~]*"'
