#!/bin/sh
# A long list becomes a file while its asker goes on.
. tests/process/halls.sh.inc
. tests/process/console.sh.inc

found_county
stop "$county_pid"
receive_many county 1100
open_console county $port
add_user county yang business
node tests/browser/exports.mjs $site Nanhu-2026
stop_whole county
