#!/bin/sh
# The operator of a village works at its own console.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

three_halls
open_console village $((port + 2))
add_user village wangfang village
add_user village lihua village
receive village >/dev/null
node tests/browser/village.mjs $site Nanhu-2026 "$halls"
